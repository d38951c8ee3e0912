// A web page as a flat list of nodes in the order of the document: elements and runs of text, each
// with its place in the page's bytes.
//
//   Page page = parse_page("<p>Talks <b>resumed</b> in Northport.");
//
// The reader follows the HTML standard where it matters for text: raw elements, end tags left out,
// elements closed by others, formatting that overlaps. It does not move misplaced table content,
// build implied html, head and body elements, or run the standard's adoption of formatting
// elements: an <a> or <b> is a stretch of nodes, so overlapping ones cost nothing. Any bytes give a
// page; time and memory are linear in them, whatever the nesting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parley/markup/tag.h"

namespace parley::markup {

inline constexpr std::uint32_t kMaxDepth = 512;        // elements within elements
inline constexpr std::uint32_t kMaxNodes = 1'500'000;  // elements and runs of text

struct Attribute {
  AttributeName name = AttributeName::kNone;
  std::uint32_t start = 0;  // the value's bytes, references not resolved
  std::uint32_t end = 0;
};

struct Node {
  Tag tag = Tag::kOther;
  std::uint8_t attributes = 0;  // how many of the page's attributes, from first_attribute on
  std::uint32_t parent = 0;     // the element around it; formatting elements are nobody's parent
  std::uint32_t end = 0;        // the node after its last descendant
  std::uint32_t start_byte = 0;
  std::uint32_t end_byte = 0;  // of the start tag, or of the text
  std::uint32_t first_attribute = 0;
};

struct Page {
  std::string_view html;
  std::vector<Node> nodes;  // nodes[0] stands for the document
  std::vector<Attribute> attributes;
  bool too_deep = false;        // elements deeper than kMaxDepth were read as if beside each other
  bool too_many_nodes = false;  // the page was read up to kMaxNodes

  [[nodiscard]] std::string_view bytes(const Node& node) const {
    return html.substr(node.start_byte, node.end_byte - node.start_byte);
  }
  // The raw value, "" where the element has no such attribute or an empty one.
  [[nodiscard]] std::string_view attribute(const Node& node, AttributeName name) const;
  [[nodiscard]] bool has_attribute(const Node& node, AttributeName name) const;
};

// `html` is UTF-8 and must outlive the page. REQUIRES: html.size() < 4 GiB
[[nodiscard]] Page parse_page(std::string_view html);

}  // namespace parley::markup
