#include "parley/story/derive.h"

#include <algorithm>
#include <utility>

#include "parley/story/rows.h"

namespace parley::story {

const std::vector<std::string_view>& row_types() {
  static const std::vector<std::string_view> types = {
      "actors", "processes", "origins",    "positions", "exchanges", "figures",
      "series", "timeline",  "statements", "events",    "links",     "articles"};
  return types;
}

std::vector<record::DerivedRow> derive(const Corpus& corpus) {
  Actors actors(corpus);
  Processes processes(corpus, actors);
  Findings found{corpus, std::move(actors), std::move(processes), find_copies(corpus), {}, {}, {}};
  found.origins = find_origins(corpus, found.actors, found.copies);
  found.figures = find_series(corpus, found.actors, found.copies);
  found.timeline = find_timeline(corpus, found.copies);
  RowList rows(corpus);
  add_actors(found, rows);
  add_processes(found, rows);
  add_origins(found, rows);
  add_positions(found, rows);
  add_figures(found, rows);
  add_timeline(found, rows);
  add_statements(found, rows);
  add_events(found, rows);
  add_links(found, rows);
  add_articles(found, rows);
  std::vector<record::DerivedRow> all = rows.take();
  // By type as they are stored; the numbers keep the order above.
  std::ranges::stable_sort(all, {}, &record::DerivedRow::type);
  return all;
}

base::Result<std::vector<record::DerivedRow>> derived_rows(record::Record& record,
                                                           const std::string& type) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return record.derived(type);
  const base::Result<Corpus> corpus = load_corpus(record);
  if (!corpus) return std::unexpected(corpus.error());
  std::vector<record::DerivedRow> rows = derive(*corpus);
  if (!type.empty()) std::erase_if(rows, [&](const auto& row) { return row.type != type; });
  return rows;
}

}  // namespace parley::story
