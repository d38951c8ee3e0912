// At each token the patterns are tried in turn and the longest form is kept; then the scan goes on
// after it. A date is joined with a part of the day ("Monday evening") or a clock ("at 4 p.m.
// Tuesday"), and "early", "late", "the end of" before it become its mod.
#include "parley/times/scanner.h"

#include <algorithm>
#include <array>

#include "parley/times/calendar_patterns.h"
#include "parley/times/cursor.h"
#include "parley/times/unit_patterns.h"

namespace parley::times {
namespace {

bool is_day_form(const Form& form) {
  switch (form.kind) {
    case FormKind::kWeekday:
    case FormKind::kDay:
    case FormKind::kHoliday:
      return form.part.empty();
    case FormKind::kCalendar:
      return form.day > 0;
    default:
      return false;
  }
}

// "Monday evening", "yesterday's morning", "Tuesday at 4 p.m.".
void take_time_of_day(const Cursor& cursor, Form& form) {
  if (!is_day_form(form)) return;
  std::uint32_t at = form.end;
  if (cursor.is(at, ",")) {
    if (match_clock(cursor, at + 1, false)) ++at;
  }
  const bool preposition = cursor.is(at, "at");
  if (preposition) ++at;
  if (cursor.is(at, "around") || cursor.is(at, "about")) ++at;
  if (const std::optional<Form> clock = match_clock(cursor, at, preposition)) {
    form.clock = clock->clock;
    form.end = clock->end;
    return;
  }
  if (form.kind == FormKind::kHoliday) return;
  if (cursor.is(form.end, WordClass::kPart) && !cursor.capital(form.end)) {
    form.part = cursor.word(form.end)->code;
    ++form.end;
    // "Saturday morning at 9:30"
    if (!cursor.is(form.end, "at")) return;
    if (const std::optional<Form> clock = match_clock(cursor, form.end + 1, true)) {
      form.part = {};
      form.clock = clock->clock;
      form.end = clock->end;
    }
  } else if (cursor.is(form.end, "overnight")) {
    form.part = "NI";
    ++form.end;
  }
}

std::optional<Form> match_reference(const Cursor& cursor, std::uint32_t i) {
  for (const TimePhrase& phrase : phrases_from(cursor.at(i))) {
    if (phrase.holiday) continue;
    bool fits = true;
    for (std::size_t k = 0; k < phrase.words.size() && fits; ++k) {
      fits = cursor.is(static_cast<std::uint32_t>(i + k), phrase.words[k]);
    }
    if (!fits) continue;
    Form form;
    form.kind = FormKind::kReference;
    form.code = phrase.value;
    form.end = i + static_cast<std::uint32_t>(phrase.words.size());
    // "once" is a time only before a verb in the past: "was once", "once said"; not "once the".
    if (cursor.is(i, "once") &&
        (i == cursor.first() || !(cursor.is(i - 1, "was") || cursor.is(i - 1, "were") ||
                                  cursor.is(i - 1, "had") || cursor.is(i - 1, "who")))) {
      return std::nullopt;
    }
    if (cursor.is(i, "soon") && (cursor.is(form.end, "after") || cursor.is(form.end, "as") ||
                                 (i > cursor.first() && cursor.is(i - 1, "as")))) {
      return std::nullopt;
    }
    // "the past" before a noun is another expression ("the past week").
    if (cursor.is(i, "the") && phrase.words.size() == 2 && !phrase.words.back().ends_with('s') &&
        cursor.inside(form.end) && !cursor.at(form.end).empty() &&
        text::is_ascii_alpha(cursor.at(form.end).front()) && !cursor.is(form.end, "of") &&
        !cursor.is(form.end, "and") && !cursor.is(form.end, "to") && !cursor.is(form.end, "in") &&
        !cursor.is(form.end, "for") && !cursor.is(form.end, "with")) {
      return std::nullopt;
    }
    return form;
  }
  return std::nullopt;
}

// "the day after tomorrow", "the day before yesterday".
std::optional<Form> match_day_beside(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.is(i, "the") || !cursor.is(i + 1, "day")) return std::nullopt;
  const bool after = cursor.is(i + 2, "after") && cursor.is(i + 3, "tomorrow");
  if (!after && !(cursor.is(i + 2, "before") && cursor.is(i + 3, "yesterday"))) return std::nullopt;
  Form form;
  form.kind = FormKind::kDay;
  form.shift = after ? 2 : -2;
  form.end = i + 4;
  return form;
}

// "the week of March 5", "the week ending 4 May".
std::optional<Form> match_week_of(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the")) ++at;
  constexpr std::array<std::string_view, 4> kJoins = {"of", "ending", "beginning", "starting"};
  if (!cursor.is(at, "week") || !std::ranges::any_of(kJoins, [&](std::string_view word) {
        return cursor.is(at + 1, word);
      })) {
    return std::nullopt;
  }
  std::optional<Form> form = match_date(cursor, at + 2);
  if (!form || form->kind != FormKind::kCalendar || form->day == 0 || form->month == 0) {
    return std::nullopt;
  }
  form->week_of = true;
  return form;
}

// "4 to 22 January": the month is the second day's.
std::optional<Form> match_first_of_two_days(const Cursor& cursor, std::uint32_t i) {
  const int day = cursor.plain(i, 1, 2);
  const bool joined = cursor.is(i + 1, "to") || cursor.is_hyphen(i + 1) ||
                      (cursor.is(i + 1, "and") && i > cursor.first());
  if (day < 1 || day > 31 || !joined) return std::nullopt;
  const int second = cursor.plain(i + 2, 1, 2);
  if (second <= day || second > 31) return std::nullopt;
  std::optional<Form> form = match_date(cursor, i + 2);
  if (!form || form->kind != FormKind::kCalendar || form->day != second || form->month == 0) {
    return std::nullopt;
  }
  form->day = day;
  form->weekday = 0;
  form->end = i + 1;
  return form;
}

bool joins(const Cursor& cursor, std::uint32_t i) {
  return cursor.is(i, "to") || cursor.is(i, "and") || cursor.is(i, "through") ||
         cursor.is(i, "until") || cursor.is_hyphen(i);
}

// "January 4-[22, 2019]": a day of the month named just before.
std::optional<Form> match_second_of_two_days(const Cursor& cursor, std::uint32_t i,
                                             std::vector<Form>& forms) {
  if (forms.empty() || forms.back().end + 1 != i || !joins(cursor, i - 1)) return std::nullopt;
  Form& first = forms.back();
  const int day = cursor.plain(i, 1, 2);
  if (first.kind != FormKind::kCalendar || first.month == 0 || first.day == 0 || day <= first.day ||
      day > 31 || !first.clock.empty()) {
    return std::nullopt;
  }
  // "January 4 and 22 people": something that is counted follows.
  const std::string_view next = cursor.at(i + 1);
  if (!next.empty() && text::is_ascii_lower(next.front()) && next.ends_with('s'))
    return std::nullopt;
  Form form = first;
  form.day = day;
  form.weekday = 0;
  form.end = i + 1;
  const int year = cursor.is(i + 1, ",") ? cursor.plain(i + 2, 4, 4) : cursor.plain(i + 1, 4, 4);
  if (first.year == 0 && is_likely_year(year)) {
    first.year = form.year = year;
    form.end = cursor.is(i + 1, ",") ? i + 3 : i + 2;
  }
  return form;
}

// What two forms beside each other say together: "January to March 2019" has one year, "one year
// and three months" is one length. True where `form` went into the one before.
bool join_forms(const Cursor& cursor, const Form& form, std::vector<Form>& forms) {
  if (forms.empty()) return false;
  Form& before = forms.back();
  if (before.kind == FormKind::kCalendar && form.kind == FormKind::kCalendar && before.year == 0 &&
      !before.year_zero && before.month > 0 && !before.has_shift && form.year > 0 &&
      form.month > 0 && !form.before_christ && before.end + 1 == form.first &&
      joins(cursor, before.end)) {
    before.year = before.month > form.month ? form.year - 1 : form.year;
    return false;
  }
  const bool lengths = before.kind == FormKind::kDuration && form.kind == FormKind::kDuration;
  if (!lengths || before.vague || form.vague || !form.mod.empty() || before.more_count > 0 ||
      before.unit <= form.unit || form.count < 1 || before.count < 1) {
    return false;
  }
  const bool beside =
      before.end == form.first || (before.end + 1 == form.first &&
                                   (cursor.is(before.end, "and") || cursor.is(before.end, ",")));
  if (!beside) return false;
  before.more_unit = form.unit;
  before.more_count = form.count;
  before.end = form.end;
  return true;
}

// "tonight", "overnight", "this morning" are in match_shifted_unit; "the morning", "that night".
std::optional<Form> match_part(const Cursor& cursor, std::uint32_t i) {
  const TimeWord* word = cursor.word(i);
  if (word != nullptr && word->tonight) {
    Form form;
    form.kind = FormKind::kDay;
    form.part = "NI";
    form.end = i + 1;
    return form;
  }
  return std::nullopt;
}

// "in the morning", "early in the evening", "during the night": of the day named last, or today's.
std::optional<Form> match_in_the_part(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.is(i, "in") && !cursor.is(i, "during")) return std::nullopt;
  if (!cursor.is(i + 1, "the") || !cursor.is(i + 2, WordClass::kPart)) return std::nullopt;
  if (cursor.word(i + 2)->is(WordClass::kUnits) || cursor.at(i + 2).ends_with('s')) {
    return std::nullopt;
  }
  Form form;
  form.kind = FormKind::kDay;
  form.part = cursor.word(i + 2)->code;
  form.part_of_last_day = true;
  form.end = i + 3;
  return form;
}

void keep_longer(std::optional<Form>& best, std::optional<Form> form) {
  if (form && (!best || form->end > best->end)) best = std::move(form);
}

// "4 p.m. EST on Tuesday", "at 14:30".
std::optional<Form> match_clock_at(const Cursor& cursor, std::uint32_t i) {
  const bool after_at =
      i > cursor.first() &&
      (cursor.is(i - 1, "at") || cursor.is(i - 1, "by") || cursor.is(i - 1, "around") ||
       cursor.is(i - 1, "until") || cursor.is(i - 1, "from") || cursor.is(i - 1, "after") ||
       cursor.is(i - 1, "before") || cursor.is(i - 1, "since"));
  std::optional<Form> clock = match_clock(cursor, i, after_at);
  if (!clock) return std::nullopt;
  // "4 p.m. EST on Tuesday": the day belongs to the clock.
  std::uint32_t next = clock->end;
  if (cursor.is(next, ",")) ++next;
  if (cursor.is(next, "on")) ++next;
  if (std::optional<Form> day = match_date(cursor, next); day && is_day_form(*day)) {
    day->clock = clock->clock;
    return day;
  }
  return clock;
}

std::optional<Form> match_plain(const Cursor& cursor, std::uint32_t i) {
  const TimeWord* word = cursor.word(i);
  if (word != nullptr && word->bounds) {
    std::optional<Form> best = match_span(cursor, i);
    keep_longer(best, match_reference(cursor, i));
    return best;
  }
  std::optional<Form> best = match_date(cursor, i);
  if (best) take_time_of_day(cursor, *best);
  keep_longer(best, match_week_of_month(cursor, i));
  if (word != nullptr) {
    keep_longer(best, match_week_of(cursor, i));
    keep_longer(best, match_day_beside(cursor, i));
    keep_longer(best, match_part(cursor, i));
    keep_longer(best, match_shifted_unit(cursor, i));
    keep_longer(best, match_in_the_part(cursor, i));
  } else {
    keep_longer(best, match_first_of_two_days(cursor, i));
  }
  keep_longer(best, match_span(cursor, i));
  keep_longer(best, match_set(cursor, i));
  keep_longer(best, match_year(cursor, i));
  if (word == nullptr || word->is(WordClass::kClock)) keep_longer(best, match_clock_at(cursor, i));
  if (word == nullptr) keep_longer(best, match_glued_span(cursor, i));
  if (word != nullptr) keep_longer(best, match_reference(cursor, i));
  return best;
}

bool takes_edge(const Form& form) {
  switch (form.kind) {
    case FormKind::kCalendar:
    case FormKind::kWeekday:
    case FormKind::kUnit:
    case FormKind::kSeason:
    case FormKind::kDecade:
    case FormKind::kCentury:
    case FormKind::kQuarter:
    case FormKind::kDay:
      return true;
    default:
      return false;
  }
}

// Words before an expression that make it lie ahead: "by Thursday", "until Monday".
bool looks_ahead(const Cursor& cursor, std::uint32_t i) {
  if (i == cursor.first()) return false;
  constexpr std::array<std::string_view, 5> kAhead = {"by", "until", "till", "through", "til"};
  return std::ranges::any_of(kAhead, [&](std::string_view word) { return cursor.is(i - 1, word); });
}

// "early next week", "late in 1998", "mid-November", "the end of the year".
std::optional<Form> match_edged(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the") || cursor.is(at, "very")) ++at;
  if (is_mid_word(cursor.at(at))) return match_mid(cursor, at);
  const TimeWord* word = cursor.word(at);
  if (word == nullptr || (!word->is(WordClass::kEdge) && !word->is(WordClass::kEdgeOf))) {
    return std::nullopt;
  }
  const std::string_view edge = word->edge;
  std::uint32_t next = at + 1;
  if (word->is(WordClass::kEdgeOf) && !cursor.is(at, "late")) {
    if (!cursor.is(next, "of")) return std::nullopt;
    ++next;
  } else {
    if (cursor.is_hyphen(next) || cursor.is(next, "in") || cursor.is(next, "on")) ++next;
  }
  std::optional<Form> form = match_date(cursor, next);
  if (form) take_time_of_day(cursor, *form);
  keep_longer(form, match_shifted_unit(cursor, next));
  if (!form && looks_ahead(cursor, i) && cursor.is(next, "the") && cursor.is(next + 1, "day")) {
    form.emplace();  // "by the end of the day"; "at the end of the day" is mostly a manner of
                     // speech
    form->kind = FormKind::kDay;
    form->end = next + 2;
  }
  keep_longer(form, match_year(cursor, next));
  if (!form || !takes_edge(*form)) return std::nullopt;
  form->mod = edge;
  return form;
}

// "about 1998", "around Christmas": a date that is only about right.
std::optional<Form> match_about(const Cursor& cursor, std::uint32_t i) {
  if (!cursor.is(i, "around") && !cursor.is(i, "circa") && !cursor.is(i, "ca.")) {
    return std::nullopt;
  }
  std::optional<Form> form = match_plain(cursor, i + 1);
  if (!form || form->kind == FormKind::kDuration || form->kind == FormKind::kReference ||
      form->kind == FormKind::kSet) {
    return std::nullopt;
  }
  form->mod = "APPROX";
  return form;
}

// A digit, an apostrophe or a letter beyond ASCII may begin what no table holds.
bool is_open(std::string_view word) {
  if (word.empty()) return false;
  const auto lead = static_cast<unsigned char>(word.front());
  return lead >= 0x80 || text::is_ascii_digit(word.front()) || word.front() == '\'';
}

// A number alone, before a word that is of no table, counts something else: "50 drivers", "13,300".
bool number_may_begin(const Cursor& cursor, std::uint32_t i) {
  const std::string_view word = cursor.at(i);
  const bool plain =
      std::ranges::all_of(word, [](char c) { return text::is_ascii_digit(c) || c == ','; });
  if (!plain || word.size() == 4 || cursor.word(i + 1) != nullptr) return true;
  if (i > cursor.first() && joins(cursor, i - 1)) return true;  // "January 4-22"
  const std::string_view next = cursor.at(i + 1);
  if (next.empty() || next == "," || next == ".") return false;
  if (!text::is_ascii_lower(next.front())) return true;
  constexpr std::array<std::string_view, 12> kMarks = {
      "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "bc", "b.c.", "bce", "o'clock", "local", "p"};
  return std::ranges::find(kMarks, next) != kMarks.end();
}

// Most tokens of a text cannot begin an expression, and "the" and "that" mostly do not.
bool may_begin(const Cursor& cursor, std::uint32_t i) {
  const std::string_view word = cursor.at(i);
  if (const TimeWord* known = cursor.word(i); known != nullptr) {
    if (!known->begins) return false;
    if (cursor.is(i, "as")) return cursor.is(i + 2, "as");
    if (!known->leads) return true;
    const TimeWord* next = cursor.word(i + 1);
    if (next != nullptr) {
      return known->bounds || !next->bounds || next->classes != 0 || cursor.is(i + 1, "more");
    }
    return is_open(cursor.at(i + 1)) || cursor.is_hyphen(i + 1);
  }
  if (word.empty()) return false;
  if (text::is_ascii_digit(word.front())) return number_may_begin(cursor, i);
  if (is_open(word)) return true;
  const bool quarter = word.size() == 2 && (word.front() == 'Q' || word.front() == 'H');
  const bool weekdays = text::is_ascii_upper(word.front()) && word.ends_with("days");
  return quarter || weekdays || is_mid_word(word);
}

}  // namespace

void scan_sentence(std::string_view text, std::span<const analysis::Token> tokens,
                   std::uint32_t first, std::uint32_t end, std::vector<Form>& forms) {
  const Cursor cursor(text, tokens, first, end);
  constexpr std::size_t kTokensAForm = 16;
  if (forms.empty()) forms.reserve(tokens.size() / kTokensAForm);
  for (std::uint32_t i = first; i < end;) {
    std::optional<Form> best;
    if (may_begin(cursor, i)) {
      best = match_plain(cursor, i);
      if (!text::is_ascii_digit(cursor.at(i).front())) {
        keep_longer(best, match_edged(cursor, i));
        keep_longer(best, match_about(cursor, i));
      } else {
        keep_longer(best, match_second_of_two_days(cursor, i, forms));
      }
    }
    if (!best) {
      ++i;
      continue;
    }
    best->first = best->part_of_last_day ? i + 1 : i;
    best->future = looks_ahead(cursor, i);
    i = best->end;
    if (!join_forms(cursor, *best, forms)) forms.push_back(std::move(*best));
  }
}

}  // namespace parley::times
