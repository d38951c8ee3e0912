// Articles whose texts are near-copies of one another: an agency's report reprinted, with or
// without a changed head.
//
// Runs of kShingleWords words are hashed; MinHash finds candidates, a sample of the runs those that
// stand inside a longer text, and each pair is then verified on the runs themselves: most of the
// shorter text stands in the longer one. Which of the two was first is told by their dates and, on
// one day, by the outlet that the other credits ("told Example Wire").
#pragma once

#include <cstdint>
#include <vector>

#include "parley/story/corpus.h"

namespace parley::story {

inline constexpr std::size_t kShingleWords = 5;
inline constexpr double kCopiedShare = 0.6;  // of the shorter text's runs

struct Copy {
  std::uint32_t copy = 0;  // the later article; of one day and one credit the longer, then by id
  std::uint32_t original = 0;  // the earlier one
  double share = 0;            // of the shorter text's runs that the other holds
  Place in_copy;               // the longest passage in common
  Place in_original;
};

// Sorted by copy, then original. Near-linear in the length of all texts.
[[nodiscard]] std::vector<Copy> find_copies(const Corpus& corpus);

}  // namespace parley::story
