// Articles that have text in common: near-copies (an agency's report reprinted, with or without a
// changed head), reports that take over passages of another, and reports that quote the same words.
//
// Runs of kShingleWords words are hashed; MinHash finds candidates, a sample of the runs those that
// share passages only, and each pair is then verified on the runs themselves. A copy holds most of
// the shorter text. Of what less is in common, words that stand in quotation marks or speak of "I"
// and "we" were said by somebody, and whoever quotes them has them from him; the rest one report
// has from the other or both from a third; pages of one outlet are looked at for copies only. Which
// of the two was first is told by their dates and, on one day, by the outlet that the other credits
// ("told Example Wire").
#pragma once

#include <cstdint>
#include <vector>

#include "parley/story/corpus.h"

namespace parley::story {

inline constexpr std::size_t kShingleWords = 5;
inline constexpr double kCopiedShare = 0.6;  // of the shorter text's runs

inline constexpr std::size_t kLeastTaken = 30;   // words of the report's own in common
inline constexpr std::size_t kLeastQuoted = 15;  // words of somebody's in common

struct Copy {
  std::uint32_t copy = 0;  // the later article; of one day and one credit the longer, then by id
  std::uint32_t original = 0;  // the earlier one
  double share = 0;            // of the shorter text's runs that the other holds
  Place in_copy;               // the longest passage in common
  Place in_original;
};

struct SharedTexts {
  std::vector<Copy> copies;
  std::vector<Copy> passages;    // too little for a copy, in the report's own words
  std::vector<Copy> quotations;  // nothing in common but what somebody said
};

// Each sorted by copy, then original. Near-linear in the length of all texts.
[[nodiscard]] SharedTexts find_shared_texts(const Corpus& corpus);

}  // namespace parley::story
