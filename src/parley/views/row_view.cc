#include "parley/views/row_view.h"

#include "parley/text/utf8.h"

#include <algorithm>
#include <set>

namespace parley::views {

using Json = nlohmann::json;

RowView::RowView(const std::vector<record::DerivedRow>& rows,
                 const std::vector<std::string>& types) {
  for (const record::DerivedRow& row : rows) {
    if (std::ranges::find(types, row.type) == types.end()) continue;
    Json value = Json::parse(row.json, nullptr, false);
    if (!value.is_object()) continue;
    std::vector<ViewRow>& list = rows_[row.type];
    by_id_.emplace(std::pair(row.type, row.id), list.size());
    list.push_back({row.id, row.number, std::move(value)});
  }
}

const std::vector<ViewRow>& RowView::of(std::string_view type) const {
  static const std::vector<ViewRow> none;
  const auto found = rows_.find(type);
  return found == rows_.end() ? none : found->second;
}

const ViewRow* RowView::find(std::string_view type, const std::string& id) const {
  const auto found = by_id_.find({std::string(type), id});
  return found == by_id_.end() ? nullptr : &of(type)[found->second];
}

std::string text_or_none(const Json& value, std::string_view key) {
  if (!value.is_object()) return "";
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& list_at(const Json& value, std::string_view key) {
  static const Json none = Json::array();
  if (!value.is_object()) return none;
  const auto found = value.find(key);
  return found != value.end() && found->is_array() ? *found : none;
}

std::string holder_key(const std::string& id, const Json& row) {
  if (std::string actor = text_or_none(row, "actor_id"); !actor.empty()) return actor;
  std::string who = text_or_none(row, "holder");
  if (who.empty()) who = text_or_none(row, "actor");
  // Whoever is not known by name is only who this report says.
  return who.empty() ? id : text::fold_case(who);
}

void write_evidence(base::JsonWriter& json, const std::vector<const Json*>& evidence) {
  using Place = std::tuple<std::string, std::uint64_t, std::uint64_t, std::string>;
  std::set<Place> places;
  for (const Json* list : evidence) {
    for (const Json& place : *list) {
      if (!place.is_object()) continue;
      places.insert({text_or_none(place, "article"), place.value("start", std::uint64_t{0}),
                     place.value("end", std::uint64_t{0}), text_or_none(place, "quote")});
    }
  }
  json.key("evidence").begin_array();
  for (const auto& [article, start, end, quote] : places) {
    json.begin_object().field("article", article).field("start", start).field("end", end);
    json.field("quote", quote).end_object();
  }
  json.end_array();
}

}  // namespace parley::views
