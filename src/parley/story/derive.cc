#include "parley/story/derive.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parley/story/replay.h"
#include "parley/story/row_store.h"
#include "parley/story/rows.h"
#include "parley/story/spilled_rows.h"

namespace parley::story {

namespace {

// Takes in rows for their numbers alone.
class NumberRows : public RowStore {
 public:
  explicit NumberRows(RowNumbers& numbers) : numbers_(numbers) {}

  void add(record::DerivedRow row) override { numbers_.add(row.type, row.id, row.number); }
  std::optional<record::DerivedRow> find(std::string_view, std::string_view) override {
    return std::nullopt;
  }
  void each(std::string_view, const std::function<void(const record::DerivedRow&)>&) override {}
  void replace(const record::DerivedRow&) override {}
  void erase(const record::DerivedRow&) override {}

 private:
  RowNumbers& numbers_;
};

// The rows in the order of their numbers. `replay` null: as if nobody had decided anything.
void make_rows(const Corpus& corpus, Replay* replay, const RowNumbers* numbers, RowStore& store) {
  const bool decided = replay != nullptr;
  Actors actors(corpus, decided ? replay->actor_edits(corpus) : ActorEdits{});
  Processes processes(corpus, actors);
  Findings found{corpus,
                 std::move(actors),
                 std::move(processes),
                 find_shared_texts(corpus),
                 Origins(&corpus.memory()),
                 FigureStory(corpus.memory()),
                 Timeline(&corpus.memory()),
                 {}};
  found.origins = find_origins(corpus, found.actors, found.texts,
                               decided ? replay->origin_edits(corpus) : std::vector<Regrouping>{});
  found.stories = find_stories(corpus, found.texts.copies);
  found.figures = find_series(corpus, found.actors, found.texts.copies, found.stories);
  found.timeline = find_timeline(corpus, found.texts.copies);
  RowList rows(corpus, store, numbers);
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
  add_states(found, rows);
  if (decided) replay->finish(found, rows);
}

void derive_all(Corpus& corpus, RowStore& store) {
  Replay replay(corpus.decisions);
  RowNumbers numbers;
  if (replay.any()) {
    NumberRows undecided(numbers);
    make_rows(corpus, nullptr, nullptr, undecided);
  }
  replay.edit(corpus);
  make_rows(corpus, &replay, &numbers, store);
}

}  // namespace

const std::vector<std::string_view>& row_types() {
  static const std::vector<std::string_view> types = {
      "actors",  "processes", "origins",     "positions",  "exchanges",
      "figures", "series",    "timeline",    "statements", "events",
      "links",   "articles",  "commitments", "states",     "decisions"};
  return types;
}

std::vector<record::DerivedRow> derive(Corpus corpus) {
  SpilledRows rows;
  derive_all(corpus, rows);
  rows.settle();
  std::vector<record::DerivedRow> all;
  all.reserve(rows.size());
  for (std::size_t place = 0; place < rows.size(); ++place) all.push_back(rows.at(place));
  return all;
}

base::Result<void> derive_into(Corpus corpus, RowStore& rows) {
  derive_all(corpus, rows);
  if (const auto failure = corpus.failure()) return std::unexpected(*failure);
  return {};
}

base::Result<std::vector<record::DerivedRow>> derived_rows(record::Record& record,
                                                           const std::string& type) {
  std::vector<record::DerivedRow> rows;
  const auto read = each_derived_row(record, type, [&](const auto& row) { rows.push_back(row); });
  if (!read) return std::unexpected(read.error());
  return rows;
}

base::Result<void> each_derived_row(record::Record& record, const std::string& type,
                                    const std::function<void(const record::DerivedRow&)>& visit) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return record.each_derived(type, visit);
  base::Result<Corpus> corpus = load_corpus(record);
  if (!corpus) return std::unexpected(corpus.error());
  SpilledRows rows;
  if (auto made = derive_into(std::move(*corpus), rows); !made) return made;
  rows.settle();
  for (std::size_t place = 0; place < rows.size(); ++place) {
    if (const record::DerivedRow row = rows.at(place); type.empty() || row.type == type) visit(row);
  }
  return {};
}

base::Result<void> bring_up_to_date(record::Record& record) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) return {};
  return record.rebuild_derived([&](record::DerivedWriter& writer) -> base::Result<void> {
    base::Result<Corpus> corpus = load_corpus(record);
    if (!corpus) return std::unexpected(corpus.error());
    StoredRows rows(writer);
    return derive_into(std::move(*corpus), rows);
  });
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
