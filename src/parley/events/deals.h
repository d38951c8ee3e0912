// What an agreement obliges its parties to, as a report tells its terms.
//
// "Under the accord, the council will free 30 prisoners within a week": the council has accepted to
// do so and owes it. "Under the proposal … would" obliges nobody.
#pragma once

#include <cstdint>
#include <optional>

#include "parley/events/speech.h"

namespace parley::events {

// `token`: the noun for the agreement.
[[nodiscard]] std::optional<Stand> find_in_deal(const Report& report, std::uint32_t token);

}  // namespace parley::events
