// Settles what several attributions of one article claim at once, before they become statements.
//
// In "The ministry said talks go on, its envoy said" the ministry's content ends before "its envoy
// said"; in "is open to talks but insists on a truce" what it is open to ends before "but"; in "the
// proposal has Oslo requesting that the union agree to a pause" nobody has agreed: Oslo requests.
// What was only planned ("came to discuss", "before discussing") was not said.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/statements/tree.h"
#include "parley/statements/words.h"

namespace parley::statements {

// In text order. Near-linear: each attribution is held against its neighbours alone.
[[nodiscard]] std::vector<analysis::Attribution> settle(
    const Words& words, const Tree& tree, std::vector<analysis::Attribution> attributions);

}  // namespace parley::statements
