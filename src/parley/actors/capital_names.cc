#include "parley/actors/capital_names.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "parley/actors/gazetteer.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

using analysis::Name;
using analysis::NameType;

constexpr float kConfidence = 0.4F;
constexpr std::size_t kMaxNameTokens = 10;

const std::unordered_set<std::string>& body_nouns() {
  static const std::unordered_set<std::string> kNouns = [] {
    std::unordered_set<std::string> nouns;
    for (const base::TableRow& row : base::read_table("source_nouns")) {
      if (row.at(1) == "body" || row.at(1) == "medium") nouns.insert(row.columns[0]);
    }
    for (const base::TableRow& row : base::read_table("media")) {
      if (row.at(1) == "agency" || row.at(1) == "outlet" || row.at(1) == "word") {
        nouns.insert(text::fold_case(row.at(0)));
      }
    }
    return nouns;
  }();
  return kNouns;
}

bool is_calendar_word(std::string_view word) {
  constexpr std::array<std::string_view, 19> kWords = {
      "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday",
      "January", "February",  "March",     "April",    "May",     "June",     "July",
      "August",  "September", "October",   "November", "December"};
  return std::ranges::find(kWords, word) != kWords.end();
}

class Finder {
 public:
  Finder(const text::Article& article, const analysis::Analysis& analysis)
      : article_(article), analysis_(analysis) {
    for (std::size_t s = 0; s < analysis_.sentences.size(); ++s) {
      const analysis::Sentence& sentence = analysis_.sentences[s];
      for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
        const std::string word(at(t));
        if (!is_capital(t)) lower_.insert(text::fold_case(word));
        if (t > sentence.first_token && is_capital(t)) capital_.insert(word);
      }
    }
  }

  std::vector<Name> find() {
    std::vector<Name> names;
    for (const analysis::Sentence& sentence : analysis_.sentences) {
      if (mostly_capitals(sentence)) continue;
      for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
        if (!may_start(t, sentence)) continue;
        const std::uint32_t end = end_of(t, sentence);
        add(t, end, sentence, names);
        t = end - 1;
      }
    }
    type_single_words(names);
    return names;
  }

 private:
  [[nodiscard]] std::string_view at(std::uint32_t token) const {
    return article_.at(analysis_.tokens[token].span);
  }
  [[nodiscard]] bool is_capital(std::uint32_t token) const {
    const std::string_view word = at(token);
    if (text::is_ascii_upper(word.front())) return true;
    return static_cast<unsigned char>(word.front()) >= 0xC3 && text::fold_case(word) != word;
  }
  [[nodiscard]] bool mostly_capitals(const analysis::Sentence& sentence) const {
    std::uint32_t capitals = 0;
    std::uint32_t words = 0;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      if (!text::is_ascii_alpha(at(t).front())) continue;
      ++words;
      capitals += is_capital(t) ? 1U : 0U;
    }
    return words > 4 && capitals * 10 > words * 8;
  }
  [[nodiscard]] bool may_start(std::uint32_t t, const analysis::Sentence& sentence) const {
    if (!is_capital(t) || is_calendar_word(at(t)) || at(t) == "I") return false;
    bool first = t == sentence.first_token;
    if (t > sentence.first_token && t < sentence.first_token + 2) {
      first = !text::is_ascii_alpha(at(t - 1).front());
    }
    if (t > sentence.first_token) {
      const std::string_view before = at(t - 1);
      first = first || before == "\"" || before == "“" || before == ":" || before == "(";
    }
    if (!first) return true;
    // A capital at the start is a name only where something else says so.
    const std::string word(at(t));
    if (is_common(word)) return false;
    if (capital_.contains(word) && !lower_.contains(text::fold_case(word))) return true;
    if (find_country(word) != nullptr || find_capital(word) != nullptr) return true;
    if (lower_.contains(text::fold_case(word))) {
      return t + 1 < sentence.end_token && is_capital(t + 1) && is_title(text::fold_case(word));
    }
    return t + 1 < sentence.end_token && is_capital(t + 1) && !is_calendar_word(at(t + 1));
  }
  static bool is_common(const std::string& word) {
    constexpr std::array<std::string_view, 66> kWords = {
        "The",      "A",     "An",      "In",     "On",    "At",        "But",      "And",
        "For",      "After", "Before",  "When",   "While", "As",        "If",       "It",
        "He",       "She",   "They",    "We",     "This",  "That",      "These",    "Those",
        "His",      "Her",   "Their",   "Its",    "With",  "From",      "By",       "To",
        "Of",       "Some",  "Many",    "Both",   "Since", "Under",     "Although", "Despite",
        "One",      "Two",   "Three",   "Four",   "Five",  "Six",       "Seven",    "Several",
        "Most",     "Other", "Another", "Senior", "Top",   "Former",    "Later",    "Earlier",
        "Multiple", "Few",   "All",     "No",     "Also",  "Meanwhile", "However",  "Last",
        "Even",     "During"};
    return std::ranges::find(kWords, word) != kWords.end();
  }
  [[nodiscard]] std::uint32_t end_of(std::uint32_t t, const analysis::Sentence& sentence) const {
    std::uint32_t end = t + 1;
    while (end < sentence.end_token && end - t < kMaxNameTokens) {
      const std::string_view word = at(end);
      if (is_capital(end) && !is_calendar_word(word) && word != "I") {
        ++end;
      } else if (word == "-" && end + 1 < sentence.end_token && touches(end - 1, end) &&
                 touches(end, end + 1)) {
        end += 2;  // "al-Bishq", "Yul-Ha"; "Council-backed" is cut off below
        if (!is_capital(end - 1)) return end - 2 > t ? end - 2 : end;
      } else if ((word == "of" || word == "for") && end + 1 < sentence.end_token) {
        const std::uint32_t next = at(end + 1) == "the" ? end + 2 : end + 1;
        if (next >= sentence.end_token || !is_capital(next)) break;
        if (!body_nouns().contains(text::fold_case(at(end - 1)))) break;
        end = next + 1;
      } else if ((word == "al" || word == "el" || word == "bin" || word == "ibn" || word == "de" ||
                  word == "van" || word == "von" || word == "der" || word == "da") &&
                 end + 1 < sentence.end_token) {
        ++end;
      } else {
        break;
      }
    }
    return end;
  }
  [[nodiscard]] bool touches(std::uint32_t a, std::uint32_t b) const {
    return analysis_.tokens[a].span.end == analysis_.tokens[b].span.start;
  }

  void add(std::uint32_t first, std::uint32_t end, const analysis::Sentence& sentence,
           std::vector<Name>& names) {
    const std::string last = text::fold_case(at(end - 1));
    const std::string whole(
        article_.at({analysis_.tokens[first].span.start, analysis_.tokens[end - 1].span.end}));
    NameType type = NameType::kMisc;
    if (find_country(whole) != nullptr || is_demonym(whole)) {
      type = is_demonym(whole) ? NameType::kNorp : NameType::kLoc;
    } else if (is_people(whole)) {
      type = NameType::kNorp;
    } else if (find_capital(whole) != nullptr) {
      type = NameType::kLoc;
    } else if (body_nouns().contains(last) || body_nouns().contains(text::fold_case(whole)) ||
               body_nouns().contains(text::fold_case(at(first)))) {
      type = NameType::kOrg;
    } else if (end - first > 1 && body_nouns().contains(singular(last))) {
      type = NameType::kOrg;
    } else {
      std::uint32_t name = first;
      while (name + 1 < end && (is_title(text::fold_case(at(name))) || at(name) == "-")) ++name;
      const bool titled = name > first || (first > sentence.first_token &&
                                           is_title(text::fold_case(at(first - 1))));
      if (titled) {
        first = name;
        type = NameType::kPer;
      } else {
        // "Northern Council President Ana Velm": the name stands behind the last title.
        for (std::uint32_t t = first + 1; t + 1 < end; ++t) {
          if (!is_title(text::fold_case(at(t)))) continue;
          // Two titles in a row ("Prime Minister") have no name between them.
          if (t > first) names.push_back(name_at(first, t, NameType::kOrg));
          first = t + 1;
          type = NameType::kPer;
        }
        if (type != NameType::kPer && end - first > 1 && end - first <= 5 &&
            std::ranges::none_of(std::views::iota(first, end),
                                 [&](std::uint32_t t) { return at(t) == "of"; })) {
          type = NameType::kPer;
        }
      }
    }
    if (type == NameType::kMisc && is_title(last)) return;
    names.push_back(name_at(first, end, type));
  }
  static std::string singular(const std::string& word) {
    return word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
  }
  [[nodiscard]] Name name_at(std::uint32_t first, std::uint32_t end, NameType type) const {
    return {{analysis_.tokens[first].span.start, analysis_.tokens[end - 1].span.end},
            first,
            end,
            type,
            kConfidence};
  }
  // A single word takes the type of a longer name that it ends or begins.
  void type_single_words(std::vector<Name>& names) const {
    std::unordered_map<std::string, NameType> known;
    for (const Name& name : names) {
      if (name.end_token - name.first_token < 2 || name.type == NameType::kMisc) continue;
      if (name.type == NameType::kPer)
        known.insert_or_assign(std::string(at(name.end_token - 1)), name.type);
    }
    for (Name& name : names) {
      if (name.end_token - name.first_token != 1 || name.type != NameType::kMisc) continue;
      const std::string word(at(name.first_token));
      const auto found = known.find(word);
      if (found != known.end()) {
        name.type = found->second;
      } else if (word.size() > 1 && std::ranges::all_of(word, text::is_ascii_upper)) {
        name.type = NameType::kOrg;
      } else if (name.first_token > 0) {
        const std::string before = text::fold_case(at(name.first_token - 1));
        if (before == "in" || before == "at" || before == "near") name.type = NameType::kLoc;
      }
    }
  }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  std::unordered_set<std::string> lower_;
  std::unordered_set<std::string> capital_;
};

}  // namespace

std::vector<Name> find_capital_names(const text::Article& article,
                                     const analysis::Analysis& analysis) {
  return Finder(article, analysis).find();
}

}  // namespace parley::actors
