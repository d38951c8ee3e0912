#include "parley/server/corrections.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "parley/base/json_writer.h"
#include "parley/engine/decide.h"
#include "parley/story/corpus.h"
#include "parley/story/derive.h"

namespace parley::server {
namespace {

using story::Json;

std::vector<std::string> list_of(const Json& body, std::string_view key) {
  std::vector<std::string> list;
  for (const Json& one : story::part_at(body, key)) {
    if (one.is_string()) list.push_back(one.get<std::string>());
  }
  return list;
}

Response failed(const base::Error& error) {
  switch (error.code) {
    case base::ErrorCode::kUsage:
    case base::ErrorCode::kBadInput:
      return problem(400, error.message);
    case base::ErrorCode::kNotFound:
      return problem(404, error.message);
    case base::ErrorCode::kBusy:
      return problem(503, error.message);
    default:
      return problem(500, error.message);
  }
}

std::optional<engine::Order> order_of(const Json& body) {
  const auto kind = story::decision_kind_named(story::text_at(body, "kind").value_or(""));
  if (!kind) return std::nullopt;
  engine::Order order;
  order.kind = *kind;
  order.targets = list_of(body, "targets");
  order.members = list_of(body, "members");
  order.names = list_of(body, "names");
  order.articles = list_of(body, "articles");
  order.field = story::text_at(body, "field").value_or("");
  order.value = story::text_at(body, "value").value_or("");
  order.reason = story::text_at(body, "reason");
  if (order.reason && order.reason->empty()) order.reason.reset();
  order.by = story::text_at(body, "by").value_or("");
  if (order.by.empty()) order.by = "analyst";
  order.at = engine::decision_time(0);
  return order;
}

// True where `who` may take this decision; for an undo the decision that is undone counts.
bool is_theirs(record::Record& record, const Identity& who, const engine::Order& order) {
  const std::string_view kind = story::name_of(order.kind);
  if (order.kind != story::DecisionKind::kUndo) return may_decide(who.role, kind, false);
  if (order.targets.size() != 1) return true;  // refused as no undo at all
  const auto row = story::find_row(record, order.targets.front());
  if (!row) return true;
  const Json undone = Json::parse(row->json, nullptr, false);
  const std::string undone_kind = story::text_at(undone, "kind").value_or("");
  return may_decide(who.role, kind,
                    story::text_at(undone, "made_by") == who.name &&
                        (undone_kind == "undo" || may_decide(who.role, undone_kind, false)));
}

}  // namespace

Response take_decision(const Request& request, record::Record& record,
                       const std::optional<Identity>& who) {
  const auto generation = record.generation();
  if (!generation) return failed(generation.error());
  const std::string_view seen = request.field("if-match");
  if (seen.empty()) return problem(428, "send If-Match with the generation that was shown");
  if (seen != fmt::format("\"{}\"", *generation)) {
    return problem(412, fmt::format("the record has changed since and is at generation {}; look "
                                    "again and decide then",
                                    *generation));
  }
  const Json body = Json::parse(request.body, nullptr, false);
  std::optional<engine::Order> order = order_of(body);
  if (!order) {
    return problem(400,
                   "kind: one of accept, correct, reject, merge, split, join, part, note, undo");
  }
  if (who) {
    if (!is_theirs(record, *who, *order)) {
      return problem(
          403, fmt::format("a {} may not take this decision; ask a curator", name_of(who->role)));
    }
    const bool given = story::text_at(body, "by").has_value();
    if (who->role < Role::kAdmin || !given) order->by = who->name;
  }
  const auto decision = engine::make_decision(record, *order);
  if (!decision) return failed(decision.error());
  const std::array decisions = {*decision};
  const auto changes = engine::preview(record, decisions);
  if (!changes) return failed(changes.error());
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1");
  if (story::part_at(body, "preview") == true) {
    json.field("generation", *generation).field("changed", changes->size());
    json.key("rows").begin_array();
    for (std::size_t i = 0; i < changes->size() && i < kMostPreviewed; ++i) {
      json.raw(engine::to_json((*changes)[i]));
    }
    json.end_array().end_object();
    return text_response(200, "application/json", json.take() + "\n");
  }
  const auto kept = engine::decide(record, decisions);
  if (!kept) return failed(kept.error());
  const auto now = record.generation();
  if (!now) return failed(now.error());
  json.field("generation", *now).field("kept", *kept).field("changed", changes->size());
  json.field("decision", story::to_stored(*decision).id).end_object();
  return text_response(200, "application/json", json.take() + "\n");
}

}  // namespace parley::server
