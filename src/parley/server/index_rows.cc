// Takes a snapshot: each row is parsed once, what is asked for often is put aside, its JSON packed.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <future>

#include "parley/base/json_view.h"
#include "parley/base/text_hash.h"
#include "parley/server/row_places.h"
#include "parley/server/snapshot.h"
#include "parley/story/derive.h"

namespace parley::server {
namespace {

using base::JsonView;

constexpr std::size_t kBriefLines = 8;       // lines a section of the overview
constexpr std::size_t kRowsPerStep = 10000;  // between two tellings of the progress

constexpr std::size_t kActor = filter_number("actor");
constexpr std::size_t kArticle = filter_number("article");
constexpr std::size_t kFamily = filter_number("family");
constexpr std::size_t kForce = filter_number("force");
constexpr std::size_t kKind = filter_number("kind");
constexpr std::size_t kOutlet = filter_number("outlet");

std::string_view words(const JsonView& value) { return value.text().value_or(""); }

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

enum class Kind : std::uint8_t {
  kFilter,
  kTerm,
  kCue,
  kSource,
  kOutlets,
  kMembers,
  kPoints,
  kNames,
  kDate,
  kDay,
  kPublished,
  kIndependent,
};

// What the index asks of a row, by the name of its member.
struct Member {
  Kind kind = Kind::kFilter;
  std::size_t filter = 0;  // of kFilter
};
const std::unordered_map<std::string_view, Member>& members_asked() {
  static const std::unordered_map<std::string_view, Member> members = {
      {"actor_id", {Kind::kFilter, filter_number("actor")}},
      {"speaker_id", {Kind::kFilter, filter_number("actor")}},
      {"claimant_id", {Kind::kFilter, filter_number("actor")}},
      {"article", {Kind::kFilter, filter_number("article")}},
      {"force", {Kind::kFilter, filter_number("force")}},
      {"kind", {Kind::kFilter, filter_number("kind")}},
      {"measure", {Kind::kFilter, filter_number("measure")}},
      {"outlet", {Kind::kFilter, filter_number("outlet")}},
      {"stance", {Kind::kFilter, filter_number("stance")}},
      {"family", {Kind::kFilter, filter_number("family")}},
      {"process_id", {Kind::kFilter, filter_number("process")}},
      {"term", {Kind::kTerm, 0}},
      {"cue", {Kind::kCue, 0}},
      {"source", {Kind::kSource, 0}},
      {"outlets", {Kind::kOutlets, 0}},
      {"members", {Kind::kMembers, 0}},
      {"points", {Kind::kPoints, 0}},
      {"names", {Kind::kNames, 0}},
      {"date", {Kind::kDate, 0}},
      {"day", {Kind::kDay, 0}},
      {"published", {Kind::kPublished, 0}},
      {"independent", {Kind::kIndependent, 0}}};
  return members;
}

class Indexer {
 public:
  Indexer() {
    for (const std::string_view type : story::row_types()) type_number(std::string(type));
    out_->days.emplace_back();
    day_numbers_.emplace("", 0);
  }

  // Packs the row; its place is given. May run beside add() of rows before.
  std::uint32_t keep(const record::DerivedRow& row) {
    out_->digest = out_->digest * 31 + hash_of(row.json);
    return out_->texts.add(row.json);
  }

  // Rows come in the order of their places.
  void add(const record::DerivedRow& row, std::uint32_t place, const JsonView& value) {
    Snapshot& out = *out_;
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

  void add_keys(const record::DerivedRow& row, const JsonView& value, IndexedRow& indexed) {
    first_key_ = out_->keys.size();
    std::string_view date, day, published;
    for (auto at = value.begin(); at != value.end(); ++at) {
      const auto member = asked_.find(at.key());
      if (member == asked_.end()) continue;
      const JsonView own = *at;
      switch (member->second.kind) {
        case Kind::kFilter:
          add_key(member->second.filter, own);
          break;
        case Kind::kTerm:
          add_key(kFamily, own.at("family"));
          break;
        case Kind::kCue:
          add_key(kForce, own.at("force"));
          break;
        case Kind::kSource:
          add_key(kKind, own.at("kind"));
          break;
        case Kind::kOutlets:
          for (const JsonView& outlet : own) add_key(kOutlet, outlet);
          break;
        case Kind::kMembers:
          add_members(own);
          break;
        case Kind::kPoints:
          for (const JsonView& point : own) {
            add_key(kActor, point.at("claimant_id"));
            add_members(point.at("members"));
          }
          break;
        case Kind::kNames:
          if (row.type != "actors") break;
          for (const JsonView& name : own) {
            for (const JsonView& outlet : name.at("outlets")) {
              add_key(kOutlet, outlet.at("outlet"));
            }
          }
          break;
        case Kind::kDate:
          date = words(own);
          break;
        case Kind::kDay:
          day = words(own);
          break;
        case Kind::kPublished:
          published = words(own.is_object() ? own.at("value") : own);
          break;
        case Kind::kIndependent:
          indexed.independent = static_cast<std::int32_t>(own.whole().value_or(1));
          break;
      }
    }
    for (const std::string_view one : {date, day, published}) {
      if (indexed.day == 0 && one.size() >= 4) indexed.day = day_number(one.substr(0, 10));
    }
  }

  void add_members(const JsonView& members) {
    for (const JsonView& member : members) {
      add_key(kArticle, member.at("article"));
      add_key(kOutlet, member.at("outlet"));
    }
  }

  void add_key(std::size_t filter, const JsonView& value) {
    if (const std::string_view text = words(value); !text.empty()) add_key(filter, text);
  }

  void add_key(std::size_t filter, std::string_view value) {
    auto& numbers = out_->key_numbers;
    const auto next = static_cast<std::uint32_t>(numbers.size());
    Snapshot::write_key(filter, value, key_);
    auto found = numbers.find(key_);
    if (found == numbers.end()) found = numbers.emplace(key_, next).first;
    const std::uint32_t key = found->second;
    std::vector<std::uint32_t>& keys = out_->keys;
    const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first_key_);
    if (std::find(begin, keys.end(), key) == keys.end()) keys.push_back(key);
  }

  std::uint32_t day_number(std::string_view day) {
    if (const auto found = day_numbers_.find(day); found != day_numbers_.end()) {
      return found->second;
    }
    const auto next = static_cast<std::uint32_t>(out_->days.size());
    day_numbers_.emplace(day, next);
    out_->days.emplace_back(day);
    return next;
  }

  void owned(const JsonView& finding, std::uint32_t place) {
    out_->owners.emplace_back(hash_of(words(finding)), place);
  }

  // What other parts of the workbench keep of the row.
  void collect(const record::DerivedRow& row, const JsonView& value, std::uint32_t place) {
    const auto str = [&](std::string_view key) { return base::text_of(value.at(key)); };
    if (row.type == "articles") {
      out_->reports[row.id] = {str("outlet"), str("title"),
                               base::text_of(value.at("published").at("value")).substr(0, 10),
                               str("input")};
    } else if (row.type == "origins") {
      for (const JsonView& member : value.at("members")) owned(member.at("statement"), place);
    } else if (row.type == "series") {
      ++out_->measures[str("measure")];
      for (const JsonView& point : value.at("points")) {
        for (const JsonView& member : point.at("members")) owned(member.at("figure"), place);
      }
    } else if (row.type == "timeline") {
      ++out_->told[str("date")];
      ++out_->told_kinds[str("kind")];
    }
    standings_.add(row, value);
    out_->sayings.add(row, value);
    brief_.add(place, row, value);
    context_.add(row, value);
    if (auto entry = context_.entry(row, value, place)) out_->review.push_back(*entry);
  }

  const std::unordered_map<std::string_view, Member>& asked_ = members_asked();
  std::shared_ptr<Snapshot> out_ = std::make_shared<Snapshot>();
  std::unordered_map<std::string, std::uint32_t, base::TextHash, std::equal_to<>> day_numbers_;
  std::size_t first_key_ = 0;  // of the row that is added
  std::string key_;            // that was asked for last
  views::StandingsReader standings_;
  views::BriefMaker brief_{kBriefLines};
  ReviewContext context_;
};

// Without the places the row stands on: nothing of the index needs them.
JsonView read_head(base::JsonReader& reader, const std::string& row) {
  const JsonView head = reader.read_head(parts_of(row).head);
  return head.is_object() ? head : reader.read(row);
}

// Indexes rows on a thread of its own, in pieces, while this one reads and packs those behind.
class IndexBehind {
 public:
  explicit IndexBehind(Indexer& indexer) : indexer_(indexer) {}

  void add(const record::DerivedRow& row) {
    if (filling_.used == filling_.rows.size()) filling_.rows.emplace_back();
    Piece::Row& own = filling_.rows[filling_.used++];
    // A long one's room is given back: few rows are as long.
    if (own.row.json.capacity() > kLongRow) own.row.json = std::string();
    own.row = row;
    own.place = indexer_.keep(row);
    bytes_ += row.json.size();
    if (bytes_ >= kPieceBytes) flush();
  }
  void finish() {
    flush();
    indexing_.wait();
  }

 private:
  static constexpr std::size_t kPieceBytes = 1UL << 20;
  static constexpr std::size_t kLongRow = 2048;  // bytes

  // Rows are overwritten rather than made anew, so that their strings stay where they are.
  struct Piece {
    struct Row {
      record::DerivedRow row;
      std::uint32_t place = 0;
    };
    std::vector<Row> rows;
    std::size_t used = 0;
  };

  void flush() {
    if (indexing_.valid()) indexing_.wait();
    std::swap(filling_, behind_);
    filling_.used = 0;
    bytes_ = 0;
    indexing_ = std::async(std::launch::async, [this] {
      for (const auto& [row, place] : std::span(behind_.rows).first(behind_.used)) {
        indexer_.add(row, place, read_head(reader_, row.json));
      }
    });
  }

  Indexer& indexer_;
  base::JsonReader reader_;
  Piece filling_;
  std::size_t bytes_ = 0;  // of filling_
  Piece behind_;           // that is being indexed
  // Its thread alone uses reader_, behind_ and Indexer::add.
  std::future<void> indexing_;
};

}  // namespace

std::shared_ptr<const Snapshot> index_rows(const std::vector<record::DerivedRow>& rows,
                                           std::int64_t generation, std::string name) {
  Indexer indexer;
  base::JsonReader reader;
  for (const record::DerivedRow& row : rows) {
    indexer.add(row, indexer.keep(row), read_head(reader, row.json));
  }
  return indexer.take(generation, std::move(name));
}

base::Result<std::shared_ptr<const Snapshot>> take_snapshot(
    record::Record& record, const std::function<void(std::size_t)>& progress) {
  const auto generation = record.generation();
  if (!generation) return std::unexpected(generation.error());
  Indexer indexer;
  IndexBehind behind(indexer);
  std::size_t rows = 0;
  const auto visited = story::each_derived_row(record, "", [&](const record::DerivedRow& row) {
    behind.add(row);
    if (progress && ++rows % kRowsPerStep == 0) progress(rows);
  });
  behind.finish();
  if (!visited) return std::unexpected(visited.error());
  return indexer.take(*generation, std::filesystem::path(record.path()).filename().string());
}

}  // namespace parley::server
