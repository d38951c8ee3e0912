#include "parley/story/edit_item.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "parley/base/table.h"

namespace parley::story {
namespace {

// What names another finding of the same article.
constexpr std::array<std::string_view, 6> kReferences = {"statement", "part_of", "restates",
                                                         "inside",    "event",   "replaces"};

// "place.value" and "as_of.value" may be set where the text gives none.
bool may_be_made(std::string_view part) { return part == "place" || part == "as_of"; }

// False where the value is no object any more.
bool store(Corpus& corpus, Item& item, const OrderedJson& row) {
  std::string json = row.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  const auto fact = corpus.facts->add(json);
  if (!fact) return false;
  item.fact = *fact;
  corpus.edited[item.id] = std::move(json);
  return true;
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

bool set_field(Corpus& corpus, record::Layer layer, Item& item, std::string_view field,
               const std::string& value) {
  if (field == "claimant") {
    const Json parsed = Json::parse(value, nullptr, false);
    if (parsed.is_string()) corpus.claimants[item.id] = parsed.get<std::string>();
    return parsed.is_string();
  }
  OrderedJson row = OrderedJson::parse(corpus.json_of(layer, item), nullptr, false);
  return set_field(row, field, value) && store(corpus, item, row);
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

void clear_references(Corpus& corpus, record::Layer layer, Item& item,
                      const std::set<ItemId>& gone) {
  const auto is_gone = [&](std::optional<std::string_view> id) {
    const std::optional<ItemId> read = id ? ItemId::read(*id) : std::nullopt;
    return read && gone.contains(*read);
  };
  const Fact fact = corpus.fact(item);
  if (std::ranges::none_of(kReferences,
                           [&](std::string_view key) { return is_gone(fact.at(key).text()); })) {
    return;
  }
  OrderedJson row = OrderedJson::parse(corpus.json_of(layer, item), nullptr, false);
  for (const std::string_view key : kReferences) {
    const auto found = row.find(key);
    if (found != row.end() && found->is_string() && is_gone(found->get<std::string>())) {
      *found = nullptr;
    }
  }
  (void)store(corpus, item, row);
}

}  // namespace parley::story
