// The words that carry a saying (data/cues.tsv) and what they say of it.
//
// "has flatly rejected" is found by its verb "reject": force reject, an act. "call for" is one
// entry of two words, "willing" an adjective that needs a form of "be" before it. A cue of several
// rows (to promise something, to promise somebody that …) has its usual reading first. The lexicon
// does not look at the words around the cue: statements/rules.h does.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/statements/statement.h"
#include "parley/statements/words.h"

namespace parley::statements {

enum class CuePart : std::uint8_t { kVerb, kAdjective, kNoun, kPreposition };
enum class VerbForm : std::uint8_t { kBase, kPresent, kPast, kParticiple, kGerund };

// What may follow a cue, as bits of CueEntry::frames.
enum CueFrame : unsigned {
  kClause = 1U << 0,            // said (that) talks would resume
  kQuoted = 1U << 1,            // a quotation before or after
  kInverted = 1U << 2,          // "…," said the envoy
  kInfinitive = 1U << 3,        // vowed to stay
  kObject = 1U << 4,            // rejected the plan
  kAddressee = 1U << 5,         // told reporters (that) …
  kObjectInfinitive = 1U << 6,  // urged the council to wait
  kAs = 1U << 7,                // described the plan as dead
  kOf = 1U << 8,                // their fear of a collapse
  kQuiet = 1U << 9,             // tells what a cue means, but is too common to find one by
};

struct CueEntry {
  std::vector<std::string> words;  // the first in its base form
  CuePart part = CuePart::kVerb;
  Force force = Force::kSay;
  bool act = true;
  unsigned frames = 0;
};

// A cue found in a text: `entries` of one wording, the usual reading first.
struct CueMatch {
  const std::vector<std::uint32_t>* entries = nullptr;
  std::uint32_t length = 0;  // in tokens
  VerbForm form = VerbForm::kBase;
};

class CueLexicon {
 public:
  CueLexicon();

  // The longest cue that begins at `token`, of the part asked for; `entries` null where none does.
  [[nodiscard]] CueMatch match(const Words& words, std::uint32_t token, CuePart part) const;
  [[nodiscard]] const CueEntry& entry(std::uint32_t index) const { return entries_[index]; }

 private:
  struct Form {
    std::uint32_t group = 0;
    VerbForm form = VerbForm::kBase;
  };
  struct Group {
    std::vector<std::string> rest;  // the words after the first
    CuePart part = CuePart::kVerb;
    std::vector<std::uint32_t> entries;
  };
  void add_forms(const std::string& verb, const std::vector<std::string>& irregular,
                 std::uint32_t group);

  std::vector<CueEntry> entries_;
  std::vector<Group> groups_;
  std::unordered_map<std::string, std::vector<Form>> forms_;  // by the first word as it is written
  std::array<std::uint32_t, 256>
      sizes_{};  // by first byte, which sizes (modulo 32) those words have
};

// Read once; safe to call from several threads.
[[nodiscard]] const CueLexicon& cue_lexicon();

}  // namespace parley::statements
