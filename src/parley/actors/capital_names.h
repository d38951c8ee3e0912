// Finds names by their capital letters, for articles that the trained layer has not read.
//
// "The Northern Council met Ana Velm in Oslo." gives an organisation, a person and a place. Types
// come from titles, the last word ("Council", "Ministry"), countries and what stands before; a
// name that nothing tells of is MISC. Linear in the tokens.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

[[nodiscard]] std::vector<analysis::Name> find_capital_names(const text::Article& article,
                                                             const analysis::Analysis& analysis);

}  // namespace parley::actors
