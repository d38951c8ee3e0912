#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "parley/views/chart.h"
#include "parley/views/matrix.h"
#include "parley/views/report_parts.h"
#include "parley/views/report_words.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

// Links between texts, and how they are told.
constexpr std::array<std::pair<std::string_view, const char*>, 4> kTextLinks = {
    {{"copy_of", "is a copy of"},
     {"revision_of", "is a revision of"},
     {"shares_passages", "shares passages with"},
     {"shares_quotation", "quotes the same words as"}}};

const Json& part(const Json& value, const char* key) {
  static const Json none;
  if (!value.is_object()) return none;
  const auto found = value.find(key);
  return found == value.end() ? none : *found;
}

// Opens the element that a link to row `number` leads to.
void open_row(Html& html, ReportPage& page, const char* name, std::int64_t number) {
  page.numbers.insert(number);
  html.open(name, {{"id", fmt::format("r{}", number)}});
}

void tag(Html& html, const std::string& stance) {
  html.open("span", {{"class", "tag " + stance_class(stance)}});
  html.text(fmt::format("{} {}", stance_sign(stance), spaced_word(stance))).close("span");
}

void nothing(Html& html, std::string_view words) { html.element("p", words, {{"class", "hush"}}); }

void meta(Html& html, const std::string& words) {
  html.open("span", {{"class", "meta"}}).quoted(words).close("span");
}

const Json& first_evidence(const Json& row) {
  static const Json none;
  const Json& list = list_at(row, "evidence");
  return list.empty() ? none : list.front();
}

void write_positions(Html& html, ReportPage& page) {
  html.begin_table("Every position, by day", {"Reported on", "Who", "Stance", "On what", "Report"});
  std::vector<const ViewRow*> rows;
  for (const ViewRow& row : page.rows.of("positions")) rows.push_back(&row);
  std::ranges::stable_sort(
      rows, {}, [](const ViewRow* row) { return text_or_none(row->value, "published"); });
  for (const ViewRow* row : rows) {
    const Json& value = row->value;
    const Json& term = part(value, "term");
    open_row(html, page, "tr", row->number);
    html.element("td", day_words(text_or_none(value, "published").substr(0, 10)),
                 {{"class", "num"}});
    html.open("td").quoted(text_or_none(value, "holder")).close("td").open("td");
    tag(html, text_or_none(value, "stance"));
    html.close("td").open("td");
    quote_link(html, page, first_evidence(value), row->number, text_or_none(value, "quote"));
    const Json& exchange = part(value, "exchange");
    std::string notes = family_words(text_or_none(term, "family"));
    if (exchange.is_object()) {
      notes += fmt::format(" · {} “{}”", spaced_word(text_or_none(exchange, "relation")),
                           text_or_none(part(exchange, "other"), "quote"));
    }
    if (!list_at(value, "hedges").empty()) notes += " · hedged";
    meta(html, notes);
    html.close("td").open("td").quoted(page.places.outlet_of(text_or_none(value, "article")));
    html.close("td").close("tr");
  }
  html.end_table();
}

void write_commitments(Html& html, ReportPage& page) {
  if (page.rows.of("commitments").empty()) return;
  html.begin_table("Who owes what", {"Who", "What", "By", "Reported of its keeping"});
  for (const ViewRow& row : page.rows.of("commitments")) {
    open_row(html, page, "tr", row.number);
    const std::string holder = text_or_none(row.value, "holder");
    html.open("td").quoted(holder.empty() ? text_or_none(row.value, "actor") : holder).close("td");
    html.open("td");
    quote_link(html, page, first_evidence(row.value), row.number, text_or_none(row.value, "term"));
    std::string condition = spaced_word(text_or_none(row.value, "relation"));
    if (!condition.empty())
      meta(html, condition + " “" + text_or_none(row.value, "condition") + "”");
    html.close("td").open("td").quoted(text_or_none(row.value, "deadline")).close("td").open("td");
    for (const Json& report : list_at(row.value, "reports")) {
      tag(html, text_or_none(report, "kind"));
      html.text(" ");
    }
    html.close("td").close("tr");
  }
  html.end_table();
}

}  // namespace

void quote_link(Html& html, ReportPage& page, const Json& place, std::int64_t row,
                std::string_view words) {
  const std::string address = page.places.address_of(place, row);
  if (address.empty()) {
    html.open("span", {{"class", "q"}}).quoted(words).close("span");
  } else {
    html.open("a", {{"class", "q"}, {"href", address}}).quoted(words).close("a");
  }
}

void report_links(Html& html, ReportPage& page, const Json& row, std::int64_t number) {
  std::set<std::string> known;
  for (const Json& place : list_at(row, "evidence")) {
    const std::string article = text_or_none(place, "article");
    const std::string address = page.places.address_of(place, number);
    if (!known.insert(article).second || address.empty()) continue;
    if (known.size() > 1) html.text("; ");
    html.link(address, page.places.report_words(article));
  }
}

Html matrix_section(ReportPage& page) {
  Html html;
  const std::vector<Standing> standings = read_standings(page.all);
  if (standings.empty()) {
    nothing(html, "No position was found in these reports.");
    return html;
  }
  const Matrix matrix = make_matrix(standings, {.process = "", .as_of = "", .most_columns = 8});
  html.element(
      "p",
      "The latest reported position of each party on each kind of term. An empty cell means "
      "that no report was found, not that there is no position.",
      {{"class", "about"}});
  html.open("div", {{"class", "wide"}}).open("table", {{"class", "matrix"}});
  html.element("caption", "The latest position of each party", {{"class", "vis-hidden"}});
  html.open("thead").open("tr").element("th", "Term", {{"scope", "col"}});
  for (const MatrixColumn& column : matrix.columns) {
    html.open("th", {{"scope", "col"}}).quoted(column.name).close("th");
  }
  html.close("tr").close("thead").open("tbody");
  for (const MatrixRow& row : matrix.rows) {
    html.open("tr").element("th", family_words(row.family), {{"scope", "row"}});
    for (const MatrixCell& cell : row.cells) {
      html.open("td");
      if (cell.count == 0) {
        html.element("span", "no report", {{"class", "none"}}).close("td");
        continue;
      }
      const Standing& latest = standings[cell.latest];
      tag(html, latest.stance);
      html.open("a", {{"class", "words"}, {"href", fmt::format("#r{}", latest.number)}});
      html.quoted(latest.words.empty() ? latest.quote : latest.words).close("a");
      std::string notes = latest.day.empty() ? "no date" : day_words(latest.day);
      notes += " · " + (latest.outlet.empty() ? std::string("outlet not known") : latest.outlet);
      if (latest.outlets > 1) notes += fmt::format(" · in {} outlets", latest.outlets);
      if (latest.hedged) notes += " · hedged";
      if (cell.count > 1) notes += fmt::format(" · {} in all", cell.count);
      meta(html, notes);
      html.close("td");
    }
    html.close("tr");
  }
  html.close("tbody").close("table").close("div");
  if (matrix.columns_left_out > 0) {
    nothing(html, fmt::format("{} more with fewer positions are in the table below.",
                              matrix.columns_left_out));
  }
  write_positions(html, page);
  write_commitments(html, page);
  return html;
}

Html timeline_section(ReportPage& page) {
  Html html;
  const DayCounts days = count_days(page.rows);
  draw_days(html, days.reported, days.told);
  if (page.rows.of("timeline").empty()) nothing(html, "No day is told of in these reports.");
  html.open("dl", {{"class", "days"}});
  std::string open_day = "-";
  for (const ViewRow& row : page.rows.of("timeline")) {
    const std::string date = text_or_none(row.value, "date");
    if (date != open_day) {
      if (open_day != "-") html.close("dd");
      html.element("dt", day_words(date)).open("dd");
      open_day = date;
    }
    open_row(html, page, "div", row.number);
    tag(html, text_or_none(row.value, "kind"));
    html.text(" ");
    quote_link(html, page, first_evidence(row.value), row.number, text_or_none(row.value, "what"));
    html.open("span", {{"class", "meta"}});
    report_links(html, page, row.value, row.number);
    const auto independent = part(row.value, "independent");
    if (independent.is_number_unsigned() && independent.get<std::size_t>() > 1) {
      html.text(fmt::format(" · {} independent", independent.get<std::size_t>()));
    }
    html.close("span").close("div");
  }
  if (open_day != "-") html.close("dd");
  html.close("dl");
  if (page.rows.of("events").empty()) return html;
  html.begin_table("Events, coded", {"Reported on", "What", "Code", "Told as", "Report"});
  for (const ViewRow& row : page.rows.of("events")) {
    open_row(html, page, "tr", row.number);
    html.element("td", day_words(text_or_none(row.value, "published").substr(0, 10)),
                 {{"class", "num"}});
    html.open("td");
    quote_link(html, page, first_evidence(row.value), row.number, text_or_none(row.value, "quote"));
    html.close("td");
    html.element("td",
                 fmt::format("{} {}", text_or_none(part(row.value, "plover"), "event"),
                             text_or_none(row.value, "cameo")),
                 {{"class", "num"}});
    html.open("td");
    tag(html, text_or_none(row.value, "modality"));
    html.close("td").open("td").quoted(page.places.outlet_of(text_or_none(row.value, "article")));
    html.close("td").close("tr");
  }
  html.end_table();
  return html;
}

Html said_section(ReportPage& page) {
  Html html;
  html.element("p",
               "Each distinct thing said, once, with the reports that it rests on. A line with one "
               "source behind several outlets counts as one.",
               {{"class", "about"}});
  html.begin_table("Who said what", {"Said on", "Who", "What", "Reports"});
  std::vector<const ViewRow*> rows;
  for (const ViewRow& row : page.rows.of("origins")) rows.push_back(&row);
  std::ranges::stable_sort(rows, {},
                           [](const ViewRow* row) { return text_or_none(row->value, "date"); });
  for (const ViewRow* row : rows) {
    const Json& value = row->value;
    open_row(html, page, "tr", row->number);
    const std::string date = text_or_none(value, "date");
    html.element("td", day_words(date), {{"class", "num"}}).open("td");
    const std::string speaker = text_or_none(value, "speaker");
    html.quoted(speaker.empty() ? "not told" : speaker);
    if (const std::string of = text_or_none(value, "affiliation"); !of.empty()) meta(html, of);
    html.close("td").open("td");
    const auto negated = value.find("negated");
    html.open("span", {{"class", "verb"}});
    html.text(
        force_words(text_or_none(value, "force"), negated != value.end() && *negated == true));
    const auto act = value.find("act");
    if (act != value.end() && *act == false) html.text(" (ascribed to them)");
    html.close("span").text(" ");
    quote_link(html, page, first_evidence(value), row->number, text_or_none(value, "said"));
    std::string through;
    for (const Json& one : list_at(value, "channel")) {
      const std::string name =
          one.is_string() ? one.get<std::string>() : text_or_none(one, "quote");
      if (!name.empty()) through += (through.empty() ? "through " : ", ") + name;
    }
    if (!through.empty()) meta(html, through);
    html.close("td").open("td");
    bool first = true;
    for (const Json& member : list_at(value, "members")) {
      const ViewRow* statement = page.rows.find("statements", text_or_none(member, "statement"));
      if (statement == nullptr) continue;
      if (!first) html.text("; ");
      first = false;
      const std::string address =
          page.places.address_of(first_evidence(statement->value), statement->number);
      page.numbers.insert(statement->number);
      html.open("span", {{"id", fmt::format("r{}", statement->number)}});
      const std::string report = page.places.report_words(text_or_none(member, "article"));
      address.empty() ? html.quoted(report) : html.link(address, report);
      html.close("span");
    }
    html.close("td").close("tr");
  }
  html.end_table();
  return html;
}

Html sources_section(ReportPage& page) {
  struct Carried {
    std::size_t reports = 0, sayings = 0, shared = 0;
  };
  std::map<std::string, Carried> outlets;
  const auto named = [](const std::string& outlet) {
    return outlet.empty() ? std::string("outlet not known") : outlet;
  };
  for (const ViewRow& row : page.rows.of("articles")) {
    ++outlets[named(text_or_none(row.value, "outlet"))].reports;
  }
  for (const ViewRow& row : page.rows.of("origins")) {
    const Json& list = list_at(row.value, "outlets");
    for (const Json& outlet : list) {
      if (!outlet.is_string()) continue;
      Carried& one = outlets[named(outlet.get<std::string>())];
      ++one.sayings;
      if (list.size() > 1) ++one.shared;
    }
  }
  Html html;
  html.begin_table("What each outlet carries",
                   {"Outlet", "Reports", "Sayings", "Of them carried by others too"});
  for (const auto& [outlet, one] : outlets) {
    html.open("tr").open("th", {{"scope", "row"}}).quoted(outlet).close("th");
    for (const std::size_t count : {one.reports, one.sayings, one.shared}) {
      html.element("td", grouped(static_cast<double>(count)), {{"class", "num"}});
    }
    html.close("tr");
  }
  html.end_table();
  bool any = false;
  for (const ViewRow& row : page.rows.of("origins")) {
    if (list_at(row.value, "outlets").size() < 2) continue;
    if (!any) {
      html.begin_table("One source behind several outlets", {"Who", "What", "Reports"});
      any = true;
    }
    html.open("tr").open("td").quoted(text_or_none(row.value, "speaker")).close("td").open("td");
    html.open("a", {{"class", "q"}, {"href", fmt::format("#r{}", row.number)}});
    html.quoted(text_or_none(row.value, "said")).close("a").close("td").open("td");
    report_links(html, page, row.value, row.number);
    html.close("td").close("tr");
  }
  if (any) html.end_table();
  any = false;
  for (const ViewRow& row : page.rows.of("links")) {
    const std::string kind = text_or_none(row.value, "kind");
    const auto relation =
        std::ranges::find(kTextLinks, kind, [](const auto& link) { return link.first; });
    if (relation == kTextLinks.end()) continue;
    if (!any)
      html.begin_table("Reports with words in common", {"Report", "", "Report", "Words shared"});
    any = true;
    open_row(html, page, "tr", row.number);
    const auto report = [&](const char* end) {
      const std::string article = text_or_none(row.value, end);
      html.open("td").link(fmt::format("#a{}", page.places.number_of(article)),
                           page.places.report_words(article));
      html.close("td");
    };
    report("a");
    html.element("td", relation->second);
    report("b");
    const Json& share = part(row.value, "share");
    html.element("td", share.is_number() ? grouped(share.get<double>()) + " %" : "",
                 {{"class", "num"}});
    html.close("tr");
  }
  if (any) html.end_table();
  return html;
}

}  // namespace parley::views
