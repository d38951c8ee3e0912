// Puts the trained layer's attributions and those of the rules together.
//
// Where both see a cue, the trained layer is right. The rules add what stands inside a trained
// content (PolNeAR's annotators mark only the outermost statement) and, outside, only what they are
// sure of. Linear but for the attributions of one neighbourhood.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"

namespace parley::statements {

// By first span.
[[nodiscard]] std::vector<analysis::Attribution> merge_attributions(
    std::vector<analysis::Attribution> trained, const std::vector<analysis::Attribution>& rules);

// The smallest span that holds all of an attribution; {UINT32_MAX, 0} where it is empty.
[[nodiscard]] text::Span extent_of(const analysis::Attribution& attribution);

}  // namespace parley::statements
