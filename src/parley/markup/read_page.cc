#include "parley/markup/read_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/markup/main_content.h"
#include "parley/markup/outline.h"
#include "parley/markup/page_facts.h"
#include "parley/markup/page_text.h"
#include "parley/markup/publication_date.h"
#include "parley/markup/title.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

using text::BlockRole;

// Writes the readable words of a block; parts of it that are not shown are left out.
text::Span write_block(const Page& page, const Outline& outline, const PageBlock& block,
                       PageText& out) {
  const bool hidden = (outline.context[block.element] & kMarksHidden) != 0;
  each_read_node(page, block.first_node, block.end_node, [&](std::uint32_t i) {
    const Node& node = page.nodes[i];
    if (node.tag == Tag::kText) {
      if (!hidden && (outline.context[i] & kMarksHidden) != 0) return;
      out.add(page.html, node.start_byte, node.end_byte);
    } else if (node.tag == Tag::kBr) {
      out.add_line_break();
    }
  });
  return out.end_paragraph();
}

// A page whose text is loaded by a script may still carry it in its metadata: then that is used.
void use_stated_body(const std::string& body, const PageText& found, PageReport& report) {
  constexpr std::size_t kShortest = 400;
  std::size_t main = 0;
  for (const text::Block& block : report.blocks) {
    if (text::is_main_text(block.role)) main += block.span.size();
  }
  if (body.size() < kShortest || main * 4 > body.size()) return;
  PageText stated;
  std::vector<text::Block> blocks;
  for (std::size_t i = 0; i < body.size();) {
    const std::size_t end = std::min(body.find('\n', i), body.size());
    stated.add(body, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end));
    const text::Span span = stated.end_paragraph();
    if (!span.empty()) blocks.push_back({span, BlockRole::kBody});
    i = end + 1;
  }
  if (stated.text().size() < kShortest || stated.text().size() < found.text().size() / 4) return;
  report.text = stated.take_text();
  report.blocks = std::move(blocks);
  report.issues.push_back({"text-from-metadata",
                           "page: the text was taken from its metadata; the page shows less of it",
                           std::nullopt});
}

}  // namespace

PageReport read_page(std::string_view html) {
  const Page page = parse_page(html);
  PageFacts facts = read_page_facts(page);
  const Outline outline = outline_page(page);
  PageReport report;
  report.title = choose_title(page, outline, facts);
  ContentHints hints;
  hints.title = letters_of(report.title.value_or(""));
  hints.description = letters_of(facts.description);
  hints.body = KnownWords(facts.article_body);
  const std::vector<Piece> pieces = find_main_content(page, outline, hints);
  PageText text;
  for (const Piece& piece : pieces) {
    const text::Span span = write_block(page, outline, outline.blocks[piece.block], text);
    if (!span.empty()) report.blocks.push_back({span, piece.role});
  }
  if (!facts.article_body.empty()) use_stated_body(facts.article_body, text, report);
  FoundDate date = find_publication_date(page, outline, facts, pieces);
  report.published = std::move(date.published);
  report.authors = choose_authors(facts);
  report.outlet = std::move(facts.outlet);
  report.address = std::move(facts.canonical);
  report.language = std::move(facts.language);
  if (page.too_deep) {
    report.issues.push_back(
        {"nested-too-deep",
         fmt::format("page: elements nested deeper than {} were read as if beside each other",
                     kMaxDepth),
         std::nullopt});
  }
  if (page.too_many_nodes) {
    report.issues.push_back(
        {"too-many-tags",
         fmt::format("page: has more than {} tags and texts; the rest was not read", kMaxNodes),
         std::nullopt});
  }
  if (date.conflict && report.published.value) {
    report.issues.push_back({"date-conflict",
                             fmt::format("date: the page says {} and {}; {} used",
                                         report.published.value->substr(0, 10), *date.conflict,
                                         report.published.value->substr(0, 10)),
                             std::nullopt});
  }
  if (report.text.empty()) {
    report.text = text.take_text();
    report.source = text.take_source();
  }
  return report;
}

}  // namespace parley::markup
