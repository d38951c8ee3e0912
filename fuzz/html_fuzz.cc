// Any bytes as a web page: the tree must nest, the blocks must be in order and inside the text, and
// the text must be UTF-8 whose map points into the page.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "parley/markup/page.h"
#include "parley/markup/read_page.h"
#include "parley/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const std::string html =
      text::repair_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const markup::Page page = markup::parse_page(html);
  for (std::uint32_t i = 1; i < page.nodes.size(); ++i) {
    const markup::Node& node = page.nodes[i];
    if (node.parent >= i || node.end <= i || node.end > page.nodes.size()) std::abort();
    if (node.start_byte > node.end_byte || node.end_byte > html.size()) std::abort();
  }
  const markup::PageReport report = markup::read_page(html);
  if (!text::is_valid_utf8(report.text)) std::abort();
  std::uint32_t before = 0;
  for (const text::Block& block : report.blocks) {
    if (block.span.start < before || block.span.empty() || block.span.end > report.text.size()) {
      std::abort();
    }
    before = block.span.end;
  }
  std::uint32_t last = 0;
  for (const text::SourceMark& mark : report.source) {
    if (mark.text < last || mark.source >= html.size()) std::abort();
    last = mark.text;
  }
  return 0;
}
