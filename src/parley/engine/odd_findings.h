// What the stages could not settle, told as issues of the article: a number of 400 digits, "13.300"
// beside "13,300", 30 February, a weekday that is not the day's.
//
// The findings themselves hold null there; this only says so where a reader looks for it. A report
// without a date, or with one in the future, is told by intake.
#pragma once

#include <vector>

#include "parley/record/reading.h"

namespace parley::engine {

// In text order, at most kMostOddFindings of them. Time is linear in the tokens.
inline constexpr std::size_t kMostOddFindings = 100;
[[nodiscard]] std::vector<text::Issue> odd_findings(const record::Reading& reading);

}  // namespace parley::engine
