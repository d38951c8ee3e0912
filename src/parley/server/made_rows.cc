#include "parley/server/made_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "parley/server/row_places.h"
#include "parley/story/corpus.h"
#include "parley/text/utf8.h"
#include "parley/views/changes.h"
#include "parley/views/compare.h"

namespace parley::server {
namespace {

using story::Json;
using story::part_at;
// The rows of those named most are megabytes each in a large record.
constexpr std::size_t kActorsCompared = 100;

using Chosen = std::vector<const IndexedRow*>;

// The rows of `type` that `wanted` takes, the best by `rank` (a greater one is better) first, at
// most `most`; those beyond are counted in `left_out`.
template <class Wanted, class Rank>
Chosen choose(const Snapshot& snapshot, std::string_view type, std::size_t most,
              std::size_t& left_out, const Wanted& wanted, const Rank& rank) {
  Chosen chosen;
  for (const IndexedRow& row : snapshot.of(type)) {
    if (wanted(row)) chosen.push_back(&row);
  }
  if (chosen.size() <= most) return chosen;
  const auto better = [&](const IndexedRow* a, const IndexedRow* b) {
    const auto of_a = rank(*a);
    const auto of_b = rank(*b);
    return of_a != of_b ? of_a > of_b : a->number < b->number;
  };
  std::ranges::nth_element(chosen, chosen.begin() + static_cast<std::ptrdiff_t>(most), better);
  left_out += chosen.size() - most;
  chosen.resize(most);
  return chosen;
}

void add_whole(std::vector<record::DerivedRow>& rows, const Snapshot& snapshot, Chosen chosen) {
  std::ranges::sort(chosen, {}, &IndexedRow::place);
  const auto [first, last] = std::ranges::unique(chosen);
  chosen.erase(first, last);
  for (const IndexedRow* row : chosen) rows.push_back(snapshot.whole(*row));
}

// The rows that `rows` name at `key` of each of their members.
void add_members(std::vector<record::DerivedRow>& rows, const Snapshot& snapshot,
                 std::string_view type, std::string_view key) {
  Chosen found;
  const auto look = [&](const Json& value) {
    const auto id = story::text_at(value, key);
    const IndexedRow* row = id ? snapshot.find(*id) : nullptr;
    if (row != nullptr) found.push_back(row);
  };
  for (const record::DerivedRow& row : rows) {
    if (row.type != type) continue;
    const Json value = Json::parse(row.json, nullptr, false);
    for (const Json& member : part_at(value, "members")) look(member);
    for (const Json& point : part_at(value, "points")) {
      look(point);
      for (const Json& member : part_at(point, "members")) look(member);
      for (const Json& before : part_at(point, "revises")) look(before);
    }
    for (const Json& conflict : part_at(value, "conflicts")) {
      for (const char* side : {"a", "b"}) {
        const auto id = story::text_at(conflict, side);
        const IndexedRow* figure = id ? snapshot.find(*id) : nullptr;
        if (figure != nullptr) found.push_back(figure);
      }
    }
  }
  add_whole(rows, snapshot, std::move(found));
}

}  // namespace

base::Result<MadeRows> news_rows(const Snapshot& snapshot, record::Record& record,
                                 const std::string& since, std::size_t most) {
  std::set<std::string> fresh;
  if (since.empty()) {
    auto latest = record.articles_of_last_read();
    if (!latest) return std::unexpected(latest.error());
    fresh = std::move(*latest);
  } else {
    const auto first = views::first_day_of(since);
    if (!first) return std::unexpected(first.error());
    for (const auto& [id, report] : snapshot.reports) {
      if (views::is_since(report.day, *first)) fresh.insert(id);
    }
  }
  std::vector<std::string> before;
  for (const auto& [id, report] : snapshot.reports) {
    if (!fresh.contains(id)) before.push_back(id);
  }
  const Marks is_new = snapshot.marks("article", fresh);
  const Marks is_old = snapshot.marks("article", before);
  const auto touched = [&](const IndexedRow& row) { return snapshot.has_any(row, is_new); };
  const auto day = [&](const IndexedRow& row) { return std::string_view(snapshot.day(row)); };
  MadeRows made;
  std::vector<record::DerivedRow> rows;
  const auto all_new = [&](const IndexedRow& row) {
    return touched(row) && !snapshot.has_any(row, is_old);
  };
  add_whole(rows, snapshot, choose(snapshot, "origins", most, made.left_out, all_new, day));
  add_whole(rows, snapshot, choose(snapshot, "series", most, made.left_out, touched, day));
  add_members(rows, snapshot, "series", "figure");
  const auto is_fresh = [&](const IndexedRow& row) {
    return fresh.contains(std::string(snapshot.id(row)));
  };
  add_whole(rows, snapshot, choose(snapshot, "articles", most, made.left_out, is_fresh, day));
  for (record::DerivedRow& row : snapshot.whole_rows({"positions"})) rows.push_back(std::move(row));
  made.rows = views::changes(rows, fresh);
  return made;
}

MadeRows compare_rows(const Snapshot& snapshot, const std::string& a, const std::string& b,
                      const std::set<std::string>& only, std::size_t most) {
  const std::string names[] = {text::fold_case(a), text::fold_case(b)};
  std::set<std::string> articles[2], outlets[2];
  for (const auto& [id, report] : snapshot.reports) {
    if (!only.empty() && !only.contains(id)) continue;
    const std::string outlet = text::fold_case(report.outlet);
    for (std::size_t i = 0; i < 2; ++i) {
      if (outlet != names[i]) continue;
      articles[i].insert(id);
      outlets[i].insert(report.outlet);
    }
  }
  const Marks told[] = {snapshot.marks("article", articles[0]),
                        snapshot.marks("article", articles[1])};
  const Marks named[] = {snapshot.marks("outlet", outlets[0]),
                         snapshot.marks("outlet", outlets[1])};
  const auto by_any = [&](const Marks(&sides)[2]) {
    return [&](const IndexedRow& row) {
      return snapshot.has_any(row, sides[0]) || snapshot.has_any(row, sides[1]);
    };
  };
  const auto both_then_day = [&](const IndexedRow& row) {
    return std::tuple(snapshot.has_any(row, told[0]) && snapshot.has_any(row, told[1]),
                      std::string_view(snapshot.day(row)));
  };
  const auto both_named = [&](const IndexedRow& row) {
    return snapshot.has_any(row, named[0]) && snapshot.has_any(row, named[1]);
  };
  MadeRows made;
  std::vector<record::DerivedRow> rows;
  for (const char* type : {"origins", "series", "positions"}) {
    add_whole(rows, snapshot,
              choose(snapshot, type, most, made.left_out, by_any(told), both_then_day));
  }
  add_members(rows, snapshot, "origins", "statement");
  add_members(rows, snapshot, "series", "figure");
  add_whole(rows, snapshot,
            choose(snapshot, "actors", std::min(most, kActorsCompared), made.left_out,
                   by_any(named), both_named));
  // Of an actor's places those of the two: it may have a hundred thousand.
  const auto of_either = [&](std::string_view article) {
    const std::string id(article);
    return articles[0].contains(id) || articles[1].contains(id);
  };
  for (record::DerivedRow& row : rows) {
    if (row.type == "actors") row.json = with_places(row.json, std::string::npos, of_either);
  }
  Chosen heads;
  for (const IndexedRow& row : snapshot.of("articles")) {
    const std::string id(snapshot.id(row));
    if (articles[0].contains(id) || articles[1].contains(id)) heads.push_back(&row);
  }
  add_whole(rows, snapshot, std::move(heads));
  made.rows = views::compare(rows, a, b, only);
  return made;
}

std::vector<std::string> outlets_of(const Snapshot& snapshot) {
  std::set<std::string> outlets;
  for (const auto& [id, report] : snapshot.reports) outlets.insert(report.outlet);
  outlets.erase("");
  return {outlets.begin(), outlets.end()};
}

}  // namespace parley::server
