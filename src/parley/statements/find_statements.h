// Finds the statements of an article, by first span. Pure; time is linear in the text.
#pragma once

#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/statements/statement.h"
#include "parley/text/article.h"
#include "parley/times/time_expression.h"

namespace parley::statements {

[[nodiscard]] std::vector<Statement> find_statements(
    const text::Article& article, const analysis::Analysis& analysis,
    const actors::Entities& entities, const std::vector<times::TimeExpression>& times);

}  // namespace parley::statements
