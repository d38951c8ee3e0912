#include "parley/engine/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "parley/base/date.h"
#include "parley/base/json_writer.h"
#include "parley/story/corpus.h"
#include "parley/story/derive.h"
#include "parley/story/edit_item.h"
#include "parley/text/utf8.h"

namespace parley::engine {
namespace {

using base::ErrorCode;
using story::DecisionKind;
using story::Json;

std::unexpected<base::Error> usage(std::string message) {
  return base::fail(ErrorCode::kUsage, std::move(message));
}

// "2025-03-14T09:30:00Z", with or without parts of a second.
bool is_time(std::string_view text) {
  if (text.size() < 20 || text.size() > 32 || text[10] != 'T' || text.back() != 'Z') return false;
  if (!base::parse_iso_date(text.substr(0, 10))) return false;
  return text.substr(11, text.size() - 12).find_first_not_of("0123456789:.") ==
         std::string_view::npos;
}

base::Result<void> check_words(const Order& order) {
  const auto fits = [](const std::string& words) {
    return words.size() <= story::kMostDecidedBytes && text::is_valid_utf8(words);
  };
  for (const auto* list : {&order.targets, &order.members, &order.names, &order.articles}) {
    if (list->size() > story::kMostDecided) {
      return usage(fmt::format("more than {} rows in one decision", story::kMostDecided));
    }
    if (!std::ranges::all_of(*list, fits)) return usage("a name or id is too long or no UTF-8");
  }
  if (!fits(order.reason.value_or("")) || !fits(order.by)) {
    return usage(
        fmt::format("the reason is longer than {} bytes or no UTF-8", story::kMostDecidedBytes));
  }
  if (!is_time(order.at)) {
    return usage(order.at + ": is no time; write it as 2025-03-14T09:30:00Z");
  }
  return {};
}

// How many rows a decision names, and of which type they must be ("" for any).
struct Shape {
  std::size_t least = 1, most = 1;
  std::string_view type;
};

Shape shape_of(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kMerge:
      return {2, story::kMostDecided, "actors"};
    case DecisionKind::kSplit:
      return {1, 1, "actors"};
    case DecisionKind::kJoin:
      return {2, story::kMostDecided, "origins"};
    case DecisionKind::kPart:
      return {1, 1, "origins"};
    default:
      return {};
  }
}

base::Result<void> find_targets(record::Record& record, const std::vector<std::string>& which,
                                std::string_view type, std::string_view kind,
                                std::vector<story::Target>& into) {
  for (const std::string& one : which) {
    const auto row = story::find_row(record, one);
    if (!row) return std::unexpected(row.error());
    if (!type.empty() && row->type != type) {
      return usage(fmt::format("{}: is one of the {}; {} is for {}", one, row->type, kind, type));
    }
    auto target = story::target_of(*row);
    if (!target) return std::unexpected(target.error());
    into.push_back(std::move(*target));
  }
  return {};
}

base::Result<story::Decision> make_undo(record::Record& record, const Order& order,
                                        story::Decision decision) {
  if (order.targets.size() != 1) return usage("undo: name one decision");
  const auto row = story::find_row(record, order.targets.front());
  if (!row) return std::unexpected(row.error());
  if (row->type != "decisions") {
    return usage(
        fmt::format("{}: is one of the {}; undo is for decisions, which parley export "
                    "--type decisions prints",
                    order.targets.front(), row->type));
  }
  const Json value = Json::parse(row->json, nullptr, false);
  if (const auto at = story::text_at(value, "undone_at")) {
    return usage(fmt::format("{}: was undone at {}; undo that undoing to have it back",
                             order.targets.front(), *at));
  }
  // An undo made within the same moment would stand before what it undoes.
  if (story::text_at(value, "made_at").value_or("") >= decision.made_at) {
    return usage(
        fmt::format("{}: was made later than {}", order.targets.front(), decision.made_at));
  }
  decision.undoes = row->id;
  return decision;
}

std::vector<std::string> strings_at(const Json& row, const char* key) {
  std::vector<std::string> strings;
  const Json& list = story::part_at(row, key);
  if (list.is_string()) strings.push_back(list.get<std::string>());
  for (const Json& one : list) {
    if (list.is_array() && one.is_string()) strings.push_back(one.get<std::string>());
    if (list.is_array() && one.is_number_unsigned()) {
      strings.push_back(std::to_string(one.get<std::uint64_t>()));
    }
  }
  return strings;
}

}  // namespace

base::Result<story::Decision> make_decision(record::Record& record, const Order& order) {
  if (const auto sound = check_words(order); !sound) return std::unexpected(sound.error());
  story::Decision decision;
  decision.kind = order.kind;
  decision.made_at = order.at;
  decision.made_by = order.by;
  decision.reason = order.reason;
  const std::string_view kind = name_of(order.kind);
  if (order.kind == DecisionKind::kUndo) return make_undo(record, order, std::move(decision));

  const Shape shape = shape_of(order.kind);
  if (order.targets.size() < shape.least || order.targets.size() > shape.most) {
    return usage(shape.least > 1 ? fmt::format("{}: name two or more {}", kind, shape.type)
                                 : fmt::format("{}: name one row", kind));
  }
  if ((order.kind == DecisionKind::kReject || order.kind == DecisionKind::kNote) &&
      order.reason.value_or("").empty()) {
    return usage(fmt::format("{}: say why with --reason", kind));
  }
  const auto found = find_targets(record, order.targets, shape.type, kind, decision.targets);
  if (!found) return std::unexpected(found.error());
  for (std::size_t i = 1; i < decision.targets.size(); ++i) {
    if (decision.targets[i].id == decision.targets[0].id) {
      return usage(fmt::format("{}: {} is named twice", kind, decision.targets[0].id));
    }
  }
  if (order.kind == DecisionKind::kPart) {
    if (order.members.empty()) return usage("part: name the statements that leave with --member");
    const auto members = find_targets(record, order.members, "statements", kind, decision.members);
    if (!members) return std::unexpected(members.error());
  }
  if (order.kind == DecisionKind::kSplit) {
    if (order.names.empty() && order.articles.empty()) {
      return usage("split: name what leaves with --name or --article");
    }
    decision.names = order.names;
    decision.articles = order.articles;
  }
  if (order.kind == DecisionKind::kCorrect) {
    const std::string& type = decision.targets.front().type;
    auto value = story::checked_value(type, order.field, order.value);
    if (!value) return std::unexpected(value.error());
    const auto row = story::find_row(record, order.targets.front());
    if (!row) return std::unexpected(row.error());
    decision.field = order.field;
    decision.value = std::move(*value);
    decision.before = story::field_of(Json::parse(row->json, nullptr, false), order.field);
    if (decision.before.empty()) {
      return usage(
          fmt::format("{}: the row has no {} to correct", order.targets.front(), order.field));
    }
    if (decision.before == decision.value) {
      return usage(
          fmt::format("{}: {} is {} already", order.targets.front(), order.field, decision.value));
    }
  }
  return decision;
}

base::Result<story::Decision> read_decision_line(record::Record& record, std::string_view line,
                                                 const std::string& by, const std::string& at) {
  const Json row = Json::parse(line, nullptr, false);
  if (!row.is_object()) return base::fail(ErrorCode::kBadInput, "is no JSON object");
  const std::string kind = story::text_at(row, "kind").value_or("");
  const auto known = story::decision_kind_named(kind);
  if (!known) return base::fail(ErrorCode::kBadInput, "\"" + kind + "\" is no kind of decision");
  const Json& targets = story::part_at(row, "targets");
  const bool exported = story::text_at(row, "undoes").has_value() ||
                        (targets.is_array() && !targets.empty() && targets.front().is_object());
  Order order;
  order.kind = *known;
  order.by = story::text_at(row, "made_by").value_or(by);
  order.at = story::text_at(row, "made_at").value_or(at);
  order.reason = story::text_at(row, "reason");
  if (exported) {
    if (const auto sound = check_words(order); !sound) return std::unexpected(sound.error());
    record::Decision stored;
    stored.made_at = order.at;
    stored.made_by = order.by;
    stored.kind = kind;
    stored.target = story::text_at(row, "undoes").value_or("");
    stored.reason = order.reason;
    stored.value = line;
    auto decision = story::read_decision(stored);
    if (!decision) return std::unexpected(decision.error());
    if (decision->kind == DecisionKind::kUndo) decision->targets.clear();
    return decision;
  }
  order.targets = strings_at(row, "targets");
  if (order.targets.empty()) order.targets = strings_at(row, "target");
  order.members = strings_at(row, "members");
  order.names = strings_at(row, "names");
  order.articles = strings_at(row, "articles");
  order.field = story::text_at(row, "field").value_or("");
  const Json& value = story::part_at(row, "value");
  if (value.is_structured()) return base::fail(ErrorCode::kBadInput, "value is no single value");
  order.value = value.is_string() ? value.get<std::string>() : value.dump();
  return make_decision(record, order);
}

base::Result<std::size_t> decide(record::Record& record,
                                 std::span<const story::Decision> decisions) {
  std::vector<record::Decision> stored;
  for (const story::Decision& decision : decisions) stored.push_back(story::to_stored(decision));
  const auto added = record.decide(stored);
  if (!added) return added;
  if (const auto built = story::bring_up_to_date(record); !built) {
    return std::unexpected(built.error());
  }
  return added;
}

base::Result<std::vector<RowChange>> preview(record::Record& record,
                                             std::span<const story::Decision> decisions) {
  auto before = story::derived_rows(record, "");
  if (!before) return std::unexpected(before.error());
  auto corpus = story::load_corpus(record);
  if (!corpus) return std::unexpected(corpus.error());
  for (const story::Decision& decision : decisions) {
    corpus->decisions.push_back(story::to_stored(decision));
  }
  record::settle_undos(corpus->decisions);
  std::vector<record::DerivedRow> after = story::derive(std::move(*corpus));
  std::map<std::pair<std::string, std::string>, RowChange> rows;
  const auto key = [](const record::DerivedRow& row) { return std::pair(row.type, row.id); };
  for (record::DerivedRow& row : *before) rows[key(row)].before = std::move(row);
  for (record::DerivedRow& row : after) rows[key(row)].after = std::move(row);
  std::vector<RowChange> changes;
  for (auto& [name, change] : rows) {
    if (name.first == "decisions" || change.before == change.after) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::string to_json(const RowChange& change) {
  const record::DerivedRow& row = change.after ? *change.after : *change.before;
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1");
  json.field("change", !change.before ? "added" : !change.after ? "removed" : "changed");
  json.field("type", row.type).field("id", row.id).field("number", row.number);
  json.key("fields").begin_array();
  if (change.before && change.after) {
    const Json before = Json::parse(change.before->json, nullptr, false);
    const Json after = Json::parse(change.after->json, nullptr, false);
    for (const auto& [field, value] : after.items()) {
      if (!before.is_object() || !before.contains(field) || before[field] != value) {
        json.value(field);
      }
    }
  }
  json.end_array();
  for (const auto& [name, side] : {std::pair("before", &change.before), {"after", &change.after}}) {
    json.key(name);
    *side ? json.raw((*side)->json) : json.null();
  }
  return json.end_object().take();
}

std::string decision_time(std::size_t step) {
  using std::chrono::microseconds;
  const auto now =
      std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch());
  const std::int64_t all = now.count() + static_cast<std::int64_t>(step);
  constexpr std::int64_t kSecond = 1'000'000;
  const std::int64_t seconds = all / kSecond;
  const std::int64_t of_day = seconds % 86400;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", base::to_iso(base::from_days(seconds / 86400)),
                     of_day / 3600, of_day / 60 % 60, of_day % 60, all % kSecond);
}

}  // namespace parley::engine
