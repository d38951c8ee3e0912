#include "parley/actors/find_entities.h"

#include <algorithm>

namespace parley::actors {

const Entity* Entities::entity_of(text::Span span) const {
  const auto found = std::ranges::lower_bound(
      mentions, span.start, {}, [](const Mention& mention) { return mention.span.end - 1; });
  if (found == mentions.end() || !found->span.overlaps(span)) return nullptr;
  return &entities[found->entity];
}

Entities find_entities(const text::Article&, const analysis::Analysis&) { return {}; }

}  // namespace parley::actors
