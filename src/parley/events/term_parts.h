// Terms that stand side by side in what somebody demands or offers.
//
// "a full ceasefire, the withdrawal of troops and the entry of aid" are three terms, each with its
// family; "pay and bonuses" are one. Told by "including" and its list, or by nouns that the tree
// joins. Cost: the words of the complement times their depth, of which a few levels are looked at.
#pragma once

#include <cstdint>
#include <vector>

#include "parley/events/tree.h"

namespace parley::events {

struct TermPart {
  TokenRange range;
  std::uint32_t head = 0;
};

// The parts of the complement `range` with its governing word `head`, in text order; empty where it
// is one term, or where a part has no family of its own.
[[nodiscard]] std::vector<TermPart> parts_of(const Tree& tree, TokenRange range,
                                             std::uint32_t head);

}  // namespace parley::events
