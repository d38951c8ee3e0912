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
using MarkerSet = std::uint64_t;
inline constexpr MarkerSet kMarksContent = 1ULL << 0;
inline constexpr MarkerSet kMarksComment = 1ULL << 1;
inline constexpr MarkerSet kMarksRelated = 1ULL << 2;
inline constexpr MarkerSet kMarksBoilerplate = 1ULL << 3;
inline constexpr MarkerSet kMarksCaption = 1ULL << 4;
inline constexpr MarkerSet kMarksCredit = 1ULL << 5;
inline constexpr MarkerSet kMarksByline = 1ULL << 6;
inline constexpr MarkerSet kMarksDate = 1ULL << 7;
inline constexpr MarkerSet kMarksStandfirst = 1ULL << 8;
inline constexpr MarkerSet kMarksHeadline = 1ULL << 9;
inline constexpr MarkerSet kMarksKicker = 1ULL << 10;
inline constexpr MarkerSet kMarksQuote = 1ULL << 11;
inline constexpr MarkerSet kMarksWeak = 1ULL << 12;
inline constexpr MarkerSet kMarksHidden = 1ULL << 13;
inline constexpr MarkerSet kMarksConsent = 1ULL << 14;
inline constexpr MarkerSet kMarksPicture = 1ULL << 15;
inline constexpr MarkerSet kMarksArticleBody = 1ULL << 32;  // itemprop="articleBody"

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
