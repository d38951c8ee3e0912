// Writes one kind of row each, for derive.cc to put in order and number.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "parley/record/record.h"
#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"
#include "parley/story/origins.h"
#include "parley/story/processes.h"
#include "parley/story/series.h"
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
};

// Collects rows with running numbers.
class RowList {
 public:
  explicit RowList(const Corpus& corpus) : corpus_(corpus) {}

  // Adds a row of `type`: {"schema", "id", "number", FIELDS, "evidence"}. `fields` is JSON without
  // its outer brackets. A row without evidence is dropped: nothing stands without a sentence.
  void add(std::string_view type, std::string id, const std::string& fields,
           const std::set<Place>& evidence);

  std::vector<record::DerivedRow> take() { return std::move(rows_); }

 private:
  const Corpus& corpus_;
  std::vector<record::DerivedRow> rows_;
};

void add_actors(const Findings& found, RowList& rows);
void add_processes(const Findings& found, RowList& rows);
void add_origins(const Findings& found, RowList& rows);
void add_positions(const Findings& found, RowList& rows);  // and exchanges
void add_figures(const Findings& found, RowList& rows);    // and series
void add_timeline(const Findings& found, RowList& rows);
void add_statements(const Findings& found, RowList& rows);
void add_events(const Findings& found, RowList& rows);
void add_links(const Findings& found, RowList& rows);
void add_articles(const Findings& found, RowList& rows);

}  // namespace parley::story
