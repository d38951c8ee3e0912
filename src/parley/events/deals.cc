#include "parley/events/deals.h"

#include <algorithm>
#include <string_view>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

// "will release", "must release", "is to release", "has to release", "is required to release": the
// verb of the deed; none where nothing is owed.
Found deed_of(const Tree& tree, std::uint32_t verb) {
  const statements::Words& words = tree.words();
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.is(c, "aux") && one_of(words.at(c), {"will", "must", "shall"})) return verb;
    if (tree.is(c, "aux") || tree.is(c, "advmod")) {
      if (one_of(words.at(c), {"would", "could", "might", "may", "not", "n't"})) return {};
    }
  }
  const bool obliged =
      one_of(tree.lemma(verb), {"be", "have", "agree", "require", "oblige", "commit", "bind"});
  if (!obliged) return {};
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.is(c, "xcomp") && c > verb && tree.has_function_word(c, "to")) return c;
  }
  return {};
}

}  // namespace

std::optional<Stand> find_in_deal(const Report& report, std::uint32_t token) {
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  if (!one_of(tree.lemma(token), {"deal", "agreement", "accord", "truce", "ceasefire", "treaty",
                                  "pact", "settlement", "contract"})) {
    return {};
  }
  if (!tree.has_function_word(token, "under") || !tree.is(token, "obl")) return {};
  const bool proposed = std::ranges::any_of(tree.children(token), [&](std::uint32_t c) {
    return one_of(words.at(c),
                  {"proposed", "draft", "possible", "potential", "emerging", "any", "a", "an"});
  });
  const Found verb = tree.head(token);
  if (proposed || !verb || words.sentence(*verb) != words.sentence(token)) return {};
  const Found deed = deed_of(tree, *verb);
  if (!deed || tree.is_negated(*verb) || tree.is_negated(*deed)) return {};
  // "under the deal the coast will gain a port": what it gets, not what it owes.
  if (vocabulary().lists(WordList::kGetting, tree.lemma(*deed))) return {};
  if (!is_told_as_fact(tree, *verb, {})) {
    const bool must = std::ranges::any_of(tree.children(*verb), [&](std::uint32_t c) {
      return tree.is(c, "aux") && one_of(words.at(c), {"must", "shall"});
    });
    if (!must) return {};
  }
  const Found subject = tree.child(*verb, "nsubj");
  if (!subject || tree.is(*subject, "nsubj:pass")) return {};
  const std::optional<ActorWords> actor = report.actor_at(*subject);
  if (!actor) return {};
  TokenRange range = tree.phrase(*deed);
  range.first = *deed;
  range.end = std::max(range.end, *deed + 1);
  Stand stand;
  stand.position.stance = Stance::kAccept;
  stand.position.undertaking = true;
  stand.position.term = make_term(report, range, *deed);
  if (stand.position.term.family == Family::kOther) return {};
  stand.position.exchange = find_exchange(report, *deed, {});
  if (stand.position.exchange) stand.position.stance = Stance::kAcceptIf;
  stand.actor = *actor;
  std::uint32_t first = std::min(*subject, token);
  for (const std::uint32_t c : tree.children(token)) first = std::min(first, c);
  stand.around = {first, std::max(range.end, token + 1)};
  stand.token = *deed;
  return stand;
}

}  // namespace parley::events
