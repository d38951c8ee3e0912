// What a speaker asks for or refuses without a word of asking or refusing.
//
// "There will be no talks until the army leaves," the council said: it rejects talks, until the
// army leaves. "The company must raise wages", "we will not hand over the port", "no deal without
// guarantees". Only inside statements: outside, "must" and "will" are the report's own forecast.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parley/events/report.h"

namespace parley::events {

// A position, its holder and the words that show it.
struct Stand {
  Position position;  // stance, term and exchange; the rest is for the keeper to fill
  ActorWords actor;
  TokenRange around;
  std::uint32_t token = 0;
  Found answered = {};  // the noun for a proposal that this answers: "the offer"
};

// `covered`: tokens that are the term of a stance already.
[[nodiscard]] std::optional<Stand> find_in_speech(const Report& report, std::uint32_t token,
                                                  const std::vector<bool>& covered);

}  // namespace parley::events
