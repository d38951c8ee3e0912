#include "parley/feeds/feed_date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "parley/base/date.h"
#include "parley/text/utf8.h"

namespace parley::feeds {
namespace {

using text::is_ascii_alpha;
using text::is_ascii_digit;

constexpr std::size_t kLongestDate = 100;

struct Parts {
  std::optional<int> year, month, day, hour, minute;
  std::optional<int> zone;  // minutes east of Greenwich
};

std::optional<text::Published> finish(const Parts& parts) {
  if (!parts.year) return std::nullopt;
  text::Published out;
  out.basis = text::DateBasis::kMetadata;
  if (!parts.month) {
    if (*parts.year < base::kFirstYear || *parts.year > base::kLastYear) return std::nullopt;
    out.value = fmt::format("{:04}", *parts.year);
    out.precision = text::DatePrecision::kYear;
    return out;
  }
  if (!base::is_valid({*parts.year, *parts.month, parts.day.value_or(1)})) return std::nullopt;
  if (!parts.day) {
    out.value = fmt::format("{:04}-{:02}", *parts.year, *parts.month);
    out.precision = text::DatePrecision::kMonth;
    return out;
  }
  out.value = base::to_iso({*parts.year, *parts.month, *parts.day});
  out.precision = text::DatePrecision::kDay;
  if (!parts.hour || !parts.minute) return out;
  if (*parts.hour > 23 || *parts.minute > 59) return out;
  *out.value += fmt::format("T{:02}:{:02}", *parts.hour, *parts.minute);
  if (parts.zone) {
    const int zone = *parts.zone;
    *out.value += zone == 0 ? "Z"
                            : fmt::format("{}{:02}:{:02}", zone < 0 ? '-' : '+',
                                          std::abs(zone) / 60, std::abs(zone) % 60);
  }
  out.precision = text::DatePrecision::kMinute;
  return out;
}

int number(std::string_view digits) {
  int value = -1;
  if (digits.size() <= 8) std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<int> month_named(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return std::nullopt;
  const std::string lower = text::ascii_lower(word.substr(0, 3));
  for (std::size_t i = 0; i < 12; ++i) {
    if (kMonths.substr(i * 3, 3) == lower) return static_cast<int>(i + 1);
  }
  return std::nullopt;
}

// The names of RFC 822 and the usual ones of Europe.
std::optional<int> zone_named(std::string_view word) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  constexpr std::array<Zone, 19> kZones = {{{"z", 0},
                                            {"ut", 0},
                                            {"gmt", 0},
                                            {"utc", 0},
                                            {"wet", 0},
                                            {"bst", 1},
                                            {"west", 1},
                                            {"cet", 1},
                                            {"cest", 2},
                                            {"eet", 2},
                                            {"eest", 3},
                                            {"est", -5},
                                            {"edt", -4},
                                            {"cst", -6},
                                            {"cdt", -5},
                                            {"mst", -7},
                                            {"mdt", -6},
                                            {"pst", -8},
                                            {"pdt", -7}}};
  const std::string lower = text::ascii_lower(word);
  for (const Zone& zone : kZones) {
    if (zone.name == lower) return zone.hours * 60;
  }
  return std::nullopt;
}

// "+0100", "-05:00", "+1".
std::optional<int> zone_offset(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (is_ascii_digit(c)) {
      digits += c;
    } else if (c != ':') {
      return std::nullopt;
    }
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  const int value = number(digits);
  const int minutes = digits.size() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
  if (minutes > 18 * 60) return std::nullopt;
  return text[0] == '-' ? -minutes : minutes;
}

// "19:48:21.5" into hour and minute.
bool read_clock(std::string_view text, Parts& parts) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon > 2) return false;
  std::size_t end = colon + 1;
  while (end < text.size() && is_ascii_digit(text[end])) ++end;
  if (end == colon + 1 || end > colon + 3) return false;
  parts.hour = number(text.substr(0, colon));
  parts.minute = number(text.substr(colon + 1, end - colon - 1));
  return *parts.hour >= 0 && *parts.minute >= 0;
}

// A date that begins with a year of four digits: "2004-01-01T19:48:21-05:00", "20040101",
// "2004-01".
std::optional<Parts> read_iso(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
  Parts parts;
  std::size_t at = 0;
  if (digits == 8 || digits == 14) {
    parts.year = number(text.substr(0, 4));
    parts.month = number(text.substr(4, 2));
    parts.day = number(text.substr(6, 2));
    if (digits == 14) {
      parts.hour = number(text.substr(8, 2));
      parts.minute = number(text.substr(10, 2));
    }
    at = digits;
  } else if (digits == 4) {
    parts.year = number(text.substr(0, 4));
    at = 4;
    const auto next = [&](std::optional<int>& part) {
      if (at >= text.size() || (text[at] != '-' && text[at] != '/')) return false;
      std::size_t end = at + 1;
      while (end < text.size() && is_ascii_digit(text[end])) ++end;
      if (end == at + 1 || end > at + 3) return false;
      part = number(text.substr(at + 1, end - at - 1));
      at = end;
      return true;
    };
    if (next(parts.month)) (void)next(parts.day);
    if (!parts.month && at < text.size()) return std::nullopt;
  } else {
    return std::nullopt;
  }
  std::string_view rest = text.substr(at);
  if (!rest.empty() && (rest[0] == 'T' || rest[0] == 't')) rest.remove_prefix(1);
  rest = text::trim(rest);
  if (rest.find(':') == 2 || rest.find(':') == 1) {
    if (!read_clock(rest, parts)) return parts;
  } else if (rest.size() >= 6 && number(rest.substr(0, 6)) >= 0 && parts.day && !parts.hour) {
    parts.hour = number(rest.substr(0, 2));
    parts.minute = number(rest.substr(2, 2));
  }
  if (parts.hour) {
    const std::size_t sign = rest.find_first_of("+-");
    if (sign != std::string_view::npos) {
      parts.zone = zone_offset(rest.substr(sign));
    } else {
      std::size_t name = rest.size();
      while (name > 0 && is_ascii_alpha(rest[name - 1])) --name;
      parts.zone = zone_named(rest.substr(name));
    }
  }
  return parts;
}

int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

// Words in any order: a month's name, a clock, a zone, a day and a year.
std::optional<Parts> read_words(std::string_view text) {
  std::string spaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // "01-Jan-2004", "1 Jan, 2004": but the sign of a zone stays.
    const bool between = text[i] == '-' && i > 0 && i + 1 < text.size() &&
                         (is_ascii_alpha(text[i - 1]) || is_ascii_alpha(text[i + 1]));
    spaced += between || text[i] == ',' || text[i] == '(' || text[i] == ')' ? ' ' : text[i];
  }
  Parts parts;
  std::vector<std::string_view> numbers;
  std::string_view rest = spaced;
  while (!(rest = text::trim(rest)).empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t\n\r"), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    const bool is_number = word.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_number) {
      if (word.size() > 4) return std::nullopt;
      numbers.push_back(word);
    } else if (word.find(':') != std::string_view::npos && is_ascii_digit(word[0])) {
      if (!read_clock(word, parts)) return std::nullopt;
      const std::size_t sign = word.find_first_of("+-");
      if (sign != std::string_view::npos) parts.zone = zone_offset(word.substr(sign));
    } else if (const auto zone = zone_offset(word); zone && parts.hour) {
      parts.zone = zone;
    } else if (const auto named = zone_named(word); named && parts.hour) {
      parts.zone = named;
    } else if (is_ascii_alpha(word[0])) {
      const std::size_t sign = word.find_first_of("+-");
      if (sign != std::string_view::npos && parts.hour) {
        parts.zone = zone_offset(word.substr(sign));  // "GMT+1"
      } else if (const auto month = month_named(word); month && !parts.month) {
        parts.month = month;
      }
    }
  }
  if (!parts.month || numbers.empty() || numbers.size() > 2) return std::nullopt;
  if (numbers.size() == 1) {
    if (numbers[0].size() != 4) return std::nullopt;
    parts.year = number(numbers[0]);
    return parts;
  }
  const bool year_first = numbers[0].size() == 4;
  parts.year = full_year(number(numbers[year_first ? 0 : 1]), numbers[year_first ? 0 : 1].size());
  parts.day = number(numbers[year_first ? 1 : 0]);
  return parts;
}

}  // namespace

std::optional<text::Published> read_feed_date(std::string_view text) {
  text = text::trim(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  // A weekday before a date in figures: "Fri, 2006/09/15 08:19:53 EDT".
  std::string_view figures = text;
  if (const std::size_t comma = text.find(','); comma != std::string_view::npos && comma <= 9) {
    figures = text::trim(text.substr(comma + 1));
  }
  for (const auto& parts : {read_iso(figures), read_words(text)}) {
    if (!parts) continue;
    if (auto found = finish(*parts)) return found;
  }
  return std::nullopt;
}

}  // namespace parley::feeds
