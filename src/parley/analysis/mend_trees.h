// Mends arcs of the trained trees that no reading of the words allows: in "offered workers a raise"
// the raise is an object, in "the freeze sought by the council was dropped" the council sought the
// freeze.
//
// Only shapes that are plain from the words beside them; everything else stays as it was read.
#pragma once

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::analysis {

// Changes heads, relations and, where a noun was taken for a verb, tags. Linear in the tokens.
void mend_trees(const text::Article& article, Analysis& analysis);

}  // namespace parley::analysis
