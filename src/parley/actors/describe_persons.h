// Titles and affiliation of the persons of an article, from the words beside their names.
//
// "Northern Council spokeswoman Ana Velm" and "Ana Velm, a spokeswoman for the Northern Council"
// both give the title "spokeswoman" and the affiliation "Northern Council". The first that the
// article gives counts; nothing is taken from another sentence. Linear in the tokens.
#pragma once

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

void describe_persons(const text::Article& article, const analysis::Analysis& analysis,
                      Entities& entities);

}  // namespace parley::actors
