#include "parley/views/show.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "parley/views/rows.h"

namespace parley::views {
namespace {

using Json = nlohmann::ordered_json;

std::string str(const Json& value, const char* key) {
  if (!value.is_object() || !value.contains(key) || !value[key].is_string()) return "";
  return value[key].get<std::string>();
}

std::string plain(const Json& value) {
  if (value.is_string()) return visible(value.get<std::string>());
  if (value.is_object() && value.contains("quote") && value["quote"].is_string()) {
    return "“" + visible(value["quote"].get<std::string>()) + "”";
  }
  return visible(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

std::string show_page(const record::DerivedRow& row,
                      const std::vector<record::DerivedRow>& articles) {
  std::map<std::string, std::string> reports;
  for (const record::DerivedRow& article : articles) {
    const Json value = Json::parse(article.json, nullptr, false);
    const std::string outlet = str(value, "outlet");
    const std::string day = value.contains("published") ? str(value["published"], "value") : "";
    reports[article.id] =
        fmt::format("{}, {}, {}", visible(outlet.empty() ? "outlet not known" : outlet),
                    day.empty() ? "no date" : day, visible(str(value, "input")));
  }
  const Json value = Json::parse(row.json, nullptr, false);
  std::string page = fmt::format("{} {}  {}\n", row.type, row.number, row.id);
  if (!value.is_object()) return page;
  for (const auto& [key, field] : value.items()) {
    if (key == "schema" || key == "id" || key == "number" || key == "evidence") continue;
    if (field.is_null() || (field.is_array() && field.empty())) continue;
    if (field.is_array() && field.size() > 1) {
      page += fmt::format("  {}:\n", key);
      for (const Json& item : field) page += "    " + plain(item) + "\n";
      continue;
    }
    page += fmt::format("  {}: {}\n", key, plain(field.is_array() ? field[0] : field));
  }
  page += "\n";
  for (const Json& place : value.value("evidence", Json::array())) {
    const std::string article = str(place, "article");
    page +=
        fmt::format("  “{}”\n    {}; article {}, bytes {} to {}\n", visible(str(place, "quote")),
                    reports.contains(article) ? reports[article] : "report not known", article,
                    place.value("start", 0), place.value("end", 0));
  }
  return page;
}

}  // namespace parley::views
