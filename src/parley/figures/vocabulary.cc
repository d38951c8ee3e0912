#include "parley/figures/vocabulary.h"

#include <algorithm>
#include <charconv>

#include "parley/analysis/numeral.h"
#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::figures {
namespace {

using base::WordMap;

WordMap<Bound> load_bounds(std::string_view place) {
  WordMap<Bound> bounds;
  for (const base::TableRow& row : base::read_table("bounds")) {
    if (row.at(2) != place) continue;
    for (int i = 0; i <= static_cast<int>(Bound::kVague); ++i) {
      if (name_of(static_cast<Bound>(i)) == row.at(1)) {
        bounds[row.at(0)] = static_cast<Bound>(i);
      }
    }
  }
  return bounds;
}

WordMap<std::string> load_currencies(std::string_view place) {
  WordMap<std::string> currencies;
  for (const base::TableRow& row : base::read_table("currencies")) {
    if (row.at(2) == place) currencies[text::ascii_lower(row.at(0))] = row.at(1);
  }
  return currencies;
}

const WordMap<VagueNumber>& vague_numbers() {
  static const WordMap<VagueNumber> kNumbers = [] {
    WordMap<VagueNumber> numbers;
    for (const base::TableRow& row : base::read_table("vague_numbers")) {
      VagueNumber number;
      const std::string_view digits = row.at(1);
      double low = 0;
      if (std::from_chars(digits.data(), digits.data() + digits.size(), low).ec == std::errc()) {
        number.low = low;
      }
      numbers[row.at(0)] = number;
    }
    return numbers;
  }();
  return kNumbers;
}

}  // namespace

std::optional<Bound> bound_before(std::string_view phrase) {
  static const WordMap<Bound> kBounds = load_bounds("before");
  const Bound* found = kBounds.find(phrase);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<Bound> bound_after(std::string_view phrase) {
  static const WordMap<Bound> kBounds = load_bounds("after");
  const Bound* found = kBounds.find(phrase);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

const VagueNumber* find_vague(std::string_view phrase) { return vague_numbers().find(phrase); }

namespace {

std::string_view first_word(std::string_view phrase) { return phrase.substr(0, phrase.find(' ')); }

}  // namespace

bool ends_bound(std::string_view word) {
  static const WordMap<bool> kLast = [] {
    WordMap<bool> last;
    for (const base::TableRow& row : base::read_table("bounds")) {
      const std::string_view phrase = row.at(0);
      if (row.at(2) == "before") last[phrase.substr(phrase.rfind(' ') + 1)] = true;
    }
    return last;
  }();
  return kLast.contains(word);
}

bool begins_bound(std::string_view word) {
  static const WordMap<bool> kFirst = [] {
    WordMap<bool> first;
    for (const base::TableRow& row : base::read_table("bounds")) {
      if (row.at(2) == "after") first[first_word(row.at(0))] = true;
    }
    return first;
  }();
  return kFirst.contains(word);
}

bool begins_vague(std::string_view word) {
  static const WordMap<bool> kFirst = [] {
    WordMap<bool> first;
    for (const auto& [phrase, number] : vague_numbers().entries()) first[first_word(phrase)] = true;
    return first;
  }();
  return kFirst.contains(word);
}

Opening opening_of(std::string_view word) {
  static const WordMap<Opening> kOpenings = [] {
    WordMap<Opening> openings;
    for (const base::TableRow& row : base::read_table("numbers")) {
      const std::string_view number = row.at(0);
      if (analysis::small_number_named(number) >= 0 || analysis::part_named(number) > 0 ||
          analysis::scale_named(number) == 100 || analysis::scale_named(number) == 1000) {
        openings[number] = Opening::kNumber;
      }
    }
    for (const auto& [phrase, number] : vague_numbers().entries()) {
      openings[first_word(phrase)] = Opening::kNumber;
    }
    openings["minus"] = openings["negative"] = Opening::kNumber;
    for (const std::string_view article : {"a", "an", "another"}) {
      openings[article] = Opening::kArticle;
    }
    return openings;
  }();
  if (word.empty()) return Opening::kNone;
  const char c = word.front();
  if (text::is_ascii_digit(c) || c == '.') return Opening::kNumber;
  // Digits of other scripts; "½" begins with 0xC2.
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0xD9 || (byte == 0xC2 && word.size() == 2)) return Opening::kNumber;
  const Opening* found = kOpenings.find(word);
  return found == nullptr ? Opening::kNone : *found;
}

std::string_view currency_before(std::string_view symbol) {
  static const WordMap<std::string> kCurrencies = load_currencies("before");
  const std::string* found = kCurrencies.find(symbol);
  if (found == nullptr) return {};
  // "TRY 5" is a sum, "try 5" is none.
  if (std::ranges::all_of(symbol, text::is_ascii_lower)) return {};
  return *found;
}

std::string_view currency_after(std::string_view word) {
  static const WordMap<std::string> kCurrencies = load_currencies("after");
  const std::string* found = kCurrencies.find(word);
  return found == nullptr ? std::string_view() : *found;
}

const UnitWord* find_unit(std::string_view word) {
  static const WordMap<UnitWord> kUnits = [] {
    WordMap<UnitWord> units;
    for (const base::TableRow& row : base::read_table("units")) {
      units[row.at(0)] = {std::string(row.at(1)), std::string(row.at(2))};
    }
    return units;
  }();
  return kUnits.find(word);
}

bool is_people_word(std::string_view word) {
  static const WordMap<bool> kWords = [] {
    WordMap<bool> words;
    for (const base::TableRow& row : base::read_table("populations")) {
      const std::string_view noun = row.at(0);
      words[noun] = true;
      // One of them is a person too.
      if (noun.size() > 4 && noun != "others" && noun.ends_with('s') && !noun.ends_with("ss") &&
          !noun.ends_with("ies")) {
        words[noun.substr(0, noun.size() - 1)] = true;
      }
    }
    return words;
  }();
  return kWords.contains(word);
}

const MeasureWord* find_measure(std::string_view word) {
  static const WordMap<MeasureWord> kMeasures = [] {
    WordMap<MeasureWord> measures;
    for (const base::TableRow& row : base::read_table("measures")) {
      measures[row.at(0)] = {std::string(row.at(1)), row.at(2) == "point"};
    }
    return measures;
  }();
  return kMeasures.find(word);
}

}  // namespace parley::figures
