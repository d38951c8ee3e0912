#include "parley/figures/tolls.h"

#include <algorithm>
#include <array>

namespace parley::figures {
namespace {

using analysis::Upos;

constexpr int kSteps = 6;              // up the tree
constexpr std::uint32_t kWindow = 12;  // tokens beside a word in which its dependents are sought

const MeasureWord* measure_at(const WordView& words, std::uint32_t i) {
  const MeasureWord* measure = find_measure(words.lower(i));
  return measure == nullptr || measure->points_only ? nullptr : measure;
}

// The first dependent of `head` near it that has the relation; with its subtype where that is
// named.
std::optional<std::uint32_t> dependent(const WordView& words, std::uint32_t head,
                                       std::string_view relation) {
  const std::uint32_t from = head > words.first() + kWindow ? head - kWindow : words.first();
  const std::uint32_t to = std::min(words.end(), head + kWindow);
  for (std::uint32_t i = from; i < to; ++i) {
    if (words.governor(i) != head) continue;
    if (words.token(i).deprel == relation || words.relation(i) == relation) return i;
  }
  return std::nullopt;
}

// The preposition of `i`, "" for none.
std::string_view case_of(const WordView& words, std::uint32_t i) {
  const auto found = dependent(words, i, "case");
  return found ? words.lower(*found) : std::string_view();
}

// Verbs whose subject undergoes what they say: "three miners died", "two are missing".
bool befalls_subject(const WordView& words, std::uint32_t verb) {
  constexpr std::array<std::string_view, 8> kVerbs = {"died", "die",     "dies",     "dying",
                                                      "dead", "missing", "homeless", "fled"};
  return std::ranges::find(kVerbs, words.lower(verb)) != kVerbs.end();
}

std::optional<Deed> deed_at(const WordView& words, std::uint32_t i) {
  const MeasureWord* measure = measure_at(words, i);
  return measure == nullptr ? std::nullopt : std::optional(Deed{measure, i});
}

// "two drivers [freed] on Monday", "two drivers who were [freed]".
std::optional<Deed> deed_behind(const WordView& words, std::uint32_t noun) {
  const std::uint32_t to = std::min(words.end(), noun + kWindow);
  for (std::uint32_t i = noun + 1; i < to; ++i) {
    if (words.governor(i) != noun || words.relation(i) != "acl") continue;
    if (words.token(i).deprel != "acl:relcl") {
      if (words.token(i).xpos == "VBN") return deed_at(words, i);
      continue;
    }
    if (dependent(words, i, "nsubj:pass") || befalls_subject(words, i)) return deed_at(words, i);
  }
  return std::nullopt;
}

// "to free a driver", "would free", "did not free", "no longer holds".
bool is_unreal(const WordView& words, std::uint32_t verb) {
  constexpr std::array<std::string_view, 13> kMarks = {"to",    "would",  "could", "will", "may",
                                                       "might", "should", "must",  "can",  "not",
                                                       "n't",   "never",  "if"};
  for (std::uint32_t back = 1; back <= 4 && verb >= words.first() + back; ++back) {
    const std::uint32_t i = verb - back;
    if (std::ranges::find(kMarks, words.lower(i)) != kMarks.end()) return true;
    const Upos tag = words.token(i).upos;
    if (tag != Upos::kAux && tag != Upos::kPart && tag != Upos::kAdv) return false;
  }
  return false;
}

}  // namespace

std::optional<Deed> deed_done_to(const WordView& words, std::uint32_t i) {
  std::uint32_t at = i;
  for (int step = 0; step < kSteps; ++step) {
    if (words.token(at).deprel.empty()) return std::nullopt;
    const bool noun = words.token(at).upos == Upos::kNoun || words.token(at).upos == Upos::kPropn;
    if (noun || step == 0) {
      if (const auto deed = deed_behind(words, at)) return deed;
    }
    const auto up = words.governor(at);
    if (!up) return std::nullopt;
    const std::string_view relation = words.relation(at);
    const Upos upper = words.token(*up).upos;
    if (relation == "obj" || words.token(at).deprel == "nsubj:pass") return deed_at(words, *up);
    if (relation == "nsubj") {
      return befalls_subject(words, *up) ? deed_at(words, *up) : std::nullopt;
    }
    if (relation == "obl" || relation == "nmod") {
      const std::string_view preposition = case_of(words, at);
      const bool beside = preposition == "with" || preposition == "along" ||
                          preposition == "alongside" || preposition == "including";
      if (relation == "obl") return beside ? deed_at(words, *up) : std::nullopt;
      if (preposition == "of" && measure_at(words, *up) != nullptr) return deed_at(words, *up);
      if (!beside && !(preposition == "of" && upper == Upos::kNum)) return std::nullopt;
    } else if (relation != "nummod" && relation != "det" && relation != "conj" &&
               relation != "appos" && relation != "compound") {
      return std::nullopt;
    } else if (relation == "conj" && (upper == Upos::kVerb || upper == Upos::kAdj)) {
      return std::nullopt;
    }
    at = *up;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> counted_noun(const WordView& words, std::uint32_t i) {
  constexpr std::uint32_t kFar = 8;
  const std::string_view relation = words.relation(i);
  if (relation != "nummod" && relation != "det") return std::nullopt;
  const auto noun = words.governor(i);
  if (!noun || *noun <= i || *noun > i + kFar) return std::nullopt;
  const Upos tag = words.token(*noun).upos;
  if (tag != Upos::kNoun && tag != Upos::kPropn) return std::nullopt;
  return noun;
}

bool is_single_person(const WordView& words, std::uint32_t article) {
  if (!words.tagged(article)) return false;
  const auto noun = counted_noun(words, article);
  if (!noun || !is_people_word(words.lower(*noun))) return false;
  if (words.token(*noun).xpos == "NNS" || words.token(*noun).xpos == "NNPS") return false;
  const auto deed = deed_done_to(words, *noun);
  if (!deed || is_unreal(words, deed->word)) return false;
  constexpr std::array<std::string_view, 6> kTolls = {"killed",   "injured", "arrested",
                                                      "captured", "missing", "released"};
  return std::ranges::find(kTolls, deed->measure->measure) != kTolls.end();
}

}  // namespace parley::figures
