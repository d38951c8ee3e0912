// Puts the trained layer's attributions and those of the rules together.
//
// Where both see a cue, the trained layer's edges hold; the rule, or else the tree, fills in the
// speaker that it lacks ("The envoy spoke and warned delays would follow": the envoy). What has no
// cue, no content or nobody who could speak ("It appears that …") is dropped unless a rule agrees,
// and indirect speech ends with the sentence of its cue. The rules add what stands inside a trained
// content (the training texts mark only the outermost statement) and, outside, what they are sure
// of. Linear but for the attributions of one neighbourhood and the tokens of one sentence.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/statements/words.h"

namespace parley::statements {

// By first span.
[[nodiscard]] std::vector<analysis::Attribution> merge_attributions(
    const Words& words, std::vector<analysis::Attribution> trained,
    const std::vector<analysis::Attribution>& rules);

// The smallest span that holds all of an attribution; {UINT32_MAX, 0} where it is empty.
[[nodiscard]] text::Span extent_of(const analysis::Attribution& attribution);

}  // namespace parley::statements
