#include "parley/markup/fragment.h"

#include "parley/markup/outline.h"
#include "parley/markup/page.h"
#include "parley/markup/page_text.h"
#include "parley/markup/references.h"
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

bool is_web_address(std::string_view address) {
  const std::string scheme = text::ascii_lower(address.substr(0, address.find(':')));
  return (scheme == "http" || scheme == "https") &&
         address.substr(scheme.size()).starts_with("://");
}

// As an attribute's value. A backquote is a mark to old browsers.
std::string escaped(std::string_view address) {
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || byte <= 0x20 ||
               byte == 0x7F) {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      out += c;
    }
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

FragmentPicture fragment_picture(std::string_view fragment) {
  const Page page = parse_page(fragment);
  FragmentPicture out;
  for (const Node& node : page.nodes) {
    if (node.tag != Tag::kImg) continue;
    std::string words = attribute_text(page.attribute(node, AttributeName::kAlt));
    if (words.empty()) words = attribute_text(page.attribute(node, AttributeName::kTitle));
    if (!words.empty()) out.words += (out.words.empty() ? "" : " ") + words;
    if (!out.markup.empty()) continue;
    const std::string address = attribute_text(page.attribute(node, AttributeName::kSrc));
    if (address.size() > kMaxPictureAddress || !is_web_address(address)) continue;
    out.markup = "<img src=\"" + escaped(address) + "\" />";
  }
  return out;
}

}  // namespace parley::markup
