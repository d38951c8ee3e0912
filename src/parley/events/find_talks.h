// Finds positions, events and roles in an article, each in text order. Pure; time is linear.
#pragma once

#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/events/position.h"
#include "parley/figures/figure.h"
#include "parley/statements/statement.h"
#include "parley/text/article.h"
#include "parley/times/time_expression.h"

namespace parley::events {

struct Talks {
  std::vector<Position> positions;
  std::vector<Event> events;
  std::vector<Role> roles;
};

[[nodiscard]] Talks find_talks(const text::Article& article, const analysis::Analysis& analysis,
                               const actors::Entities& entities,
                               const std::vector<times::TimeExpression>& times,
                               const std::vector<statements::Statement>& statements,
                               const std::vector<figures::Figure>& figures);

}  // namespace parley::events
