// Short asides that stop a reader of trees and no human: the seat in "Ana Brask (R-Northport)
// said", "Ana Brask, R-Northport, said". The trained layer reads the sentence without them.
//
// Does not touch other brackets: "(AP)" and "the Harbour Workers' Union (HWU)" are read as they
// stand.
#pragma once

#include <cstdint>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::analysis {

// The tokens that are left when asides are taken out; empty where there is none. Linear.
[[nodiscard]] std::vector<std::uint32_t> tokens_without_asides(const text::Article& article,
                                                               const Analysis& analysis);

// Only the tokens `kept`, with the sentences that hold them and all quotations.
[[nodiscard]] Analysis without_asides(const Analysis& analysis,
                                      const std::vector<std::uint32_t>& kept);

// Brings what was read in `part` back: tags, trees, names, attributions. Tokens that were set aside
// hang on the word before them as punctuation does.
void bring_back(const text::Article& article, Analysis part, const std::vector<std::uint32_t>& kept,
                Analysis& analysis);

}  // namespace parley::analysis
