#include "parley/views/atom.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/base/date.h"
#include "parley/views/html.h"
#include "parley/views/linked_rows.h"
#include "parley/views/matrix.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

// RFC 3339 asks for a moment; of a day it is the first one. "" where there is no day.
std::string moment_of(const std::string& date) {
  const auto day = base::parse_iso_date(date.substr(0, 10));
  return day ? base::to_iso(*day) + "T00:00:00Z" : "";
}

}  // namespace

std::string to_atom(const std::vector<std::string>& changes,
                    const std::vector<record::DerivedRow>& rows) {
  const RowView view(rows, {"articles"});
  std::vector<Json> entries;
  std::string latest;
  for (const std::string& line : changes) {
    Json change = Json::parse(line, nullptr, false);
    if (!change.is_object()) continue;
    latest = std::max(latest, moment_of(text_or_none(change, "date")));
    entries.push_back(std::move(change));
  }
  for (const ViewRow& article : view.of("articles")) {
    if (const auto published = article.value.find("published"); published != article.value.end()) {
      latest = std::max(latest, moment_of(text_or_none(*published, "value")));
    }
  }
  if (latest.empty()) latest = "1970-01-01T00:00:00Z";
  std::ranges::stable_sort(entries, std::greater(),
                           [](const Json& change) { return text_or_none(change, "date"); });
  if (entries.size() > kMostEntries) entries.resize(kMostEntries);

  Html xml;
  xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}});
  xml.element("title", "Parley: what is new").element("id", "urn:parley:changes");
  xml.element("updated", latest).open("author").element("name", "Parley").close("author");
  for (const Json& change : entries) {
    const std::string kind = spaced_word(text_or_none(change, "change"));
    const std::string who = text_or_none(change, "who");
    const std::string moment = moment_of(text_or_none(change, "date"));
    const Json& evidence = list_at(change, "evidence");
    xml.open("entry");
    xml.element("title", kind + ": " + (who.empty() ? "" : who + ", ") +
                             spaced_word(text_or_none(change, "what")));
    xml.element(
        "id", urn_of("change", text_or_none(change, "change") + "." + text_or_none(change, "type") +
                                   "." + text_or_none(change, "id")));
    xml.element("updated", moment.empty() ? latest : moment);
    xml.open("category", {{"term", text_or_none(change, "change")}}).close("category");
    std::string words;
    for (const Json& place : evidence) {
      const ViewRow* article = view.find("articles", text_or_none(place, "article"));
      const std::string outlet = article == nullptr ? "" : text_or_none(article->value, "outlet");
      words += fmt::format("“{}” ({})\n", text_or_none(place, "quote"),
                           outlet.empty() ? "outlet not known" : outlet);
    }
    if (const auto before = change.find("before"); before != change.end() && before->is_object()) {
      words += fmt::format("Before: {} {}\n", text_or_none(*before, "what"),
                           text_or_none(*before, "date"));
    }
    xml.element("content", words, {{"type", "text"}});
    if (!evidence.empty()) {
      const ViewRow* article = view.find("articles", text_or_none(evidence.front(), "article"));
      const std::string url = article == nullptr ? "" : text_or_none(article->value, "url");
      // Only addresses of the web: a reader makes links of them.
      if (url.starts_with("https://") || url.starts_with("http://")) {
        xml.open("link", {{"rel", "alternate"}, {"href", url}}).close("link");
      }
    }
    xml.close("entry");
  }
  xml.close("feed");
  std::string text = xml.take();
  // Two code points that XML has no place for.
  for (const std::string_view banned : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = text.find(banned); at != std::string::npos; at = text.find(banned, at)) {
      text.replace(at, banned.size(), "\xEF\xBF\xBD");
    }
  }
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
}

}  // namespace parley::views
