// A capital that acts stands for its country's government: "Oslo proposed a committee" and "Oslo's
// envoy" speak of Norway, "in Oslo" of the place.
//
// Told by the tree: the capital is the subject of an act, the possessor of an envoy or an offer, or
// stands in one row with a country ("mediated by Oslo and Sweden"). Without trees nothing changes.
#pragma once

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

// Moves such mentions from the capital's entity to the country's, which is made where the article
// does not name the country. Linear in the tokens.
void read_governments(const text::Article& article, const analysis::Analysis& analysis,
                      Entities& entities);

}  // namespace parley::actors
