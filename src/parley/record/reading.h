// Everything that Parley reads out of one article. Indices between the layers (a figure's
// statement) are positions in the vectors beside them.
#pragma once

#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/events/find_talks.h"
#include "parley/figures/figure.h"
#include "parley/statements/statement.h"
#include "parley/text/article.h"
#include "parley/times/time_expression.h"

namespace parley::record {

struct Reading {
  text::Article article;
  analysis::Analysis analysis;
  actors::Entities entities;
  std::vector<times::TimeExpression> times;
  std::vector<statements::Statement> statements;
  std::vector<figures::Figure> figures;
  events::Talks talks;
};

}  // namespace parley::record
