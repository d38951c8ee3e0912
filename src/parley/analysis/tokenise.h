// Cuts an article into tokens and sentences: "The Council-backed plan isn't dead." has the tokens
// The | Council | - | backed | plan | is | n't | dead | .
//
// Tokens follow the UD English treebanks: hyphens and the possessive are split, "$30" and "30%"
// too, addresses and abbreviations stay whole. A sentence never crosses a block of the article.
// Blocks of boilerplate, comments, credits and links are not read. Any bytes are accepted; time and
// memory are linear in the text.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::analysis {

// A longer run of letters and digits is cut into tokens of this many bytes at the most.
inline constexpr std::uint32_t kMaxTokenBytes = 256;
// A longer run without a sentence end is cut into sentences of this many tokens.
inline constexpr std::uint32_t kMaxSentenceTokens = 200;

struct Segmentation {
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;  // only `span` is filled
};

[[nodiscard]] Segmentation segment(const text::Article& article);

// The tokens of `range` alone, without regard to sentences. REQUIRES:
// article.whole().contains(range)
void append_tokens(const text::Article& article, text::Span range, std::vector<Token>& tokens);

// True for blocks whose sentences are read.
[[nodiscard]] bool is_read(text::BlockRole role);

}  // namespace parley::analysis
