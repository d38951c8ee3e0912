#include "parley/times/holidays.h"

#include <array>

#include "parley/text/utf8.h"

namespace parley::times {

// The anonymous Gregorian computus, as published by Meeus.
base::Date easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return {year, f / 31, f % 31 + 1};
}

std::optional<base::Date> holiday_in(std::string_view rule, int year) {
  if (year < base::kFirstYear || year > base::kLastYear) return std::nullopt;
  std::array<int, 3> numbers = {0, 0, 0};
  std::size_t count = 0;
  bool minus = false;
  const bool easter = rule.starts_with("easter");
  const bool counted = rule.find('/') != std::string_view::npos;
  for (std::size_t i = 0; i < rule.size(); ++i) {
    if (text::is_ascii_digit(rule[i])) {
      if (count == 0 || !text::is_ascii_digit(rule[i - 1])) {
        if (count == numbers.size()) return std::nullopt;
        minus = i > 0 && rule[i - 1] == '-' && (easter || counted);
        ++count;
      }
      numbers[count - 1] = numbers[count - 1] * 10 + (minus ? '0' - rule[i] : rule[i] - '0');
    }
  }
  if (easter && count == 1) return base::add_days(easter_sunday(year), numbers[0]);
  if (!counted && count == 2) {
    const base::Date date = {year, numbers[0], numbers[1]};
    return base::is_valid(date) ? std::optional(date) : std::nullopt;
  }
  if (!counted || count != 3 || base::days_in_month(year, numbers[0]) == 0) return std::nullopt;
  if (numbers[2] < 0) {
    const base::Date last = {year, numbers[0], base::days_in_month(year, numbers[0])};
    return base::add_days(last, -((base::weekday(last) - numbers[1] + 7) % 7));
  }
  const base::Date first = {year, numbers[0], 1};
  return base::add_days(first, (numbers[1] - base::weekday(first) + 7) % 7 + 7 * (numbers[2] - 1));
}

}  // namespace parley::times
