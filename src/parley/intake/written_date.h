// Reads a calendar date out of a short string: "2023-11-21T08:00Z", "Nov. 21, 2023", "21 November".
//
// For bylines, datelines and metadata, before there are tokens; the time expressions of sentences
// are read by times/. A date of numbers alone that could be two days ("03/04/2023") is no date here
// but `ambiguous`; one that no calendar has ("30 February 2023") is `impossible`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parley/text/article.h"

namespace parley::intake {

struct WrittenDate {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::string clock;  // "T08:00Z" as in ISO 8601, "" where no time of day is given
  bool ambiguous = false;
  bool impossible = false;
  std::size_t start = 0;  // bytes of the string read
  std::size_t end = 0;

  // Year known, day of the calendar: then value() and precision() may be asked.
  [[nodiscard]] bool usable() const { return year.has_value() && !ambiguous && !impossible; }
  [[nodiscard]] std::string value() const;  // ISO 8601
  [[nodiscard]] text::DatePrecision precision() const;
};

// The first date in `text`, or none. Time is linear in `text`.
[[nodiscard]] std::optional<WrittenDate> find_written_date(std::string_view text);

// A date in an address, by its path: "/2023/11/21/", "-2023-11-21", "/20231121".
[[nodiscard]] std::optional<WrittenDate> find_url_date(std::string_view url);

}  // namespace parley::intake
