#include "parley/times/calendar_patterns.h"

#include <fmt/format.h>

#include <algorithm>

namespace parley::times {
namespace {

// Month names that are also common words need company to be months.
bool is_doubtful_month(std::string_view word) {
  constexpr std::array<std::string_view, 4> kDoubtful = {"may", "march", "mar", "august"};
  return std::ranges::any_of(kDoubtful,
                             [&](std::string_view name) { return same_word(word, name); });
}

int month_at(const Cursor& cursor, std::uint32_t i) {
  const TimeWord* word = cursor.word(i);
  return word != nullptr && word->month > 0 && cursor.capital(i) ? word->month : 0;
}

int weekday_at(const Cursor& cursor, std::uint32_t i) {
  const TimeWord* word = cursor.word(i);
  if (word == nullptr || word->weekday == 0 || !cursor.capital(i)) return 0;
  const std::string_view text = cursor.at(i);
  // "Sun", "Sat", "Mon", "Wed" are other words too, unless they are written with their stop.
  if (text.size() == 3 && text != "Tue" && text != "Thu" && text != "Fri") {
    return cursor.is(i + 1, ",") && month_at(cursor, i + 2) > 0 ? word->weekday : 0;
  }
  return word->weekday;
}

// A day of the month: "20", "20th", "twentieth"; 0 for none.
int day_at(const Cursor& cursor, std::uint32_t i) {
  const int digits = cursor.plain(i, 1, 2);
  if (digits >= 1 && digits <= 31) return digits;
  const std::optional<int> ordinal = analysis::read_ordinal(cursor.at(i));
  return ordinal && *ordinal >= 1 && *ordinal <= 31 ? *ordinal : 0;
}

// A day of the month that may take three tokens: "twenty-first". Sets `end` to the token after it.
int long_day_at(const Cursor& cursor, std::uint32_t i, std::uint32_t& end) {
  if (const int day = day_at(cursor, i); day > 0) {
    end = i + 1;
    return day;
  }
  const int tens = analysis::small_number_named(cursor.at(i));
  if (tens != 20 && tens != 30) return 0;
  const std::uint32_t next = cursor.is_hyphen(i + 1) ? i + 2 : i + 1;
  const std::optional<int> ones = analysis::read_ordinal(cursor.at(next));
  if (!ones || *ones > 9 || tens + *ones > 31) return 0;
  end = next + 1;
  return tens + *ones;
}

int year_at(const Cursor& cursor, std::uint32_t i) {
  const int year = cursor.plain(i, 4, 4);
  return is_likely_year(year) ? year : 0;
}

// "BC", "B.C.": true at `i`.
bool is_before_christ(const Cursor& cursor, std::uint32_t i) {
  const std::string_view w = cursor.at(i);
  return w == "BC" || w == "BCE" || w == "B.C." || w == "B.C" || w == "BC." || w == "bc" ||
         w == "b.c.";
}

// "nineteen ninety-six"; 0 for none. Sets `end` to the token after it.
int year_in_words(const Cursor& cursor, std::uint32_t i, std::uint32_t& end) {
  const int hundreds = analysis::small_number_named(cursor.at(i));
  if (hundreds < 15 || hundreds > 20) return 0;
  const int tens = analysis::small_number_named(cursor.at(i + 1));
  if (tens < 10) return 0;
  int year = hundreds * 100 + tens;
  end = i + 2;
  if (tens >= 20) {
    const std::uint32_t next = cursor.is_hyphen(end) ? end + 1 : end;
    const int ones = analysis::small_number_named(cursor.at(next));
    if (ones >= 1 && ones <= 9) {
      year += ones;
      end = next + 1;
    }
  }
  return year;
}

// "1998", ", 1998", "of 1998", "last year", "of that year" after a month, season or quarter.
void take_year(const Cursor& cursor, Form& form) {
  std::uint32_t i = form.end;
  if (cursor.is(i, ",") || cursor.is(i, "of") || cursor.is(i, "in")) ++i;
  const bool in = cursor.is(form.end, "in");
  if (cursor.is(form.end, "of") && form.day == 0) {
    if (const int words = year_in_words(cursor, i, form.end); words > 0) {
      form.year = words;
      return;
    }
  }
  if (cursor.is(i, "fiscal")) ++i;
  const int year = year_at(cursor, i);
  if (cursor.at(i) == "0000") {
    form.year_zero = true;
    form.end = i + 1;
    return;
  }
  if (year > 0 && !in) {
    // "March 3, 2500 people": a count follows a comma too.
    form.year = year;
    form.end = i + 1;
    if (is_before_christ(cursor, form.end)) {
      form.before_christ = true;
      ++form.end;
    }
    return;
  }
  const int early = cursor.plain(i, 1, 4);
  if (early > 0 && is_before_christ(cursor, i + 1)) {
    form.year = early;
    form.before_christ = true;
    form.end = i + 2;
    return;
  }
  if (cursor.is(i, ",")) return;
  if (cursor.is(form.end, "of") && cursor.is(i, "the")) ++i;
  const TimeWord* which = cursor.word(i);
  const bool shifted =
      which != nullptr && (which->is(WordClass::kShift) || which->is(WordClass::kText));
  if (shifted && cursor.is(i + 1, "year")) {
    form.has_shift = true;
    form.shift = which->shift;
    form.from_text = which->is(WordClass::kText);
    form.unit = Unit::kYear;
    form.end = i + 2;
  }
}

// "Nov. 20", "November 1998", "November".
std::optional<Form> match_month_first(const Cursor& cursor, std::uint32_t i) {
  const int month = month_at(cursor, i);
  if (month == 0) return std::nullopt;
  Form form;
  form.month = month;
  form.end = i + 1;
  std::uint32_t next = i + 1;
  if (cursor.is(next, "the")) ++next;
  std::uint32_t after = next;
  const int day = long_day_at(cursor, next, after);
  if (day > 0 && !cursor.is(after, "%") && !cursor.is(after, "percent")) {
    form.day = day;
    form.end = after;
  }
  take_year(cursor, form);
  return form;
}

bool is_money_sign(std::string_view mark) {
  return mark == "$" || mark == "\xC2\xA3" || mark == "\xE2\x82\xAC" || mark == "\xC2\xA5";
}

// "20 November 2023", "the 20th of November".
std::optional<Form> match_day_first(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the")) ++at;
  if (i > cursor.first() && is_money_sign(cursor.at(i - 1))) return std::nullopt;
  const int day = long_day_at(cursor, at, at);
  if (day == 0) return std::nullopt;
  if (cursor.is(at, "day")) ++at;
  if (cursor.is(at, "of")) ++at;
  const int month = month_at(cursor, at);
  if (month == 0) return std::nullopt;
  Form form;
  form.month = month;
  form.day = day;
  form.end = at + 1;
  take_year(cursor, form);
  return form;
}

// "5-Oct-2019", "Oct-5-2019".
std::optional<Form> match_hyphened(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.is_hyphen(i + 1) || !cursor.is_hyphen(i + 3) || !cursor.touches(i + 1) ||
      !cursor.touches(i + 4)) {
    return std::nullopt;
  }
  Form form;
  const bool month_first = month_at(cursor, i) > 0;
  form.month = month_at(cursor, month_first ? i : i + 2);
  form.day = cursor.plain(month_first ? i + 2 : i, 1, 2);
  form.year = year_at(cursor, i + 4);
  form.end = i + 5;
  if (form.month == 0 || form.day < 1 || form.day > 31 || form.year == 0) return std::nullopt;
  return form;
}

// "10.11.2019": day, month and year, as where dates are written with points.
std::optional<Form> match_dotted(const Cursor& cursor, std::uint32_t i) {
  const std::string_view word = cursor.at(i);
  std::array<int, 3> parts = {0, 0, 0};
  std::size_t part = 0;
  std::size_t digits = 0;
  if (word.size() < 8 || word.size() > 10) return std::nullopt;
  for (const char c : word) {
    if (c == '.') {
      if (++part > 2 || digits == 0 || digits > 2) return std::nullopt;
      digits = 0;
    } else if (text::is_ascii_digit(c)) {
      if (++digits > 4) return std::nullopt;
      parts[part] = parts[part] * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  if (part != 2 || digits != 4 || parts[0] < 1 || parts[0] > 31 || parts[1] < 1 || parts[1] > 12 ||
      !is_likely_year(parts[2])) {
    return std::nullopt;
  }
  Form form;
  form.day = parts[0];
  form.month = parts[1];
  form.year = parts[2];
  form.end = i + 1;
  return form;
}

// "2023-11-20", "11/20/2023", "08-15-90".
std::optional<Form> match_numbers(const Cursor& cursor, std::uint32_t i) {
  const std::string_view word = cursor.at(i);
  std::array<int, 3> parts = {-1, -1, -1};
  std::array<std::size_t, 3> digits = {0, 0, 0};
  std::uint32_t end = i + 1;
  if (word.find('/') != std::string_view::npos) {
    std::size_t part = 0;
    for (const char c : word) {
      if (c == '/') {
        if (++part > 2) return std::nullopt;
        continue;
      }
      if (!text::is_ascii_digit(c) || ++digits[part] > 4) return std::nullopt;
      parts[part] = (parts[part] < 0 ? 0 : parts[part] * 10) + (c - '0');
    }
    if (part != 2) return std::nullopt;
  } else {
    if (!cursor.is_hyphen(i + 1) || !cursor.is_hyphen(i + 3) || !cursor.touches(i + 1) ||
        !cursor.touches(i + 4)) {
      return std::nullopt;
    }
    for (std::size_t k = 0; k < 3; ++k) {
      const auto at = static_cast<std::uint32_t>(i + 2 * k);
      parts[k] = cursor.plain(at, 1, 4);
      digits[k] = cursor.at(at).size();
    }
    end = i + 5;
  }
  if (std::ranges::any_of(parts, [](int part) { return part < 0; })) return std::nullopt;
  Form form;
  form.end = end;
  if (digits[0] == 4) {
    form.year = parts[0];
    form.month = parts[1];
    form.day = parts[2];
  } else if (digits[2] == 4 || digits[2] == 2) {
    constexpr int kTurn = 35;  // "03/18/40" is more likely past than ahead
    form.year = digits[2] == 4 ? parts[2] : parts[2] + (parts[2] < kTurn ? 2000 : 1900);
    const bool day_first = parts[0] > 12;
    form.month = day_first ? parts[1] : parts[0];
    form.day = day_first ? parts[0] : parts[1];
  }
  form.year_zero = form.year == 0;
  if (form.month < 1 || form.month > 12 || form.day < 1 || form.day > 31) return std::nullopt;
  return form;
}

bool supports_month(const Cursor& cursor, std::uint32_t i) {
  constexpr std::array<std::string_view, 22> kBefore = {
      "in",   "of",    "by",     "since",   "until", "till", "from",   "to",
      "last", "next",  "this",   "early",   "late",  "mid",  "during", "between",
      "for",  "after", "before", "through", "and",   "-"};
  return i > cursor.first() && std::ranges::any_of(kBefore, [&](std::string_view word) {
           return cursor.is(i - 1, word);
         });
}

std::optional<Form> match_calendar(const Cursor& cursor, std::uint32_t i) {
  std::optional<Form> form = match_numbers(cursor, i);
  if (!form) form = match_dotted(cursor, i);
  if (!form) form = match_hyphened(cursor, i);
  if (!form) form = match_day_first(cursor, i);
  if (form) return form;
  form = match_month_first(cursor, i);
  if (!form) return std::nullopt;
  const bool alone = form->day == 0 && form->year == 0 && !form->has_shift;
  const std::string_view word = cursor.at(i);
  if (alone && is_doubtful_month(word) && !supports_month(cursor, i)) return std::nullopt;
  // "Jan" and "Dec" without a stop are names and other things when they stand alone.
  if (alone && word.size() <= 3 && !same_word(word, "may") &&
      (same_word(word, "jan") || !supports_month(cursor, i) || cursor.capital(i + 1))) {
    return std::nullopt;
  }
  if (alone && (cursor.is(i + 1, "-") || cursor.capital(i + 1)) && is_doubtful_month(word)) {
    return std::nullopt;
  }
  return form;
}

std::optional<Form> match_season(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  const bool the = cursor.is(at, "the");
  if (the) ++at;
  if (!cursor.is(at, WordClass::kSeason)) return std::nullopt;
  Form form;
  form.kind = FormKind::kSeason;
  form.code = cursor.word(at)->code;
  form.end = at + 1;
  take_year(cursor, form);
  const bool dated = form.year > 0 || form.has_shift;
  if (dated) return form;
  if (cursor.is(at, "fall") || cursor.is(form.end, "of") || cursor.capital(at)) return std::nullopt;
  const std::uint32_t before = the ? i - 1 : at - 1;
  const bool led =
      i > cursor.first() &&
      (cursor.is(before, "in") || cursor.is(before, "by") || cursor.is(before, "since") ||
       cursor.is(before, "until") || cursor.is(before, "during") || cursor.is(before, "of") ||
       cursor.is(before, WordClass::kEdge));
  if (!led) return std::nullopt;
  return form;
}

// "the third quarter of 1998", "fourth-quarter", "Q3 2019", "the first half of this year".
std::optional<Form> match_quarter(const Cursor& cursor, std::uint32_t i) {
  Form form;
  std::uint32_t at = i;
  const std::string_view word = cursor.at(i);
  if (word.size() == 2 && (word[0] == 'Q' || word[0] == 'H') && word[1] >= '1' &&
      word[1] <= (word[0] == 'Q' ? '4' : '2')) {
    form.kind = word[0] == 'Q' ? FormKind::kQuarter : FormKind::kHalf;
    form.number = word[1] - '0';
    form.end = i + 1;
    take_year(cursor, form);
    if (form.kind == FormKind::kHalf && form.year == 0 && !form.has_shift) return std::nullopt;
    return form;
  }
  if (cursor.is(at, "the")) ++at;
  if (const int year = year_at(cursor, at)) {
    form.year = year;
    ++at;
    if (cursor.is(at, "'s") || cursor.is(at, "\xE2\x80\x99s")) ++at;
  }
  if (cursor.is(at, "fiscal")) ++at;
  const std::optional<int> number = analysis::read_ordinal(cursor.at(at));
  if (!number) return std::nullopt;
  ++at;
  if (cursor.is_hyphen(at)) ++at;
  const bool quarter = cursor.is(at, "quarter") && *number <= 4;
  const bool half = cursor.is(at, "half") && *number <= 2;
  if (!quarter && !half) return std::nullopt;
  form.kind = quarter ? FormKind::kQuarter : FormKind::kHalf;
  form.number = *number;
  form.end = at + 1;
  if (form.year == 0) take_year(cursor, form);
  // "the second half" of a match or a list has no year beside it.
  if (half && form.year == 0 && !form.has_shift) return std::nullopt;
  return form;
}

// "1990s", "the '90s", "the nineties"; "the 20th century", "19th-century".
std::optional<Form> match_decade(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the")) ++at;
  std::string_view word = cursor.at(at);
  Form form;
  form.end = at + 1;
  if (const std::optional<int> number = analysis::read_ordinal(word)) {
    std::uint32_t next = at + 1;
    if (cursor.is_hyphen(next)) ++next;
    if (!cursor.is(next, "century") || *number > 30) return std::nullopt;
    form.kind = FormKind::kCentury;
    form.number = *number;
    form.end = next + 1;
    if (is_before_christ(cursor, form.end)) {
      form.before_christ = true;
      ++form.end;
    }
    return form;
  }
  form.kind = FormKind::kDecade;
  constexpr std::array<std::string_view, 8> kWords = {
      "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"};
  for (std::size_t k = 0; k < kWords.size() && at > i; ++k) {
    if (cursor.is(at, kWords[k])) {
      form.year = 1920 + static_cast<int>(k) * 10;
      return form;
    }
  }
  bool short_form = false;
  if (word.starts_with('\'')) {
    word.remove_prefix(1);
    short_form = true;
  } else if (word.starts_with("\xE2\x80\x99") || word.starts_with("\xE2\x80\x98")) {
    word.remove_prefix(3);
    short_form = true;
  }
  const bool plural = word.ends_with('s');
  if (plural) word.remove_suffix(1);
  if (word.size() != 2 && word.size() != 4) return std::nullopt;
  int number = 0;
  for (const char c : word) {
    if (!text::is_ascii_digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (!plural) {
    if (!cursor.is(at + 1, "'s") || at == i || word.size() != 4) return std::nullopt;
    form.end = at + 2;
  }
  if (number % 10 != 0) return std::nullopt;
  if (word.size() == 2) {
    if (!short_form && at == i) return std::nullopt;  // "in her 90s" is an age
    number += number < 20 ? 2000 : 1900;
  }
  if (!is_likely_year(number)) return std::nullopt;
  form.year = number;
  return form;
}

std::optional<Form> match_holiday(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.capital(i)) return std::nullopt;
  for (const TimePhrase& phrase : phrases_from(cursor.at(i))) {
    if (!phrase.holiday) continue;
    bool fits = true;
    for (std::size_t k = 0; k < phrase.words.size() && fits; ++k) {
      const auto at = static_cast<std::uint32_t>(i + k);
      fits = cursor.is(at, phrase.words[k]) ||
             (phrase.words[k] == "'s" && cursor.is(at, "\xE2\x80\x99s"));
    }
    if (!fits) continue;
    Form form;
    form.kind = FormKind::kHoliday;
    form.code = phrase.value;
    form.end = i + static_cast<std::uint32_t>(phrase.words.size());
    take_year(cursor, form);
    return form;
  }
  return std::nullopt;
}

// "Monday", "Monday, November 20", "Tuesday the 11th".
std::optional<Form> match_weekday(const Cursor& cursor, std::uint32_t i) {
  const int weekday = weekday_at(cursor, i);
  if (weekday == 0) return std::nullopt;
  std::uint32_t next = i + 1;
  if (cursor.is(next, ",")) ++next;
  std::optional<Form> form = match_calendar(cursor, next);
  if (form && form->day > 0) {
    form->weekday = weekday;
    return form;
  }
  form.emplace();
  form->weekday = weekday;
  // "Friday the 15th"
  if (cursor.is(next, "the")) {
    if (const int day = long_day_at(cursor, next + 1, next); day > 0) {
      form->day = day;
      form->end = next;
      return form;
    }
  }
  // "Sunday 31": a day where the sentence or clause ends behind it.
  if (const int day = cursor.plain(i + 1, 1, 2); day >= 1 && day <= 31) {
    const std::string_view after = cursor.at(i + 2);
    if (after.empty() || after == "." || after == "," || after == ";" || after == "!" ||
        after == "?") {
      form->day = day;
      form->end = i + 2;
      return form;
    }
  }
  form->kind = FormKind::kWeekday;
  form->end = i + 1;
  // "Sunday of next week"
  const TimeWord* which = cursor.word(i + 2);
  if (cursor.is(i + 1, "of") && which != nullptr && which->is(WordClass::kShift) &&
      cursor.is(i + 3, "week")) {
    form->has_shift = true;
    form->shift = which->shift;
    form->unit = Unit::kWeek;
    form->end = i + 4;
  }
  return form;
}

// "on the 27th", where no noun follows that the ordinal may belong to.
std::optional<Form> match_bare_day(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.is(i, "the") || i == cursor.first() || cursor.at(i + 1).empty() ||
      !text::is_ascii_digit(cursor.at(i + 1).front())) {
    return std::nullopt;
  }
  const std::optional<int> day = analysis::read_ordinal(cursor.at(i + 1));
  constexpr std::array<std::string_view, 7> kLeads = {"on",     "by",    "until", "since",
                                                      "before", "after", "from"};
  const bool led =
      std::ranges::any_of(kLeads, [&](std::string_view word) { return cursor.is(i - 1, word); });
  if (!day || *day > 31 || *day < 1 || !led) return std::nullopt;
  const std::string_view next = cursor.at(i + 2);
  const bool closes = next.empty() || next == "." || next == "," || next == ";" || next == "and" ||
                      next == "to" || next == "?" || next == "!";
  if (!closes) return std::nullopt;
  Form form;
  form.day = *day;
  form.end = i + 2;
  return form;
}

}  // namespace

bool is_likely_year(int number) { return number >= 1000 && number <= 2199; }

std::optional<Form> match_date(const Cursor& cursor, std::uint32_t i) {
  const TimeWord* word = cursor.word(i);
  // "last Monday", "next March", "this coming Friday", "that spring".
  std::uint32_t at = i;
  if (cursor.is(at, "the")) ++at;
  const TimeWord* which = cursor.word(at);
  if (which != nullptr && (which->is(WordClass::kShift) || which->is(WordClass::kText))) {
    std::uint32_t next = at + 1;
    const TimeWord* second = cursor.word(next);
    int shift = which->shift;
    bool from_text = which->is(WordClass::kText) && !which->is(WordClass::kShift);
    if (second != nullptr && second->is(WordClass::kShift) && which->shift == 0) {
      shift = second->shift;
      from_text = false;
      ++next;
    }
    std::optional<Form> form = match_weekday(cursor, next);
    if (!form && month_at(cursor, next) > 0) form = match_month_first(cursor, next);
    if (!form && cursor.is(next, WordClass::kSeason)) {
      form.emplace();
      form->kind = FormKind::kSeason;
      form->code = cursor.word(next)->code;
      form->end = next + 1;
    }
    if (!form) form = match_holiday(cursor, next);
    if (form && form->year == 0 && !form->has_shift) {
      form->has_shift = true;
      form->shift = shift;
      form->from_text = from_text;
      return form;
    }
  }
  if (word != nullptr && word->day_offset != kNoDay) {
    Form form;
    form.kind = FormKind::kDay;
    form.shift = word->day_offset;
    form.end = i + 1;
    return form;
  }
  if (std::optional<Form> form = match_weekday(cursor, i)) return form;
  if (std::optional<Form> form = match_holiday(cursor, i)) return form;
  if (std::optional<Form> form = match_quarter(cursor, i)) return form;
  if (std::optional<Form> form = match_calendar(cursor, i)) return form;
  if (std::optional<Form> form = match_season(cursor, i)) return form;
  if (std::optional<Form> form = match_bare_day(cursor, i)) return form;
  return match_decade(cursor, i);
}

std::optional<Form> match_week_of_month(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the")) ++at;
  Form form;
  form.kind = FormKind::kWeekOfMonth;
  constexpr int kMostWeeks = 5;
  if (cursor.is(at, "last") || cursor.is(at, "final")) {
    form.number = -1;
  } else if (const std::optional<int> number = analysis::read_ordinal(cursor.at(at));
             number && *number >= 1 && *number <= kMostWeeks) {
    form.number = *number;
  } else {
    return std::nullopt;
  }
  if (cursor.is(at + 1, "full")) ++at;
  form.weekday = weekday_at(cursor, at + 1);
  const bool day = form.number == -1 || form.number == 1;
  form.unit = cursor.is(at + 1, "day") ? Unit::kDay : Unit::kWeek;
  if (form.weekday == 0 && !cursor.is(at + 1, "week") && !(day && cursor.is(at + 1, "day"))) {
    return std::nullopt;
  }
  if (!cursor.is(at + 2, "of") && !cursor.is(at + 2, "in")) return std::nullopt;
  const int month = month_at(cursor, at + 3);
  if (month == 0) return std::nullopt;
  form.month = month;
  form.end = at + 4;
  take_year(cursor, form);
  return form;
}

bool is_mid_word(std::string_view word) {
  return word.size() > 4 && same_word(word.substr(0, 4), "mid-");
}

std::optional<Form> match_mid(const Cursor& cursor, std::uint32_t i) {
  std::string_view rest = cursor.at(i).substr(4);
  Form form;
  form.mod = "MID";
  form.end = i + 1;
  if (same_word(rest, "day")) {
    form.mod = {};
    form.kind = FormKind::kClock;
    form.clock = "12:00";
    return form;
  }
  if (const TimeWord* word = find_time_word(rest);
      word != nullptr && word->month > 0 && text::is_ascii_upper(rest.front())) {
    form.month = word->month;
    take_year(cursor, form);
    return form;
  }
  const bool decade = rest.ends_with('s');
  if (decade) rest.remove_suffix(1);
  if (rest.size() != 4 || !std::ranges::all_of(rest, text::is_ascii_digit)) return std::nullopt;
  int year = 0;
  for (const char c : rest) year = year * 10 + (c - '0');
  if (!is_likely_year(year) || (decade && year % 10 != 0)) return std::nullopt;
  form.year = year;
  if (decade) form.kind = FormKind::kDecade;
  return form;
}

// "5 to 6 p.m.", "9-11 a.m. EST": the first number is an hour like the second.
std::optional<Form> match_first_of_two_clocks(const Cursor& cursor, std::uint32_t i) {
  const int hour = cursor.plain(i, 1, 2);
  const bool joined =
      cursor.is(i + 1, "to") || cursor.is_hyphen(i + 1) ||
      (cursor.is(i + 1, "and") && i > cursor.first() && cursor.is(i - 1, "between"));
  if (hour < 1 || hour > 12 || !joined) return std::nullopt;
  const std::string_view mark = cursor.at(i + 2);
  if (mark.empty() || !text::is_ascii_digit(mark.front())) return std::nullopt;
  const std::optional<Form> second = match_clock(cursor, i + 2, false);
  if (!second || second->clock.size() < 5) return std::nullopt;
  const std::string_view last = cursor.at(second->end - 1);
  const bool marked = last.find_first_of("mM") != std::string_view::npos;
  if (!marked) return std::nullopt;
  const int end_hour = (second->clock[0] - '0') * 10 + (second->clock[1] - '0');
  int start = hour % 12 + (end_hour >= 12 ? 12 : 0);
  if (start > end_hour) start = (start + 12) % 24;
  Form form;
  form.kind = FormKind::kClock;
  form.clock = fmt::format("{:02}:00", start);
  form.end = i + 1;
  return form;
}

std::optional<Form> match_clock(const Cursor& cursor, std::uint32_t i, bool after_at) {
  if (std::optional<Form> first = match_first_of_two_clocks(cursor, i)) return first;
  Form form;
  form.kind = FormKind::kClock;
  form.end = i + 1;
  if (cursor.is(i, WordClass::kClock)) {
    if (cursor.capital(i) && i > cursor.first()) return std::nullopt;  // a title
    form.clock = cursor.word(i)->code;
    return form;
  }
  std::string_view word = cursor.at(i);
  if (word.empty() || !text::is_ascii_digit(word.front()) || word.size() > 9) return std::nullopt;
  std::array<int, 2> numbers = {0, 0};
  std::size_t part = 0;
  std::array<std::size_t, 2> digits = {0, 0};
  std::size_t k = 0;
  for (; k < word.size(); ++k) {
    const char c = word[k];
    if (text::is_ascii_digit(c)) {
      if (++digits[part] > 4) return std::nullopt;
      numbers[part] = numbers[part] * 10 + (c - '0');
    } else if ((c == ':' || c == '.') && part == 0 && k + 1 < word.size() &&
               text::is_ascii_digit(word[k + 1])) {
      part = 1;
    } else if (c == ':' && part == 1 && digits[1] == 2 && word.size() == k + 3 &&
               text::is_ascii_digit(word[k + 1]) && text::is_ascii_digit(word[k + 2])) {
      k = word.size();  // the seconds of "12:34:45"
      break;
    } else {
      break;
    }
  }
  std::string_view rest = word.substr(k);
  if (rest.empty()) {
    const std::string_view next = cursor.at(form.end);
    if (next.size() >= 2 && next.size() <= 4 &&
        (text::ascii_lower(next[0]) == 'a' || text::ascii_lower(next[0]) == 'p')) {
      if (cursor.is(form.end, "a.m.") || cursor.is(form.end, "p.m.") || cursor.is(form.end, "am") ||
          cursor.is(form.end, "pm") || cursor.is(form.end, "a.m") || cursor.is(form.end, "p.m")) {
        rest = next;
        ++form.end;
      }
    }
  }
  const bool marked = !rest.empty();
  if (marked && !same_word(rest, "am") && !same_word(rest, "pm") && !same_word(rest, "a.m.") &&
      !same_word(rest, "p.m.") && !same_word(rest, "a.m") && !same_word(rest, "p.m")) {
    return std::nullopt;
  }
  bool known = marked;
  if (!marked && cursor.is(form.end, "o'clock")) {
    known = true;
    ++form.end;
  }
  int hour = numbers[0];
  int minute = numbers[1];
  if (part == 0 && digits[0] == 4) {  // "0600 GMT"
    hour = numbers[0] / 100;
    minute = numbers[0] % 100;
  } else if (digits[0] > 2 || (part == 1 && digits[1] != 2)) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 17> kZones = {"gmt", "utc", "est", "edt", "et", "cst",
                                                       "cdt", "ct",  "mst", "mdt", "mt", "pst",
                                                       "pdt", "pt",  "bst", "cet", "ist"};
  const bool zone =
      std::ranges::any_of(kZones, [&](std::string_view name) { return cursor.is(form.end, name); });
  const bool local = cursor.is(form.end, "local") && cursor.is(form.end + 1, "time");
  const bool colon = part == 1 && word.find(':') != std::string_view::npos;
  const bool plain_clock = colon && digits[0] == 2 && rest.empty();  // "09:30"
  if (!known && !zone && !local && !plain_clock && !(colon && after_at)) return std::nullopt;
  // "between 9-6 PT": which half of the day is not said.
  const bool joined = i > cursor.first() && cursor.is_hyphen(i - 1) && cursor.touches(i);
  if (!known && !colon && joined && digits[0] < 3) return std::nullopt;
  if (zone && cursor.capital(form.end)) ++form.end;
  if (local) form.end += 2;
  if (marked && text::ascii_lower(rest.front()) == 'p' && hour < 12) hour += 12;
  if (marked && text::ascii_lower(rest.front()) == 'a' && hour == 12) hour = 0;
  // "4:30 in the afternoon", "8 o'clock at night"
  const std::uint32_t phase = cursor.is(form.end, "in") && cursor.is(form.end + 1, "the")
                                  ? form.end + 2
                              : cursor.is(form.end, "at") ? form.end + 1
                                                          : form.end;
  if (!marked && phase > form.end && hour <= 12 && cursor.is(phase, WordClass::kPart)) {
    const std::string& code = cursor.word(phase)->code;
    if ((code == "AF" || code == "EV" || (code == "NI" && hour > 5)) && hour < 12) hour += 12;
    form.end = phase + 1;
  }
  if (hour > 24 || minute > 59) return std::nullopt;
  form.clock = fmt::format("{:02}:{:02}", hour, minute);
  return form;
}

// "2000 pieces": the tree says that the number counts what follows.
static bool is_counted(const Cursor& cursor, std::uint32_t i) {
  const std::string_view next = cursor.xpos(i + 1);
  return cursor.deprel(i) == "nummod" && next == "NNS";
}

// Part of a telephone number or a code: "138-2010-2015", "2015-32". "2015-16" is a span of years.
static bool is_in_code(const Cursor& cursor, std::uint32_t i) {
  const auto digit_at = [&](std::uint32_t k) {
    const std::string_view word = cursor.at(k);
    return !word.empty() && text::is_ascii_digit(word.front());
  };
  if (i >= cursor.first() + 2 && cursor.touches(i) && cursor.is_hyphen(i - 1) &&
      cursor.touches(i - 1) && digit_at(i - 2) && !is_likely_year(cursor.plain(i - 2, 4, 4))) {
    return true;
  }
  if (!cursor.is_hyphen(i + 1) || !cursor.touches(i + 1) || !cursor.touches(i + 2) ||
      !digit_at(i + 2)) {
    return false;
  }
  const int second = cursor.plain(i + 2, 2, 4);
  if (is_likely_year(second)) return false;
  const int ahead = (second - cursor.plain(i, 4, 4) % 100 + 100) % 100;
  constexpr int kLongestSpan = 10;
  return second < 0 || second > 99 || ahead == 0 || ahead > kLongestSpan;
}

std::optional<Form> match_year(const Cursor& cursor, std::uint32_t i) {
  Form form;
  form.end = i + 1;
  std::uint32_t at = i;
  if (cursor.is(at, "fiscal")) {
    ++at;
    if (cursor.is(at, "year")) ++at;
  } else if (cursor.is(at, "the") && cursor.is(at + 1, "year")) {
    at += 2;
  }
  const int early = cursor.plain(at, 1, 4);
  if (early > 0 && is_before_christ(cursor, at + 1)) {
    form.year = early;
    form.before_christ = true;
    form.end = at + 2;
    return form;
  }
  form.year = year_at(cursor, at);
  form.end = at + 1;
  if (at == i + 2 && early == 0) {
    form.year_zero = true;  // "the year 0"
    return form;
  }
  if (form.year == 0) {
    form.year = year_in_words(cursor, at, form.end);
    return form.year > 0 ? std::optional(form) : std::nullopt;
  }
  if (at > i) return form;
  if (is_counted(cursor, at) || is_in_code(cursor, at)) return std::nullopt;
  // Joined to letters or marks it is a part of a name, an address or a sum.
  const std::string_view before = i > cursor.first() ? cursor.at(i - 1) : std::string_view();
  if (before == "$" || before == "\xC2\xA3" || before == "\xE2\x82\xAC" || before == "#" ||
      cursor.is(at + 1, "%") || cursor.is(at + 1, "percent") || cursor.is(at + 1, "per")) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 26> kLeads = {
      "in",     "since", "of",    "by",   "until", "till", "from",    "to",   "during",
      "before", "after", "early", "late", "mid",   "the",  "and",     "or",   "through",
      "for",    "than",  "-",     "/",    "(",     ",",    "between", "circa"};
  const bool led =
      std::ranges::any_of(kLeads, [&](std::string_view word) { return same_word(before, word); });
  const bool modern = form.year >= 1900 && form.year <= 2059;
  constexpr std::array<std::string_view, 12> kCounts = {
      "about", "some",    "nearly",        "almost", "over", "least",
      "most",  "roughly", "approximately", "around", "only", "another"};
  for (const std::string_view word : kCounts) {
    if (same_word(before, word)) return std::nullopt;
  }
  if (!modern) {
    constexpr std::array<std::string_view, 9> kSure = {"in",   "since", "of",   "by", "until",
                                                       "from", "early", "late", "("};
    const bool sure =
        std::ranges::any_of(kSure, [&](std::string_view word) { return same_word(before, word); });
    // "of 1500 men": something that is counted follows.
    const std::string_view next = cursor.at(at + 1);
    const bool counts = !next.empty() && text::is_ascii_lower(next.front()) && next.size() > 3 &&
                        next.ends_with('s') && !same_word(next, "was");
    const bool range = cursor.is_hyphen(at + 1) || (before == "-" || before == "\xE2\x80\x93");
    const bool closes = next.empty() || next == "," || next == "." || next == ")" || next == ";";
    if ((!sure || counts) && !(led && (closes || range))) return std::nullopt;
  }
  return form;
}

}  // namespace parley::times
