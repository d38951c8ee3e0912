#include <fmt/format.h>

#include <algorithm>

#include "parley/views/chart.h"
#include "parley/views/matrix.h"
#include "parley/views/report_parts.h"
#include "parley/views/report_words.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostRowsShown = 6;  // beside one sentence

std::string str(const Json& value, const char* key) { return text_or_none(value, key); }

// The sentence that `at` stands in; none where `at` is behind all of them or before the first.
const text::Span* sentence_at(const record::StoredArticle& article, std::uint32_t at) {
  const auto next = std::ranges::upper_bound(article.sentences, at, {}, &text::Span::start);
  if (next == article.sentences.begin()) return nullptr;
  const text::Span& found = *(next - 1);
  return at < found.end ? &found : nullptr;
}

void write_claims(Html& html, ReportPage& page, const ViewRow& series, bool charted) {
  const std::vector<std::string> who = claimants_of(series.value);
  html.begin_table("Claims: " + series_name(series.value), {"As of", "Claim", "By"});
  const Json& evidence = list_at(series.value, "evidence");
  for (const Json& point : list_at(series.value, "points")) {
    const ViewRow* figure = page.rows.find("figures", str(point, "figure"));
    const std::int64_t number = figure == nullptr ? series.number : figure->number;
    const Json& places = figure == nullptr ? evidence : list_at(figure->value, "evidence");
    html.open("tr", figure == nullptr || !page.numbers.insert(number).second
                        ? Html::Attributes{}
                        : Html::Attributes{{"id", fmt::format("r{}", number)}});
    html.element("td", day_words(str(point, "day")), {{"class", "num"}}).open("td");
    if (places.empty()) {
      html.quoted(str(point, "quote"));
    } else {
      quote_link(html, page, places.front(), number, str(point, "quote"));
    }
    std::string notes;
    if (str(point, "bound") == "vague") notes = "no exact number";
    for (const Json& before : list_at(point, "revises")) {
      notes +=
          fmt::format("{}corrected from “{}”", notes.empty() ? "" : "; ", str(before, "quote"));
    }
    const std::size_t members = list_at(point, "members").size();
    if (members > 1) notes += (notes.empty() ? "" : "; ") + plural(members, "report");
    if (!notes.empty()) html.open("span", {{"class", "meta"}}).quoted(notes).close("span");
    html.close("td").open("td");
    const std::string claimant = claimant_of(point);
    const auto at = std::ranges::find(who, claimant);
    if (charted && at != who.end()) draw_key(html, static_cast<std::size_t>(at - who.begin()));
    html.quoted(claimant);
    html.close("td").close("tr");
  }
  html.end_table();
  for (const Json& conflict : list_at(series.value, "conflicts")) {
    const auto find = [&](const char* end) -> const Json* {
      for (const Json& point : list_at(series.value, "points")) {
        if (str(point, "figure") == str(conflict, end)) return &point;
        for (const Json& member : list_at(point, "members")) {
          if (str(member, "figure") == str(conflict, end)) return &point;
        }
      }
      return nullptr;
    };
    const Json* a = find("a");
    const Json* b = find("b");
    if (a == nullptr || b == nullptr) continue;
    html.open("p", {{"class", "clash-note"}}).text("These disagree: ");
    html.quoted(fmt::format("“{}” ({})", str(*a, "quote"), claimant_of(*a))).text(" and ");
    html.quoted(fmt::format("“{}” ({})", str(*b, "quote"), claimant_of(*b))).close("p");
  }
}

}  // namespace

ReportPlaces::ReportPlaces(const RowView& rows, const StoredArticles& articles)
    : rows_(rows), articles_(articles) {}

std::int64_t ReportPlaces::number_of(const std::string& article) const {
  const ViewRow* row = rows_.find("articles", article);
  return row == nullptr ? 0 : row->number;
}

std::string ReportPlaces::address_of(const Json& place, std::int64_t row) {
  if (!place.is_object()) return "";
  const std::string id = str(place, "article");
  const auto stored = articles_.find(id);
  const std::int64_t number = number_of(id);
  if (stored == articles_.end() || number == 0) return "";
  const auto start = place.value("start", std::uint32_t{0});
  const text::Span* sentence = sentence_at(stored->second, start);
  if (sentence == nullptr) return fmt::format("#a{}", number);
  rested_on_[{number, sentence->start}].insert(row);
  return fmt::format("#a{}-{}", number, sentence->start);
}

std::string ReportPlaces::outlet_of(const std::string& article) const {
  const ViewRow* row = rows_.find("articles", article);
  if (row == nullptr) return "a report that is not there";
  const std::string outlet = str(row->value, "outlet");
  return outlet.empty() ? "outlet not known" : outlet;
}

std::string ReportPlaces::report_words(const std::string& article) const {
  const ViewRow* row = rows_.find("articles", article);
  if (row == nullptr) return outlet_of(article);
  const auto published = row->value.find("published");
  const std::string day =
      published == row->value.end() ? "" : str(*published, "value").substr(0, 10);
  return outlet_of(article) + ", " + day_words(day);
}

const std::set<std::int64_t>* ReportPlaces::rows_at(std::int64_t article,
                                                    std::uint32_t sentence) const {
  const auto found = rested_on_.find({article, sentence});
  return found == rested_on_.end() ? nullptr : &found->second;
}

Html figures_section(ReportPage& page) {
  Html html;
  html.element("p",
               "Each number is somebody's claim. A filled mark is an exact number, a hollow one is "
               "not; an arrow is an open end. A dashed frame holds two claims that no number fits "
               "both. Nothing is averaged.",
               {{"class", "about"}});
  std::vector<const ViewRow*> several, singles;
  for (const ViewRow& row : page.rows.of("series")) {
    (list_at(row.value, "points").size() > 1 ? several : singles).push_back(&row);
  }
  std::ranges::stable_sort(several, std::greater(), [](const ViewRow* row) {
    return std::pair(!list_at(row->value, "conflicts").empty(),
                     list_at(row->value, "points").size());
  });
  for (const ViewRow* row : several) {
    page.numbers.insert(row->number);
    const bool charted = chart_points(row->value).size() > 1;
    html.open("div", {{"class", "series"}, {"id", fmt::format("r{}", row->number)}});
    html.open("h3").quoted(series_name(row->value)).close("h3");
    html.open("div", {{"class", charted ? "pair" : ""}});
    if (charted) {
      html.open("div");
      draw_series(html, row->value);
      html.close("div");
    }
    html.open("div");
    write_claims(html, page, *row, charted);
    html.close("div").close("div").close("div");
  }
  if (several.empty() && singles.empty()) {
    html.element("p", "No figure was found in these reports.", {{"class", "hush"}});
  }
  if (singles.empty()) return html;
  html.begin_table("Claimed once", {"What", "Claim", "As of", "By"});
  for (const ViewRow* row : singles) {
    const Json& points = list_at(row->value, "points");
    if (points.empty()) continue;
    const Json& point = points.front();
    page.numbers.insert(row->number);
    html.open("tr", {{"id", fmt::format("r{}", row->number)}});
    html.open("td").quoted(series_name(row->value));
    // The figure's own number leads here as well.
    if (const ViewRow* figure = page.rows.find("figures", str(point, "figure"))) {
      page.numbers.insert(figure->number);
      html.open("span", {{"id", fmt::format("r{}", figure->number)}}).close("span");
    }
    html.close("td").open("td");
    const Json& evidence = list_at(row->value, "evidence");
    if (evidence.empty()) {
      html.quoted(str(point, "quote"));
    } else {
      quote_link(html, page, evidence.front(), row->number, str(point, "quote"));
    }
    if (str(point, "bound") == "vague") {
      html.element("span", "no exact number", {{"class", "meta"}});
    }
    html.close("td").element("td", day_words(str(point, "day")), {{"class", "num"}});
    html.open("td").quoted(claimant_of(point)).close("td").close("tr");
  }
  html.end_table();
  return html;
}

Html actors_section(ReportPage& page) {
  Html html;
  html.element("p", "Who is spoken of, and what each outlet calls them, with how often.",
               {{"class", "about"}});
  html.begin_table("Actors and their names", {"Who", "As", "What each outlet calls them"});
  for (const ViewRow& row : page.rows.of("actors")) {
    page.numbers.insert(row.number);
    html.open("tr", {{"id", fmt::format("r{}", row.number)}});
    html.open("th", {{"scope", "row"}}).quoted(str(row.value, "name"));
    if (const std::string of = str(row.value, "affiliation"); !of.empty()) {
      html.open("span", {{"class", "meta"}}).quoted(of).close("span");
    }
    html.close("th").open("td");
    std::set<std::string> roles;
    for (const Json& role : list_at(row.value, "roles")) roles.insert(str(role, "role"));
    html.text(fmt::format("{}", fmt::join(roles, ", "))).close("td").open("td");
    std::map<std::string, std::string> by_outlet;
    for (const Json& name : list_at(row.value, "names")) {
      for (const Json& use : list_at(name, "outlets")) {
        const std::string outlet = str(use, "outlet");
        std::string& names = by_outlet[outlet.empty() ? "outlet not known" : outlet];
        names += fmt::format("{}“{}” {}", names.empty() ? "" : ", ", str(name, "name"),
                             use.value("count", 0));
      }
    }
    bool first = true;
    for (const auto& [outlet, names] : by_outlet) {
      if (!first) html.text(" · ");
      first = false;
      html.open("span", {{"class", "hush"}}).quoted(outlet).close("span").text(": ").quoted(names);
    }
    html.close("td").close("tr");
  }
  html.end_table();
  return html;
}

Html texts_section(ReportPage& page) {
  Html html;
  html.element("p",
               "The stored texts. Underlined sentences carry a line above; the small numbers lead "
               "back to it.",
               {{"class", "about"}});
  html.open("div", {{"class", "texts"}});
  std::vector<const ViewRow*> rows;
  for (const ViewRow& row : page.rows.of("articles")) rows.push_back(&row);
  std::ranges::stable_sort(rows, {}, [](const ViewRow* row) {
    const auto published = row->value.find("published");
    return published == row->value.end() ? "" : str(*published, "value");
  });
  for (const ViewRow* row : rows) {
    const auto stored = page.articles.find(row->id);
    if (stored == page.articles.end()) continue;
    const text::Article& article = stored->second.article;
    html.open("article", {{"id", fmt::format("a{}", row->number)}});
    const std::string title = article.title.value_or("");
    html.open("h3").quoted(title.empty() ? "Without a title" : title).close("h3");
    html.open("p", {{"class", "meta"}}).quoted(page.places.report_words(row->id));
    if (article.url && !article.url->empty()) {
      html.text(" · ");
      const bool web = article.url->starts_with("https://") || article.url->starts_with("http://");
      if (web) {
        html.open("a", {{"href", *article.url}, {"rel", "noopener noreferrer"}});
        html.quoted(*article.url).close("a");
      } else {
        html.quoted(*article.url);
      }
    }
    html.close("p");
    for (const text::Block& block : article.blocks) {
      auto sentence = std::ranges::lower_bound(stored->second.sentences, block.span.start, {},
                                               &text::Span::start);
      std::vector<text::Span> inside;
      bool rested_on = false;
      for (; sentence != stored->second.sentences.end() && sentence->start < block.span.end;
           ++sentence) {
        inside.push_back({sentence->start, std::min(sentence->end, block.span.end)});
        rested_on = rested_on || page.places.rows_at(row->number, sentence->start) != nullptr;
      }
      const bool told = text::is_main_text(block.role) ||
                        block.role == text::BlockRole::kHeadline ||
                        block.role == text::BlockRole::kStandfirst;
      if (!told && !rested_on) continue;
      // The title stands above already.
      if (block.role == text::BlockRole::kHeadline && !rested_on &&
          article.at(block.span) == title) {
        continue;
      }
      html.open("p", {{"class", std::string(text::name_of(block.role))}, {"dir", "auto"}});
      std::uint32_t at = block.span.start;
      for (const text::Span one : inside) {
        html.text(article.at({at, one.start}));
        const auto* resting = page.places.rows_at(row->number, one.start);
        html.open("span",
                  resting == nullptr
                      ? Html::Attributes{}
                      : Html::Attributes{{"class", "e"},
                                         {"id", fmt::format("a{}-{}", row->number, one.start)}});
        html.text(article.at(one)).close("span");
        at = one.end;
        if (resting == nullptr) continue;
        std::size_t shown = 0;
        html.open("sup");
        for (const std::int64_t number : *resting) {
          if (!page.numbers.contains(number)) continue;
          if (++shown > kMostRowsShown) break;
          html.open("a", {{"href", fmt::format("#r{}", number)}}).text(std::to_string(number));
          html.close("a").text(" ");
        }
        html.close("sup");
      }
      html.text(article.at({at, block.span.end})).close("p");
    }
    html.close("article");
  }
  html.close("div");
  return html;
}

}  // namespace parley::views
