// The words that time expressions are made of, from data/time_words.tsv, months.tsv, weekdays.tsv,
// time_references.tsv and holidays.tsv: "Nov." is month 11, "fortnight" a unit, "nearly" a
// LESS_THAN. How words make expressions is in scanner.cc, what day they mean in resolve.cc.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::times {

enum class Unit : std::uint8_t {
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kFortnight,
  kWeekend,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
};

enum class WordClass : std::uint16_t {
  kUnit = 1,
  kUnits = 2,
  kSeason = 4,
  kPart = 8,
  kClock = 16,
  kShift = 32,
  kText = 64,
  kEdge = 128,
  kEdgeOf = 256,
  kApprox = 512,
  kVague = 1024,
  kEach = 2048,
  kSet = 4096,
  kAway = 8192,
  kAwayText = 16384,
  kArticle = 32768,
};

inline constexpr int kNoDay = 99;

// A word may belong to several classes ("second", "earlier"); each class has its own value.
struct TimeWord {
  std::uint16_t classes = 0;
  int month = 0;
  int weekday = 0;
  Unit unit = Unit::kDay;
  int shift = 0;            // kShift, kText
  int away = 0;             // kAway, kAwayText
  int day_offset = kNoDay;  // "today" 0, "yesterday" -1
  bool tonight = false;
  bool fiscal = false;
  bool begins = false;  // may be the first word of an expression
  bool leads = false;   // is one only where a word of the table, or a number, follows: "the"
  bool bounds = false;  // begins only a length of time: "at least", "nearly"
  bool number = false;  // may begin a number in words: "two", "a", "half"
  std::string code;     // season, part, clock, set
  std::string edge;     // "START"
  std::string approx;   // "LESS_THAN"

  [[nodiscard]] bool is(WordClass c) const {
    return (classes & static_cast<std::uint16_t>(c)) != 0;
  }
};

// A phrase that is looked up as it stands: a reference or a holiday.
struct TimePhrase {
  std::vector<std::string> words;  // lower case
  std::string value;               // TIMEX3 value, or the rule of a holiday
  bool holiday = false;
};

// All words, in any case. Words that only stand inside expressions have an entry too, of no class.
// Safe from several threads.
[[nodiscard]] const base::WordMap<TimeWord>& time_words();

// The entry of a word in any case, or null.
[[nodiscard]] inline const TimeWord* find_time_word(std::string_view word) {
  return time_words().find(word);
}

// The phrases that begin with `word` (any case), longest first.
[[nodiscard]] const std::vector<TimePhrase>& phrases_from(std::string_view word);

// ASCII case aside.
[[nodiscard]] inline bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (text::ascii_lower(word[i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace parley::times
