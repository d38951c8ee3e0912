// Where somebody stands by what a sentence says that a term is.
//
// "The union's main demand is a raise", "what the union wants is a raise", "among its demands are
// longer breaks": the noun is the term. "The offer is unacceptable, the union said", "the union
// called the offer unacceptable", "a pay cut is off the table": the word of judgment is a stance
// (part `verdict` of data/stances.tsv) and its subject the term. "The council is against a raise",
// "said no to a raise". A judgment that nobody is told to have made gives nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "parley/events/speech.h"

namespace parley::events {

[[nodiscard]] std::vector<Stand> find_in_verdict(const Report& report, std::uint32_t token);

}  // namespace parley::events
