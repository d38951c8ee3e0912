// Finds who is spoken of in an article and joins the mentions of one entity: names, parts of names,
// abbreviations introduced in the text, pronouns and short descriptions ("the council", "she").
// Never joins two persons on a surname that two persons of the article share. Pure; time is linear.
#pragma once

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

[[nodiscard]] Entities find_entities(const text::Article& article,
                                     const analysis::Analysis& analysis);

}  // namespace parley::actors
