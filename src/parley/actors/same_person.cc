#include "parley/actors/same_person.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

// Two spellings that nothing else speaks for are one name where at most this many letters differ;
// by title or affiliation, where this share of the letters is in place. "Sorune" and "Sarone",
// "Lewin" and "Lowen", "Mick" and "Mike" are names of their own.
struct Nearness {
  std::size_t length;  // of the longer word, at least
  std::size_t changes;
};
constexpr Nearness kShortSurname = {6, 1};
constexpr Nearness kLongSurname = {9, 2};
constexpr Nearness kGivenName = {5, 2};
constexpr double kGivenLikeness = 0.6;
constexpr double kRomanisedSurname = 0.75;
constexpr double kVouchedSurname = 0.6;
constexpr double kVouchedGiven = 0.4;

bool share_evidence(const Person& a, const Person& b) {
  auto i = a.evidence.begin();
  auto j = b.evidence.begin();
  while (i != a.evidence.end() && j != b.evidence.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

bool within(std::string_view a, std::string_view b, Nearness near) {
  return std::max(a.size(), b.size()) >= near.length && letters_changed(a, b) <= near.changes;
}

// "Roberta" beside "Robert": another person's name.
bool is_feminine_of(std::string_view longer, std::string_view name) {
  return longer.size() == name.size() + 1 && longer.starts_with(name) && longer.back() == 'a';
}

// The given names by which two persons are compared: of "W. Neil Velm" beside "Neil Velm", Neil.
std::pair<std::string, std::string> given_names(const std::vector<std::string>& a,
                                                const std::vector<std::string>& b) {
  const auto second = [](const std::vector<std::string>& one,
                         const std::vector<std::string>& other) -> const std::string& {
    const bool initial = one.size() > 2 && one[0].size() == 1 && one[1] == other[0];
    return initial ? one[1] : one[0];
  };
  return {second(a, b), second(b, a)};
}

// "Tarek al-Hashemi", "Omar bin Said"
bool is_romanised(std::string_view name) {
  const std::string folded = ' ' + text::fold_case(name);
  return std::ranges::any_of(
      std::array<std::string_view, 8>{" al-", " el-", " al ", " el ", " bin ", " ibn ", " abu ",
                                      " abd"},
      [&](std::string_view sign) { return folded.find(sign) != std::string::npos; });
}

std::vector<std::string_view> all_names(const Entity& entity) {
  std::vector<std::string_view> names = {entity.name};
  names.insert(names.end(), entity.aliases.begin(), entity.aliases.end());
  return names;
}

std::string plain(std::string_view name) {
  if (name.starts_with("the ") || name.starts_with("The ")) name.remove_prefix(4);
  return text::fold_case(name);
}

}  // namespace

Person person_of(const Entity& entity) {
  Person person;
  person.words = name_words(entity.name);
  person.rank = name_rank(entity.name);
  person.affiliated = !entity.affiliation.empty();
  person.romanised = is_romanised(entity.name);
  // "Israel" and "Israeli" are one here.
  constexpr std::size_t kStem = 5;
  const auto add = [&](std::string_view text) {
    for (const std::string& word : name_words(text)) {
      if (word.size() > 3) person.evidence.push_back(word.substr(0, kStem));
    }
  };
  add(entity.affiliation);
  for (const std::string& title : entity.titles) add(title);
  std::ranges::sort(person.evidence);
  return person;
}

Likeness compare_persons(const Entity& a, const Entity& b) {
  return compare_persons(person_of(a), person_of(b), false);
}

Likeness compare_persons(const Person& a, const Person& b, bool crowded) {
  const std::vector<std::string>& left = a.words;
  const std::vector<std::string>& right = b.words;
  if (left.empty() || right.empty()) return Likeness::kDifferent;
  if (!alike_words(left.back(), right.back()) || left.back().size() == 1 ||
      right.back().size() == 1) {
    return Likeness::kDifferent;
  }
  if (left.size() == 1 || right.size() == 1) return Likeness::kPossible;
  const auto [given, other] = given_names(left, right);
  const bool one_surname = left.back() == right.back();
  const bool contrary = a.affiliated && b.affiliated && !share_evidence(a, b);
  // "Mike Velm" and "Michael Velm"
  if (one_surname && is_short_for(given, other)) {
    const bool sure = crowded ? share_evidence(a, b) : !contrary;
    return sure ? Likeness::kSame : Likeness::kPossible;
  }
  if (!alike_words(given, other)) return Likeness::kDifferent;
  // Middle names may be left out, but two that are written in full must not differ.
  if (left.size() == right.size()) {
    for (std::size_t i = 1; i + 1 < left.size(); ++i) {
      if (!alike_words(left[i], right[i])) return Likeness::kDifferent;
    }
  }
  if (given.size() == 1 || other.size() == 1) {
    return share_evidence(a, b) ? Likeness::kSame : Likeness::kPossible;
  }
  const bool one_given = given == other;
  if (one_surname && one_given) return Likeness::kSame;
  if (is_feminine_of(given, other) || is_feminine_of(other, given)) return Likeness::kDifferent;
  // "Alex" and "Alexis", "Carl" and "Carol" are two names.
  if (given.starts_with(other) != other.starts_with(given)) return Likeness::kPossible;
  if (given.size() != other.size() && std::min(given.size(), other.size()) < kGivenName.length) {
    return Likeness::kPossible;
  }
  if (share_evidence(a, b)) {
    return spelling_likeness(left.back(), right.back()) >= kVouchedSurname &&
                   spelling_likeness(given, other) >= kVouchedGiven
               ? Likeness::kSame
               : Likeness::kPossible;
  }
  if (contrary || crowded) return Likeness::kPossible;
  const bool misspelt = one_given && (within(left.back(), right.back(), kShortSurname) ||
                                      within(left.back(), right.back(), kLongSurname));
  const bool romanised = one_surname && within(given, other, kGivenName) &&
                         spelling_likeness(given, other) >= kGivenLikeness;
  const bool spelled_freely = a.romanised && b.romanised &&
                              spelling_likeness(left.back(), right.back()) >= kRomanisedSurname &&
                              spelling_likeness(given, other) >= kGivenLikeness;
  return misspelt || romanised || spelled_freely ? Likeness::kSame : Likeness::kPossible;
}

bool same_person(const Entity& a, const Entity& b) {
  return compare_persons(a, b) == Likeness::kSame;
}

bool same_body(const Entity& a, const Entity& b) {
  const Country* left = find_country(a.name);
  const Country* right = find_country(b.name);
  if (left != nullptr && left == right) return true;
  if (plain(a.name) == plain(b.name)) return true;
  // An alias counts only where it is long enough to be no accident or is the other's whole name.
  for (const std::string_view x : all_names(a)) {
    for (const std::string_view y : all_names(b)) {
      if (x.size() > 4 && plain(x) == plain(y) &&
          (plain(x) == plain(a.name) || plain(y) == plain(b.name))) {
        return true;
      }
      const bool abbreviation =
          x.size() > 2 && x == y && std::ranges::all_of(x, text::is_ascii_upper) &&
          (a.name != x && b.name != y ? plain(a.name) == plain(b.name) : true);
      if (abbreviation) return true;
    }
  }
  return false;
}

}  // namespace parley::actors
