// The patterns of dates: "Monday, November 20, 2023", "the spring of 1998", "4 p.m. Tuesday".
//
// Each takes the token where it may begin and gives the form with the token after it, or none. The
// patterns of spans of time ("two weeks ago", "every day") are in unit_patterns.h.
#pragma once

#include <optional>

#include "parley/times/cursor.h"
#include "parley/times/form.h"

namespace parley::times {

// A day, month, year, season, quarter, decade, century or holiday, without a time of day.
[[nodiscard]] std::optional<Form> match_date(const Cursor& cursor, std::uint32_t i);

// "4 p.m. EST", "14:00 GMT", "noon"; `after_at`: the word before is "at".
[[nodiscard]] std::optional<Form> match_clock(const Cursor& cursor, std::uint32_t i, bool after_at);

// A year alone: "1998" after "in", "since", "of"; "490 BC".
[[nodiscard]] std::optional<Form> match_year(const Cursor& cursor, std::uint32_t i);

// "the first week of January 2015", "the last week of July", "the first Tuesday in November".
[[nodiscard]] std::optional<Form> match_week_of_month(const Cursor& cursor, std::uint32_t i);

// "mid-November", "mid-1998", "mid-1990s" as one token.
[[nodiscard]] bool is_mid_word(std::string_view word);
[[nodiscard]] std::optional<Form> match_mid(const Cursor& cursor, std::uint32_t i);

[[nodiscard]] bool is_likely_year(int number);  // 1000 to 2199

}  // namespace parley::times
