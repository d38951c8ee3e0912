#include "parley/views/event_rows.h"

#include <map>
#include <optional>

#include "parley/base/table.h"
#include "parley/text/utf8.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

std::optional<std::string> if_any(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

const Json& part(const Json& value, const char* key) {
  static const Json none;
  const auto found = value.find(key);
  return found == value.end() ? none : *found;
}

// The four kinds that PLOVER puts its event types in; data/plover_quads.tsv.
const std::map<std::string, std::string>& quads() {
  static const std::map<std::string, std::string> table = [] {
    std::map<std::string, std::string> out;
    for (const auto& row : base::read_table("plover_quads")) {
      const std::string_view code = row.at(1);
      if (code.size() == 1 && text::is_ascii_digit(code[0])) out.emplace(row.at(0), code);
    }
    return out;
  }();
  return table;
}

// Who takes part: the actor's own name where it is known, else the words of the report.
void write_side(base::JsonWriter& json, const std::string& side, const Json& who) {
  const auto name = if_any(text_or_none(who, "name").empty() ? text_or_none(who, "quote")
                                                             : text_or_none(who, "name"));
  json.field(side + "_name", name);
  json.field(side + "_words", if_any(text_or_none(who, "quote")));
}

}  // namespace

std::vector<std::string> rows_of_event(const record::DerivedRow& row, const Json& report) {
  static const Json nobody = Json::object();
  const Json event = Json::parse(row.json, nullptr, false);
  std::vector<std::string> out;
  const std::string article = text_or_none(event, "article");
  const Json& evidence = list_at(event, "evidence");
  const std::string type = text_or_none(part(event, "plover"), "event");
  const auto quad = quads().find(type);
  std::vector<const Json*> actors, recipients;
  for (const Json& one : list_at(event, "actors")) actors.push_back(&one);
  for (const Json& one : list_at(event, "recipients")) recipients.push_back(&one);
  if (actors.empty()) actors.push_back(&nobody);
  if (recipients.empty()) recipients.push_back(&nobody);
  for (const Json* actor : actors) {
    for (const Json* recipient : recipients) {
      base::JsonWriter json;
      json.begin_object().field("event_id", row.id);
      json.field("event_date", if_any(text_or_none(part(event, "time"), "resolved")));
      json.field("event_type", if_any(type));
      json.field("event_mode", if_any(text_or_none(part(event, "plover"), "mode")));
      json.field("cameo_code", if_any(text_or_none(event, "cameo"))).key("quad_code");
      if (quad == quads().end()) {
        json.null();
      } else {
        json.raw(quad->second);
      }
      json.field("modality", if_any(text_or_none(event, "modality")));
      write_side(json, "actor", *actor);
      write_side(json, "recipient", *recipient);
      json.field("placename", if_any(text_or_none(part(event, "place"), "quote")));
      json.field("publication_date", if_any(text_or_none(event, "published")));
      json.field("publisher", if_any(text_or_none(event, "outlet")));
      json.field("headline", if_any(text_or_none(report, "title")));
      json.field("url", if_any(text_or_none(report, "url")));
      json.field("sentence",
                 evidence.empty() ? std::nullopt : if_any(text_or_none(evidence.front(), "quote")));
      json.field("article", article).key("start").raw(event.value("start", Json()).dump());
      json.key("end").raw(event.value("end", Json()).dump()).end_object();
      out.push_back(json.take());
    }
  }
  return out;
}

std::vector<std::string> event_rows(const std::vector<record::DerivedRow>& rows) {
  const RowView view(rows, {"articles"});
  std::vector<std::string> out;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "events") continue;
    const std::string article = text_or_none(Json::parse(row.json, nullptr, false), "article");
    const ViewRow* report = view.find("articles", article);
    for (std::string& one : rows_of_event(row, report == nullptr ? Json() : report->value)) {
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace parley::views
