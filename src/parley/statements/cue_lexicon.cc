#include "parley/statements/cue_lexicon.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <optional>
#include <ranges>
#include <utility>

#include "parley/base/table.h"

namespace parley::statements {

namespace {

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) words.emplace_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return words;
}

std::optional<Force> force_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Force::kQuote); ++i) {
    if (name_of(static_cast<Force>(i)) == name) return static_cast<Force>(i);
  }
  return std::nullopt;
}

std::optional<CuePart> part_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, CuePart>, 4> kParts = {
      {{"verb", CuePart::kVerb},
       {"adj", CuePart::kAdjective},
       {"noun", CuePart::kNoun},
       {"prep", CuePart::kPreposition}}};
  for (const auto& [word, part] : kParts) {
    if (word == name) return part;
  }
  return std::nullopt;
}

unsigned frames_named(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 10> kFrames = {
      {{"clause", kClause},
       {"quote", kQuoted},
       {"inverted", kInverted},
       {"infinitive", kInfinitive},
       {"object", kObject},
       {"addressee", kAddressee},
       {"object_infinitive", kObjectInfinitive},
       {"as", kAs},
       {"of", kOf},
       {"quiet", kQuiet}}};
  unsigned frames = 0;
  for (const std::string& word : split_words(text)) {
    for (const auto& [name, bit] : kFrames) {
      if (name == word) frames |= bit;
    }
  }
  return frames;
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

}  // namespace

// Regular inflection; `irregular` is "past [participle [gerund]]" and goes before it. A word of
// the list that ends in "ing" is the gerund wherever it stands.
void CueLexicon::add_forms(const std::string& verb, const std::vector<std::string>& irregular,
                           std::uint32_t group) {
  const auto add = [&](const std::string& word, VerbForm form) {
    forms_[word].push_back({group, form});
  };
  add(verb, VerbForm::kBase);
  const char last = verb.back();
  const char before = verb.size() > 1 ? verb[verb.size() - 2] : 'a';
  const bool y = last == 'y' && !is_vowel(before);
  const bool hissing = last == 's' || last == 'x' || last == 'z' ||
                       (last == 'h' && (before == 's' || before == 'c')) || last == 'o';
  add(y ? verb.substr(0, verb.size() - 1) + "ies" : verb + (hissing ? "es" : "s"),
      VerbForm::kPresent);
  std::string past;
  std::string participle;
  std::string gerund;
  for (const std::string& form : irregular) {
    if (form.ends_with("ing") && form.size() > verb.size())
      gerund = form;
    else if (past.empty())
      past = form;
    else
      participle = form;
  }
  if (past.empty()) {
    past = y ? verb.substr(0, verb.size() - 1) + "ied" : verb + (last == 'e' ? "d" : "ed");
  }
  if (participle.empty()) participle = past;
  if (gerund.empty()) {
    const bool drop = last == 'e' && before != 'e';
    gerund = (drop ? verb.substr(0, verb.size() - 1) : verb) + "ing";
  }
  add(past, VerbForm::kPast);
  if (participle != past) add(participle, VerbForm::kParticiple);
  add(gerund, VerbForm::kGerund);
}

CueLexicon::CueLexicon() {
  std::map<std::pair<std::string, CuePart>, std::uint32_t> group_of;
  for (const base::TableRow& row : base::read_table("cues")) {
    const auto part = part_named(row.at(1));
    const auto force = force_named(row.at(2));
    CueEntry entry{.words = split_words(row.at(0)),
                   .part = part.value_or(CuePart::kVerb),
                   .force = force.value_or(Force::kSay),
                   .act = row.at(3) != "0",
                   .frames = frames_named(row.at(4))};
    if (!part || !force || entry.words.empty()) continue;  // a user's table may be wrong
    const auto [found, fresh] = group_of.try_emplace({std::string(row.at(0)), *part},
                                                     static_cast<std::uint32_t>(groups_.size()));
    if (fresh) {
      groups_.push_back(
          {.rest = {entry.words.begin() + 1, entry.words.end()}, .part = *part, .entries = {}});
      if (*part == CuePart::kVerb && entry.words.front() != "not") {
        add_forms(entry.words.front(), split_words(row.at(5)), found->second);
      } else {
        forms_[entry.words.front()].push_back({found->second, VerbForm::kBase});
        if (*part == CuePart::kNoun && entry.words.size() == 1) {
          forms_[entry.words.front() + "s"].push_back({found->second, VerbForm::kBase});
        }
      }
    }
    groups_[found->second].entries.push_back(static_cast<std::uint32_t>(entries_.size()));
    entries_.push_back(std::move(entry));
  }
  for (const auto& [word, forms] : forms_) {
    if (!word.empty()) sizes_[static_cast<unsigned char>(word.front())] |= 1U << word.size() % 32;
  }
}

CueMatch CueLexicon::match(const Words& words, std::uint32_t token, CuePart part) const {
  CueMatch best;
  std::string_view first = words.at(token);
  if (first == "n't") first = "not";
  // Most words begin no cue and are turned away here.
  if (first.empty()) return best;
  if ((sizes_[static_cast<unsigned char>(first.front())] >> first.size() % 32 & 1U) == 0) {
    return best;
  }
  const auto found = forms_.find(std::string(first));
  if (found == forms_.end()) return best;
  for (const Form& form : found->second) {
    const Group& group = groups_[form.group];
    const auto length = static_cast<std::uint32_t>(group.rest.size()) + 1;
    if (group.part != part || length < best.length) continue;
    if (length == best.length && best.entries != nullptr) continue;
    const bool same = std::ranges::equal(group.rest, std::views::iota(token + 1, token + length),
                                         {}, {}, [&](std::uint32_t t) { return words.at(t); });
    if (same) best = {&group.entries, length, form.form};
  }
  return best;
}

const CueLexicon& cue_lexicon() {
  static const CueLexicon kLexicon;
  return kLexicon;
}

}  // namespace parley::statements
