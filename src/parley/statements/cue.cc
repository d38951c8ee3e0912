#include "parley/statements/cue.h"

#include <algorithm>
#include <optional>

#include "parley/statements/cue_lexicon.h"
#include "parley/statements/edges.h"

namespace parley::statements {

namespace {

bool is_negation(std::string_view word) {
  return word == "not" || word == "n't" || word == "never" || word == "no" || word == "nor" ||
         word == "neither" || word == "hardly";
}

// Verbs that only set the time or manner of the verb behind them: "continued to demand".
bool is_light(std::string_view base) {
  return base == "continue" || base == "go" || base == "mean" || base == "look" ||
         base == "prepare" || base == "like";
}

// The reading of several that suits what follows the cue.
const CueEntry& suited(const CueLexicon& lexicon, const CueMatch& match, unsigned wanted) {
  for (const std::uint32_t index : *match.entries) {
    if ((lexicon.entry(index).frames & wanted) != 0) return lexicon.entry(index);
  }
  return lexicon.entry(match.entries->front());
}

unsigned wanted_frames(const Words& words, const std::vector<std::uint32_t>& cue,
                       const std::vector<text::Span>& content) {
  if (content.empty()) return 0;
  const TokenRange first = words.range(content.front());
  if (first.empty()) return 0;
  if (words.at(first.first) == "to") return kInfinitive | kObjectInfinitive;
  if (words.at(first.first) == "that") return kClause;
  if (first.first > 0 && words.at(first.first - 1) == "that" && !cue.empty()) return kClause;
  if (speech_of(words, content) == Speech::kDirect) return kQuoted | kClause | kObject;
  return kClause | kObject | kAs | kQuoted;
}

}  // namespace

CueReading read_cue(const Words& words, const std::vector<text::Span>& cue,
                    const std::vector<text::Span>& content) {
  std::vector<std::uint32_t> tokens;
  for (const text::Span span : cue) {
    const TokenRange range = words.range(span);
    for (std::uint32_t t = range.first; t < range.end; ++t) tokens.push_back(t);
  }
  CueReading reading;
  if (tokens.empty()) return reading;
  const CueLexicon& lexicon = cue_lexicon();
  const unsigned wanted = wanted_frames(words, tokens, content);
  const CueEntry* chosen = nullptr;
  std::uint32_t chosen_at = 0;
  for (const CuePart part :
       {CuePart::kPreposition, CuePart::kVerb, CuePart::kAdjective, CuePart::kNoun}) {
    for (const std::uint32_t t : tokens) {
      const CueMatch match = lexicon.match(words, t, part);
      if (match.entries == nullptr) continue;
      const bool fits = t + match.length <= tokens.back() + 1;
      // A phrase that ends behind the cue ("call for" where the cue is "call") still tells.
      if (!fits && match.length > 3) continue;
      const CueEntry& entry = suited(lexicon, match, wanted);
      if (chosen == nullptr || (is_light(chosen->words.front()) && t > chosen_at)) {
        chosen = &entry;
        chosen_at = t;
      }
    }
    if (chosen != nullptr) break;
  }
  if (chosen == nullptr) return reading;
  reading = {chosen->force, chosen->act, false, true};
  if (!is_negation(chosen->words.front())) {
    reading.negated = std::ranges::any_of(
        tokens, [&](std::uint32_t t) { return t < chosen_at && is_negation(words.at(t)); });
  }
  return reading;
}

}  // namespace parley::statements
