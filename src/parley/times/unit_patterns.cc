#include "parley/times/unit_patterns.h"

#include <algorithm>
#include <cmath>

namespace parley::times {
namespace {

bool is_unit(const Cursor& cursor, std::uint32_t i) {
  return cursor.is(i, WordClass::kUnit) || cursor.is(i, WordClass::kUnits);
}

// "ago", "earlier", "later", "from now" after a length of time make it a date.
void take_direction(const Cursor& cursor, Form& form) {
  const TimeWord* word = cursor.word(form.end);
  if (word != nullptr && word->is(WordClass::kAway)) {
    form.kind = FormKind::kAway;
    form.shift = word->away;
    ++form.end;
  } else if (cursor.is(form.end, "from") && cursor.is(form.end + 1, "now")) {
    form.kind = FormKind::kAway;
    form.shift = 1;
    form.end += 2;
  } else if (word != nullptr && word->is(WordClass::kAwayText) && !cursor.is(form.end, "before")) {
    form.kind = FormKind::kAway;
    form.shift = word->away;
    form.from_text = true;
    ++form.end;
  }
}

struct Amount {
  double count = 0;
  bool vague = false;
  std::uint32_t end = 0;
};

// "two", "a few", "several", "a couple of", "half a", "a", "2 1/2".
std::optional<Amount> amount_at(const Cursor& cursor, std::uint32_t i) {
  const auto numeral = cursor.numeral(i);
  if (numeral) {
    Amount amount{numeral->value, false, numeral->end};
    // "two to three weeks", "2-3 weeks": the first number stands for it.
    std::uint32_t next = amount.end;
    if (cursor.is(next, "to") || cursor.is(next, "or") || cursor.is_hyphen(next)) {
      const auto second = cursor.numeral(next + 1);
      if (second && is_unit(cursor, second->end)) amount.end = second->end;
    }
    return amount;
  }
  std::uint32_t at = i;
  if (cursor.is(at, "another") && cursor.is(at + 1, WordClass::kUnit)) {
    return Amount{1, false, at + 1};
  }
  if (cursor.is(at, "full") &&
      cursor.is(cursor.is_hyphen(at + 1) ? at + 2 : at + 1, WordClass::kUnit)) {
    return Amount{1, false, at + 1};
  }
  if (cursor.is(at, "all") && cursor.is(at + 1, WordClass::kUnit) &&
      cursor.word(at + 1)->unit >= Unit::kDay) {
    return Amount{1, false, at + 1};
  }
  const bool article = cursor.is(at, "a") || cursor.is(at, "an");
  if (article) ++at;
  if (cursor.is(at, "good") || cursor.is(at, "full")) ++at;
  if (cursor.is(at, WordClass::kVague)) {
    const bool couple = cursor.is(at, "couple");
    ++at;
    if (cursor.is(at, "of")) ++at;
    if (cursor.is(at, "more")) ++at;
    return Amount{couple ? 2.0 : 0.0, !couple, at};
  }
  if (cursor.is(at, "half") && (cursor.is(at + 1, "a") || cursor.is(at + 1, "an"))) {
    return Amount{0.5, false, at + 2};
  }
  if (cursor.is(at, "half") || cursor.is(at, "quarter")) {
    const double part = cursor.is(at, "half") ? 0.5 : 0.25;
    std::uint32_t next = at + 1;
    if (cursor.is_hyphen(next)) ++next;
    if (is_unit(cursor, next)) return Amount{part, false, next};
  }
  if (article) return Amount{1, false, at};
  return std::nullopt;
}

// "nearly", "more than", "at least", "up to", "as many as": the mod, and where it ends.
std::pair<std::string_view, std::uint32_t> bound_at(const Cursor& cursor, std::uint32_t i) {
  const auto pair = [&](std::string_view a, std::string_view b) {
    return cursor.is(i, a) && cursor.is(i + 1, b);
  };
  if (pair("more", "than")) return {"MORE_THAN", i + 2};
  if (pair("less", "than") || pair("fewer", "than")) return {"LESS_THAN", i + 2};
  if (pair("at", "least")) return {"EQUAL_OR_MORE", i + 2};
  if (pair("at", "most") || pair("up", "to")) return {"EQUAL_OR_LESS", i + 2};
  if (pair("no", "more") && cursor.is(i + 2, "than")) return {"EQUAL_OR_LESS", i + 3};
  if (pair("no", "less") && cursor.is(i + 2, "than")) return {"EQUAL_OR_MORE", i + 3};
  if (cursor.is(i, "as") && cursor.is(i + 2, "as")) return {"EQUAL_OR_LESS", i + 3};
  if (cursor.is(i, WordClass::kApprox)) {
    const std::uint32_t next = i + 1;
    // "over the last two days" is during them.
    if (cursor.is(i, "over") && cursor.is(next, "the")) return {"", i};
    // "some years" has no number to be about.
    if (cursor.is(i, "some") && !cursor.numeral(next)) return {"", i};
    return {cursor.word(i)->approx, next};
  }
  return {"", i};
}

}  // namespace

std::optional<Form> match_shifted_unit(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  const bool the = cursor.is(at, "the");
  if (the) ++at;
  Form form;
  form.kind = FormKind::kUnit;
  const TimeWord* which = cursor.word(at);
  bool shifted = which != nullptr && (which->is(WordClass::kShift) || which->is(WordClass::kText));
  if (shifted) {
    form.has_shift = true;
    form.shift = which->shift;
    form.from_text = which->is(WordClass::kText) && !which->is(WordClass::kShift);
    ++at;
    const TimeWord* second = cursor.word(at);
    if (second != nullptr && second->is(WordClass::kShift) && form.shift == 0) {
      form.shift = second->shift;  // "this past week", "this coming year"
      form.from_text = false;
      ++at;
    } else if (cursor.is(at, "same")) {
      ++at;
    }
    // In a report's own time "the next day" follows a day in the text.
    if (the && form.shift == 1 && (cursor.is(at, "day") || cursor.is(at, "morning"))) {
      form.from_text = true;
    }
  }
  bool latest = false;
  if (the && (cursor.is(at, "latest") || cursor.is(at, "full"))) {
    latest = true;
    ++at;
  }
  const bool fiscal = cursor.is(at, "fiscal");
  if (fiscal) ++at;
  const TimeWord* unit = cursor.word(at);
  if (unit == nullptr) return std::nullopt;
  form.end = at + 1;
  if (unit->is(WordClass::kPart) && shifted && !cursor.is(at, "nights")) {
    if (form.shift == -1 && unit->code != "NI" && !form.from_text) return std::nullopt;
    if (form.shift == 1 && !form.from_text) form.from_text = true;
    form.kind = FormKind::kDay;
    form.part = unit->code;
    if (form.shift == -1 && unit->code == "NI") form.shift = -1;
    return form;
  }
  if (!unit->is(WordClass::kUnit) || unit->unit < Unit::kDay) return std::nullopt;
  form.unit = unit->unit;
  if (!shifted) {
    // "the week" of the report; "the day" and "the decade" alone say too little.
    const bool usual = form.unit == Unit::kWeek || form.unit == Unit::kYear ||
                       form.unit == Unit::kMonth || form.unit == Unit::kQuarter ||
                       form.unit == Unit::kWeekend;
    if (!the || !usual || cursor.is(form.end, "of") || cursor.is(form.end, "after") ||
        cursor.is(form.end, "-") || cursor.is(form.end, "that") || cursor.is(form.end, "when")) {
      if (!(the && form.unit == Unit::kDay)) return std::nullopt;
    }
    if (form.unit == Unit::kDay) {
      // "the day before", "the day after".
      const bool before = cursor.is(form.end, "before") || cursor.is(form.end, "earlier");
      const bool after = cursor.is(form.end, "after");
      const bool closes = !cursor.inside(form.end + 1) || cursor.is(form.end + 1, ",") ||
                          cursor.is(form.end + 1, ".");
      if ((!before && !after) || !closes) return std::nullopt;
      form.kind = FormKind::kDay;
      form.shift = before ? -1 : 1;
      form.from_text = true;
      ++form.end;
      return form;
    }
    if (form.unit == Unit::kQuarter) form.shift = latest ? -1 : 0;
  }
  if (form.unit == Unit::kDay) {
    form.kind = FormKind::kDay;
    if (!form.from_text && form.shift == 0 && form.has_shift && !cursor.is(i, "the")) {
      form.from_text = false;  // "this day"
    }
    if (form.shift == -1 && !form.from_text) return std::nullopt;  // "his last day"
  }
  return form;
}

std::optional<Form> match_glued_span(const Cursor& cursor, std::uint32_t i) {
  const std::string_view word = cursor.at(i);
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  constexpr std::size_t kMaxDigits = 3;
  if (digits == 0 || digits > kMaxDigits) return std::nullopt;
  const std::string_view unit = word.substr(digits);
  Form form;
  form.kind = FormKind::kDuration;
  form.end = i + 1;
  if (unit == "h" || unit == "hr" || unit == "hrs") {
    form.unit = Unit::kHour;
  } else if (unit == "min" || unit == "mins") {
    form.unit = Unit::kMinute;
  } else {
    return std::nullopt;
  }
  for (const char c : word.substr(0, digits)) form.count = form.count * 10 + (c - '0');
  return form;
}

std::optional<Form> match_span(const Cursor& cursor, std::uint32_t i) {
  std::uint32_t at = i;
  auto [mod, after_bound] = bound_at(cursor, at);
  at = after_bound;
  Form form;
  form.kind = FormKind::kDuration;
  form.mod = mod;
  bool which = false;
  bool the = false;
  if (cursor.is(at, "the")) {
    the = true;
    ++at;
  }
  constexpr std::array<std::string_view, 8> kWhich = {"last",   "past",  "next",     "first",
                                                      "coming", "final", "previous", "initial"};
  int shift = 0;
  for (const std::string_view word : kWhich) {
    if (cursor.is(at, word)) {
      which = true;
      shift = cursor.word(at) != nullptr ? cursor.word(at)->shift : 0;
      ++at;
      break;
    }
  }
  const std::optional<Amount> amount = amount_at(cursor, at);
  if (amount && (the || which) && (cursor.is(at, "a") || cursor.is(at, "an"))) return std::nullopt;
  bool hyphen = false;
  if (amount) {
    at = amount->end;
    form.count = amount->count;
    form.vague = amount->vague;
    if (cursor.is_hyphen(at)) {
      hyphen = true;
      ++at;
    }
    constexpr std::array<std::string_view, 9> kBetween = {"more",  "full",        "whole",
                                                          "extra", "consecutive", "straight",
                                                          "long",  "additional",  "fiscal"};
    for (int times = 0; times < 2; ++times) {
      for (const std::string_view word : kBetween) {
        if (cursor.is(at, word)) ++at;
      }
    }
  } else {
    // A bare plural: "weeks of fighting", "the final days", "for years".
    if (!cursor.is(at, WordClass::kUnits)) return std::nullopt;
    if (the && !which) return std::nullopt;
    if (cursor.word(at)->unit < Unit::kHour && !which) return std::nullopt;
    form.vague = true;
  }
  const bool nights =
      amount && !amount->vague && (cursor.is(at, "nights") || (hyphen && cursor.is(at, "night")));
  if (nights && !the && !which) {
    form.unit = Unit::kDay;
    form.end = at + 1;
    return form;
  }
  if (!is_unit(cursor, at)) return std::nullopt;
  const TimeWord* unit = cursor.word(at);
  // "second" is a rank but in "3.5 second" and "a one second gap".
  const bool part = amount && amount->count != std::floor(amount->count);
  const bool one = cursor.is(i, "one") && i > cursor.first() && cursor.is(i - 1, "a");
  if (unit->unit == Unit::kSecond && !cursor.is(at, "seconds") && !hyphen && !part && !one) {
    return std::nullopt;
  }
  if (unit->unit == Unit::kQuarter && amount && !which) return std::nullopt;
  // "a third quarter", "one second": the number must agree with the unit it counts.
  if (amount && !hyphen && amount->count == 1 && !amount->vague && unit->is(WordClass::kUnits)) {
    return std::nullopt;
  }
  form.unit = unit->unit;
  form.end = at + 1;
  if (cursor.is(form.end, "and") && cursor.is(form.end + 1, "a") &&
      cursor.is(form.end + 2, "half")) {
    form.count += 0.5;
    form.end += 3;
  }
  if (!the && !which && !hyphen) take_direction(cursor, form);
  if (form.kind == FormKind::kDuration && hyphen && cursor.is_hyphen(form.end) &&
      cursor.is(form.end + 1, "old")) {
    return std::nullopt;  // an age
  }
  if (form.kind == FormKind::kDuration && cursor.is(form.end, "old")) return std::nullopt;
  // "the last decade", "the past year" without a number are dates: match_shifted_unit.
  if (!amount && which && !unit->is(WordClass::kUnits)) return std::nullopt;
  form.shift = form.kind == FormKind::kAway ? form.shift : shift;
  return form;
}

std::optional<Form> match_set(const Cursor& cursor, std::uint32_t i) {
  Form form;
  form.kind = FormKind::kSet;
  const TimeWord* word = cursor.word(i);
  if (word != nullptr && word->is(WordClass::kSet)) {
    if (cursor.capital(i) && i > cursor.first()) return std::nullopt;  // a newspaper's name
    form.code = word->code;
    form.end = i + 1;
    return form;
  }
  // "on Mondays"
  if (const std::string_view plural = cursor.at(i);
      cursor.capital(i) && plural.size() > 6 && plural.ends_with("days")) {
    const TimeWord* day = find_time_word(plural.substr(0, plural.size() - 1));
    if (day == nullptr || day->weekday == 0) return std::nullopt;
    form.weekday = day->weekday;
    form.end = i + 1;
    return form;
  }
  std::uint32_t at = i;
  const bool each = cursor.is(at, WordClass::kEach);
  const bool per = cursor.is(at, "per");
  if (each || per) {
    ++at;
    if (cursor.is(at, "single")) ++at;
    double count = 1;
    if (cursor.is(at, "other")) {
      count = 2;
      ++at;
    } else if (const auto numeral = cursor.numeral(at)) {
      count = numeral->value;
      at = numeral->end;
    }
    const TimeWord* unit = cursor.word(at);
    if (unit == nullptr) return std::nullopt;
    form.end = at + 1;
    form.count = count;
    if (unit->weekday > 0 && cursor.capital(at)) {
      form.weekday = unit->weekday;
      form.kind = FormKind::kSet;
      return form;
    }
    if (unit->is(WordClass::kPart)) {
      form.part = unit->code;
      return form;
    }
    if (!is_unit(cursor, at)) return std::nullopt;
    if (per && unit->unit < Unit::kHour) return std::nullopt;
    form.unit = unit->unit;
    return form;
  }
  // "twice a week", "three times a day".
  if ((cursor.is(at, "a") || cursor.is(at, "an")) && i > cursor.first() &&
      cursor.is(at + 1, WordClass::kUnit) &&
      (cursor.is(i - 1, "once") || cursor.is(i - 1, "twice") || cursor.is(i - 1, "times"))) {
    form.unit = cursor.word(at + 1)->unit;
    form.count = 1;
    form.end = at + 2;
    return form;
  }
  return std::nullopt;
}

}  // namespace parley::times
