#include "parley/server/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <tuple>

#include "parley/base/json_writer.h"
#include "parley/server/snapshot.h"
#include "parley/story/corpus.h"

namespace parley::server {
namespace {

using story::Json;
using story::part_at;

constexpr std::size_t kReviewUsual = 20;
constexpr std::size_t kReviewMost = 200;

constexpr std::array kReasonWords = {
    std::pair(ReviewReason::kHedged, "hedged"),
    std::pair(ReviewReason::kUnnamed, "source not named"),
    std::pair(ReviewReason::kVague, "vague number"),
    std::pair(ReviewReason::kNoDay, "day not known"),
    std::pair(ReviewReason::kConflict, "another claim disagrees"),
    std::pair(ReviewReason::kOddReport, "odd report"),
    std::pair(ReviewReason::kUnknownWho, "whose it is not settled")};

using base::JsonView;

std::string_view str(const JsonView& value, std::string_view key) {
  return value.at(key).text().value_or("");
}

std::uint8_t reasons_of(const JsonView& value, const std::string& type) {
  std::uint8_t reasons = 0;
  const auto set = [&](ReviewReason reason, bool holds) {
    if (holds) reasons |= static_cast<std::uint8_t>(reason);
  };
  set(ReviewReason::kHedged, !value.at("hedges").empty());
  set(ReviewReason::kVague, str(value, "bound") == "vague");
  set(ReviewReason::kUnnamed, str(value.at("source"), "kind") == "unnamed");
  set(ReviewReason::kNoDay, value.at("published").is_null());
  if (type == "statements") {
    set(ReviewReason::kUnknownWho,
        value.at("actor_id").is_null() && str(value.at("source"), "kind") == "named");
  } else {
    set(ReviewReason::kUnknownWho,
        value.at(type == "positions" ? "actor_id" : "claimant_id").is_null() &&
            str(value, "claimed_by") != "outlet");
  }
  return reasons;
}

// Where an entry stands in an order: the smaller the sooner; equals stay by number.
using Rank = std::tuple<float, int>;

Rank rank_of(const ReviewEntry& entry, std::string_view order) {
  const float sure = entry.confidence < 0 ? 2 : entry.confidence;
  const int doubt = static_cast<int>(sure * 1000);
  if (order == "single") return {static_cast<float>(entry.reports), doubt};
  if (order == "flagged") return {static_cast<float>(-std::popcount(entry.reasons)), doubt};
  // Later days first, none last.
  if (order == "newest") return {0.0F, -entry.day};
  return {sure, entry.reports};
}

std::uint64_t hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

// "2025-03-14" -> 20250314, "2025-03" -> 20250300; 0 for what is no date.
std::int32_t day_of(std::string_view date) {
  std::int32_t day = 0;
  int digits = 0;
  for (const char c : date.substr(0, 10)) {
    if (c == '-') continue;
    if (c < '0' || c > '9') return 0;
    day = day * 10 + (c - '0');
    ++digits;
  }
  for (; digits > 0 && digits < 8; ++digits) day *= 10;
  return day;
}

}  // namespace

std::optional<ReviewEntry> ReviewContext::entry(const record::DerivedRow& row,
                                                const JsonView& value, std::uint32_t place) {
  const auto type = std::ranges::find(kReviewed, row.type);
  if (type == std::end(kReviewed)) return std::nullopt;
  ReviewEntry entry;
  entry.row = place;
  entry.type = static_cast<std::uint8_t>(type - std::begin(kReviewed));
  entry.confidence = static_cast<float>(value.at("confidence").number().value_or(-1));
  entry.day = day_of(str(value, "published"));
  entry.reasons = reasons_of(value, row.type);
  const bool carried_itself = row.type != "positions";
  pending_.push_back({hash_of(row.id), hash_of(carried_itself ? row.id : str(value, "statement")),
                      hash_of(str(value, "article"))});
  for (const JsonView& one : value.at("decided")) {
    if (one.text()) decided_[pending_.size() - 1].push_back(base::text_of(one));
  }
  return entry;
}

void ReviewContext::add(const record::DerivedRow& row, const JsonView& value) {
  if (row.type == "origins") {
    const auto reports = static_cast<int>(value.at("reports").whole().value_or(1));
    for (const JsonView& member : value.at("members")) {
      reports_[hash_of(str(member, "statement"))] = reports;
    }
  } else if (row.type == "series") {
    for (const JsonView& point : value.at("points")) {
      for (const JsonView& member : point.at("members")) {
        reports_[hash_of(str(member, "figure"))] = static_cast<int>(point.at("members").size());
      }
    }
    for (const JsonView& conflict : value.at("conflicts")) {
      for (const char* side : {"a", "b"}) conflicts_.insert(hash_of(str(conflict, side)));
    }
  } else if (row.type == "articles") {
    if (!value.at("issues").empty()) odd_.insert(hash_of(row.id));
  } else if (row.type == "decisions" && !value.at("undone_at").text()) {
    const std::string kind(str(value, "kind"));
    kinds_[row.id] = kind;
    if (kind != "reject") return;
    for (const JsonView& target : value.at("targets")) {
      if (str(target, "standing") != "gone") ++rejected_[std::string(str(target, "type"))];
    }
  }
}

void ReviewContext::settle(std::vector<ReviewEntry>& entries) const {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ReviewEntry& entry = entries[i];
    const Pending& pending = pending_[i];
    if (const auto found = reports_.find(pending.carried); found != reports_.end()) {
      entry.reports = std::max(1, found->second);
    }
    if (conflicts_.contains(pending.id)) {
      entry.reasons |= static_cast<std::uint8_t>(ReviewReason::kConflict);
    }
    if (odd_.contains(pending.article)) {
      entry.reasons |= static_cast<std::uint8_t>(ReviewReason::kOddReport);
    }
  }
  for (const auto& [at, decisions] : decided_) {
    for (const std::string& id : decisions) {
      const auto kind = kinds_.find(id);
      if (kind == kinds_.end()) continue;
      ReviewEntry& entry = entries[at];
      entry.checked = entry.checked || kind->second == "accept" || kind->second == "correct";
    }
  }
}

std::vector<std::string_view> reason_words(const ReviewEntry& entry) {
  std::vector<std::string_view> words;
  for (const auto& [reason, text] : kReasonWords) {
    if ((entry.reasons & static_cast<std::uint8_t>(reason)) != 0) words.emplace_back(text);
  }
  return words;
}

ReviewList review_list(const Snapshot& snapshot, const Target& target, std::size_t from,
                       std::size_t most) {
  ReviewList list;
  list.order = target.parameter("order");
  list.type = target.parameter("type");
  if (list.order.empty()) list.order = kReviewOrders[0].name;
  if (list.type.empty()) list.type = kReviewed[0];
  if (std::ranges::find(kReviewOrders, list.order, &ReviewOrder::name) == std::end(kReviewOrders)) {
    list.fault = "order: one of doubt, single, flagged, newest";
    return list;
  }
  if (std::ranges::find(kReviewed, list.type) == std::end(kReviewed)) {
    list.fault = "type: one of positions, figures, statements";
    return list;
  }
  if (const auto gone = snapshot.rejected.find(list.type); gone != snapshot.rejected.end()) {
    list.checked = gone->second;
  }
  const auto type =
      static_cast<std::uint8_t>(std::ranges::find(kReviewed, list.type) - std::begin(kReviewed));
  std::vector<std::tuple<Rank, std::int64_t, const ReviewEntry*>> ranked;
  for (const ReviewEntry& entry : snapshot.review) {
    if (entry.type != type) continue;
    if (entry.checked) {
      ++list.checked;
    } else {
      ranked.emplace_back(rank_of(entry, list.order), snapshot.rows[entry.row].number, &entry);
    }
  }
  list.left = ranked.size();
  const std::size_t begin = std::min(from, ranked.size());
  const std::size_t end = begin + std::min(most, ranked.size() - begin);
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(end));
  for (std::size_t i = begin; i < end; ++i) list.rows.push_back(std::get<2>(ranked[i]));
  return list;
}

Response review_response(const Snapshot& snapshot, const Target& target) {
  const auto number = [&](const char* name, std::size_t usual) -> std::optional<std::size_t> {
    const std::string words = target.parameter(name);
    if (words.empty()) return usual;
    std::size_t value = 0;
    const char* end = words.data() + words.size();
    const auto read = std::from_chars(words.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
  };
  const auto limit = number("limit", kReviewUsual);
  const auto from = number("from", 0);
  if (!limit || *limit == 0 || *limit > kReviewMost) {
    return problem(400, fmt::format("limit: a number from 1 to {}", kReviewMost));
  }
  if (!from) return problem(400, "from: how many rows to pass over");
  const ReviewList list = review_list(snapshot, target, *from, *limit);
  if (!list.fault.empty()) return problem(400, list.fault);
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  json.field("type", list.type).field("order", list.order).key("orders").begin_array();
  for (const ReviewOrder& order : kReviewOrders) {
    json.begin_object().field("name", order.name).field("title", order.title);
    json.field("explanation", order.explanation).end_object();
  }
  json.end_array().field("total", list.checked + list.left);
  json.field("checked", list.checked).field("left", list.left).key("rows").begin_array();
  for (const ReviewEntry* entry : list.rows) {
    json.begin_object().field("type", list.type).key("confidence");
    // As it was written: a float would print digits that nobody gave.
    const Json row = Json::parse(snapshot.json(snapshot.rows[entry->row]), nullptr, false);
    const Json& confidence = part_at(row, "confidence");
    json.raw(confidence.is_number() ? confidence.dump() : "null");
    json.field("reports", entry->reports).key("why").begin_array();
    for (const std::string_view word : reason_words(*entry)) json.value(word);
    json.end_array().key("row").raw(snapshot.json(snapshot.rows[entry->row])).end_object();
  }
  json.end_array().end_object();
  return text_response(200, "application/json", json.take() + "\n");
}

}  // namespace parley::server
