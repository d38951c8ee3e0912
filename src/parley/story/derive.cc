#include "parley/story/derive.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parley/story/replay.h"
#include "parley/story/rows.h"

namespace parley::story {

namespace {

// The rows in the order of their numbers. `replay` null: as if nobody had decided anything.
std::vector<record::DerivedRow> make_rows(const Corpus& corpus, Replay* replay,
                                          RowNumbers numbers) {
  const bool decided = replay != nullptr;
  Actors actors(corpus, decided ? replay->actor_edits(corpus) : ActorEdits{});
  Processes processes(corpus, actors);
  Findings found{corpus, std::move(actors), std::move(processes), find_copies(corpus), {}, {}, {},
                 {}};
  found.origins = find_origins(corpus, found.actors, found.copies,
                               decided ? replay->origin_edits(corpus) : std::vector<Regrouping>{});
  found.figures = find_series(corpus, found.actors, found.copies);
  found.timeline = find_timeline(corpus, found.copies);
  found.stories = find_stories(corpus, found.copies);
  RowList rows(corpus, std::move(numbers));
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
  add_commitments(found, rows);
  if (decided) replay->finish(found, rows);
  return rows.take();
}

}  // namespace

const std::vector<std::string_view>& row_types() {
  static const std::vector<std::string_view> types = {
      "actors",   "processes",  "origins", "positions", "exchanges", "figures",     "series",
      "timeline", "statements", "events",  "links",     "articles",  "commitments", "decisions"};
  return types;
}

std::vector<record::DerivedRow> derive(Corpus corpus) {
  Replay replay(corpus.decisions);
  RowNumbers numbers;
  if (replay.any()) {
    for (const record::DerivedRow& row : make_rows(corpus, nullptr, {})) {
      numbers.emplace(std::pair(row.type, row.id), row.number);
    }
  }
  replay.edit(corpus);
  std::vector<record::DerivedRow> all = make_rows(corpus, &replay, std::move(numbers));
  // By type as they are stored; the numbers keep the order above.
  std::ranges::stable_sort(all, {}, &record::DerivedRow::type);
  return all;
}

base::Result<std::vector<record::DerivedRow>> derived_rows(record::Record& record,
                                                           const std::string& type) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return record.derived(type);
  base::Result<Corpus> corpus = load_corpus(record);
  if (!corpus) return std::unexpected(corpus.error());
  std::vector<record::DerivedRow> rows = derive(std::move(*corpus));
  if (!type.empty()) std::erase_if(rows, [&](const auto& row) { return row.type != type; });
  return rows;
}

base::Result<void> bring_up_to_date(record::Record& record) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return {};
  base::Result<Corpus> corpus = load_corpus(record);
  if (!corpus) return std::unexpected(corpus.error());
  return record.replace_derived(derive(std::move(*corpus)));
}

base::Result<record::DerivedRow> find_row(record::Record& record, const std::string& which) {
  const auto none = [&] {
    return base::fail(base::ErrorCode::kNotFound,
                      which +
                          ": no row of this number or id; parley brief prints numbers, parley "
                          "export prints ids");
  };
  std::int64_t number = 0;
  const char* end = which.data() + which.size();
  const bool numbered =
      !which.empty() && std::from_chars(which.data(), end, number).ptr == end && number > 0;
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) {
    auto row = record.derived_called(which);
    if (row && !*row && numbered) row = record.derived_numbered(number);
    if (!row) return std::unexpected(row.error());
    return *row ? base::Result<record::DerivedRow>(std::move(**row)) : none();
  }
  const auto rows = derived_rows(record, "");
  if (!rows) return std::unexpected(rows.error());
  auto found = std::ranges::find(*rows, which, &record::DerivedRow::id);
  if (found == rows->end() && numbered) {
    found = std::ranges::find(*rows, number, &record::DerivedRow::number);
  }
  return found == rows->end() ? none() : base::Result<record::DerivedRow>(*found);
}

}  // namespace parley::story
