#include "parley/views/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parley/base/sha256.h"
#include "parley/views/brief.h"
#include "parley/views/report_parts.h"
#include "parley/views/report_words.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kBriefLines = 12;
constexpr const char* kBriefSections[] = {"stands", "uncertain"};

struct Section {
  const char* id;
  const char* title;
  Html html;
};

// The hash that a content policy names, in base64.
std::string policy_hash(std::string_view text) {
  const std::string hex = base::sha256_hex(text);
  const auto nibble = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : hex) {
    bits = (bits << 4U | nibble(c)) & 0xFFFFU;
    held += 4;
    if (held < 6) continue;
    held -= 6;
    out += kDigits[bits >> static_cast<unsigned>(held) & 0x3FU];
  }
  if (held > 0) out += kDigits[bits << static_cast<unsigned>(6 - held) & 0x3FU];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

// One digest for all texts: the same reports give the same.
std::string digest_of(const StoredArticles& articles) {
  std::string all;
  for (const auto& [id, article] : articles) all += id + " " + article.sha256 + "\n";
  return base::sha256_hex(all);
}

void write_brief(Html& html, const ReportPage& page, const Brief& brief) {
  html.open("div", {{"class", "two"}});
  for (const char* key : kBriefSections) {
    const auto section =
        std::ranges::find(brief.sections, key, [](const BriefSection& one) { return one.key; });
    if (section == brief.sections.end()) continue;
    html.open("div").element("h3", section->title);
    if (section->lines.empty()) html.element("p", "Nothing found.", {{"class", "hush"}});
    html.open("ul", {{"class", "plain"}});
    for (const BriefLine& line : section->lines) {
      html.open("li", {{"class", "saying"}});
      if (line.number > 0 && page.numbers.contains(line.number)) {
        html.open("a", {{"class", "say"}, {"href", fmt::format("#r{}", line.number)}});
        html.quoted(line.text).close("a");
      } else {
        html.open("span", {{"class", "say"}}).quoted(line.text).close("span");
      }
      if (!line.reports.empty()) {
        html.open("span", {{"class", "meta"}});
        html.quoted(fmt::format("{}", fmt::join(line.reports, "; "))).close("span");
      }
      html.close("li");
    }
    html.close("ul");
    if (section->left_out > 0) {
      html.element("p", fmt::format("and {} more below", section->left_out), {{"class", "hush"}});
    }
    html.close("div");
  }
  html.close("div");
}

}  // namespace

std::string to_report(const std::vector<record::DerivedRow>& rows, const StoredArticles& articles,
                      std::string_view version) {
  const RowView view(rows, {"articles", "actors", "statements", "figures", "series", "positions",
                            "commitments", "events", "timeline", "origins", "links", "processes"});
  ReportPage page{rows, view, articles, ReportPlaces(view, articles), {}};
  const Brief brief = make_brief(rows, kBriefLines);
  std::vector<Section> sections;
  sections.push_back({"positions", "Positions", matrix_section(page)});
  sections.push_back({"figures", "Figures", figures_section(page)});
  sections.push_back({"timeline", "Timeline", timeline_section(page)});
  sections.push_back({"said", "Who said what", said_section(page)});
  sections.push_back({"sources", "Sources", sources_section(page)});
  sections.push_back({"actors", "Actors", actors_section(page)});
  sections.push_back({"texts", "The reports", texts_section(page)});

  const std::string title =
      brief.processes.empty() ? "Report of a record" : brief.processes.front();
  Html html;
  html.open("html", {{"lang", "en"}}).open("head");
  html.open("meta", {{"charset", "utf-8"}});
  html.open("meta",
            {{"http-equiv", "Content-Security-Policy"},
             {"content", "default-src 'none'; style-src 'sha256-" + policy_hash(report_style()) +
                             "'; base-uri 'none'; form-action 'none'"}});
  html.open("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.open("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", title + " · Parley").open("style");
  std::string out = "<!doctype html>\n" + html.take() + std::string(report_style());

  Html body;
  body.close("style").close("head").open("body").open("header");
  body.element("p", "Parley · report of a record", {{"class", "kicker"}});
  body.open("h1").quoted(title).close("h1");
  std::string facts = plural(brief.articles, "report");
  if (brief.outlets > 0) facts += ", " + plural(brief.outlets, "outlet");
  if (!brief.first_day.empty()) {
    facts += ", published " + day_words(brief.first_day == brief.last_day
                                            ? brief.first_day
                                            : brief.first_day + "/" + brief.last_day);
  }
  body.element("p", facts, {{"class", "facts"}});
  if (brief.processes.size() > 1) {
    body.open("p", {{"class", "hush"}}).text("Other talks: ");
    for (std::size_t i = 1; i < brief.processes.size(); ++i) {
      if (i > 1) body.text("; ");
      body.quoted(brief.processes[i]);
    }
    body.close("p");
  }
  body.element(
      "p",
      "What reports say, and who says it in them. Nothing here is judged or averaged; what no "
      "report says is left open. Each line leads to its sentence, at the end of this page.",
      {{"class", "about"}});
  body.open("nav", {{"aria-label", "Sections"}}).open("ul");
  body.open("li").link("#brief", "In brief").close("li");
  for (const Section& section : sections) {
    body.open("li").link(fmt::format("#{}", section.id), section.title).close("li");
  }
  body.close("ul").close("nav").close("header").open("main");
  body.open("section", {{"id", "brief"}}).element("h2", "In brief");
  write_brief(body, page, brief);
  body.close("section");
  out += body.take();
  for (Section& section : sections) {
    Html head;
    head.open("section", {{"id", section.id}}).element("h2", section.title);
    out += head.take() + section.html.take() + "</section>";
  }
  Html foot;
  foot.close("main").open("footer");
  foot.element("p", fmt::format("Made by Parley {}. SHA-256 over the {} texts: {}", version,
                                articles.size(), digest_of(articles)));
  foot.close("footer").close("body").close("html");
  return out + foot.take() + "\n";
}

}  // namespace parley::views
