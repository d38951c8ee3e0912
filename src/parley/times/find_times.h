// Finds the time expressions of an article and resolves them against its publication date or an
// earlier date in the text. In text order, never overlapping. Time is linear in the text.
#pragma once

#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"
#include "parley/times/time_expression.h"

namespace parley::times {

[[nodiscard]] std::vector<TimeExpression> find_times(const text::Article& article,
                                                     const analysis::Analysis& analysis);

}  // namespace parley::times
