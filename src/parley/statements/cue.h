// What a cue says of its statement: the force, act or attitude, and whether it is negated.
//
// "has not formally endorsed" reads as agree, an act, negated; "declined to comment" as decline.
// Cues that the lexicon does not know are taken as plain saying, with `known` false.
#pragma once

#include <vector>

#include "parley/statements/statement.h"
#include "parley/statements/words.h"

namespace parley::statements {

struct CueReading {
  Force force = Force::kSay;
  bool act = true;
  bool negated = false;
  bool known = false;
};

// `content` is what follows or goes before the cue; its first words tell "vowed to go" from "vowed
// revenge".
[[nodiscard]] CueReading read_cue(const Words& words, const std::vector<text::Span>& cue,
                                  const std::vector<text::Span>& content);

}  // namespace parley::statements
