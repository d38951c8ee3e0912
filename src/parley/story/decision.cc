#include "parley/story/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "parley/base/json_writer.h"
#include "parley/base/table.h"
#include "parley/story/corpus.h"

namespace parley::story {
namespace {

using base::ErrorCode;
using base::JsonWriter;

constexpr std::array<std::string_view, 9> kKinds = {"accept", "correct", "reject", "merge", "split",
                                                    "join",   "part",    "note",   "undo"};

void write_targets(JsonWriter& json, std::string_view key, const std::vector<Target>& targets) {
  json.key(key).begin_array();
  for (const Target& target : targets) {
    json.begin_object().field("type", target.type).field("id", target.id);
    json.field("label", target.label).key("anchors").begin_array();
    for (const Anchor& anchor : target.anchors) {
      json.begin_object().field("article", anchor.article).field("start", anchor.span.start);
      json.field("end", anchor.span.end).field("quote", anchor.quote).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_scalar(JsonWriter& json, std::string_view key, const std::string& value) {
  json.key(key);
  value.empty() ? json.null() : json.raw(value);
}

std::optional<Anchor> read_anchor(const Json& value) {
  const auto article = text_at(value, "article");
  const auto quote = text_at(value, "quote");
  const std::vector<text::Span> spans = spans_of(value);
  if (!article || !quote || spans.size() != 1 || spans[0].start > spans[0].end) return std::nullopt;
  return Anchor{*article, spans[0], *quote};
}

bool read_targets(const Json& list, std::vector<Target>& into) {
  if (list.is_null()) return true;
  if (!list.is_array() || list.size() > kMostDecided) return false;
  for (const Json& one : list) {
    const auto type = text_at(one, "type");
    const auto id = text_at(one, "id");
    if (!type || !id) return false;
    Target target{*type, *id, text_at(one, "label").value_or(""), {}};
    for (const Json& place : part_at(one, "anchors")) {
      std::optional<Anchor> anchor = read_anchor(place);
      if (!anchor || target.anchors.size() == kMostAnchors) return false;
      target.anchors.push_back(std::move(*anchor));
    }
    into.push_back(std::move(target));
  }
  return true;
}

bool read_strings(const Json& list, std::vector<std::string>& into) {
  if (list.is_null()) return true;
  if (!list.is_array() || list.size() > kMostDecided) return false;
  for (const Json& one : list) {
    if (!one.is_string()) return false;
    into.push_back(one.get<std::string>());
  }
  return true;
}

// A text, number, truth value or null as JSON; none for anything with an inside.
std::optional<std::string> scalar(const Json& value) {
  if (value.is_structured() || value.is_binary()) return std::nullopt;
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What a row says, in a few words.
std::string label_of(std::string_view type, const Json& row) {
  const std::string_view key = type == "actors" || type == "processes" ? "name"
                               : type == "origins"                     ? "said"
                               : type == "timeline"                    ? "what"
                               : type == "commitments"                 ? "term"
                               : type == "articles"                    ? "title"
                               : type == "series"                      ? "measure"
                                                                       : "quote";
  std::string label =
      text_at(type == "statements" ? part_at(row, "content") : row, key).value_or("");
  return label.size() > kMostDecidedBytes ? "" : label;
}

}  // namespace

std::string_view name_of(DecisionKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<DecisionKind> decision_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<DecisionKind>(found - kKinds.begin());
}

record::Decision to_stored(const Decision& decision) {
  JsonWriter json;
  json.begin_object();
  write_targets(json, "targets", decision.targets);
  write_targets(json, "members", decision.members);
  write_strings(json, "names", decision.names);
  write_strings(json, "articles", decision.articles);
  json.key("field");
  decision.field.empty() ? json.null() : json.value(decision.field);
  write_scalar(json, "value", decision.value);
  write_scalar(json, "before", decision.before);
  json.end_object();
  record::Decision stored;
  stored.made_at = decision.made_at;
  stored.made_by = decision.made_by;
  stored.kind = name_of(decision.kind);
  stored.target = decision.kind == DecisionKind::kUndo ? decision.undoes
                  : decision.targets.empty()           ? ""
                                                       : decision.targets.front().id;
  stored.value = json.take();
  stored.reason = decision.reason;
  stored.undone_at = decision.undone_at;
  stored.id = record::decision_id(stored);
  return stored;
}

base::Result<Decision> read_decision(const record::Decision& stored) {
  const auto broken = [&](std::string_view why) {
    return base::fail(ErrorCode::kDamaged,
                      fmt::format("decision {}: {}; it is left aside", stored.id, why));
  };
  const Json value = Json::parse(stored.value, nullptr, false);
  const std::optional<DecisionKind> kind = decision_kind_named(stored.kind);
  if (!kind) return broken(fmt::format("\"{}\" is no kind of decision", stored.kind));
  if (!value.is_object()) return broken("what was decided is no JSON object");
  Decision decision;
  decision.id = stored.id;
  decision.made_at = stored.made_at;
  decision.made_by = stored.made_by;
  decision.kind = *kind;
  decision.reason = stored.reason;
  decision.undone_at = stored.undone_at;
  if (!read_targets(part_at(value, "targets"), decision.targets) ||
      !read_targets(part_at(value, "members"), decision.members) ||
      !read_strings(part_at(value, "names"), decision.names) ||
      !read_strings(part_at(value, "articles"), decision.articles)) {
    return broken("its targets cannot be read");
  }
  decision.field = text_at(value, "field").value_or("");
  if (*kind == DecisionKind::kCorrect) {
    const auto now = scalar(part_at(value, "value"));
    const auto before = scalar(part_at(value, "before"));
    if (!now || !before) return broken("its value is no text, number or truth value");
    decision.value = *now;
    decision.before = *before;
  }
  if (*kind == DecisionKind::kUndo) decision.undoes = stored.target;
  const std::size_t least = *kind == DecisionKind::kUndo                                    ? 0
                            : *kind == DecisionKind::kMerge || *kind == DecisionKind::kJoin ? 2
                                                                                            : 1;
  if (decision.targets.size() < least) return broken("it names too few rows");
  return decision;
}

base::Result<Target> target_of(const record::DerivedRow& row) {
  const Json value = Json::parse(row.json, nullptr, false);
  Target target{row.type, row.id, "", {}};
  if (row.type == "decisions") {
    return base::fail(ErrorCode::kUsage,
                      row.id + ": is itself a decision; only undo is for decisions");
  }
  target.label = label_of(row.type, value);
  // A finding's own place is narrower than its evidence, which may be the whole sentence.
  if (std::optional<Anchor> own = read_anchor(value)) {
    target.anchors.push_back(std::move(*own));
  } else {
    for (const Json& place : part_at(value, "evidence")) {
      if (target.anchors.size() == kMostAnchors) break;
      if (std::optional<Anchor> anchor = read_anchor(place)) {
        target.anchors.push_back(std::move(*anchor));
      }
    }
  }
  if (target.anchors.empty()) {
    return base::fail(ErrorCode::kDamaged, row.id + ": the row has no evidence to hold on to");
  }
  return target;
}

const std::vector<Correctable>& correctable_fields() {
  static const std::vector<Correctable> fields = [] {
    std::vector<Correctable> all;
    for (const base::TableRow& row : base::read_table("correctable")) {
      Correctable field{std::string(row.at(0)), std::string(row.at(1)), std::string(row.at(2))};
      field.or_null = field.holds.ends_with('?');
      if (field.or_null) field.holds.pop_back();
      all.push_back(std::move(field));
    }
    return all;
  }();
  return fields;
}

base::Result<std::string> checked_value(std::string_view type, std::string_view field,
                                        std::string_view words) {
  const auto& fields = correctable_fields();
  const auto found = std::ranges::find_if(
      fields, [&](const Correctable& one) { return one.type == type && one.field == field; });
  if (found == fields.end()) {
    std::string known;
    for (const Correctable& one : fields) {
      if (one.type == type) known += (known.empty() ? "" : ", ") + one.field;
    }
    return base::fail(ErrorCode::kUsage,
                      known.empty() ? fmt::format("{}: no field of these rows can be corrected; "
                                                  "reject the row or correct what it rests on",
                                                  type)
                                    : fmt::format("{}: no field of {} that can be corrected; "
                                                  "those are {}",
                                                  field, type, known));
  }
  if (words.size() > kMostDecidedBytes) {
    return base::fail(ErrorCode::kUsage, fmt::format("{}: the value is longer than {} bytes", field,
                                                     kMostDecidedBytes));
  }
  if (words == "null" && found->or_null) return "null";
  const auto wrong = [&](std::string_view wanted) {
    return base::fail(ErrorCode::kUsage,
                      fmt::format("{}: \"{}\" does not fit; give {}{}", field, words, wanted,
                                  found->or_null ? " or null" : ""));
  };
  if (found->holds == "number") {
    double number = 0;
    const char* end = words.data() + words.size();
    const auto read = std::from_chars(words.data(), end, number);
    if (words.empty() || read.ec != std::errc() || read.ptr != end || !(number - number == 0)) {
      return wrong("a number");
    }
    JsonWriter json;
    json.value(number);
    return *scalar(Json::parse(json.text(), nullptr, false));
  }
  if (found->holds == "flag") {
    if (words != "true" && words != "false") return wrong("true or false");
    return std::string(words);
  }
  if (found->holds == "day") {
    constexpr std::string_view kEdtf = "0123456789-/.:TZ~?%XWuU[]{},+";
    if (words.size() < 4 || words.find_first_not_of(kEdtf) != std::string_view::npos) {
      return wrong("a day as in 2025-03-14, or an interval as EDTF writes it");
    }
  } else if (found->holds != "text") {
    const std::vector<std::string> allowed = base::split_cell(found->holds, '|');
    if (std::ranges::find(allowed, words) == allowed.end()) {
      return wrong("one of " + fmt::format("{}", fmt::join(allowed, ", ")));
    }
  }
  if (words.empty()) return wrong("some words");
  return *scalar(Json(std::string(words)));
}

}  // namespace parley::story
