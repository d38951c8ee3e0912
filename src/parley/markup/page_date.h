// Reads a date as pages write it, in metadata or for people, in many languages:
// "2025-03-14T08:00:00+01:00", "Fri, 14 Mar 2025 08:00:00 GMT", "14. März 2025, 8:00 Uhr".
//
// Names of months come from data/page_months.tsv. "03/04/2025" is read in the order that the page's
// language asks for, and only where the caller says which that is. Relative days ("yesterday") are
// no dates here. Dates within the sentences of a report are read by times/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/base/date.h"

namespace parley::markup {

enum class NumberOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

struct PageDate {
  base::Date day;
  std::string clock;      // "T08:00+01:00" as in ISO 8601, "" where no time of day is given
  std::size_t start = 0;  // bytes of the text read
  std::size_t end = 0;

  [[nodiscard]] std::string value() const { return base::to_iso(day) + clock; }
};

// The order that dates of numbers alone have in a language (BCP 47): en-US has the month first.
[[nodiscard]] NumberOrder number_order(std::string_view language);

// The first whole date in `text` from `from` on: day, month and year, a day that exists, in the
// years 1990 to 2100. Time is linear in `text`.
[[nodiscard]] std::optional<PageDate> find_page_date(std::string_view text, NumberOrder order,
                                                     std::size_t from = 0);

// A date in an address, by its path: "/2025/03/14/", "/2025-03-14-", "20250314".
[[nodiscard]] std::optional<PageDate> find_address_date(std::string_view address);

}  // namespace parley::markup
