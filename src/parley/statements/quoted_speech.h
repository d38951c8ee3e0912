// Quotations that no cue of their own carries.
//
// “We are ready,” he said. “We will come.” – the second is his too. A post copied into the report
// has its signature for a source. What stands inside a quotation that nobody is known to say is
// left alone. Linear in the tokens.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/statements/words.h"

namespace parley::statements {

// Adds to each attribution the quotations that go on from its own.
void extend_quotations(const Words& words, std::vector<analysis::Attribution>& found);

// Removes attributions inside quotations that no attribution outside carries.
void drop_unheld(const Words& words, std::vector<analysis::Attribution>& found);

// Appends the posts that are copied into the article.
void add_posts(const Words& words, std::vector<analysis::Attribution>& found);

}  // namespace parley::statements
