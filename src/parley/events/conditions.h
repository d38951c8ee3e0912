// The other side of a bargain: what a term hangs on.
//
// "would end the strike if pay rises" has if "pay rises"; "lorries in exchange for prisoners" has
// in_exchange_for "prisoners". Only words of the same sentence count. "whether" is no condition.
#pragma once

#include <optional>

#include "parley/events/report.h"

namespace parley::events {

// The condition on a predicate or on something under its complement; none where there is none.
[[nodiscard]] std::optional<Exchange> find_exchange(const Report& report, std::uint32_t predicate,
                                                    Found complement);

}  // namespace parley::events
