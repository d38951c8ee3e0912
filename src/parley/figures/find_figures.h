// Finds the figures of an article, in text order, never overlapping. Pure; time is linear.
#pragma once

#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/figures/figure.h"
#include "parley/statements/statement.h"
#include "parley/text/article.h"
#include "parley/times/time_expression.h"

namespace parley::figures {

[[nodiscard]] std::vector<Figure> find_figures(
    const text::Article& article, const analysis::Analysis& analysis,
    const actors::Entities& entities, const std::vector<times::TimeExpression>& times,
    const std::vector<statements::Statement>& statements);

}  // namespace parley::figures
