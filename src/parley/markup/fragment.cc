#include "parley/markup/fragment.h"

#include "parley/markup/outline.h"
#include "parley/markup/page.h"
#include "parley/markup/page_text.h"
#include "parley/text/utf8.h"

namespace parley::markup {

namespace {

// An <iframe> that is never closed holds nothing; the page reader would take the rest for its text.
std::string without_open_frames(std::string_view html) {
  std::string out(html);
  const std::string lower = text::ascii_lower(html);
  const std::size_t last_end = lower.rfind("</iframe");
  std::size_t at = last_end == std::string::npos ? 0 : last_end;
  while ((at = lower.find("<iframe", at)) != std::string::npos) {
    out.replace(at, 7, "<object");
    at += 7;
  }
  return out;
}

}  // namespace

FragmentText read_fragment(std::string_view fragment) {
  const std::string html = without_open_frames(fragment);
  const Page page = parse_page(html);
  const Outline outline = outline_page(page);
  PageText text;
  FragmentText out;
  for (const PageBlock& block : outline.blocks) {
    each_read_node(page, block.first_node, block.end_node, [&](std::uint32_t i) {
      const Node& node = page.nodes[i];
      if (node.tag == Tag::kText) {
        text.add(page.html, node.start_byte, node.end_byte);
      } else if (node.tag == Tag::kBr) {
        text.add_line_break();
      }
    });
    const text::Span span = text.end_paragraph();
    if (span.empty()) continue;
    const std::uint32_t context = outline.context[block.element];
    text::BlockRole role = text::BlockRole::kBody;
    if ((context & kInList) != 0) role = text::BlockRole::kList;
    if ((context & kInQuote) != 0) role = text::BlockRole::kQuote;
    if ((context & kInTable) != 0) role = text::BlockRole::kTable;
    out.blocks.push_back({span, role});
  }
  out.text = text.take_text();
  return out;
}

std::string fragment_line(std::string_view html) {
  std::string line = read_fragment(html).text;
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  return line;
}

}  // namespace parley::markup
