// Writes one kind of row each, for derive.cc to put in order and number.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/record/record.h"
#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"
#include "parley/story/origins.h"
#include "parley/story/processes.h"
#include "parley/story/row_store.h"
#include "parley/story/series.h"
#include "parley/story/stories.h"
#include "parley/story/timeline.h"

namespace parley::story {

// What all rows are written from.
struct Findings {
  const Corpus& corpus;
  Actors actors;
  Processes processes;
  SharedTexts texts;
  Origins origins;
  FigureStory figures;
  Timeline timeline;
  std::vector<std::string> stories;  // by article; "" for none
};

// Numbers of rows by type and id, of which a hash is kept: two of a record's rows share one by
// chance once in a million records.
class RowNumbers {
 public:
  void add(std::string_view type, std::string_view id, std::int64_t number);
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view type, std::string_view id) const;
  // The greatest; 0 where there is none.
  [[nodiscard]] std::int64_t last() const { return last_; }

 private:
  static std::uint64_t key_of(std::string_view type, std::string_view id);

  std::unordered_map<std::uint64_t, std::int64_t> numbers_;
  std::int64_t last_ = 0;
};

// How a row says that nobody decided on it.
inline constexpr std::string_view kUndecided = "\"decided\":[]";

// Collects rows with running numbers. Rows in `known` keep theirs, so that a decision on one row
// does not renumber the others; new rows are numbered behind them.
class RowList {
 public:
  RowList(const Corpus& corpus, RowStore& rows, const RowNumbers* known = nullptr)
      : corpus_(corpus), rows_(rows), known_(known), last_(known != nullptr ? known->last() : 0) {}

  // Adds a row of `type`: {"schema", "id", "number", FIELDS, "decided", "evidence"}. `fields` is
  // JSON without its outer brackets. A row without evidence is dropped: nothing stands without a
  // sentence.
  void add(std::string_view type, std::string id, const std::string& fields,
           const std::set<Place>& evidence);

  // A row of a decision, which stays though its evidence may be gone.
  void add_decision(std::string id, const std::string& fields, const std::set<Place>& evidence);

  [[nodiscard]] RowStore& rows() { return rows_; }

 private:
  void push(std::string_view type, std::string id, std::string_view fields,
            std::string_view more_fields, std::span<const Place> evidence);

  const Corpus& corpus_;
  RowStore& rows_;
  const RowNumbers* known_;
  std::int64_t last_;
};

void add_actors(const Findings& found, RowList& rows);
void add_processes(const Findings& found, RowList& rows);
void add_origins(const Findings& found, RowList& rows);
void add_positions(const Findings& found, RowList& rows);  // and exchanges
void add_commitments(const Findings& found, RowList& rows);
void add_states(const Findings& found, RowList& rows);
void add_figures(const Findings& found, RowList& rows);  // and series
void add_timeline(const Findings& found, RowList& rows);
void add_statements(const Findings& found, RowList& rows);
void add_events(const Findings& found, RowList& rows);
void add_links(const Findings& found, RowList& rows);
void add_articles(const Findings& found, RowList& rows);

}  // namespace parley::story
