#include "parley/events/stance_checks.h"

#include <algorithm>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/terms.h"

namespace parley::events {

using analysis::Upos;

// "neither side wants a strike", "no party demanded it"
bool StanceChecks::is_nobody(std::uint32_t noun) const {
  // By the words too, since trees are not sure of "said no Unionist is willing".
  if (noun > 0 && words_.at(noun - 1) == "no") return true;
  // "less than a majority of them"
  constexpr std::uint32_t kBack = 4;
  for (std::uint32_t t = noun; t > 1 && noun - t < kBack; --t) {
    if (words_.at(t - 1) == "than" && one_of(words_.at(t - 2), {"less", "fewer"})) return true;
  }
  return std::ranges::any_of(tree_.children(noun), [&](std::uint32_t c) {
    // "every single member wants", "there may be enough Unionists willing"
    return c < noun && one_of(words_.at(c),
                              {"no", "neither", "none", "few", "less", "fewer", "every", "enough"});
  });
}

std::optional<Stance> StanceChecks::stance_of(std::uint32_t t, const StancePattern& pattern) const {
  // "has no plans to", "does not have any intention of"
  const Found verb = tree_.head(t);
  const bool none = pattern.part == "noun" &&
                    (has_no(t) || (verb && tree_.is(t, "obj") && tree_.is_negated(*verb)));
  // "has no grand plan to bring them together" refuses nothing
  if (none && pattern.lemma == "plan" && tree_.child(t, "amod")) return std::nullopt;
  if (none) return pattern.negated;
  if (!is_negated(tree_, t)) return pattern.stance;
  if (pattern.stance && is_not_yet(tree_, t) && pattern.part != "noun") return Stance::kDefer;
  return pattern.negated;
}

bool StanceChecks::may_deny_deed(const StancePattern& pattern, Stance stance) const {
  const bool listed =
      std::ranges::any_of(pattern.frames, [](const Frame& it) { return it.denied; });
  if (listed) return true;
  switch (stance) {
    case Stance::kAccept:
    case Stance::kOffer:
    case Stance::kPropose:
    case Stance::kThreaten:
      return stance == pattern.stance;
    case Stance::kDemand:
      // "urged the board not to pay", but not "wants not to pay"
      return stance == pattern.stance && std::ranges::any_of(pattern.frames, [](const Frame& it) {
               return it.kind == FrameKind::kObjectTo || it.then_to;
             });
    default:
      return false;
  }
}

bool StanceChecks::has_no(std::uint32_t noun) const {
  return std::ranges::any_of(tree_.children(noun), [&](std::uint32_t c) {
    return tree_.is(c, "det") && words_.at(c) == "no";
  });
}

// A clause about what its teller does: "[the council insists that] it will wait".
bool StanceChecks::is_of_oneself(std::uint32_t clause,
                                 const std::vector<ActorWords>& tellers) const {
  if (!tree_.is(clause, "ccomp")) return false;
  const Found subject = tree_.child(clause, "nsubj");
  if (!subject) return false;
  if (one_of(words_.at(*subject), {"it", "they", "he", "she", "we", "i"})) return true;
  const std::optional<ActorWords> doer = report_.actor_at(*subject);
  return doer && std::ranges::any_of(tellers, [&](const ActorWords& teller) {
           return doer->same_as(teller, report_.article);
         });
}

// "refused to open its books": something done to something, though no family knows it.
bool StanceChecks::is_deed(std::uint32_t verb) const {
  if (words_.upos(verb) != Upos::kVerb ||
      vocabulary().lists(WordList::kNoDeed, tree_.lemma(verb))) {
    return false;
  }
  const Found object = tree_.child(verb, "obj");
  if (!object || *object < verb) return false;
  if (words_.upos(*object) == Upos::kNoun) return true;
  // "scrap the Coast Pact"
  const actors::Entity* named = report_.entity_at(*object);
  return words_.upos(*object) == Upos::kPropn && named != nullptr &&
         named->type != analysis::NameType::kPer && named->type != analysis::NameType::kNorp;
}

// "Peru opposed naming culprits", "Chile supported the approach": what states say of a text that
// they negotiate is a term whatever it is about.
bool StanceChecks::is_state_on_text(const StancePattern& pattern, std::uint32_t head,
                                    const std::vector<ActorWords>& holders) const {
  if (pattern.part != "verb" ||
      !one_of(pattern.lemma,
              {"propose", "suggest", "oppose", "support", "favor", "favour", "prefer", "recommend",
               "object", "reject", "insist", "call", "urge", "request"})) {
    return false;
  }
  const Upos upos = words_.upos(head);
  if ((upos != Upos::kNoun && upos != Upos::kVerb) || report_.actor_at(head)) return false;
  return std::ranges::any_of(holders,
                             [&](const ActorWords& holder) { return report_.is_state(holder); });
}

// "want to avert a showdown", "offers ideas", "promised the union a vote": no term; "proposals
// cut", "instead on wages": half of one.
bool StanceChecks::is_no_term(Stance stance, TokenRange range, std::uint32_t head) const {
  const std::string_view lemma = tree_.lemma(head);
  if (one_of(words_.at(range.first), {"and", "or", "but", "nor", "instead", "than"})) return true;
  if (words_.upos(head) != Upos::kVerb) {
    // "asked for time", but not "for time on the air"
    if (stance == Stance::kDefer && lemma == "time" && head + 1 < words_.size() &&
        words_.at(head + 1) == "on") {
      return true;
    }
    if (stance == Stance::kDefer && lemma == "time" &&
        std::ranges::any_of(tree_.children(head), [&](std::uint32_t c) {
          return c > head && tree_.is(c, "nmod") && tree_.has_function_word(c, "on");
        })) {
      return true;
    }
    if (stance == Stance::kConcede && lemma == "defeat") return true;
    if (stance == Stance::kDemand) return vocabulary().lists(WordList::kNothingAskedFor, lemma);
    if (stance != Stance::kOffer) return false;
    const actors::Entity* named = report_.entity_at(head);
    return vocabulary().lists(WordList::kNothingOffered, lemma) ||
           (named != nullptr &&
            (named->type == analysis::NameType::kPer || named->type == analysis::NameType::kOrg));
  }
  if ((stance == Stance::kDemand || stance == Stance::kOpen) &&
      vocabulary().lists(WordList::kNothingWanted, lemma)) {
    return true;
  }
  if (stance == Stance::kReject &&
      one_of(lemma, {"discuss", "disclose", "give", "reveal", "say"})) {
    const Found object = tree_.child(head, "obj");
    if (object && vocabulary().lists(WordList::kNothingRefused, tree_.lemma(*object))) return true;
  }
  // "seeks to put the best face on it"
  if (const Found object = tree_.child(head, "obj");
      object && stance == Stance::kDemand &&
      vocabulary().lists(WordList::kNothingWanted, tree_.lemma(*object))) {
    return true;
  }
  if (stance == Stance::kDemand && lemma == "look" && head + 1 < words_.size() &&
      words_.at(head + 1) == "at") {
    return true;
  }
  if (stance == Stance::kOpen && lemma == "see") return true;  // "was happy to see"
  // "wants to work on wages", "refused to shake hands"
  if (stance == Stance::kDemand && lemma == "work" &&
      std::ranges::any_of(tree_.children(head),
                          [&](std::uint32_t c) { return tree_.has_function_word(c, "on"); })) {
    return true;
  }
  if (stance == Stance::kReject && lemma == "shake") return true;
  // "wants to do nothing about wages"
  if (const Found object = tree_.child(head, "obj"); object && words_.at(*object) == "nothing") {
    return true;
  }
  if (lemma == "get" && !tree_.child(head, "obj")) return true;  // "get specific"
  // "what it prefers to do", but not "do away with it"
  if (lemma == "do" && !tree_.object(head) && words_.at(head + 1) != "away") return true;
  return range.size() == 1 && vocabulary().lists(WordList::kHalfATerm, lemma);
}

bool StanceChecks::is_bare_proposal(Stance stance, TokenRange range, std::uint32_t head) const {
  if (stance != Stance::kOffer && stance != Stance::kPropose && stance != Stance::kDemand) {
    return false;
  }
  const std::string_view lemma = tree_.lemma(head);
  if (!is_container(lemma) && !vocabulary().lists(WordList::kProposal, lemma) &&
      !vocabulary().lists(WordList::kPointedAt, lemma)) {
    return false;
  }
  if (words_.upos(head) != Upos::kNoun || range.end > head + 1) return false;
  return std::ranges::all_of(tree_.children(head), [&](std::uint32_t c) {
    const bool inside = c >= range.first && c < range.end;
    return !inside || tree_.is(c, "det") || tree_.is(c, "amod") || tree_.is(c, "nummod") ||
           tree_.is(c, "punct") || tree_.is(c, "case") || tree_.is(c, "nmod:poss");
  });
}

bool StanceChecks::is_empty_proposal(Stance stance, TokenRange range, std::uint32_t head) const {
  if (stance != Stance::kOffer && stance != Stance::kPropose) return false;
  if (words_.upos(head) != Upos::kNoun) return false;
  if (!one_of(tree_.lemma(head),
              {"proposal", "plan", "offer", "counteroffer", "counterproposal", "compromise", "deal",
               "package", "solution", "concession", "bill"})) {
    return false;
  }
  const Found article = tree_.child(head, "det");
  const bool a = article && one_of(words_.at(*article), {"a", "an", "another"});
  const bool the = stance == Stance::kPropose &&
                   ((article && one_of(words_.at(*article), {"the", "this", "that"})) ||
                    tree_.child(head, "nmod:poss"));
  if (!a && !the) return false;
  // "a plan on wages", "a plan to end the strike", "a wage plan": something is said
  if (range.end < words_.size() &&
      one_of(words_.at(range.end), {"that", "which", "--", "\u2014"})) {
    return false;
  }
  return std::ranges::all_of(tree_.children(head), [&](std::uint32_t c) {
    if (tree_.is(c, "det") || tree_.is(c, "punct") || tree_.is(c, "case") ||
        tree_.is(c, "nmod:poss")) {
      return true;
    }
    if (tree_.is(c, "amod")) {
      return one_of(words_.at(c), {"new", "own", "other", "similar", "latest", "fresh", "formal"});
    }
    return tree_.is(c, "nmod") &&
           (tree_.has_function_word(c, "to") || tree_.has_function_word(c, "with"));
  });
}

// "promised that the coast would pay": another's deed is no offer of one's own.
bool StanceChecks::is_of_another(std::uint32_t clause,
                                 const std::vector<ActorWords>& holders) const {
  if (!tree_.is(clause, "ccomp")) return false;
  const Found subject = tree_.child(clause, "nsubj");
  const std::optional<ActorWords> doer = subject ? report_.actor_at(*subject) : std::nullopt;
  return doer && std::ranges::none_of(holders, [&](const ActorWords& holder) {
           return doer->same_as(holder, report_.article);
         });
}

// "Northport signalled that it could accept a truce": by whoever may do so.
bool StanceChecks::is_called_possible(std::uint32_t t,
                                      const std::vector<ActorWords>& actors) const {
  if (tree_.is_negated(t)) return false;
  const bool may = std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
    return tree_.is(c, "aux") && one_of(words_.at(c), {"could", "might", "may", "can"});
  });
  const std::optional<std::uint32_t> around = may ? report_.statement_around(t) : std::nullopt;
  const std::optional<ActorWords> said = around ? report_.speaker(*around) : std::nullopt;
  return said && std::ranges::any_of(actors, [&](const ActorWords& actor) {
           return actor.same_as(*said, report_.article);
         });
}

// Words that tell of no stand as they stand here.
bool StanceChecks::is_misread(std::uint32_t t, const StancePattern& pattern) const {
  const std::string_view lemma = pattern.lemma;
  // "it will reach a deal" foretells one; "it has reached one" accepts it.
  if (one_of(lemma, {"reach", "strike", "finalize", "finalise", "seal", "clinch", "conclude"}) &&
      (is_of_the_future(tree_, t) ||
       (tree_.token(t).xpos == "VBG" && !tree_.child(t, "aux") && !tree_.is(t, "root")))) {
    return true;
  }
  // "any deal that we strike", "any future deals struck by the board": none that is struck
  if (pattern.stance == Stance::kAccept) {
    const Found deal = tree_.object(t);
    const Found article = deal ? tree_.child(*deal, "det") : Found();
    const bool any = article && one_of(words_.at(*article), {"any", "every"});
    if (any && tree_.is(t, "acl")) return true;
  }
  // "Crews offered five percent" in a headline: they are offered it.
  if (tree_.token(t).xpos.starts_with("VB") && words_.at(t).ends_with("ed") &&
      !tree_.child(t, "aux") &&
      report_.article.role_at(words_.span(t).start) == text::BlockRole::kHeadline) {
    return true;
  }
  // "sought out the chairman": another word than "sought".
  if (pattern.part == "verb" && pattern.particle.empty() &&
      std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
        return tree_.is(c, "compound:prt") && c == t + 1;
      })) {
    return true;
  }
  // "one of the nations can request a review": what it may do, whatever the condition.
  if ((pattern.stance == Stance::kDemand || pattern.stance == Stance::kPropose) &&
      std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
        return tree_.is(c, "aux") && one_of(words_.at(c), {"can", "could", "may", "might"});
      })) {
    return true;
  }
  // "a deal inked by the board", which is only pointed at
  if (one_of(lemma, {"finalize", "finalise", "seal", "clinch", "conclude", "ink"}) &&
      tree_.is(t, "acl") && tree_.token(t).xpos == "VBN") {
    return true;
  }
  // "warned the ministry against accepting a deal": nobody has accepted it.
  if (pattern.stance == Stance::kAccept && tree_.has_function_word(t, "against")) return true;
  // "has convinced its members to": done, unless "works to convince".
  if (lemma == "convince" || lemma == "persuade") {
    const Found up = tree_.head(t);
    if (!up || !tree_.is(t, "xcomp") || !one_of(tree_.lemma(*up), {"work", "try", "seek"})) {
      return true;
    }
  }
  if (tree_.is(t, "acl") && is_of_a_kind(t)) return true;
  // "he's asked if he has a plan", "asked whether": a question
  if (lemma == "ask" && t + 1 < words_.size() &&
      one_of(words_.at(t + 1), {"if", "whether", "about", "how", "why", "what"})) {
    return true;
  }
  // "would like to end it", but not "likes to talk"
  if (lemma == "like" && pattern.stance &&
      std::ranges::none_of(tree_.children(t), [&](std::uint32_t c) {
        return tree_.is(c, "aux") && one_of(words_.at(c), {"would", "'d"});
      })) {
    return true;
  }
  // "called his view of a toll wrong" calls for none
  if (lemma == "call" && pattern.part == "verb" && tree_.child(t, "obj")) return true;
  // "if we don't get what we want, we": what it is is not said here
  if (pattern.part == "verb" && std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
        return c < t && words_.at(c) == "what" && tree_.is(c, "obj");
      })) {
    return true;
  }
  // "a deal that the coast could accept": nobody has accepted it.
  if (pattern.stance == Stance::kAccept && tree_.is(t, "acl:relcl") &&
      std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
        return tree_.is(c, "aux") &&
               one_of(words_.at(c), {"could", "would", "might", "may", "will", "can"});
      })) {
    return true;
  }
  return lemma == "consider" && is_held_to_be(t);
}

// "a mayor who wants to", "one in four employers that offer benefits": a kind of people, not
// anybody.
bool StanceChecks::is_of_a_kind(std::uint32_t clause) const {
  const Found subject = tree_.child(clause, "nsubj");
  const Found noun = tree_.head(clause);
  if (!subject || !noun || !one_of(words_.at(*subject), {"who", "that"})) return false;
  const Found article = tree_.child(*noun, "det");
  if (article) return one_of(words_.at(*article), {"a", "an", "any", "no", "every", "each"});
  const std::string_view form = tree_.token(*noun).xpos;
  return form == "NNS" && *subject == *noun + 1 && report_.entity_at(*noun) == nullptr &&
         !tree_.child(*noun, "nmod:poss") && !tree_.child(*noun, "compound") &&
         !tree_.child(*noun, "amod");
}

// "would consider any cut a betrayal", "in what they consider occupied land": a view, no openness.
bool StanceChecks::is_held_to_be(std::uint32_t verb) const {
  // "considers the strikes unlawful"
  if (const Found view = tree_.child(verb, "xcomp"); view && words_.upos(*view) == Upos::kAdj) {
    return true;
  }
  const TokenRange clause = tree_.clause(verb);
  if (clause.first > 0 && one_of("what", {words_.at(clause.first), words_.at(clause.first - 1)})) {
    return true;
  }
  // By the words, since trees are not sure of two objects: an article right behind a noun.
  constexpr std::uint32_t kReach = 8;
  const std::uint32_t end =
      std::min(words_.sentence_range(words_.sentence(verb)).end, verb + kReach);
  for (std::uint32_t t = verb + 2; t < end; ++t) {
    const bool quoted = words_.is_punctuation(t - 1) && words_.at(t - 1) != ",";
    const std::uint32_t before = quoted ? t - 2 : t - 1;
    if (words_.at(t - 1) == "," || before == verb) return false;
    if (words_.upos(before) == Upos::kAdp || tree_.is(before, "cc")) return false;
    if (one_of(words_.at(t), {"a", "an"})) return true;
  }
  return false;
}

}  // namespace parley::events
