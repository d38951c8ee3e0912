// What a proposal contains is proposed by the one whose proposal it is.
//
// "The union's plan calls for a raise of 4 percent. It would also end night shifts": the union
// proposes both. A plan whose owner is not told, or was told too far back, gives nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "parley/events/speech.h"

namespace parley::events {

// `before`: the positions found so far, in text order.
[[nodiscard]] std::vector<Stand> find_in_proposal(const Report& report, std::uint32_t token,
                                                  const std::vector<Position>& before);

}  // namespace parley::events
