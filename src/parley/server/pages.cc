#include "parley/server/pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/server/api.h"
#include "parley/server/assets.h"
#include "parley/server/evidence.h"
#include "parley/server/row_places.h"
#include "parley/server/workbench.h"
#include "parley/story/corpus.h"
#include "parley/views/rows.h"
#include "parley/views/source_graph.h"

namespace parley::server {
namespace {

using story::Json;
using story::part_at;

struct Screen {
  std::string_view path, title;
};

constexpr Screen kScreens[] = {{"", "Overview"},           {"news", "New"},
                               {"positions", "Positions"}, {"timeline", "Timeline"},
                               {"figures", "Figures"},     {"sources", "Sources"},
                               {"compare", "Compare"},     {"actors", "Actors"},
                               {"articles", "Articles"},   {"review", "Review"},
                               {"decisions", "Decisions"}, {"read", "Add"},
                               {"export", "Export"},       {"search", "Search"}};

std::string str(const Json& value, std::string_view key) {
  return story::text_at(value, key).value_or("");
}

std::string joined(const Json& list) {
  std::string text;
  for (const Json& one : list) {
    if (one.is_string()) text += (text.empty() ? "" : ", ") + one.get<std::string>();
  }
  return text;
}

std::string row_address(const std::string& id) { return "/rows/" + escape_part(id); }

void twins(Html& html, const std::string& api) {
  const std::string mark = api.find('?') == std::string::npos ? "?" : "&";
  html.open("p", {{"class", "twins"}}).text("The same data: ");
  html.link(api, "JSON").text(" · ").link(api + mark + "format=jsonl", "JSON Lines").text(" · ");
  html.link(api + mark + "format=csv", "CSV").close("p");
}

void overview(Html& html, const Snapshot& snapshot) {
  const views::Brief& brief = snapshot.brief;
  html.open("h1").quoted(brief.processes.empty() ? snapshot.name : brief.processes.front());
  html.close("h1").open("p", {{"class", "about"}});
  html.text(fmt::format("{} reports of {} outlets", brief.articles, brief.outlets));
  if (!brief.first_day.empty()) {
    html.text(fmt::format(", {} to {}", brief.first_day, brief.last_day));
  }
  html.close("p");
  for (const views::BriefSection& section : brief.sections) {
    if (section.lines.empty()) continue;
    html.begin_table(section.title, {"No.", "What the reports say", "Reports"});
    for (const views::BriefLine& line : section.lines) {
      html.open("tr").open("td", {{"class", "number"}});
      if (!line.id.empty()) html.link(row_address(line.id), std::to_string(line.number));
      html.close("td").open("td").quoted(line.text).close("td").open("td");
      html.quoted(fmt::format("{}", fmt::join(line.reports, "; "))).close("td").close("tr");
    }
    html.end_table();
    if (section.left_out > 0) html.element("p", fmt::format("{} more", section.left_out));
  }
}

void positions(Html& html, const Snapshot& snapshot, const Target& target) {
  const views::MatrixOptions options{target.parameter("process"), target.parameter("as_of"),
                                     target.parameter("columns") == "all" ? 0UL : 12UL};
  const views::Matrix matrix = views::make_matrix(snapshot.standings, options);
  html.element("h1", "Positions");
  html.element("p",
               "Terms down, parties across; each cell is the latest reported position. An empty "
               "cell means that no report was found, not that there is no position.",
               {{"class", "about"}});
  std::vector<std::string_view> columns = {"Term"};
  for (const views::MatrixColumn& column : matrix.columns) columns.push_back(column.name);
  html.begin_table(options.as_of.empty() ? "Latest positions" : "Positions as of " + options.as_of,
                   columns);
  for (const views::MatrixRow& row : matrix.rows) {
    html.open("tr").element("th", row.family, {{"scope", "row"}});
    for (const views::MatrixCell& cell : row.cells) {
      html.open("td");
      if (cell.count == 0) {
        html.element("span", "no report", {{"class", "none"}});
      } else {
        const views::Standing& latest = snapshot.standings[cell.latest];
        html.element("strong", views::spaced_word(latest.stance)).text(" ");
        html.link(row_address(latest.id), latest.words.empty() ? latest.quote : latest.words);
        html.text(
            fmt::format(" {}, {} in all", latest.day.empty() ? "no date" : latest.day, cell.count));
      }
      html.close("td");
    }
    html.close("tr");
  }
  html.end_table();
  twins(html, "/api/v1/positions");
}

// One row of a type: its number, then the cells.
void plain_row(Html& html, const record::DerivedRow& row, const std::vector<std::string>& cells) {
  html.open("tr").open("td", {{"class", "number"}});
  html.link(row_address(row.id), std::to_string(row.number)).close("td");
  for (const std::string& cell : cells) html.open("td").quoted(cell).close("td");
  html.close("tr");
}

template <class Cells>
void row_table(Html& html, const Snapshot& snapshot, const Target& target, std::string_view type,
               std::string_view caption, const std::vector<std::string_view>& columns,
               const Cells& cells) {
  const Selection selection = select_rows(snapshot, type, target);
  html.begin_table(caption, columns);
  std::size_t shown = 0;
  for (const IndexedRow* row : selection.rows) {
    if (shown++ == kRowsOnPage) break;
    const record::DerivedRow whole = snapshot.whole(*row);
    plain_row(html, whole, cells(Json::parse(head_of(whole.json), nullptr, false)));
  }
  html.end_table();
  if (selection.rows.size() > kRowsOnPage) {
    html.element("p", fmt::format("{} more rows; the files below have all",
                                  selection.rows.size() - kRowsOnPage));
  }
  twins(html, "/api/v1/" + std::string(type));
}

std::string number_text(const Json& value, std::string_view key) {
  const auto number = story::number_at(value, key);
  return number ? fmt::format("{}", *number) : "";
}

void figures(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Figures");
  html.element("p", "Each number is somebody's claim. Nothing is averaged.", {{"class", "about"}});
  row_table(html, snapshot, target, "series", "Figures by what they count",
            {"No.", "Counts", "Claims", "Disagree"}, [](const Json& value) {
              std::string what = views::spaced_word(str(value, "measure"));
              for (const char* key : {"population", "unit", "place"}) {
                if (!str(value, key).empty()) what += ", " + str(value, key);
              }
              std::string claims;
              for (const Json& point : part_at(value, "points")) {
                const std::string by = str(point, "claimant");
                const std::string day = str(point, "day");
                claims += fmt::format("{}{}: {} ({})", claims.empty() ? "" : "; ",
                                      day.empty() ? "no day" : day, str(point, "quote"),
                                      by.empty() ? "the report itself" : by);
              }
              const std::size_t conflicts = part_at(value, "conflicts").size();
              return std::vector<std::string>{
                  what, claims, conflicts > 0 ? fmt::format("{} pairs", conflicts) : ""};
            });
}

void timeline(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Timeline");
  row_table(html, snapshot, target, "timeline", "What is told of each day",
            {"No.", "Day", "Kind", "What", "Outlets"}, [](const Json& value) {
              return std::vector<std::string>{str(value, "date"), str(value, "kind"),
                                              str(value, "what"),
                                              joined(part_at(value, "outlets"))};
            });
}

void sources(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Sources");
  html.element("p",
               "One row is one thing said, by however many reports. Independent counts the origins "
               "behind it.",
               {{"class", "about"}});
  row_table(html, snapshot, target, "origins", "Sayings and who carries them",
            {"No.", "Day", "Speaker", "Through", "Said", "Outlets", "Independent"},
            [](const Json& value) {
              return std::vector<std::string>{str(value, "date"),
                                              str(value, "speaker"),
                                              joined(part_at(value, "channel")),
                                              str(value, "said"),
                                              joined(part_at(value, "outlets")),
                                              number_text(value, "independent")};
            });
}

void actors(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Actors");
  row_table(html, snapshot, target, "actors", "Who is spoken of, under which names",
            {"No.", "Name", "Affiliation", "Roles", "Called", "Mentions"}, [](const Json& value) {
              std::string names, roles;
              for (const Json& name : part_at(value, "names")) {
                names += (names.empty() ? "" : "; ") + str(name, "name");
                std::string outlets;
                for (const Json& one : part_at(name, "outlets")) {
                  const std::string outlet = str(one, "outlet");
                  outlets += fmt::format("{}{} {}", outlets.empty() ? "" : ", ",
                                         outlet.empty() ? "outlet not known" : outlet,
                                         number_text(one, "count"));
                }
                names += " (" + outlets + ")";
              }
              for (const Json& role : part_at(value, "roles")) {
                roles += (roles.empty() ? "" : ", ") + str(role, "role");
              }
              return std::vector<std::string>{str(value, "name"), str(value, "affiliation"), roles,
                                              names, number_text(value, "mentions")};
            });
}

void articles(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Articles");
  const Selection selection = select_rows(snapshot, "articles", target);
  html.begin_table("Reports in the record", {"Day", "Outlet", "Title"});
  std::vector<const IndexedRow*> rows = selection.rows;
  std::ranges::stable_sort(rows, std::greater(), [&](const IndexedRow* row) {
    return std::string_view(snapshot.day(*row));
  });
  if (rows.size() > kRowsOnPage) rows.resize(kRowsOnPage);
  for (const IndexedRow* row : rows) {
    const std::string id(snapshot.id(*row));
    const Report& report = snapshot.reports.at(id);
    html.open("tr").element("td", report.day.empty() ? "no date" : report.day).open("td");
    html.quoted(report.outlet).close("td").open("td");
    html.link("/articles/" + escape_part(id), report.title.empty() ? report.input : report.title);
    html.close("td").close("tr");
  }
  html.end_table();
  twins(html, "/api/v1/articles");
}

void search(Html& html, const Snapshot& snapshot, const Target& target, record::Record& record) {
  const std::string query = target.parameter("q").substr(0, kLongestQuery);
  html.element("h1", "Search");
  html.open("form", {{"action", "/search"}, {"role", "search"}});
  html.element("label", "Words", {{"for", "q"}});
  html.open("input", {{"id", "q"}, {"name", "q"}, {"value", query}, {"dir", "auto"}});
  html.element("button", "Search").close("form");
  if (query.empty()) return;
  const auto hits = find_sentences(record, query, kRowsUsual);
  if (!hits || hits->empty()) {
    html.element("p", hits ? "No sentence has these words." : hits.error().message);
    return;
  }
  html.begin_table("Sentences with these words", {"Report", "Sentence"});
  for (const Hit& hit : *hits) {
    html.open("tr").open("td").quoted(report_name(snapshot, hit.article)).close("td").open("td");
    html.link(passage_address(hit.article, hit.span), hit.text).close("td").close("tr");
  }
  html.end_table();
  twins(html, "/api/v1/search?q=" + escape_part(query));
}

Response not_found(const Snapshot& snapshot) {
  Html html;
  html.element("h1", "Not here").element("p", "There is no such page.");
  return text_response(404, "text/html; charset=utf-8",
                       page_around(html.take(), "Not here", "-", snapshot, false));
}

bool opened_row(Html& html, const std::string& id, const Snapshot& snapshot,
                record::Record& record) {
  const IndexedRow* found = snapshot.find(id);
  if (found == nullptr) return false;
  const record::DerivedRow row = snapshot.whole(*found);
  html.element("h1", fmt::format("No. {}, from {}", row.number, row.type));
  const auto evidence = open_evidence(record, row);
  if (!evidence) {
    html.element("p", evidence.error().message);
    return true;
  }
  html.begin_table("The sentences it stands on", {"Report", "Sentence"});
  for (const Passage& passage : evidence->passages) {
    html.open("tr").open("td").link(passage_address(passage.article, passage.span),
                                    report_name(snapshot, passage.article));
    html.close("td").open("td").open("bdi", {{"dir", "auto"}}).text(passage.before);
    html.element("mark", passage.quote).text(passage.after).close("bdi").close("td").close("tr");
  }
  html.end_table();
  if (evidence->total > evidence->passages.size()) {
    html.element("p", fmt::format("{} more places", evidence->total - evidence->passages.size()));
  }
  html.open("p", {{"class", "twins"}}).text("The same data: ");
  html.link("/api/v1/evidence/" + escape_part(id), "JSON").close("p");
  return true;
}

}  // namespace

std::string page_around(std::string main, std::string_view title, std::string_view screen,
                        const Snapshot& snapshot, bool script) {
  Html head;
  head.open("html", {{"lang", "en"}}).open("head").open("meta", {{"charset", "utf-8"}});
  head.element("title", fmt::format("{} · {} · Parley", title, snapshot.name));
  head.open("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  head.open("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  head.open("link", {{"rel", "icon"}, {"href", "data:,"}});
  head.open("link", {{"rel", "stylesheet"}, {"href", "/assets/style.css"}});
  if (script && has_script()) {
    head.open("script", {{"type", "module"}, {"src", "/assets/app.js"}}).close("script");
  }
  head.close("head").open("body").open("div", {{"id", "app"}});
  head.element("a", "To the content", {{"class", "skip"}, {"href", "#main"}});
  head.open("header", {{"class", "top"}})
      .element("a", "Parley", {{"class", "brand"}, {"href", "/"}});
  head.open("nav", {{"aria-label", "Screens"}});
  for (const Screen& one : kScreens) {
    Html::Attributes attributes = {{"href", "/" + std::string(one.path)}};
    if (one.path == screen) attributes.emplace_back("aria-current", "page");
    head.element("a", one.title, attributes);
  }
  head.close("nav").close("header").open("main", {{"id", "main"}});
  Html foot;
  foot.close("main").open("footer").quoted(snapshot.name);
  foot.text(
      fmt::format(" · generation {} · {} reports", snapshot.generation, snapshot.reports.size()));
  foot.close("footer").close("div").close("body").close("html");
  return "<!doctype html>\n" + head.take() + std::move(main) + foot.take() + "\n";
}

Response answer_page(const Target& target, const Snapshot& snapshot, record::Record& record) {
  const std::string screen = target.path.empty() ? "" : target.path[0];
  Html html;
  std::string title = "Overview";
  for (const Screen& one : kScreens) {
    if (one.path == screen) title = one.title;
  }
  if (target.path.size() == 2 && screen == "articles") {
    const auto article = record.article(target.path[1]);
    if (!article) return problem(503, article.error().message);
    if (!*article) return not_found(snapshot);
    const auto findings = record.findings(target.path[1]);
    if (!findings) return problem(503, findings.error().message);
    const std::string main = article_main(**article, *findings, snapshot, target.parameter("at"));
    const std::string name = (*article)->article.title.value_or("Report");
    return text_response(
        200, "text/html; charset=utf-8",
        page_around(main, name, screen, snapshot, target.parameter("view") != "plain"));
  }
  if (target.path.size() == 2 && screen == "rows") {
    if (!opened_row(html, target.path[1], snapshot, record)) return not_found(snapshot);
    title = "Evidence";
  } else if (target.path.size() > 1 && !(screen == "actors" && target.path.size() == 2)) {
    return not_found(snapshot);
  } else if (screen.empty()) {
    overview(html, snapshot);
  } else if (screen == "positions") {
    positions(html, snapshot, target);
  } else if (screen == "figures") {
    figures(html, snapshot, target);
  } else if (screen == "timeline") {
    timeline(html, snapshot, target);
  } else if (screen == "sources") {
    sources(html, snapshot, target);
  } else if (screen == "actors") {
    actors(html, snapshot, target);
  } else if (screen == "articles") {
    articles(html, snapshot, target);
  } else if (screen == "news") {
    news_main(html, snapshot, target, record);
  } else if (screen == "compare") {
    compare_main(html, snapshot, target);
  } else if (screen == "decisions") {
    decisions_main(html, snapshot, target);
  } else if (screen == "review") {
    review_main(html, snapshot, target);
  } else if (screen == "read") {
    add_main(html, snapshot, record);
  } else if (screen == "export") {
    export_main(html, snapshot);
  } else if (screen == "search") {
    search(html, snapshot, target, record);
  } else {
    return not_found(snapshot);
  }
  return text_response(
      200, "text/html; charset=utf-8",
      page_around(html.take(), title, screen, snapshot, target.parameter("view") != "plain"));
}

}  // namespace parley::server
