#include "parley/actors/name_key.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

constexpr std::size_t kMaxWord = 64;  // bytes of a word that are compared
constexpr double kMinLikeness = 0.4;  // share of letters that two spellings have in place
constexpr std::string_view kVowels = "aeiou";
constexpr std::array<std::string_view, 5> kRanks = {"jr", "sr", "ii", "iii", "iv"};

struct Rewrite {
  std::string from;
  std::string to;
  bool at_start = false;
  bool at_end = false;
};

const std::vector<Rewrite>& rewrites() {
  static const std::vector<Rewrite> kRewrites = [] {
    std::vector<Rewrite> rules;
    for (const base::TableRow& row : base::read_table("transliteration")) {
      Rewrite rule{std::string(row.at(0)), std::string(row.at(1)), false, false};
      if (rule.from.starts_with('^')) {
        rule.at_start = true;
        rule.from.erase(0, 1);
      }
      if (rule.from.ends_with('$')) {
        rule.at_end = true;
        rule.from.pop_back();
      }
      if (!rule.from.empty()) rules.push_back(std::move(rule));
    }
    return rules;
  }();
  return kRewrites;
}

// `marks_alone`: only by the rules for letters with marks.
std::string rewritten(std::string_view word, bool marks_alone = false) {
  std::string now(word.substr(0, kMaxWord));
  for (const Rewrite& rule : rewrites()) {
    if (marks_alone && static_cast<unsigned char>(rule.from.front()) < 0x80) continue;
    if (now.find(rule.from) == std::string::npos) continue;
    std::string next;
    for (std::size_t i = 0; i < now.size();) {
      const bool here = std::string_view(now).substr(i).starts_with(rule.from) &&
                        (!rule.at_start || i == 0) &&
                        (!rule.at_end || i + rule.from.size() == now.size());
      if (here) {
        next += rule.to;
        i += rule.from.size();
      } else {
        next.push_back(now[i++]);
      }
    }
    now = std::move(next);
  }
  return now;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

// "Sen.", "Protester Ana Velm": what stands before a name, `behind` words of which follow.
bool is_no_name(const std::string& word, std::size_t behind) {
  constexpr std::size_t kLeast = 5;  // letters of a noun: "Son" and "Fan" are names
  if (is_title(word) || is_member_noun(word)) return true;
  return behind > 1 && word.size() >= kLeast && is_person_noun(word) &&
         given_name_gender(word) == Gender::kUnknown;
}

// [Ana] Velm, Ana "Bee" Velm: no letter of a name.
bool is_mark(char32_t point) {
  constexpr std::u32string_view kMarks = U"[]()\"\u201C\u201D";
  return kMarks.find(point) != std::u32string_view::npos;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  std::string folded;
  const std::string lower = text::fold_case(name);
  for (std::size_t i = 0; i < lower.size();) {
    const text::CodePoint point = text::decode_at(lower, i);
    const bool apostrophe = point.value == U'\'' || point.value == 0x2019 ||
                            point.value == 0x2018 || point.value == 0x02BC || point.value == U'`';
    if (apostrophe) {
      const std::string_view rest = std::string_view(lower).substr(i + point.length);
      if (rest == "s" || rest.starts_with("s ")) {
        folded.push_back(' ');
        i += point.length + 1;
        continue;
      }
    } else if (point.value == U'-' || point.value == U'.' || point.value == U',' ||
               point.value == 0x00A0) {
      folded.push_back(point.value == U'-' ? '-' : ' ');
    } else if (!is_mark(point.value)) {
      folded += lower.substr(i, point.length);
    }
    i += point.length;
  }
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&](bool hyphen) {
    // An article before a hyphen or a name: "al-Bishq", "El Beshiq", "ash-Sharif".
    // "Al Velm" has it for a given name.
    const bool article =
        ((word == "al" || word == "el" || word == "ul") && (hyphen || !words.empty())) ||
        (hyphen && (word == "ar" || word == "as" || word == "ash" || word == "an" || word == "ad" ||
                    word == "at" || word == "az"));
    const bool rank = std::ranges::find(kRanks, word) != kRanks.end() &&
                      (!words.empty() || word == "jr" || word == "sr");
    if (!word.empty() && !article && !rank && word != "the") {
      words.push_back(word);
    }
    word.clear();
  };
  for (const char c : folded) {
    if (c == ' ' || c == '-') {
      finish(c == '-');
    } else {
      word.push_back(c);
    }
  }
  finish(false);
  std::size_t titles = 0;
  while (titles + 1 < words.size() && is_no_name(words[titles], words.size() - titles - 1)) {
    ++titles;
  }
  // "Coast Sen. Ana Velm"
  for (std::size_t i = titles + 1; i + 2 < words.size(); ++i) {
    if (is_title(words[i]) && is_title(words[i] + '.')) titles = i + 1;
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(titles));
  return words;
}

namespace {

// The consonants of a rewritten word.
std::string skeleton(const std::string& plain) {
  std::string key;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (kVowels.find(c) != std::string_view::npos) {
      if (i == 0) key.push_back('a');
      continue;
    }
    if (!key.empty() && key.back() == c) continue;
    key.push_back(c);
  }
  return key.empty() ? plain : key;
}

}  // namespace

std::string plain_spelling(std::string_view word) { return rewritten(word); }

std::string body_key(std::string_view name) {
  if (name.starts_with("the ") || name.starts_with("The ")) name.remove_prefix(4);
  const bool dotted = name.contains('.') && std::ranges::all_of(name, [](char c) {
                        return text::is_ascii_upper(c) || c == '.';
                      });
  std::string folded = text::fold_case(name);
  if (dotted) std::erase(folded, '.');
  for (const std::string_view noun : {"department", "ministry"}) {
    const std::string start = std::string(noun) + " of ";
    if (!folded.starts_with(start)) continue;
    std::string rest = folded.substr(start.size());
    if (rest.starts_with("the ")) rest.erase(0, 4);
    if (rest.contains(" of ") || rest.contains(" for ") || rest.contains(',')) continue;
    return rest + ' ' + std::string(noun);
  }
  return folded;
}

std::string plain_letters(std::string_view word) {
  const bool ascii =
      std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? std::string(word) : rewritten(word, true);
}

std::string name_key(std::string_view word) { return skeleton(rewritten(word)); }

bool alike_words(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  if (a.size() == 1 || b.size() == 1) return a.front() == b.front();
  const std::string left = rewritten(a);
  const std::string right = rewritten(b);
  if (skeleton(left) != skeleton(right)) return false;
  const std::size_t longer = std::max(left.size(), right.size());
  const double likeness =
      1.0 - static_cast<double>(distance(left, right)) / static_cast<double>(longer);
  return likeness >= kMinLikeness;
}

std::string_view name_rank(std::string_view name) {
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.remove_suffix(1);
  const std::size_t space = name.find_last_of(" ,");
  if (space == std::string_view::npos) return {};
  const std::string last = text::fold_case(name.substr(space + 1));
  for (const std::string_view rank : kRanks) {
    if (last == rank) return rank;
  }
  return {};
}

bool is_short_for(std::string_view a, std::string_view b) {
  static const std::set<std::pair<std::string, std::string>> kPairs = [] {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const base::TableRow& row : base::read_table("given_names")) {
      for (const std::string& name : base::split_cell(row.at(1), ' ')) {
        pairs.emplace(name, row.at(0));
        pairs.emplace(row.at(0), name);
      }
    }
    return pairs;
  }();
  return kPairs.contains({std::string(a), std::string(b)});
}

bool are_short_for_one(std::string_view a, std::string_view b) {
  static const std::map<std::string, std::set<std::size_t>, std::less<>> kNames = [] {
    std::map<std::string, std::set<std::size_t>, std::less<>> names;
    std::size_t number = 0;
    for (const base::TableRow& row : base::read_table("given_names")) {
      for (std::string& name : base::split_cell(row.at(1), ' ')) {
        names[std::move(name)].insert(number);
      }
      ++number;
    }
    return names;
  }();
  const auto left = kNames.find(a);
  const auto right = kNames.find(b);
  if (a == b || left == kNames.end() || right == kNames.end()) return false;
  return std::ranges::any_of(left->second,
                             [&](std::size_t name) { return right->second.contains(name); });
}

bool is_feminine_of(std::string_view longer, std::string_view name) {
  return longer.size() == name.size() + 1 && longer.starts_with(name) && longer.back() == 'a';
}

bool middle_names_agree(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::vector<std::string>& fewer = a.size() <= b.size() ? a : b;
  const std::vector<std::string>& more = a.size() <= b.size() ? b : a;
  std::size_t at = 1;  // in the longer name
  for (std::size_t i = 1; i + 1 < fewer.size(); ++i) {
    const std::size_t first = at;
    while (at + 1 < more.size() && !alike_words(fewer[i], more[at])) ++at;
    if (at + 1 >= more.size()) return false;
    const bool letter = fewer[i].size() == 1 || more[at].size() == 1;
    if (at > first && (letter || a.size() == b.size())) return false;
    ++at;
  }
  return true;
}

std::size_t letters_changed(std::string_view a, std::string_view b) {
  return distance(a.substr(0, kMaxWord), b.substr(0, kMaxWord));
}

double spelling_likeness(std::string_view a, std::string_view b) {
  a = a.substr(0, kMaxWord);
  b = b.substr(0, kMaxWord);
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 1;
  return 1 - static_cast<double>(distance(a, b)) / static_cast<double>(longer);
}

}  // namespace parley::actors
