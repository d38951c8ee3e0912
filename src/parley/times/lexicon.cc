#include "parley/times/lexicon.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::times {
namespace {

constexpr std::size_t kLongestWord = 24;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
template <typename T>
using WordMap = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

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

WordMap<TimeWord> load_words() {
  WordMap<TimeWord> words;
  for (const base::TableRow& row : base::read_table("time_words")) {
    add_row(words[std::string(row.at(0))], row.at(1), row.at(2));
  }
  for (const base::TableRow& row : base::read_table("months")) {
    const std::string name(row.at(0));
    words[name].month = to_int(row.at(1));
    if (name.size() < 6) words[name + "."].month = to_int(row.at(1));
  }
  for (const base::TableRow& row : base::read_table("weekdays")) {
    const std::string name(row.at(0));
    words[name].weekday = to_int(row.at(1));
    if (name.size() < 6) words[name + "."].weekday = to_int(row.at(1));
  }
  return words;
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
  for (auto& [first, list] : phrases) {
    std::ranges::stable_sort(list, [](const TimePhrase& a, const TimePhrase& b) {
      return a.words.size() > b.words.size();
    });
  }
  return phrases;
}

template <typename T>
const T* look_up(const WordMap<T>& map, std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return nullptr;
  std::array<char, kLongestWord> lower{};
  for (std::size_t i = 0; i < word.size(); ++i) lower[i] = text::ascii_lower(word[i]);
  const auto found = map.find(std::string_view(lower.data(), word.size()));
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const TimeWord* find_time_word(std::string_view word) {
  static const WordMap<TimeWord> kWords = load_words();
  return look_up(kWords, word);
}

const std::vector<TimePhrase>& phrases_from(std::string_view word) {
  static const WordMap<std::vector<TimePhrase>> kPhrases = load_phrases();
  static const std::vector<TimePhrase> kNone;
  const auto* found = look_up(kPhrases, word);
  return found == nullptr ? kNone : *found;
}

bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (text::ascii_lower(word[i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace parley::times
