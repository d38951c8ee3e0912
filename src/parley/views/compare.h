// Two outlets side by side: what each tells alone, how each words what both tell, what each calls
// whom.
//
// Of one statement Example Wire may write "offered a pay rise of 5 percent" and Coast Radio "made
// an offer of 5 percent": one line with both wordings. Nothing is judged; which outlet is nearer to
// the facts is not asked.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::views {

// The outlets of a record by name, each once.
[[nodiscard]] std::vector<std::string> outlets_of(const std::vector<record::DerivedRow>& rows);

// The articles of the story called `story`, or of the story that the article `story` tells of.
// Fails where neither is there.
base::Result<std::set<std::string>> articles_of_story(const std::vector<record::DerivedRow>& rows,
                                                      const std::string& story);

// One JSON object a line, for write_rows with type "compare": schema, aspect (said, position,
// figure, name), told_by (a, b, both), type, id and number of the row, who, a, b (the words of each
// outlet, null where it has none), same (true where both use the same words; null where one tells
// alone), evidence. `only`: the articles to look at, all where empty. Outlets are compared without
// regard to case. `rows` are all derived rows. Near-linear.
[[nodiscard]] std::vector<std::string> compare(const std::vector<record::DerivedRow>& rows,
                                               const std::string& outlet_a,
                                               const std::string& outlet_b,
                                               const std::set<std::string>& only);

}  // namespace parley::views
