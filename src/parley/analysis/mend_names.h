// Mends names where the words beside them say what they are: "Port Alma, the southern city" is a
// place and no person, "Sunday" is no name at all.
#pragma once

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::analysis {

// Changes analysis.names alone. Linear in the names.
void mend_names(const text::Article& article, Analysis& analysis);

}  // namespace parley::analysis
