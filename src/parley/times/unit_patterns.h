// The patterns of spans of time: "two weeks ago", "the last few days", "60 days", "every Monday".
#pragma once

#include <optional>

#include "parley/times/cursor.h"
#include "parley/times/form.h"

namespace parley::times {

// "last week", "this year", "the following day", "the year".
[[nodiscard]] std::optional<Form> match_shifted_unit(const Cursor& cursor, std::uint32_t i);

// "60 days", "nearly two years", "a few weeks ago", "three-month", "years".
[[nodiscard]] std::optional<Form> match_span(const Cursor& cursor, std::uint32_t i);

// "48h", "30min": the unit is no token of its own.
[[nodiscard]] std::optional<Form> match_glued_span(const Cursor& cursor, std::uint32_t i);

// "every day", "each Monday", "daily", "a week" after "twice".
[[nodiscard]] std::optional<Form> match_set(const Cursor& cursor, std::uint32_t i);

}  // namespace parley::times
