#include "parley/server/snapshot.h"

#include <algorithm>
#include <filesystem>
#include <functional>

#include "parley/story/corpus.h"
#include "parley/story/derive.h"

namespace parley::server {
namespace {

using story::Json;
using story::part_at;

constexpr std::size_t kBriefLines = 8;  // lines a section of the overview

std::string str(const Json& value, std::string_view key) {
  return story::text_at(value, key).value_or("");
}

class RowIndexer {
 public:
  explicit RowIndexer(IndexedRow& out) : out_(out) {}

  void index(const Json& value) {
    for (const char* key : {"actor_id", "speaker_id", "claimant_id"}) add("actor", str(value, key));
    for (const char* key : {"article", "force", "kind", "measure", "outlet", "stance"}) {
      add(key, str(value, key));
    }
    add("family", str(value, "family"));
    add("family", str(part_at(value, "term"), "family"));
    add("force", str(part_at(value, "cue"), "force"));
    add("kind", str(part_at(value, "source"), "kind"));
    add("process", str(value, "process_id"));
    add_each("outlet", part_at(value, "outlets"));
    for (const Json& point : part_at(value, "points")) add("actor", str(point, "claimant_id"));
    for (const char* key : {"date", "day", "published"}) {
      const Json& day = part_at(value, key);
      set_day(day.is_object() ? str(day, "value") : str(value, key));
    }
    const Json& independent = part_at(value, "independent");
    if (independent.is_number_integer()) out_.independent = independent.get<int>();
  }

 private:
  void add(std::string_view filter, std::string value) {
    if (value.empty()) return;
    const auto at = std::ranges::find(kFilters, filter) - std::begin(kFilters);
    std::pair<std::uint8_t, std::string> key(static_cast<std::uint8_t>(at), std::move(value));
    if (std::ranges::find(out_.keys, key) == out_.keys.end()) out_.keys.push_back(std::move(key));
  }

  void add_each(std::string_view filter, const Json& values) {
    for (const Json& value : values) {
      if (value.is_string()) add(filter, value.get<std::string>());
    }
  }

  void set_day(const std::string& date) {
    if (out_.day.empty() && date.size() >= 4) out_.day = date.substr(0, 10);
  }

  IndexedRow& out_;
};

}  // namespace

std::shared_ptr<const Snapshot> index_rows(std::vector<record::DerivedRow> rows,
                                           std::int64_t generation, std::string name) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->generation = generation;
  snapshot->name = std::move(name);
  snapshot->rows = std::move(rows);
  for (const std::string_view type : story::row_types()) snapshot->types[std::string(type)];
  ReviewContext context;
  for (const record::DerivedRow& row : snapshot->rows) {
    snapshot->digest = snapshot->digest * 31 + std::hash<std::string>()(row.json);
    const Json value = Json::parse(row.json, nullptr, false);
    if (!value.is_object()) continue;
    IndexedRow indexed{&row, {}, "", 1};
    RowIndexer(indexed).index(value);
    snapshot->by_id.emplace(row.id, &row);
    snapshot->by_number.emplace(row.number, &row);
    if (row.type == "articles") {
      snapshot->reports[row.id] = {str(value, "outlet"), str(value, "title"),
                                   str(part_at(value, "published"), "value").substr(0, 10),
                                   str(value, "input")};
    }
    if (row.type == "origins") {
      for (const Json& member : part_at(value, "members")) {
        snapshot->belongs[str(member, "statement")] = row.id;
      }
    }
    if (row.type == "series") {
      for (const Json& point : part_at(value, "points")) {
        for (const Json& member : part_at(point, "members")) {
          snapshot->belongs[str(member, "figure")] = row.id;
        }
      }
    }
    snapshot->types[row.type].push_back(std::move(indexed));
    context.add(row, value);
    if (auto entry = review_entry(row, value)) snapshot->review.push_back(std::move(*entry));
  }
  context.settle(snapshot->review);
  snapshot->rejected = context.rejected();
  for (auto& [type, list] : snapshot->types) {
    std::ranges::sort(list, {}, [](const IndexedRow& one) { return one.row->number; });
  }
  snapshot->standings = views::read_standings(snapshot->rows);
  snapshot->brief = views::make_brief(snapshot->rows, kBriefLines);
  return snapshot;
}

base::Result<std::shared_ptr<const Snapshot>> take_snapshot(record::Record& record) {
  const auto generation = record.generation();
  if (!generation) return std::unexpected(generation.error());
  auto rows = story::derived_rows(record, "");
  if (!rows) return std::unexpected(rows.error());
  return index_rows(std::move(*rows), *generation,
                    std::filesystem::path(record.path()).filename().string());
}

}  // namespace parley::server
