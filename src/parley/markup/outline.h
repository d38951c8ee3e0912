// The outline of a page: its paragraphs ("blocks") with what is known of each before anything is
// decided: how much text, how much of it linked, which elements and class words stand around it.
//
// <div class="related"><p><a>Ferries idle</a></p></div> is one block, all of it linked, within
// "related". Which blocks are the report is worked out in main_content.h.
#pragma once

#include <cstdint>
#include <vector>

#include "parley/markup/markers.h"
#include "parley/markup/page.h"

namespace parley::markup {

struct PageBlock {
  std::uint32_t element = 0;     // the innermost block element around it
  std::uint32_t first_node = 0;  // its runs of text lie in [first_node, end_node)
  std::uint32_t end_node = 0;
  std::uint32_t characters = 0;  // white space aside
  std::uint32_t linked = 0;      // of them within links
  std::uint32_t stops = 0;       // marks that end a sentence
  std::uint32_t commas = 0;
  std::uint32_t lead = 0;  // linked characters that it begins with

  [[nodiscard]] double link_share() const {
    return characters == 0 ? 0 : static_cast<double>(linked) / characters;
  }
  // Running text rather than a label, a button or a list of links.
  [[nodiscard]] bool prose() const {
    return characters >= 60 && linked * 3 < characters && (stops > 0 || characters >= 110);
  }
};

// Where a block stands, beside the marker words around it; bits above those of MarkerSet.
inline constexpr MarkerSet kInNav = 1ULL << 16;
inline constexpr MarkerSet kInFooter = 1ULL << 17;
inline constexpr MarkerSet kInHeader = 1ULL << 18;
inline constexpr MarkerSet kInAside = 1ULL << 19;
inline constexpr MarkerSet kInFigure = 1ULL << 20;
inline constexpr MarkerSet kInFigcaption = 1ULL << 21;
inline constexpr MarkerSet kInTable = 1ULL << 22;
inline constexpr MarkerSet kInList = 1ULL << 23;
inline constexpr MarkerSet kInQuote = 1ULL << 24;
inline constexpr MarkerSet kInForm = 1ULL << 25;
inline constexpr MarkerSet kInHeading = 1ULL << 26;
inline constexpr MarkerSet kInTopHeading = 1ULL << 27;  // h1
inline constexpr MarkerSet kInArticle = 1ULL << 28;
inline constexpr MarkerSet kInAddress = 1ULL << 29;
inline constexpr MarkerSet kInControl = 1ULL << 30;  // button, option, label, summary
inline constexpr MarkerSet kInTime = 1ULL << 31;

struct Outline {
  std::vector<PageBlock> blocks;
  std::vector<MarkerSet> context;           // a node: kIn… and markers around it and its own
  std::vector<MarkerSet> own;               // a node: its own markers
  std::vector<std::uint32_t> first_block;   // a node: the first block that begins at it or later
  std::vector<std::uint32_t> prose_before;  // a block: characters of prose in the blocks before it

  [[nodiscard]] std::uint32_t prose_in(const Page& page, std::uint32_t node) const {
    return prose_before[first_block[page.nodes[node].end]] - prose_before[first_block[node]];
  }
};

// True for what holds no text of the page: scripts, forms' fields, what is shown without scripts.
[[nodiscard]] inline bool is_unread(const Node& node) {
  return has(node.tag, kUnread) || node.tag == Tag::kNoscript;
}

// Calls `visit(index)` for each node of [first, end) that is read, elements and runs of text.
template <typename Visit>
void each_read_node(const Page& page, std::uint32_t first, std::uint32_t end, Visit visit) {
  for (std::uint32_t i = first; i < end; ++i) {
    if (is_unread(page.nodes[i])) {
      if (page.nodes[i].end > i + 1) i = page.nodes[i].end - 1;
      continue;
    }
    visit(i);
  }
}

// Time and memory are linear in the page.
[[nodiscard]] Outline outline_page(const Page& page);

}  // namespace parley::markup
