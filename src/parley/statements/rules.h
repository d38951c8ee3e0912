// Finds who said what by rule: a cue of data/cues.tsv, the noun phrase beside it, and the words or
// quotation that it carries.
//
// "“Talks are dead,” Velm said" gives source [Velm], cue [said], content [Talks are dead]. Works on
// words alone and uses tags where there are any. Stands in where the trained layer finds nothing;
// also finds what stands inside another statement. Precision comes first: a cue whose speaker or
// content cannot be made out is passed over. Time is linear in the tokens.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/statements/words.h"

namespace parley::statements {

// By first span.
[[nodiscard]] std::vector<analysis::Attribution> find_by_rules(const Words& words);

}  // namespace parley::statements
