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
constexpr Nearness kVouchedShort = {5, 1};  // surname and given name together
constexpr Nearness kVouchedLong = {6, 2};
constexpr double kGivenLikeness = 0.6;
constexpr double kRomanisedSurname = 0.75;
constexpr double kVouchedSurname = 0.6;
constexpr double kVouchedGiven = 0.4;

// By how many other persons who are called so and share as much, two names of one form are still
// taken for one person's.
constexpr double kMayBeInitial = 0.015;  // "Ana Velm", "Ana B. Velm"
constexpr double kMayBeMiddle = 0.005;   // "Ana Velm", "Ana Berit Velm"
constexpr double kMayBeShort = 0.03;     // "Mike", "Michael"
constexpr double kMayBeLetter = 0.01;    // "A. Velm"
constexpr double kMayBeGiven = 0.01;     // another spelling of the given name
constexpr double kMayBeSurname = 0.003;
constexpr double kMayBeNick = 0.003;  // "Ed", "Eddie"
// What is told of the two has nothing in common: so many times as many. Are they of two bodies,
// only a middle initial may be left out.
constexpr double kContraryTimes = 3;

// A sign that more of all persons have ("chief") tells nothing.
constexpr double kTelling = 0.03;

const Sign* rarest_shared(const std::vector<Sign>& a, const std::vector<Sign>& b) {
  const Sign* rarest = nullptr;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    const int order = i->stem.compare(j->stem);
    if (order == 0 && (rarest == nullptr || i->share < rarest->share)) rarest = &*i;
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  return rarest;
}

bool share(const std::vector<Sign>& a, const std::vector<Sign>& b) {
  return rarest_shared(a, b) != nullptr;
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
  constexpr std::array<std::string_view, 13> kParticles = {"van", "von", "vanden", "vander", "de",
                                                           "der", "den", "del",    "della",  "di",
                                                           "da",  "du",  "bin"};
  if (words.size() < 2) return false;
  const auto is_particle = [&](const std::string& word) {
    return std::ranges::find(kParticles, word) != kParticles.end();
  };
  // "Van Velm" may be somebody whose given name is Van.
  if (is_particle(words.front()) && (name.starts_with(words.front()) || is_particle(words[1]) ||
                                     (words.size() == 2 && words.front() != "van"))) {
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

// One of the two names has a middle name in full that the other leaves out. "A. Bo Velm" and "Bo
// Velm" have none.
bool has_middle_name(const Person& a, const Person& b) {
  if (a.words.size() == b.words.size()) return false;
  const std::vector<std::string>& longer = a.words.size() > b.words.size() ? a.words : b.words;
  const std::vector<std::string>& shorter = a.words.size() > b.words.size() ? b.words : a.words;
  const std::size_t given = longer[0].size() == 1 && longer[1] == shorter[0] ? 1 : 0;
  return longer.size() - given > shorter.size() && longer[longer.size() - 2].size() > 1;
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

// "Velm v. Orr", "Ana Velm, N-Alma, Orr": not one person's name.
bool are_several(std::string_view name) {
  if (name.contains(" v. ") || name.contains(" v ")) return true;
  const std::size_t comma = name.find(", ");
  return comma != std::string_view::npos && name.find(' ', comma + 2) != std::string_view::npos;
}

// "Tarek al-Hashemi", "Omar bin Said"
bool is_romanised(std::string_view name) {
  const std::string folded = ' ' + text::fold_case(name);
  return std::ranges::any_of(
      std::array<std::string_view, 8>{" al-", " el-", " al ", " el ", " bin ", " ibn ", " abu ",
                                      " abd"},
      [&](std::string_view sign) { return folded.find(sign) != std::string::npos; });
}

// "J. Paul Velm" is called Paul: no Joyce Velm.
bool has_second_name(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto calls = [](const std::vector<std::string>& one,
                        const std::vector<std::string>& other) {
    return one.size() > 2 && one[0].size() == 1 && one[1].size() > 1 && other.size() == 2;
  };
  return calls(a, b) || calls(b, a);
}

// The words of a title or an affiliation that tell something, cut to their stems: "Israel" and
// "Israeli" are one. Of a body's name its initials as well.
void add_signs(std::string_view words, std::vector<Sign>& signs) {
  constexpr std::size_t kStem = 5;
  constexpr std::size_t kLeast = 3;  // letters
  constexpr std::array<std::string_view, 8> kTellNothing = {"the",  "and",  "for",    "mrs",
                                                            "miss", "dame", "former", "longtime"};
  std::string initials;
  const auto add = [&](std::string_view word) {
    const std::string meant = meant_by(word);
    if (meant.size() < kLeast || std::ranges::find(kTellNothing, meant) != kTellNothing.end()) {
      return;
    }
    signs.push_back({meant.substr(0, kStem), Sign::kUnknownShare});
  };
  for (std::size_t at = 0; at < words.size();) {
    const auto is_part = [&](std::size_t i) {
      return text::is_ascii_alpha(words[i]) || static_cast<unsigned char>(words[i]) >= 0x80;
    };
    std::size_t end = at;
    while (end < words.size() && is_part(end)) ++end;
    if (end > at) {
      if (text::is_ascii_upper(words[at])) initials.push_back(words[at]);
      add(words.substr(at, end - at));
    }
    at = std::max(end, at + 1);
  }
  if (initials.size() >= kLeast) add(initials);
}

void sort_signs(std::vector<Sign>& signs) {
  std::ranges::sort(signs, {}, &Sign::stem);
  const auto twice = std::ranges::unique(signs, {}, &Sign::stem);
  signs.erase(twice.begin(), twice.end());
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

double shared_by(const Person& a, const Person& b) {
  const Sign* sign = rarest_shared(a.evidence, b.evidence);
  return sign == nullptr || sign->share > kTelling ? 1 : sign->share;
}

Person person_of(const Entity& entity) {
  Person person;
  person.words = name_words(entity.name);
  if (are_several(entity.name)) person.words.clear();
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
  add_signs(entity.affiliation, person.bodies);
  person.evidence = person.bodies;
  for (const std::string& title : entity.titles) add_signs(title, person.evidence);
  sort_signs(person.bodies);
  sort_signs(person.evidence);
  return person;
}

Likeness compare_persons(const Entity& a, const Entity& b) {
  return compare_persons(person_of(a), person_of(b), 0);
}

Likeness compare_persons(const Person& a, const Person& b, double namesakes) {
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
  const auto same_if = [](bool sure) { return sure ? Likeness::kSame : Likeness::kPossible; };
  const auto [given, other] = given_names(left, right);
  const auto same_word = [](const std::string& one, const std::string& another) {
    return one == another || plain_letters(one) == plain_letters(another);
  };
  const bool one_surname = same_word(left.back(), right.back());
  const bool vouched = share_evidence(a, b);
  const bool two_bodies = a.affiliated && b.affiliated && !vouched;
  double chance = namesakes * shared_by(a, b);
  if (!vouched && !a.evidence.empty() && !b.evidence.empty()) chance *= kContraryTimes;
  const auto same_unless_two = [&](double most) { return same_if(!two_bodies && chance < most); };
  // "Mike Velm" and "Michael Velm"
  if (one_surname && is_short_for(given, other)) {
    return middle_names_agree(left, right) ? same_unless_two(kMayBeShort) : Likeness::kDifferent;
  }
  if (one_surname && are_short_for_one(given, other)) {
    return same_if(vouched && middle_names_agree(left, right) && chance < kMayBeNick);
  }
  if (!alike_words(given, other)) return Likeness::kDifferent;
  if (!middle_names_agree(left, right)) return Likeness::kDifferent;
  if (given.size() == 1 || other.size() == 1) {
    return same_if(vouched && !has_second_name(left, right) && chance < kMayBeLetter);
  }
  const bool one_given = same_word(given, other);
  if (one_surname && one_given) {
    if (left.size() == right.size() && a.rank == b.rank) return Likeness::kSame;
    return has_middle_name(a, b) ? same_unless_two(kMayBeMiddle) : same_if(chance < kMayBeInitial);
  }
  if (is_feminine_of(given, other) || is_feminine_of(other, given)) return Likeness::kDifferent;
  // "Alex" and "Alexis", "Carl" and "Carol" are two names.
  if (given.starts_with(other) != other.starts_with(given)) return Likeness::kPossible;
  if (given.size() != other.size() && std::min(given.size(), other.size()) < kGivenName.length) {
    return Likeness::kPossible;
  }
  const bool free = a.romanised && b.romanised;
  const double of_surnames = spelling_likeness(left.back(), right.back());
  const double of_given = spelling_likeness(given, other);
  if (one_surname) {
    const bool near = within(given, other, kGivenName) && of_given >= kGivenLikeness;
    const bool alike = near || (vouched && of_given >= kVouchedGiven);
    return alike ? same_unless_two(kMayBeGiven) : Likeness::kPossible;
  }
  if (two_bodies || chance >= kMayBeSurname || !begin_alike(left.back(), right.back())) {
    return Likeness::kPossible;
  }
  if (free && of_surnames >= kVouchedSurname && of_given >= kVouchedGiven) {
    return same_if(vouched || (of_surnames >= kRomanisedSurname && of_given >= kGivenLikeness));
  }
  if (vouched) {
    const std::size_t length = std::max(left.back().size(), right.back().size());
    const std::size_t changes =
        letters_changed(left.back(), right.back()) + letters_changed(given, other);
    for (const Nearness near : {kVouchedShort, kVouchedLong}) {
      if (length >= near.length && changes <= near.changes) return Likeness::kSame;
    }
  }
  return same_if(one_given && (within(left.back(), right.back(), kShortSurname) ||
                               within(left.back(), right.back(), kLongSurname)));
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
