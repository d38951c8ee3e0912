// Days of the civil calendar: validity, weekdays, ISO weeks, arithmetic, ISO 8601 text.
//
// "20 November 2023" is Date{2023, 11, 20}, a Monday. No clock, no time zone, no locale: what day
// today is comes from the caller. Words for dates are read by intake/ and times/.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::base {

struct Date {
  int year = 0;
  int month = 0;  // 1 to 12
  int day = 0;    // 1 to 31

  friend auto operator<=>(const Date&, const Date&) = default;
};

inline constexpr int kFirstYear = 1;
inline constexpr int kLastYear = 9999;

// True for a day that exists, in years 1 to 9999. 30 February does not.
[[nodiscard]] bool is_valid(Date date);
[[nodiscard]] int days_in_month(int year, int month);  // 0 for no such month

// Days since 1970-01-01; negative before. REQUIRES: is_valid(date)
[[nodiscard]] std::int64_t to_days(Date date);
[[nodiscard]] Date from_days(std::int64_t days);

// 1 for Monday to 7 for Sunday. REQUIRES: is_valid(date)
[[nodiscard]] int weekday(Date date);

// The arithmetic below stops at the first and the last day of the calendar above.
[[nodiscard]] Date add_days(Date date, std::int64_t days);
// The same day of a month `months` later, or that month's last day where it is shorter.
[[nodiscard]] Date add_months(Date date, std::int64_t months);

struct IsoWeek {
  int year = 0;
  int week = 0;  // 1 to 53

  friend auto operator<=>(const IsoWeek&, const IsoWeek&) = default;
};
[[nodiscard]] IsoWeek iso_week(Date date);
[[nodiscard]] Date monday_of(IsoWeek week);

[[nodiscard]] std::string to_iso(Date date);  // "2023-11-20"
// Reads exactly "YYYY-MM-DD" with a valid day.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace parley::base
