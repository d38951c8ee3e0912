// People that a report counts twice: "The patrol freed two northern drivers … It then took the two
// drivers home" tells of two people, not of four.
//
// Looks at what was done to people (killed, held, freed …). A later count is the same people again
// where the number, the deed and the noun agree and no word says that they are others; "the pilot
// and two other drivers" after three are among the three. Days and places that differ part them.
// Two
// people who each speak for themselves make two claims, and those stay apart.
#pragma once

#include <span>
#include <string_view>

#include "parley/analysis/analysis.h"
#include "parley/figures/figure.h"
#include "parley/statements/statement.h"

namespace parley::figures {

// Sets `part_of`, and `restates` where the number is the same, of figures in the text's order that
// have none. `text` is the article's. Cost: each figure is compared with at most 64 before it.
void mark_retold(std::string_view text, const analysis::Analysis& analysis,
                 std::span<const statements::Statement> statements, std::span<Figure> figures);

}  // namespace parley::figures
