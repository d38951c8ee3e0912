#include "parley/events/sides.h"

#include <algorithm>

#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

using analysis::NameType;
using analysis::Upos;

// "a [coast] prosecutor", "the coast's embassy", "the embassy of the coast": is one named with it?
bool is_named_with(const Report& report, std::uint32_t noun) {
  return std::ranges::any_of(report.tree.children(noun), [&](std::uint32_t c) {
    const bool owner =
        report.tree.is(c, "compound") || report.tree.is(c, "amod") || report.tree.is(c, "nmod");
    return owner && report.entities.entity_of(report.words.span(c)) != nullptr;
  });
}

}  // namespace

Sides sides_at(const Report& report, std::uint32_t noun) {
  const Tree& tree = report.tree;
  Sides sides;
  noun = counted_noun(tree, noun);
  sides.who = report.actors_at(noun);
  if (!sides.who.empty()) {
    sides.known = true;
    return sides;
  }
  const Upos upos = report.words.upos(noun);
  const actors::Entity* entity = report.entities.entity_of(report.words.span(noun));
  const bool named =
      entity != nullptr && entity->type != NameType::kMisc && entity->type != NameType::kEvent;
  const bool party = upos == Upos::kNoun && vocabulary().party_noun(tree.lemma(noun)).has_value();
  const std::optional<DoerNoun> doer =
      upos == Upos::kNoun ? vocabulary().doer(tree.lemma(noun)) : std::nullopt;
  if (!named && !party && doer == DoerNoun::kDeed) {
    sides.who = report.owners_of(noun);
    sides.known = !sides.who.empty();
    return sides;
  }
  if (!named && !party && doer != DoerNoun::kDoer) return sides;
  TokenRange range = tree.phrase(noun);
  range.end = std::min(range.end, noun + 1);
  if (range.first > noun) range.first = noun;
  sides.who.push_back(
      {report.words.span(range), named ? std::optional<std::string>(entity->name) : std::nullopt});
  sides.known = named || party || is_named_with(report, noun);
  return sides;
}

}  // namespace parley::events
