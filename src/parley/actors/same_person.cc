#include "parley/actors/same_person.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

// Names less near than this, letter by letter, are one only by title or affiliation: "Sorune" and
// "Sarone", "Mick" and "Mike".
constexpr double kNearSurname = 0.75;
constexpr double kNearGiven = 0.6;

std::set<std::string> content_words(const Entity& entity) {
  std::set<std::string> words;
  const auto add = [&](std::string_view text) {
    for (const std::string& word : name_words(text)) {
      if (word.size() > 3) words.insert(word.substr(0, 5));
    }
  };
  add(entity.affiliation);
  for (const std::string& title : entity.titles) add(title);
  return words;
}

// A word in common among titles and affiliations: "Israel" and "Israeli" are one here.
bool share_evidence(const Entity& a, const Entity& b) {
  const std::set<std::string> left = content_words(a);
  const std::set<std::string> right = content_words(b);
  return std::ranges::any_of(left, [&](const std::string& word) { return right.contains(word); });
}

bool same_spelling(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return a == b;
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

Likeness compare_persons(const Entity& a, const Entity& b) {
  const std::vector<std::string> left = name_words(a.name);
  const std::vector<std::string> right = name_words(b.name);
  if (left.empty() || right.empty()) return Likeness::kDifferent;
  if (!alike_words(left.back(), right.back()) || left.back().size() == 1 ||
      right.back().size() == 1) {
    return Likeness::kDifferent;
  }
  if (left.size() == 1 || right.size() == 1) return Likeness::kPossible;
  const std::string& given = left.front();
  const std::string& other = right.front();
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
  if (same_spelling(left, right)) return Likeness::kSame;
  if (given == other && left.back() == right.back()) return Likeness::kSame;
  const bool near = spelling_likeness(left.back(), right.back()) >= kNearSurname &&
                    spelling_likeness(given, other) >= kNearGiven;
  if (!near && !share_evidence(a, b)) return Likeness::kPossible;
  const bool contrary = !a.affiliation.empty() && !b.affiliation.empty() && !share_evidence(a, b);
  return contrary ? Likeness::kPossible : Likeness::kSame;
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
