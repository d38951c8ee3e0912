// The day of a holiday in a year, by the rules of data/holidays.tsv: "12-25", "11/4/4" (the fourth
// Thursday of November), "easter-2". None for a rule that moves with another calendar.
#pragma once

#include <optional>
#include <string_view>

#include "parley/base/date.h"

namespace parley::times {

[[nodiscard]] std::optional<base::Date> holiday_in(std::string_view rule, int year);

// Western Easter Sunday. REQUIRES: year within base::kFirstYear and kLastYear
[[nodiscard]] base::Date easter_sunday(int year);

}  // namespace parley::times
