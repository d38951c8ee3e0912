#include "parley/actors/find_entities.h"

#include <algorithm>

#include "parley/actors/capital_names.h"
#include "parley/actors/describe_persons.h"
#include "parley/actors/governments.h"
#include "parley/actors/join_names.h"
#include "parley/actors/references.h"

namespace parley::actors {

const Entity* Entities::entity_of(text::Span span) const {
  const auto found = std::ranges::lower_bound(
      mentions, span.start, {}, [](const Mention& mention) { return mention.span.end - 1; });
  if (found == mentions.end() || !found->span.overlaps(span)) return nullptr;
  return &entities[found->entity];
}

Entities find_entities(const text::Article& article, const analysis::Analysis& analysis) {
  Entities entities = join_names(
      article, analysis.names.empty() ? find_capital_names(article, analysis) : analysis.names);
  read_governments(article, analysis, entities);
  describe_persons(article, analysis, entities);
  resolve_references(article, analysis, entities);
  return entities;
}

}  // namespace parley::actors
