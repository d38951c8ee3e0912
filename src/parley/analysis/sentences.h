// Where sentences and paragraphs end: "It met Mr. Lund. He left." has two sentences.
//
// Works on tokens that are already cut (analysis/tokenise.h); the abbreviations that do not end a
// sentence are data/abbreviations.tsv. Linear in the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/span.h"

namespace parley::analysis {

// The paragraphs of `range`: cut at blank lines, and at single line breaks too unless the text is
// hard-wrapped (most lines of one length without a sentence end).
[[nodiscard]] std::vector<text::Span> paragraphs(std::string_view text, text::Span range);

// Appends the sentences of one paragraph, whose tokens are those from `first` on.
void append_sentences(std::string_view text, const std::vector<Token>& tokens, std::uint32_t first,
                      std::vector<Sentence>& sentences);

}  // namespace parley::analysis
