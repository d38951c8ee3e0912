#include "parley/story/edit_item.h"

#include <array>
#include <utility>

#include "parley/base/table.h"

namespace parley::story {
namespace {

// "place.value" and "as_of.value" may be set where the text gives none.
bool may_be_made(std::string_view part) { return part == "place" || part == "as_of"; }

void store(Item& item, const OrderedJson& row) {
  item.json = row.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  item.value = Json::parse(item.json, nullptr, false);
}

}  // namespace

bool set_field(OrderedJson& row, std::string_view field, const std::string& value) {
  const OrderedJson parsed = OrderedJson::parse(value, nullptr, false);
  if (parsed.is_discarded() || parsed.is_structured()) return false;
  OrderedJson* at = &row;
  const std::vector<std::string> parts = base::split_cell(field, '.');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!at->is_object() || !at->contains(parts[i])) return false;
    OrderedJson* next = &(*at)[parts[i]];
    const bool last = i + 1 == parts.size();
    if (!last && next->is_null() && may_be_made(parts[i])) {
      *next = {{"value", nullptr}, {"basis", nullptr}};
    }
    if (last) {
      *next = parsed;
      if (parts[i] == "value" && at->contains("basis")) (*at)["basis"] = "decided";
    }
    at = next;
  }
  return !parts.empty();
}

bool set_field(Item& item, std::string_view field, const std::string& value) {
  if (field == "claimant") {
    const Json parsed = Json::parse(value, nullptr, false);
    if (parsed.is_string()) item.claimant = parsed.get<std::string>();
    return parsed.is_string();
  }
  OrderedJson row = OrderedJson::parse(item.json, nullptr, false);
  if (!set_field(row, field, value)) return false;
  store(item, row);
  return true;
}

bool set_field(text::Article& article, std::string_view field, const std::string& value) {
  const Json parsed = Json::parse(value, nullptr, false);
  if (!parsed.is_string() && !parsed.is_null()) return false;
  const std::optional<std::string> words =
      parsed.is_null() ? std::nullopt : std::optional(parsed.get<std::string>());
  if (field == "outlet") {
    article.outlet = words;
  } else if (field == "title") {
    article.title = words;
  } else if (field == "url") {
    article.url = words;
  } else if (field == "language") {
    article.language = words.value_or("und");
  } else if (field == "published.value") {
    constexpr std::array kByLength = {std::pair(std::size_t{4}, text::DatePrecision::kYear),
                                      std::pair(std::size_t{7}, text::DatePrecision::kMonth),
                                      std::pair(std::size_t{10}, text::DatePrecision::kDay)};
    article.published = {words, text::DatePrecision::kMinute,
                         words ? text::DateBasis::kGiven : text::DateBasis::kNone};
    for (const auto& [length, precision] : kByLength) {
      if (words && words->size() == length) article.published.precision = precision;
    }
  } else {
    return false;
  }
  return true;
}

std::string field_of(const Json& row, std::string_view field) {
  const Json* at = &row;
  for (const std::string& part : base::split_cell(field, '.')) {
    if (at->is_null() && may_be_made(field.substr(0, field.find('.')))) return "null";
    if (!at->is_object() || !at->contains(part)) return "";
    at = &(*at)[part];
  }
  if (at->is_structured()) return "";
  return at->dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool row_follows(std::string_view type, std::string_view field) {
  return type == "actors" && (field == "name" || field == "type");
}

void clear_references(Item& item, const std::unordered_set<std::string>& gone) {
  bool named = false;
  for (const char* key : {"statement", "part_of", "inside", "event", "replaces"}) {
    const auto id = text_at(item.value, key);
    named = named || (id && gone.contains(*id));
  }
  if (!named) return;
  OrderedJson row = OrderedJson::parse(item.json, nullptr, false);
  for (const char* key : {"statement", "part_of", "inside", "event", "replaces"}) {
    if (row.contains(key) && row[key].is_string() && gone.contains(row[key].get<std::string>())) {
      row[key] = nullptr;
    }
  }
  store(item, row);
}

}  // namespace parley::story
