#include "parley/base/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace parley::base {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(Date date) {
  return year_month_day(std::chrono::year(date.year),
                        std::chrono::month(static_cast<unsigned>(date.month)),
                        std::chrono::day(static_cast<unsigned>(date.day)));
}

constexpr Date kFirstDay = {kFirstYear, 1, 1};
constexpr Date kLastDay = {kLastYear, 12, 31};

}  // namespace

int days_in_month(int year, int month) {
  if (month < 1 || month > 12 || year < kFirstYear || year > kLastYear) return 0;
  const std::chrono::year_month_day_last last(
      std::chrono::year(year),
      std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month))));
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool is_valid(Date date) {
  return date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

std::int64_t to_days(Date date) { return sys_days(civil(date)).time_since_epoch().count(); }

Date from_days(std::int64_t days) {
  days = std::clamp(days, to_days(kFirstDay), to_days(kLastDay));
  const year_month_day day{sys_days(std::chrono::days(days))};
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

int weekday(Date date) {
  return static_cast<int>(std::chrono::weekday(sys_days(civil(date))).iso_encoding());
}

Date add_days(Date date, std::int64_t days) {
  constexpr std::int64_t kWholeCalendar = 4'000'000;
  return from_days(to_days(date) + std::clamp(days, -kWholeCalendar, kWholeCalendar));
}

Date add_months(Date date, std::int64_t months) {
  constexpr std::int64_t kWholeCalendar = 120'000;
  const std::int64_t count = date.year * std::int64_t{12} + date.month - 1 +
                             std::clamp(months, -kWholeCalendar, kWholeCalendar);
  if (count < kFirstYear * 12) return kFirstDay;
  if (count >= (kLastYear + 1) * 12) return kLastDay;
  const int year = static_cast<int>(count / 12);
  const int month = static_cast<int>(count % 12) + 1;
  return {year, month, std::min(date.day, days_in_month(year, month))};
}

IsoWeek iso_week(Date date) {
  // A week belongs to the year that holds its Thursday.
  const Date thursday = add_days(date, 4 - weekday(date));
  const std::int64_t day_of_year = to_days(thursday) - to_days({thursday.year, 1, 1});
  return {thursday.year, static_cast<int>(day_of_year / 7) + 1};
}

Date monday_of(IsoWeek week) {
  const Date fourth = {week.year, 1, 4};
  return add_days(fourth, 1 - weekday(fourth) + 7 * (week.week - 1));
}

std::string to_iso(Date date) {
  if (date.year < 0 || date.year > 9999) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  }
  std::string out = "0000-00-00";
  const auto put = [&](std::size_t last, int value) {
    for (; value > 0; value /= 10) out[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, date.year);
  put(6, date.month);
  put(9, date.day);
  return out;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t start, std::size_t length) {
    int value = 0;
    for (std::size_t i = start; i < start + length; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const Date date = {number(0, 4), number(5, 2), number(8, 2)};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

}  // namespace parley::base
