// What the network sees of a token: numbers made from its letters alone, and a few flags of its
// place. The trainer calls this very code, so that training and running cannot differ.
//
// "Mediators" at the start of a sentence: word form "mediators", hashes of that form, of "med" and
// of "ors", the shape "Xxxx", and the flag for a sentence start.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"

namespace parley::analysis {

inline constexpr std::uint32_t kFormBuckets = 16384;
inline constexpr std::uint32_t kAffixBuckets = 4096;
inline constexpr std::uint32_t kShapeBuckets = 1024;
inline constexpr std::uint32_t kFlagValues = 16;

struct WordFeatures {
  std::string form;          // lower case, digits as 0, marks in their plain form, at most 48 bytes
  std::uint16_t hash = 0;    // of form, below kFormBuckets
  std::uint16_t prefix = 0;  // of its first three letters, below kAffixBuckets
  std::uint16_t suffix = 0;  // of its last three letters, below kAffixBuckets
  std::uint16_t shape = 0;   // of its capitals and digits, below kShapeBuckets
};

// Pure; linear in the word. Any bytes are accepted.
void word_features(std::string_view word, WordFeatures& features);

// One value below kFlagValues a token: 1 starts a sentence, 2 starts a line, 4 stands in a
// quotation, 8 no white space before.
[[nodiscard]] std::vector<std::uint8_t> place_flags(std::string_view text,
                                                    const std::vector<Token>& tokens,
                                                    const std::vector<Sentence>& sentences,
                                                    const std::vector<Quotation>& quotations);

}  // namespace parley::analysis
