// Writes one kind of row each, for derive.cc to put in order and number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "parley/record/record.h"
#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"
#include "parley/story/origins.h"
#include "parley/story/processes.h"
#include "parley/story/series.h"
#include "parley/story/stories.h"
#include "parley/story/timeline.h"

namespace parley::story {

// What all rows are written from.
struct Findings {
  const Corpus& corpus;
  Actors actors;
  Processes processes;
  std::vector<Copy> copies;
  std::vector<Origin> origins;
  FigureStory figures;
  std::vector<TimelineEntry> timeline;
  std::vector<std::string> stories;  // by article; "" for none
};

// Numbers of rows by type and id.
using RowNumbers = std::map<std::pair<std::string, std::string>, std::int64_t>;

// How a row says that nobody decided on it.
inline constexpr std::string_view kUndecided = "\"decided\":[]";

// Collects rows with running numbers. Rows in `known` keep theirs, so that a decision on one row
// does not renumber the others; new rows are numbered behind them.
class RowList {
 public:
  explicit RowList(const Corpus& corpus, RowNumbers known = {})
      : corpus_(corpus), known_(std::move(known)) {
    for (const auto& [key, number] : known_) last_ = std::max(last_, number);
  }

  // Adds a row of `type`: {"schema", "id", "number", FIELDS, "decided", "evidence"}. `fields` is
  // JSON without its outer brackets. A row without evidence is dropped: nothing stands without a
  // sentence.
  void add(std::string_view type, std::string id, const std::string& fields,
           const std::set<Place>& evidence);

  // A row of a decision, which stays though its evidence may be gone.
  void add_decision(std::string id, const std::string& fields, const std::set<Place>& evidence);

  [[nodiscard]] std::vector<record::DerivedRow>& rows() { return rows_; }
  std::vector<record::DerivedRow> take() { return std::move(rows_); }

 private:
  void push(std::string_view type, std::string id, const std::string& fields,
            const std::set<Place>& evidence);

  const Corpus& corpus_;
  RowNumbers known_;
  std::int64_t last_ = 0;
  std::vector<record::DerivedRow> rows_;
};

void add_actors(const Findings& found, RowList& rows);
void add_processes(const Findings& found, RowList& rows);
void add_origins(const Findings& found, RowList& rows);
void add_positions(const Findings& found, RowList& rows);  // and exchanges
void add_commitments(const Findings& found, RowList& rows);
void add_figures(const Findings& found, RowList& rows);    // and series
void add_timeline(const Findings& found, RowList& rows);
void add_statements(const Findings& found, RowList& rows);
void add_events(const Findings& found, RowList& rows);
void add_links(const Findings& found, RowList& rows);
void add_articles(const Findings& found, RowList& rows);

}  // namespace parley::story
