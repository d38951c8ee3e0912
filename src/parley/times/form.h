// What the words of a time expression say before anything is counted: "last Monday" is a weekday 1
// with shift -1. scanner.cc makes forms from tokens, resolve.cc makes dates from forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "parley/times/lexicon.h"

namespace parley::times {

enum class FormKind : std::uint8_t {
  kCalendar,     // some of year, month, day; weekday beside them
  kWeekday,      // a weekday alone, with a shift or without
  kDay,          // `shift` days from the anchor
  kUnit,         // the unit `shift` units from the anchor's: "last week", "that year"
  kWeekOfMonth,  // week `number` of the month, or that weekday in it; -1 the last
  kAway,         // `count` units in direction `shift`: "two weeks ago"
  kSeason,
  kQuarter,
  kHalf,
  kDecade,
  kCentury,
  kHoliday,
  kDuration,
  kSet,
  kReference,
  kClock,  // a time of day alone
};

struct Form {
  FormKind kind = FormKind::kCalendar;
  int year = 0;  // 0: not said
  int month = 0;
  int day = 0;
  int weekday = 0;
  bool before_christ = false;
  bool year_zero = false;  // "0000", a year that no calendar has
  bool has_shift = false;  // "last", "this", "next" was said
  int shift = 0;
  bool from_text = false;  // counted from a date in the text, not from the publication date
  Unit unit = Unit::kDay;
  double count = 0;
  Unit more_unit = Unit::kDay;  // "one year and [three months]"
  double more_count = 0;
  bool week_of = false;  // "the week of March 5"
  bool vague = false;    // "a few", "several", a bare plural
  int number = 0;        // of the quarter, half or century
  // These three point into the tables or to literals.
  std::string_view code;    // season; value of a reference or set; rule of a holiday
  std::string_view part;    // "MO": part of the day
  std::string_view mod;     // TIMEX3
  std::string clock;        // "16:00"
  std::uint32_t first = 0;  // tokens, half-open
  std::uint32_t end = 0;
  bool part_of_last_day = false;  // "in the morning": of the day named last
  bool future = false;            // a word before it ("by", "until") looks ahead
};

}  // namespace parley::times
