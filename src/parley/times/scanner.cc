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

void keep_longer(std::optional<Form>& best, std::optional<Form> form) {
  if (form && (!best || form->end > best->end)) best = std::move(form);
}

std::optional<Form> match_plain(const Cursor& cursor, std::uint32_t i) {
  std::optional<Form> best = match_date(cursor, i);
  if (best) take_time_of_day(cursor, *best);
  keep_longer(best, match_part(cursor, i));
  keep_longer(best, match_shifted_unit(cursor, i));
  keep_longer(best, match_span(cursor, i));
  keep_longer(best, match_set(cursor, i));
  keep_longer(best, match_year(cursor, i));
  const bool after_at =
      i > cursor.first() &&
      (cursor.is(i - 1, "at") || cursor.is(i - 1, "by") || cursor.is(i - 1, "around") ||
       cursor.is(i - 1, "until") || cursor.is(i - 1, "from"));
  if (std::optional<Form> clock = match_clock(cursor, i, after_at)) {
    // "4 p.m. EST on Tuesday": the day belongs to the clock.
    std::uint32_t next = clock->end;
    if (cursor.is(next, ",")) ++next;
    if (cursor.is(next, "on")) ++next;
    if (std::optional<Form> day = match_date(cursor, next); day && is_day_form(*day)) {
      day->clock = clock->clock;
      keep_longer(best, std::move(day));
    }
    keep_longer(best, std::move(clock));
  }
  keep_longer(best, match_reference(cursor, i));
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

// "early next week", "late in 1998", "mid-November", "the end of the year".
std::optional<Form> match_edged(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  if (cursor.is(at, "the") || cursor.is(at, "very")) ++at;
  const TimeWord* word = cursor.word(at);
  if (word == nullptr || (!word->is(WordClass::kEdge) && !word->is(WordClass::kEdgeOf))) {
    return std::nullopt;
  }
  const std::string edge = word->edge;
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

// Words before an expression that make it lie ahead: "by Thursday", "until Monday".
bool looks_ahead(const Cursor& cursor, std::uint32_t i) {
  if (i == cursor.first()) return false;
  constexpr std::array<std::string_view, 5> kAhead = {"by", "until", "till", "through", "til"};
  return std::ranges::any_of(kAhead, [&](std::string_view word) { return cursor.is(i - 1, word); });
}

// Only these tokens can begin an expression; most tokens of a text cannot.
bool may_begin(const Cursor& cursor, std::uint32_t i) {
  if (cursor.word(i) != nullptr) return true;
  const std::string_view word = cursor.at(i);
  if (word.empty()) return false;
  const auto lead = static_cast<unsigned char>(word.front());
  if (lead >= 0x80 || text::is_ascii_digit(word.front()) || word.front() == '\'') return true;
  constexpr std::array<std::string_view, 13> kBounds = {"more", "less", "fewer", "at",  "up",
                                                        "no",   "as",   "circa", "ca.", "per",
                                                        "half", "few",  "first"};
  for (const std::string_view bound : kBounds) {
    if (cursor.is(i, bound)) return true;
  }
  if (analysis::small_number_named(word) >= 0 || analysis::read_ordinal(word)) return true;
  return !phrases_from(word).empty() || (word.size() == 2 && word.front() == 'Q');
}

}  // namespace

void scan_sentence(std::string_view text, std::span<const analysis::Token> tokens,
                   std::uint32_t first, std::uint32_t end, std::vector<Form>& forms) {
  const Cursor cursor(text, tokens, first, end);
  for (std::uint32_t i = first; i < end;) {
    std::optional<Form> best;
    if (may_begin(cursor, i)) {
      best = match_plain(cursor, i);
      keep_longer(best, match_edged(cursor, i));
      keep_longer(best, match_about(cursor, i));
    }
    if (!best) {
      ++i;
      continue;
    }
    best->first = i;
    best->future = looks_ahead(cursor, i);
    i = best->end;
    forms.push_back(std::move(*best));
  }
}

}  // namespace parley::times
