#include "parley/figures/vocabulary.h"

#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "parley/base/table.h"

namespace parley::figures {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
template <typename T>
using WordMap = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
using WordSet = std::unordered_set<std::string, Hash, std::equal_to<>>;

template <typename T>
const T* look_up(const WordMap<T>& map, std::string_view word) {
  const auto found = map.find(word);
  return found == map.end() ? nullptr : &found->second;
}

WordMap<Bound> load_bounds(std::string_view place) {
  WordMap<Bound> bounds;
  for (const base::TableRow& row : base::read_table("bounds")) {
    if (row.at(2) != place) continue;
    for (int i = 0; i <= static_cast<int>(Bound::kVague); ++i) {
      if (name_of(static_cast<Bound>(i)) == row.at(1)) {
        bounds[std::string(row.at(0))] = static_cast<Bound>(i);
      }
    }
  }
  return bounds;
}

WordMap<std::string> load_currencies(std::string_view place) {
  WordMap<std::string> currencies;
  for (const base::TableRow& row : base::read_table("currencies")) {
    if (row.at(2) == place) currencies[std::string(row.at(0))] = row.at(1);
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
      numbers[std::string(row.at(0))] = number;
    }
    return numbers;
  }();
  return kNumbers;
}

}  // namespace

std::optional<Bound> bound_before(std::string_view phrase) {
  static const WordMap<Bound> kBounds = load_bounds("before");
  const Bound* found = look_up(kBounds, phrase);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<Bound> bound_after(std::string_view phrase) {
  static const WordMap<Bound> kBounds = load_bounds("after");
  const Bound* found = look_up(kBounds, phrase);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

const VagueNumber* find_vague(std::string_view phrase) { return look_up(vague_numbers(), phrase); }

bool begins_vague(std::string_view word) {
  static const WordSet kFirst = [] {
    WordSet first;
    for (const auto& [phrase, number] : vague_numbers()) {
      first.insert(phrase.substr(0, phrase.find(' ')));
    }
    return first;
  }();
  return kFirst.contains(word);
}

std::string_view currency_before(std::string_view symbol) {
  static const WordMap<std::string> kCurrencies = load_currencies("before");
  const std::string* found = look_up(kCurrencies, symbol);
  return found == nullptr ? std::string_view() : *found;
}

std::string_view currency_after(std::string_view word) {
  static const WordMap<std::string> kCurrencies = load_currencies("after");
  const std::string* found = look_up(kCurrencies, word);
  return found == nullptr ? std::string_view() : *found;
}

const UnitWord* find_unit(std::string_view word) {
  static const WordMap<UnitWord> kUnits = [] {
    WordMap<UnitWord> units;
    for (const base::TableRow& row : base::read_table("units")) {
      units[std::string(row.at(0))] = {std::string(row.at(1)), std::string(row.at(2))};
    }
    return units;
  }();
  return look_up(kUnits, word);
}

bool is_people_word(std::string_view word) {
  static const WordSet kWords = [] {
    WordSet words;
    for (const base::TableRow& row : base::read_table("populations")) words.emplace(row.at(0));
    return words;
  }();
  return kWords.contains(word);
}

const MeasureWord* find_measure(std::string_view word) {
  static const WordMap<MeasureWord> kMeasures = [] {
    WordMap<MeasureWord> measures;
    for (const base::TableRow& row : base::read_table("measures")) {
      measures[std::string(row.at(0))] = {std::string(row.at(1)), row.at(2) == "point"};
    }
    return measures;
  }();
  return look_up(kMeasures, word);
}

}  // namespace parley::figures
