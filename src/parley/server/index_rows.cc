// Takes a snapshot: each row is parsed once, what is asked for often is put aside, its JSON packed.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>

#include "parley/server/snapshot.h"
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

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

class Indexer {
 public:
  Indexer() {
    for (const std::string_view type : story::row_types()) type_number(std::string(type));
    out_->days.emplace_back();
    day_numbers_.emplace("", 0);
  }

  void add(const record::DerivedRow& row, const Json& value) {
    Snapshot& out = *out_;
    out.digest = out.digest * 31 + hash_of(row.json);
    const std::uint32_t place = out.texts.add(row.json);
    IndexedRow indexed;
    indexed.number = row.number;
    indexed.place = place;
    indexed.type = type_number(row.type);
    indexed.id_at = static_cast<std::uint32_t>(out.ids.size());
    indexed.id_size = static_cast<std::uint16_t>(row.id.size());
    out.ids += row.id;
    indexed.keys_at = static_cast<std::uint32_t>(out.keys.size());
    if (value.is_object()) {
      add_keys(row, value, indexed);
      collect(row, value, place);
    }
    indexed.key_count = static_cast<std::uint32_t>(out.keys.size() - indexed.keys_at);
    out.rows.push_back(indexed);
  }

  std::shared_ptr<const Snapshot> take(std::int64_t generation, std::string name) {
    Snapshot& out = *out_;
    out.generation = generation;
    out.name = std::move(name);
    out.texts.seal();
    std::ranges::stable_sort(out.rows, {},
                             [](const IndexedRow& row) { return std::pair(row.type, row.number); });
    std::vector<std::uint32_t> sorted(out.rows.size());  // from place of storage to place
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
      sorted[out.rows[i].place] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 0; i < out.type_names.size(); ++i) {
      const auto own =
          std::ranges::equal_range(out.rows, static_cast<std::uint8_t>(i), {}, &IndexedRow::type);
      out.types[out.type_names[i]] = {own.begin(), own.end()};
    }
    out.by_id.reserve(out.rows.size());
    for (std::size_t i = 0; i < out.rows.size(); ++i) {
      out.by_id.emplace_back(hash_of(out.id(out.rows[i])), i);
      out.by_number.push_back(static_cast<std::uint32_t>(i));
    }
    std::ranges::sort(out.by_id);
    std::ranges::sort(out.by_number, {}, [&](std::uint32_t i) { return out.rows[i].number; });
    for (auto& [hash, place] : out.owners) place = sorted[place];
    std::ranges::sort(out.owners);
    context_.settle(out.review);
    for (ReviewEntry& entry : out.review) entry.row = sorted[entry.row];
    out.rejected = context_.rejected();
    out.standings = standings_.take();
    out.brief = brief_.take([&](std::size_t place) { return out.whole(out.rows[sorted[place]]); });
    return std::move(out_);
  }

 private:
  std::uint8_t type_number(const std::string& type) {
    const auto found = std::ranges::find(out_->type_names, type);
    const auto at = static_cast<std::uint8_t>(found - out_->type_names.begin());
    if (found == out_->type_names.end()) out_->type_names.push_back(type);
    return at;
  }

  void add_keys(const record::DerivedRow& row, const Json& value, IndexedRow& indexed) {
    first_key_ = out_->keys.size();
    for (const char* key : {"actor_id", "speaker_id", "claimant_id"}) key_for("actor", value, key);
    for (const char* key : {"article", "force", "kind", "measure", "outlet", "stance"}) {
      key_for(key, value, key);
    }
    key_for("family", value, "family");
    key_for("family", part_at(value, "term"), "family");
    key_for("force", part_at(value, "cue"), "force");
    key_for("kind", part_at(value, "source"), "kind");
    key_for("process", value, "process_id");
    for (const Json& outlet : part_at(value, "outlets")) {
      if (outlet.is_string()) add_key("outlet", outlet.get<std::string>());
    }
    add_members(value);
    for (const Json& point : part_at(value, "points")) {
      key_for("actor", point, "claimant_id");
      add_members(point);
    }
    if (row.type == "actors") {
      for (const Json& name : part_at(value, "names")) {
        for (const Json& outlet : part_at(name, "outlets")) key_for("outlet", outlet, "outlet");
      }
    }
    for (const char* key : {"date", "day", "published"}) {
      const Json& day = part_at(value, key);
      const std::string date = day.is_object() ? str(day, "value") : str(value, key);
      if (indexed.day == 0 && date.size() >= 4) indexed.day = day_number(date.substr(0, 10));
    }
    const Json& independent = part_at(value, "independent");
    if (independent.is_number_integer()) indexed.independent = independent.get<int>();
  }

  void add_members(const Json& value) {
    for (const Json& member : part_at(value, "members")) {
      key_for("article", member, "article");
      key_for("outlet", member, "outlet");
    }
  }

  void key_for(std::string_view filter, const Json& value, std::string_view key) {
    if (const std::string text = str(value, key); !text.empty()) add_key(filter, text);
  }

  void add_key(std::string_view filter, std::string_view value) {
    auto& numbers = out_->key_numbers;
    const auto next = static_cast<std::uint32_t>(numbers.size());
    const std::uint32_t key =
        numbers.try_emplace(Snapshot::key_of(filter, value), next).first->second;
    std::vector<std::uint32_t>& keys = out_->keys;
    const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first_key_);
    if (std::find(begin, keys.end(), key) == keys.end()) keys.push_back(key);
  }

  std::uint32_t day_number(const std::string& day) {
    const auto next = static_cast<std::uint32_t>(out_->days.size());
    const auto [at, fresh] = day_numbers_.try_emplace(day, next);
    if (fresh) out_->days.push_back(day);
    return at->second;
  }

  void owned(const Json& member, std::string_view key, std::uint32_t place) {
    out_->owners.emplace_back(hash_of(str(member, key)), place);
  }

  // What other parts of the workbench keep of the row.
  void collect(const record::DerivedRow& row, const Json& value, std::uint32_t place) {
    if (row.type == "articles") {
      out_->reports[row.id] = {str(value, "outlet"), str(value, "title"),
                               str(part_at(value, "published"), "value").substr(0, 10),
                               str(value, "input")};
    } else if (row.type == "origins") {
      for (const Json& member : part_at(value, "members")) owned(member, "statement", place);
    } else if (row.type == "series") {
      ++out_->measures[str(value, "measure")];
      for (const Json& point : part_at(value, "points")) {
        for (const Json& member : part_at(point, "members")) owned(member, "figure", place);
      }
    } else if (row.type == "timeline") {
      ++out_->told[str(value, "date")];
      ++out_->told_kinds[str(value, "kind")];
    }
    standings_.add(row, value);
    out_->sayings.add(row, value);
    brief_.add(place, row, value);
    context_.add(row, value);
    if (auto entry = context_.entry(row, value, place)) out_->review.push_back(*entry);
  }

  std::shared_ptr<Snapshot> out_ = std::make_shared<Snapshot>();
  std::unordered_map<std::string, std::uint32_t> day_numbers_;
  std::size_t first_key_ = 0;  // of the row that is added
  views::StandingsReader standings_;
  views::BriefMaker brief_{kBriefLines};
  ReviewContext context_;
};

// A row without the places it stands on, which end it and are the half of it: nothing of the index
// needs them.
Json parse_head(const std::string& row) {
  constexpr std::string_view kPlaces = ",\"evidence\":[";
  const std::size_t end = row.rfind(kPlaces);
  if (end != std::string::npos) {
    Json head = Json::parse(row.substr(0, end) + "}", nullptr, false);
    if (head.is_object()) return head;
  }
  return Json::parse(row, nullptr, false);
}

struct Parsed {
  record::DerivedRow row;
  Json value;
};

// Parses rows on a thread of its own, in pieces, while those before are indexed on this one.
class ParsedAhead {
 public:
  explicit ParsedAhead(Indexer& indexer) : indexer_(indexer) {}

  void add(const record::DerivedRow& row) {
    bytes_ += row.json.size();
    filling_.push_back({row, {}});
    if (bytes_ >= kPieceBytes) flush();
  }
  void flush() {
    auto next = std::async(std::launch::async, [piece = std::move(filling_)]() mutable {
      for (Parsed& one : piece) one.value = parse_head(one.row.json);
      return std::move(piece);
    });
    filling_.clear();
    bytes_ = 0;
    index_parsed();
    parsing_ = std::move(next);
  }
  void finish() {
    flush();
    index_parsed();
  }

 private:
  static constexpr std::size_t kPieceBytes = 1UL << 20;

  void index_parsed() {
    if (!parsing_.valid()) return;
    for (const Parsed& one : parsing_.get()) indexer_.add(one.row, one.value);
  }

  Indexer& indexer_;
  std::vector<Parsed> filling_;
  std::size_t bytes_ = 0;
  std::future<std::vector<Parsed>> parsing_;
};

}  // namespace

std::shared_ptr<const Snapshot> index_rows(const std::vector<record::DerivedRow>& rows,
                                           std::int64_t generation, std::string name) {
  Indexer indexer;
  for (const record::DerivedRow& row : rows) {
    indexer.add(row, parse_head(row.json));
  }
  return indexer.take(generation, std::move(name));
}

base::Result<std::shared_ptr<const Snapshot>> take_snapshot(record::Record& record) {
  const auto generation = record.generation();
  if (!generation) return std::unexpected(generation.error());
  Indexer indexer;
  ParsedAhead ahead(indexer);
  const auto visited =
      story::each_derived_row(record, "", [&](const record::DerivedRow& row) { ahead.add(row); });
  if (!visited) return std::unexpected(visited.error());
  ahead.finish();
  return indexer.take(*generation, std::filesystem::path(record.path()).filename().string());
}

}  // namespace parley::server
