#include "parley/times/lexicon.h"

#include <algorithm>
#include <optional>

#include "parley/analysis/numeral.h"
#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::times {
namespace {

using base::WordMap;

int to_int(std::string_view digits) {
  const bool minus = digits.starts_with('-');
  int value = 0;
  for (const char c : digits) {
    if (text::is_ascii_digit(c)) value = value * 10 + (c - '0');
  }
  return minus ? -value : value;
}

std::optional<Unit> unit_named(std::string_view code) {
  constexpr std::array<std::string_view, 12> kCodes = {"TS", "TM", "TH", "D", "W",  "F",
                                                       "E",  "M",  "Q",  "Y", "DE", "CE"};
  const auto found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return std::nullopt;
  return static_cast<Unit>(found - kCodes.begin());
}

void add(TimeWord& word, WordClass c) { word.classes |= static_cast<std::uint16_t>(c); }

void add_row(TimeWord& word, std::string_view name, std::string_view value) {
  if (name == "unit" || name == "units") {
    const std::optional<Unit> unit = unit_named(value);
    if (!unit) return;
    word.unit = *unit;
    add(word, name == "unit" ? WordClass::kUnit : WordClass::kUnits);
  } else if (name == "season" || name == "part" || name == "clock" || name == "set") {
    word.code = value;
    add(word, name == "season" ? WordClass::kSeason
              : name == "part" ? WordClass::kPart
              : name == "set"  ? WordClass::kSet
                               : WordClass::kClock);
  } else if (name == "shift" || name == "text") {
    word.shift = to_int(value);
    add(word, name == "shift" ? WordClass::kShift : WordClass::kText);
  } else if (name == "edge" || name == "edge_of") {
    word.edge = value;
    add(word, name == "edge" ? WordClass::kEdge : WordClass::kEdgeOf);
  } else if (name == "approx") {
    word.approx = value;
    add(word, WordClass::kApprox);
  } else if (name == "vague") {
    word.code = value;
    add(word, WordClass::kVague);
  } else if (name == "each") {
    add(word, WordClass::kEach);
  } else if (name == "away" || name == "away_text") {
    word.away = to_int(value);
    add(word, name == "away" ? WordClass::kAway : WordClass::kAwayText);
  } else if (name == "day") {
    word.day_offset = to_int(value);
  } else if (name == "tonight") {
    word.tonight = true;
  } else if (name == "the" || name == "a") {
    add(word, WordClass::kArticle);
  } else if (name == "fiscal") {
    word.fiscal = true;
  }
}

std::vector<std::string> split(std::string_view phrase) {
  std::vector<std::string> words;
  std::string word;
  // As the tokeniser cuts: the possessive is a word of its own, hyphens too.
  for (std::size_t i = 0; i <= phrase.size(); ++i) {
    const char c = i < phrase.size() ? phrase[i] : ' ';
    if (c == ' ' || c == '-' || phrase.substr(i).starts_with("'s")) {
      if (!word.empty()) words.push_back(word);
      word.clear();
      if (c == '-') words.emplace_back("-");
      if (c == '\'') {
        words.emplace_back("'s");
        ++i;
      }
      continue;
    }
    word += c;
  }
  return words;
}

WordMap<std::vector<TimePhrase>> load_phrases() {
  WordMap<std::vector<TimePhrase>> phrases;
  for (const std::string_view table : {"time_references", "holidays"}) {
    for (const base::TableRow& row : base::read_table(table)) {
      TimePhrase phrase{split(row.at(0)), std::string(row.at(1)), table == "holidays"};
      if (!phrase.words.empty()) phrases[phrase.words.front()].push_back(std::move(phrase));
    }
  }
  for (const auto& [first, list] : std::vector(phrases.entries())) {
    std::ranges::stable_sort(phrases[first], [](const TimePhrase& a, const TimePhrase& b) {
      return a.words.size() > b.words.size();
    });
  }
  return phrases;
}

// Words that stand before an expression without being one, and that only some words may follow.
constexpr std::array<std::string_view, 4> kArticles = {"the", "a", "an", "per"};

void add_months_and_weekdays(WordMap<TimeWord>& words) {
  constexpr std::size_t kShort = 6;  // "Sept" and shorter are written with a stop too
  for (const base::TableRow& row : base::read_table("months")) {
    const std::string name(row.at(0));
    words[name].month = to_int(row.at(1));
    if (name.size() < kShort) words[name + "."].month = to_int(row.at(1));
  }
  for (const base::TableRow& row : base::read_table("weekdays")) {
    const std::string name(row.at(0));
    words[name].weekday = to_int(row.at(1));
    if (name.size() < kShort) words[name + "."].weekday = to_int(row.at(1));
  }
}

// Which words may begin an expression, and which do so only before a word of the table.
void mark_beginnings(WordMap<TimeWord>& words, const WordMap<std::vector<TimePhrase>>& phrases) {
  std::vector<std::string> known;
  for (const auto& [name, word] : words.entries()) known.push_back(name);
  for (const std::string& name : known) words[name].begins = true;
  // Words inside expressions, of any table.
  for (const auto& [first, list] : phrases.entries()) {
    for (const TimePhrase& phrase : list) {
      for (const std::string& word : phrase.words) {
        if (word.size() <= WordMap<TimeWord>::kLongestWord) words[word];
      }
    }
  }
  for (const std::string_view inner :
       {"latest",  "full",    "first",      "final",    "initial",  "good",        "whole",
        "very",    "other",   "single",     "least",    "most",     "than",        "to",
        "many",    "much",    "of",         "or",       "and",      "consecutive", "straight",
        "extra",   "long",    "additional", "quarter",  "twenties", "thirties",    "forties",
        "fifties", "sixties", "seventies",  "eighties", "nineties"}) {
    words[inner];
  }
  for (const base::TableRow& row : base::read_table("numbers")) {
    TimeWord& word = words[row.at(0)];
    word.number = true;
    if (analysis::small_number_named(row.at(0)) >= 0 || analysis::read_ordinal(row.at(0))) {
      word.begins = true;
    }
  }
  for (const std::string_view article : {"a", "an"}) words[article].number = true;
  for (const auto& [first, list] : phrases.entries()) words[first].begins = true;
  for (const std::string_view bound :
       {"more", "less", "fewer", "at", "up", "no", "as", "circa", "ca.", "per", "half", "few",
        "first", "another", "all", "full", "in", "during"}) {
    words[bound].begins = true;
  }
  // "the council", "that report": no expression unless one of its words follows.
  const auto is_whole = [&](const std::string& name) {
    const std::vector<TimePhrase>* list = phrases.find(name);
    return list != nullptr && std::ranges::any_of(*list, [](const TimePhrase& phrase) {
             return phrase.words.size() == 1;
           });
  };
  constexpr auto kLeading = static_cast<std::uint16_t>(WordClass::kShift) |
                            static_cast<std::uint16_t>(WordClass::kText) |
                            static_cast<std::uint16_t>(WordClass::kArticle);
  for (const auto& [name, entry] : std::vector(words.entries())) {
    const bool leads = entry.classes != 0 && (entry.classes & ~kLeading) == 0 && entry.month == 0 &&
                       entry.weekday == 0 && entry.day_offset == kNoDay && !entry.tonight;
    const bool bound = name == "more" || name == "less" || name == "fewer" || name == "at" ||
                       name == "up" || name == "no" || name == "full" || name == "all" ||
                       name == "another" || name == "in" || name == "during";
    const bool article = std::ranges::find(kArticles, name) != kArticles.end();
    const bool number = analysis::small_number_named(name) >= 0 ||
                        (analysis::read_ordinal(name) && entry.classes == 0);
    if ((leads || bound || article || number) && !is_whole(name)) words[name].leads = true;
    constexpr auto kApprox = static_cast<std::uint16_t>(WordClass::kApprox);
    words[name].bounds = (bound && name != "full" && name != "all" && name != "another" &&
                          name != "in" && name != "during") ||
                         name == "as" || entry.classes == kApprox;
  }
}

const WordMap<std::vector<TimePhrase>>& all_phrases() {
  static const WordMap<std::vector<TimePhrase>> kPhrases = load_phrases();
  return kPhrases;
}

WordMap<TimeWord> load_words() {
  WordMap<TimeWord> words;
  for (const base::TableRow& row : base::read_table("time_words")) {
    add_row(words[row.at(0)], row.at(1), row.at(2));
  }
  add_months_and_weekdays(words);
  mark_beginnings(words, all_phrases());
  return words;
}

}  // namespace

const WordMap<TimeWord>& time_words() {
  static const WordMap<TimeWord> kWords = load_words();
  return kWords;
}

const std::vector<TimePhrase>& phrases_from(std::string_view word) {
  static const std::vector<TimePhrase> kNone;
  const auto* found = all_phrases().find(word);
  return found == nullptr ? kNone : *found;
}

}  // namespace parley::times
