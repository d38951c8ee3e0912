#include <fmt/format.h>

#include <charconv>
#include <set>

#include "parley/server/pages.h"
#include "parley/server/reader.h"

namespace parley::server {
namespace {

text::Span span_from(const std::string& at) {
  text::Span span;
  const char* end = at.data() + at.size();
  const auto first = std::from_chars(at.data(), end, span.start);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return {};
  const auto last = std::from_chars(first.ptr + 1, end, span.end);
  return last.ec == std::errc() && span.start < span.end ? span : text::Span{};
}

std::string_view element_of(text::BlockRole role) {
  switch (role) {
    case text::BlockRole::kHeadline:
      return "h2";
    case text::BlockRole::kQuote:
      return "blockquote";
    default:
      return "p";
  }
}

}  // namespace

std::string passage_address(const std::string& article, text::Span span) {
  return fmt::format("/articles/{}?at={}-{}#at", escape_part(article), span.start, span.end);
}

std::string report_name(const Snapshot& snapshot, const std::string& article) {
  const auto found = snapshot.reports.find(article);
  if (found == snapshot.reports.end()) return article;
  const Report& report = found->second;
  const std::size_t slash = report.input.rfind('/');
  const std::string file =
      slash == std::string::npos ? report.input : report.input.substr(slash + 1);
  return (report.outlet.empty() ? file : report.outlet) +
         (report.day.empty() ? ", no date" : ", " + report.day);
}

std::string article_main(const record::StoredArticle& article,
                         const std::vector<record::StoredFinding>& findings,
                         const Snapshot& snapshot, const std::string& at) {
  const text::Span asked = span_from(at);
  const MarkedArticle marked = mark_article(article, findings);
  Html html;
  html.open("article", {{"class", "stored"}});
  html.open("h1").quoted(article.article.title.value_or("Report without title")).close("h1");
  html.open("p", {{"class", "about"}}).quoted(report_name(snapshot, article.article.id));
  html.text(fmt::format(" · as stored, digest {}", article.sha256.substr(0, 12))).close("p");
  bool anchored = false;
  for (const MarkedBlock& block : marked.blocks) {
    const std::string_view element = element_of(block.role);
    html.open(element,
              {{"class", "block " + std::string(text::name_of(block.role))}, {"dir", "auto"}});
    for (const Piece& piece : block.pieces) {
      std::set<std::string> kinds;
      for (const std::uint32_t mark : piece.marks) kinds.insert(marked.marks[mark].kind);
      const bool wanted = asked.overlaps(piece.span);
      const std::string_view words = article.article.at(piece.span);
      if (kinds.empty() && !wanted) {
        html.text(words);
        continue;
      }
      std::string classes = wanted ? "asked" : "";
      for (const std::string& kind : kinds) classes += (classes.empty() ? "m-" : " m-") + kind;
      Html::Attributes attributes = {{"class", classes}};
      if (wanted && !anchored) attributes.emplace_back("id", "at");
      anchored = anchored || wanted;
      html.open("span", attributes).text(words).close("span");
    }
    html.close(element);
  }
  html.close("article");
  html.begin_table("What was found in this report", {"Kind", "Words", "Opens"});
  for (const record::StoredFinding& one : findings) {
    const IndexedRow* row = snapshot.find(one.finding.id);
    if (row == nullptr || !article.article.whole().contains(one.finding.span)) continue;
    html.open("tr").element("td", record::name_of(one.finding.layer)).open("td");
    html.quoted(article.article.at(one.finding.span)).close("td").open("td");
    html.link("/rows/" + escape_part(one.finding.id), fmt::format("no. {}", row->number));
    html.close("td").close("tr");
  }
  return html.end_table().take();
}

}  // namespace parley::server
