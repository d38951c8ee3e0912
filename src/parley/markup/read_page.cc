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
  report.text = text.take_text();
  report.source = text.take_source();
  return report;
}

}  // namespace parley::markup
