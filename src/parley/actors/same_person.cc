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

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

// "Tomas Wilm" and "Tomas Olm" sound alike in a key without vowels, and are two.
bool begin_alike(std::string_view a, std::string_view b) {
  constexpr std::string_view kVowels = "aeiou";
  return kVowels.contains(a.front()) == kVowels.contains(b.front());
}

// The word that a hyphen binds to the last one; "" for none and for an article ("al-Bishq").
std::string joined_word(std::string_view name, const std::vector<std::string>& words) {
  if (words.size() < 2) return {};
  const std::string folded = text::fold_case(name);
  const std::string& left = words[words.size() - 2];
  return folded.find(left + '-' + words.back()) == std::string::npos ? std::string() : left;
}

// "Reed-Velm" and "van der Velm" name nobody in full.
bool is_surname(std::string_view name, const std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 12> kParticles = {
      "van", "von", "vanden", "vander", "de", "der", "den", "del", "della", "di", "da", "du"};
  if (words.size() < 2) return false;
  const auto is_particle = [&](const std::string& word) {
    return std::ranges::find(kParticles, word) != kParticles.end();
  };
  // "Van Velm" may be somebody whose given name is Van.
  if (is_particle(words.front()) && (name.starts_with(words.front()) || is_particle(words[1]))) {
    return true;
  }
  return words.size() == 2 && !joined_word(name, words).empty();
}

// "Velm Jae-in": a small letter behind the hyphen begins no surname.
bool is_family_first(std::string_view name, const std::vector<std::string>& words) {
  const std::size_t hyphen = name.rfind('-');
  return words.size() == 3 && hyphen != std::string_view::npos && hyphen + 1 < name.size() &&
         name[hyphen + 1] >= 'a' && name[hyphen + 1] <= 'z' && !joined_word(name, words).empty();
}

// One of the two names has a middle name in full that the other leaves out.
bool has_middle_name(const Person& a, const Person& b) {
  const std::vector<std::string>& longer = a.words.size() > b.words.size() ? a.words : b.words;
  return a.words.size() != b.words.size() && longer[longer.size() - 2].size() > 1;
}

// "Omar bin Said" has no surname Said.
bool has_patronym(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](const std::string& word) {
    return word == "bin" || word == "ibn" || word == "bint";
  });
}

Gender gender_of(const Entity& entity, const std::vector<std::string>& words) {
  Gender told = Gender::kUnknown;
  for (const std::string& title : entity.titles) {
    const Gender here = title_gender(title.substr(title.rfind(' ') + 1));
    if (here == Gender::kUnknown) continue;
    if (told != Gender::kUnknown && told != here) return Gender::kUnknown;
    told = here;
  }
  if (told != Gender::kUnknown || words.size() < 2) return told;
  return given_name_gender(words.front());
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

// The names by which a body of another report may be the same one. What stands for a country in one
// report only ("the North") is none.
std::vector<std::string_view> lasting_names(const Entity& entity) {
  std::vector<std::string_view> names = all_names(entity);
  if (const Country* country = find_country(entity.name)) {
    std::erase_if(names, [&](std::string_view name) { return find_country(name) != country; });
  }
  return names;
}

}  // namespace

bool share_evidence(const Person& a, const Person& b) { return share(a.evidence, b.evidence); }

Person person_of(const Entity& entity) {
  Person person;
  person.words = name_words(entity.name);
  if (is_surname(entity.name, person.words)) {
    person.joined = person.words.size() == 2 ? joined_word(entity.name, person.words) : "";
    person.words.erase(person.words.begin(), person.words.end() - 1);
  }
  person.rank = name_rank(entity.name);
  person.affiliated = !entity.affiliation.empty();
  person.romanised = is_romanised(entity.name);
  if (person.words.size() > 2) person.joined = joined_word(entity.name, person.words);
  person.family_first = is_family_first(entity.name, person.words);
  person.gender = gender_of(entity, person.words);
  // "Israel" and "Israeli" are one here.
  constexpr std::size_t kStem = 5;
  const auto add = [&](std::string_view text) {
    for (const std::string& word : name_words(text)) {
      if (word.size() > 3) person.evidence.push_back(word.substr(0, kStem));
    }
  };
  add(entity.affiliation);
  person.bodies = person.evidence;
  std::ranges::sort(person.bodies);
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
  if ((left.size() == 1 && b.family_first && left.front() == right.front()) ||
      (right.size() == 1 && a.family_first && left.front() == right.front())) {
    return Likeness::kPossible;
  }
  if (!alike_words(left.back(), right.back())) return Likeness::kDifferent;
  if (left.back().size() == 1 || right.back().size() == 1) {
    return left == right ? Likeness::kSame : Likeness::kDifferent;
  }
  if (left.size() == 1 || right.size() == 1) {
    if (a.joined != b.joined) return Likeness::kDifferent;
    const bool two_sexes =
        a.gender != b.gender && a.gender != Gender::kUnknown && b.gender != Gender::kUnknown;
    return two_sexes ? Likeness::kDifferent : Likeness::kPossible;
  }
  // "Ana Reed-Velm" is no Velm.
  if (has_patronym(left) != has_patronym(right)) return Likeness::kPossible;
  if (a.joined != b.joined && left[left.size() - 2] != right[right.size() - 2]) {
    return alike_words(left.front(), right.front()) ? Likeness::kPossible : Likeness::kDifferent;
  }
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
    const bool vouched = crowded ? share(a.bodies, b.bodies) : share_evidence(a, b);
    return vouched ? Likeness::kSame : Likeness::kPossible;
  }
  const bool one_given = given == other;
  if (one_surname && one_given) {
    // "Ana Velm" and "Ana B. Velm", "Ola Velm Jr."
    const bool one_form = left.size() == right.size() && a.rank == b.rank;
    const bool two_bodies = a.affiliated && b.affiliated && !share(a.bodies, b.bodies);
    const bool sure = crowded ? share_evidence(a, b) : !two_bodies || !has_middle_name(a, b);
    return one_form || sure ? Likeness::kSame : Likeness::kPossible;
  }
  if (is_feminine_of(given, other) || is_feminine_of(other, given)) return Likeness::kDifferent;
  // "Alex" and "Alexis", "Carl" and "Carol" are two names.
  if (given.starts_with(other) != other.starts_with(given)) return Likeness::kPossible;
  if (given.size() != other.size() && std::min(given.size(), other.size()) < kGivenName.length) {
    return Likeness::kPossible;
  }
  if (share_evidence(a, b)) {
    return begin_alike(left.back(), right.back()) &&
                   spelling_likeness(left.back(), right.back()) >= kVouchedSurname &&
                   spelling_likeness(given, other) >= kVouchedGiven
               ? Likeness::kSame
               : Likeness::kPossible;
  }
  if (contrary || crowded) return Likeness::kPossible;
  const bool misspelt = one_given && begin_alike(left.back(), right.back()) &&
                        (within(left.back(), right.back(), kShortSurname) ||
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
  const std::string whole_a = body_key(a.name);
  const std::string whole_b = body_key(b.name);
  if (whole_a == whole_b) return true;
  const auto is_abbreviation = [](std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return text::is_ascii_upper(c) || c == '.'; });
  };
  // An alias counts only where it is long enough to be no accident or is the other's whole name.
  for (const std::string_view x : lasting_names(a)) {
    const std::string key = body_key(x);
    for (const std::string_view y : lasting_names(b)) {
      if (key != body_key(y)) continue;
      const bool whole = key == whole_a || key == whole_b;
      if (whole && key.size() > 4) return true;
      if (whole && key.size() > 2 && is_abbreviation(x) && is_abbreviation(y)) return true;
    }
  }
  return false;
}

}  // namespace parley::actors
