// What the class, id and like attributes of an element say of it: "article-body" is the report's
// text, "relatedPosts" is not.
//
// Attributes are cut into words at marks and at capitals; single words, pairs and threes of
// neighbours are looked up in data/page_markers.tsv, which a user may extend. No site is named.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "parley/markup/page.h"

namespace parley::markup {

// Bits of a set. The order is that of the kinds in markers.cc.
using MarkerSet = std::uint32_t;
inline constexpr MarkerSet kMarksContent = 1;
inline constexpr MarkerSet kMarksComment = 1 << 1;
inline constexpr MarkerSet kMarksRelated = 1 << 2;
inline constexpr MarkerSet kMarksBoilerplate = 1 << 3;
inline constexpr MarkerSet kMarksCaption = 1 << 4;
inline constexpr MarkerSet kMarksCredit = 1 << 5;
inline constexpr MarkerSet kMarksByline = 1 << 6;
inline constexpr MarkerSet kMarksDate = 1 << 7;
inline constexpr MarkerSet kMarksStandfirst = 1 << 8;
inline constexpr MarkerSet kMarksHeadline = 1 << 9;
inline constexpr MarkerSet kMarksKicker = 1 << 10;
inline constexpr MarkerSet kMarksQuote = 1 << 11;
inline constexpr MarkerSet kMarksInfobox = 1 << 12;
inline constexpr MarkerSet kMarksHidden = 1 << 13;
inline constexpr MarkerSet kMarksArticleBody = 1 << 14;  // itemprop="articleBody"

// Reads markers of one page's elements; remembers the values that it has seen before.
class MarkerReader {
 public:
  explicit MarkerReader(const Page& page) : page_(page) {}
  [[nodiscard]] MarkerSet read(const Node& element);

 private:
  MarkerSet of_value(std::string_view value);

  const Page& page_;
  std::unordered_map<std::string_view, MarkerSet> seen_;
};

// The markers in one attribute value. At most the first 400 bytes are read.
[[nodiscard]] MarkerSet markers_in(std::string_view value);

}  // namespace parley::markup
