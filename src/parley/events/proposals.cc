#include "parley/events/proposals.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/term_parts.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr std::uint32_t kReach = 2;  // sentences back to the proposal that "it", "the plan" mean

bool is_proposal(std::string_view lemma) { return vocabulary().lists(WordList::kProposal, lemma); }

bool is_proposing(Stance stance) { return stance == Stance::kPropose || stance == Stance::kOffer; }

// "The union's demands include a raise".
std::optional<Stance> stance_of_content(std::string_view noun) {
  if (one_of(noun, {"demand", "condition", "requirement", "precondition"})) return Stance::kDemand;
  if (noun == "offer") return Stance::kOffer;
  if (is_proposal(noun)) return Stance::kPropose;
  return std::nullopt;
}

// Verbs between a proposal and what is in it; their object, or what stands after "for".
bool holds_content(std::string_view lemma) { return vocabulary().lists(WordList::kHolding, lemma); }

// The last row whose words name a proposal, if it is near; `noun` is what is called one now.
const Position* proposal_before(const Report& report, std::uint32_t noun,
                                const std::vector<Position>& before) {
  const statements::Words& words = report.words;
  const std::uint32_t sentence = words.sentence(noun);
  for (auto it = before.rbegin(); it != before.rend(); ++it) {
    const TokenRange range = words.range(it->span);
    if (range.empty() || range.first >= noun || !is_proposing(it->stance)) continue;
    if (words.sentence(range.first) + kReach < sentence) return nullptr;
    std::string_view named;
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      if (is_proposal(report.tree.lemma(t))) named = report.tree.lemma(t);
    }
    // "it" may mean another plan that was spoken of since.
    for (std::uint32_t t = range.end; t < noun && words.at(noun) == "it"; ++t) {
      const std::string_view lemma = report.tree.lemma(t);
      if (lemma != named && (is_container(lemma) || is_proposal(lemma))) return nullptr;
    }
    return named.empty() ? nullptr : &*it;
  }
  return nullptr;
}

// "Under the union's plan, wages would rise": what it would bring.
std::vector<Stand> find_under_proposal(const Report& report, std::uint32_t token) {
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  if (!is_proposal(tree.lemma(token)) || !tree.is(token, "obl")) return {};
  if (!tree.has_function_word(token, "under")) return {};
  const Found verb = tree.head(token);
  if (!verb || words.upos(*verb) != analysis::Upos::kVerb || tree.is_negated(*verb)) return {};
  const bool would = std::ranges::any_of(tree.children(*verb), [&](std::uint32_t c) {
    return tree.is(c, "aux") && words.at(c) == "would";
  });
  if (!would || !is_told_as_fact(tree, *verb, {})) return {};
  const Found subject = tree.child(*verb, "nsubj");
  if (!subject || words.upos(*subject) == analysis::Upos::kPron) return {};
  const TokenRange subject_words = tree.phrase(*subject);
  TokenRange range{std::min(subject_words.first, *verb), tree.phrase(*verb).end};
  if (token > *verb) range.end = std::min(range.end, tree.phrase(token).first);
  while (range.size() > 1 &&
         (words.is_punctuation(range.end - 1) || words.at(range.end - 1) == "under")) {
    --range.end;
  }
  if (range.end <= *verb || (token > range.first && token < range.end)) return {};
  Position position;
  position.stance = *stance_of_content(tree.lemma(token));
  position.term = make_term(report, range, *verb);
  if (position.term.family == Family::kOther) return {};
  position.exchange = find_exchange(report, *verb, {});
  std::vector<Stand> found;
  for (const ActorWords& owner : report.owners_of(token)) {
    found.push_back({position, owner, {std::min(token, range.first), range.end}, *verb});
  }
  return found;
}

}  // namespace

std::vector<Stand> find_in_proposal(const Report& report, std::uint32_t token,
                                    const std::vector<Position>& before) {
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  if (tree.is(token, "obl")) return find_under_proposal(report, token);
  if (!tree.is(token, "nsubj") || tree.is(token, "nsubj:pass")) return {};
  const bool it = words.at(token) == "it";
  const Found verb = tree.head(token);
  // "their own proposal, which includes": what the clause describes.
  std::uint32_t proposal_noun = token;
  if ((words.at(token) == "which" || words.at(token) == "that") && verb &&
      tree.is(*verb, "acl:relcl") && tree.head(*verb)) {
    proposal_noun = *tree.head(*verb);
  }
  const std::optional<Stance> content = stance_of_content(tree.lemma(proposal_noun));
  if (!it && !content) return {};
  if (!verb || *verb < token || words.upos(*verb) != analysis::Upos::kVerb) return {};
  if (words.sentence(*verb) != words.sentence(token)) return {};
  const bool would = std::ranges::any_of(tree.children(*verb), [&](std::uint32_t c) {
    return tree.is(c, "aux") && words.at(c) == "would";
  });
  const bool holds = holds_content(tree.lemma(*verb));
  // "the plan would act as a signal", "would pass easily": what becomes of it is not in it.
  if (!holds && (vocabulary().lists(WordList::kFate, tree.lemma(*verb)) ||
                 vocabulary().lists(WordList::kDamage, tree.lemma(*verb)))) {
    return {};
  }
  if (!would && !holds) return {};
  if (tree.is_negated(*verb) || !is_told_as_fact(tree, *verb, {})) return {};

  std::vector<ActorWords> owners;
  Stance stance = content.value_or(Stance::kPropose);
  if (!it) owners = report.owners_of(proposal_noun);
  if (owners.empty() && (proposal_noun != token || stance == Stance::kDemand)) return {};
  if (owners.empty()) {
    const bool pointing =
        it || std::ranges::any_of(tree.children(token), [&](std::uint32_t c) {
          return tree.is(c, "det") && one_of(words.at(c), {"the", "that", "this"});
        });
    const Position* proposal = pointing ? proposal_before(report, token, before) : nullptr;
    if (proposal == nullptr) return {};
    owners.push_back({proposal->actor, proposal->name});
    stance = proposal->stance;
  }

  Found head = *verb;
  if (holds) {
    head = tree.child(*verb, "obj");
    for (const std::uint32_t c : tree.children(*verb)) {
      if (!head && c > *verb && tree.is(c, "obl") && tree.has_function_word(c, "for")) head = c;
    }
    if (!head) head = tree.child(*verb, "ccomp");
    if (!head) head = tree.child(*verb, "xcomp");
    if (!head) return {};
  }
  TokenRange range = tree.phrase(*head);
  // "the plan includes money [for the crews]", which the tree hangs on the verb
  if (holds && range.end + 1 < words.size() && words.at(range.end) == "for" &&
      tree.head(range.end)) {
    const std::uint32_t inner = *tree.head(range.end);
    if (inner > range.end && tree.head(inner) == verb) range.end = tree.phrase(inner).end;
  }
  if (!holds) range.first = *verb;
  if (range.empty() || range.first <= token) return {};
  Position position;
  position.stance = stance;
  position.term = make_term(report, range, *head);
  if (position.term.family == Family::kOther) return {};
  position.exchange = find_exchange(report, *verb, head);
  std::vector<Stand> found;
  const std::vector<TermPart> parts =
      holds ? parts_of(tree, range, *head) : std::vector<TermPart>();
  for (const ActorWords& owner : owners) {
    const TokenRange around{std::min(token, proposal_noun), range.end};
    if (parts.empty()) found.push_back({position, owner, around, *verb});
    for (const TermPart& part : parts) {
      position.term = make_term(report, part.range, part.head);
      found.push_back({position, owner, around, *verb});
    }
  }
  return found;
}

}  // namespace parley::events
