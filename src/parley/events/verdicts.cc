#include "parley/events/verdicts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/term_parts.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

using analysis::Upos;

class Verdicts {
 public:
  explicit Verdicts(const Report& report)
      : report_(report), tree_(report.tree), words_(report.words) {}

  std::vector<Stand> at(std::uint32_t t) const {
    if (one_of(words_.at(t), {"no", "yes"})) return said_to(t);
    if (words_.at(t) == "against") return against(t);
    if (one_of(words_.at(t), {"favor", "favour"})) return in_favour(t);
    if (const StancePattern* pattern = verdict_at(t)) return judged(t, *pattern);
    return said_to_be(t);
  }

 private:
  // "unacceptable", "non-starter", "off the table" as "off-table".
  const StancePattern* verdict_at(std::uint32_t t) const {
    if (words_.upos(t) != Upos::kAdj && words_.upos(t) != Upos::kNoun) return nullptr;
    std::string key(tree_.lemma(t));
    if (t >= 2 && words_.at(t - 1) == "-" && words_.at(t - 2) == "non") key = "non-" + key;
    if (words_.upos(t) == Upos::kNoun) {
      if (const Found preposition = tree_.child(t, "case")) {
        key = std::string(words_.at(*preposition)) + "-" + key;
      }
    }
    const std::vector<StancePattern>* patterns = vocabulary().stances(key);
    if (patterns == nullptr) return nullptr;
    const auto found = std::ranges::find_if(
        *patterns, [](const StancePattern& pattern) { return pattern.part == "verdict"; });
    return found == patterns->end() ? nullptr : &*found;
  }

  // "is no longer on the table"
  bool is_no_longer(std::uint32_t t) const {
    constexpr std::uint32_t kReach = 5;
    for (std::uint32_t back = 1; back <= kReach && t > back; ++back) {
      if (words_.at(t - back) == "longer" && words_.at(t - back - 1) == "no") return true;
    }
    return false;
  }

  // A stand of each on the phrase at `head`; none where its family is not known.
  std::vector<Stand> stands(const std::vector<ActorWords>& actors, Stance stance, TokenRange range,
                            std::uint32_t head, std::uint32_t token, TokenRange around) const {
    std::vector<Stand> found;
    if (range.empty()) return found;
    std::vector<Term> terms;
    for (const TermPart& part : parts_of(tree_, range, head)) {
      terms.push_back(make_term(report_, part.range, part.head));
    }
    if (terms.empty()) terms.push_back(make_term(report_, range, head));
    for (const ActorWords& actor : actors) {
      for (const Term& term : terms) {
        Stand stand;
        if (stands_for_term(report_, range, head)) stand.answered = head;
        if (term.family == Family::kOther && !stand.answered) continue;
        stand.position.stance = stance;
        stand.position.term = term;
        stand.position.exchange = find_exchange(report_, token, head);
        stand.actor = actor;
        stand.around = {std::min(around.first, range.first), std::max(around.end, range.end)};
        stand.token = token;
        found.push_back(std::move(stand));
      }
    }
    return found;
  }

  std::vector<ActorWords> speaker_of(std::uint32_t t) const {
    const std::optional<std::uint32_t> around = report_.statement_around(t);
    const std::optional<ActorWords> actor = around ? report_.speaker(*around) : std::nullopt;
    return actor ? std::vector{*actor} : std::vector<ActorWords>();
  }

  // "[called] the offer unacceptable", "[described] the offer as unacceptable": by the words, since
  // no tree is sure of them.
  Found calling_verb(std::uint32_t t) const {
    constexpr std::uint32_t kReach = 9;
    for (std::uint32_t back = 2; back <= kReach && t >= back; ++back) {
      const std::uint32_t at = t - back;
      if (words_.sentence(at) != words_.sentence(t) || words_.is_punctuation(at)) return {};
      const std::string_view lemma = tree_.lemma(at);
      if (vocabulary().lists(WordList::kCalling, lemma) && words_.upos(at) == Upos::kVerb) {
        return at;
      }
      // "made the vote [a condition]", but not "made the vote unacceptable", which does so
      if (lemma == "make" && vocabulary().lists(WordList::kDemand, tree_.lemma(t))) return at;
      if (vocabulary().lists(WordList::kCallingAs, lemma) &&
          one_of("as", {words_.at(t - 1), words_.at(t - 2)})) {
        return at;
      }
      if (words_.upos(at) == Upos::kAux) return {};
    }
    return {};
  }

  // "The offer is unacceptable", "called the offer unacceptable".
  std::vector<Stand> judged(std::uint32_t t, const StancePattern& pattern) const {
    const bool denied = tree_.is_negated(t) || is_no_longer(t);
    const std::optional<Stance> stance = denied ? pattern.negated : pattern.stance;
    if (!stance) return {};
    Found term;
    std::vector<ActorWords> actors;
    if (tree_.is(t, "xcomp")) {
      const Found verb = tree_.head(t);
      if (!verb || !vocabulary().lists(WordList::kCalling, tree_.lemma(*verb))) {
        return {};
      }
      if (!is_told_as_fact(tree_, *verb, {}) || tree_.is_negated(*verb)) return {};
      term = tree_.child(*verb, "obj");
      if (const Found doer = tree_.doer(*verb)) actors = report_.actors_at(*doer);
    } else if (tree_.child(t, "cop")) {
      if (!is_told_as_fact(tree_, t, {}) || is_since(t)) return {};
      term = tree_.child(t, "nsubj");
      actors = speaker_of(t);
    } else if (const Found verb = calling_verb(t)) {
      if (!is_told_as_fact(tree_, *verb, {}) || tree_.is_negated(*verb)) return {};
      term = tree_.child(*verb, "obj");
      if (term && *term > t) return {};
      if (const Found doer = tree_.doer(*verb)) actors = report_.actors_at(*doer);
    }
    const bool of_noun = std::ranges::any_of(
        pattern.frames, [](const Frame& it) { return it.kind == FrameKind::kNone; });
    // "the accord is a mistake", but not "violence would be a mistake"
    const bool of_text = pattern.strong || !takes_deed(pattern) ||
                         (term && (is_container(tree_.lemma(*term)) ||
                                   vocabulary().lists(WordList::kProposal, tree_.lemma(*term))));
    if (!term || !(of_noun && of_text && words_.upos(*term) == Upos::kNoun)) {
      term = deed_judged(t);
      if (!term || actors.empty()) return {};
      return stands(actors, *stance, tree_.phrase(*term), *term, t, {t, t + 1});
    }
    TokenRange range = tree_.phrase(*term);
    if (*term < t) range.end = std::min(range.end, t);
    // "made the vote [a] condition"
    while (range.end > *term + 1 && words_.upos(range.end - 1) == Upos::kDet) --range.end;
    return stands(actors, *stance, range, *term, t, {t, t + 1});
  }

  static bool takes_deed(const StancePattern& pattern) {
    return std::ranges::any_of(pattern.frames,
                               [](const Frame& it) { return it.kind == FrameKind::kTo; });
  }

  // "it would be a mistake [to cut wages]"
  Found deed_judged(std::uint32_t t) const {
    Found it = tree_.child(t, "nsubj");
    if (!it) it = tree_.child(t, "expl");
    if (!tree_.child(t, "cop") || !it || words_.at(*it) != "it") return {};
    for (const std::uint32_t c : tree_.children(t)) {
      if (c < t || words_.upos(c) != Upos::kVerb || tree_.is_negated(c)) continue;
      if (vocabulary().lists(WordList::kBelief, tree_.lemma(c))) continue;  // "crucial to see how"
      const bool clause = tree_.is(c, "acl") || tree_.is(c, "xcomp") || tree_.is(c, "csubj") ||
                          tree_.is(c, "advcl") || tree_.is(c, "ccomp");
      if (clause && tree_.token(c).xpos == "VB" && tree_.has_function_word(c, "to")) return c;
    }
    return {};
  }

  // "The council is in favour of a raise", "came out in favour of it".
  std::vector<Stand> in_favour(std::uint32_t t) const {
    if (t == 0 || t + 2 >= words_.size() || words_.at(t - 1) != "in" || words_.at(t + 1) != "of") {
      return {};
    }
    const Found noun = tree_.head(t + 1);
    if (!noun || *noun <= t + 1 || words_.sentence(*noun) != words_.sentence(t)) return {};
    std::uint32_t predicate = t;
    Found subject = tree_.child(t, "nsubj");
    if (!tree_.child(t, "cop")) {
      const Found verb = tree_.head(t);
      if (!verb || *verb > t || !one_of(tree_.lemma(*verb), {"come", "vote", "argue", "speak"})) {
        return {};
      }
      predicate = *verb;
      subject = tree_.doer(*verb);
    }
    if (!subject || !is_told_as_fact(tree_, predicate, {}) || is_long_past(report_, predicate) ||
        tree_.has_function_word(predicate, "previously")) {
      return {};
    }
    TokenRange range = tree_.phrase(*noun);
    range.first = t + 2;
    const Stance stance = is_negated(tree_, predicate) ? Stance::kReject : Stance::kAccept;
    return stands(report_.actors_at(*subject), stance, range, *noun, predicate, {*subject, t + 2});
  }

  // "a deal is near [now that] wages are off the table": how things stand, not the speaker's
  // verdict.
  bool is_since(std::uint32_t t) const {
    return tree_.is(t, "advcl") && std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
             return tree_.is(c, "mark") && c > 0 &&
                    (one_of(words_.at(c), {"since", "because"}) ||
                     (words_.at(c) == "that" && words_.at(c - 1) == "now"));
           });
  }

  bool is_copula(std::uint32_t t) const {
    return words_.upos(t) == Upos::kAux && one_of(words_.at(t), {"is", "are", "was", "were", "be"});
  }

  // The stance that a noun or verb of wanting gives to what it is said to be.
  static std::optional<Stance> asking(std::string_view lemma) {
    if (vocabulary().lists(WordList::kDemand, lemma)) return Stance::kDemand;
    return std::nullopt;
  }

  // "The union's demand is a raise", "what the union wants is a raise".
  std::vector<Stand> said_to_be(std::uint32_t t) const {
    if (words_.upos(t) != Upos::kNoun && words_.upos(t) != Upos::kVerb) return {};
    const Found subject = tree_.child(t, "nsubj");
    if (!subject || *subject > t || tree_.is_negated(t) || !is_told_as_fact(tree_, t, {}))
      return {};
    bool is = false;
    for (std::uint32_t at = *subject + 1; at < t; ++at) {
      is = is || is_copula(at);
    }
    if (!is) return {};
    std::vector<ActorWords> actors;
    std::optional<Stance> stance;
    if (words_.at(*subject) == "what") {
      const Found clause = tree_.child(*subject, "acl");
      if (!clause || tree_.is_negated(*clause) || tree_.child(*clause, "xcomp")) return {};
      stance = asking(tree_.lemma(*clause));
      if (const Found doer = tree_.child(*clause, "nsubj")) actors = report_.actors_at(*doer);
    } else {
      stance = asking(tree_.lemma(*subject));
      if (tree_.lemma(*subject) == "line" && *subject > 0 && words_.at(*subject - 1) == "red") {
        stance = Stance::kDemand;
      }
      if (stance) actors = report_.owners_of(*subject);
    }
    if (!stance || actors.empty()) return {};
    TokenRange range = tree_.phrase(t);
    for (std::uint32_t at = *subject + 1; at < t; ++at) {
      if (is_copula(at)) range.first = at + 1;
    }
    return stands(actors, *stance, range, t, t, {*subject, t + 1});
  }

  // "The council is against a raise".
  std::vector<Stand> against(std::uint32_t t) const {
    const Found noun = tree_.head(t);
    if (t > 0 && words_.at(t - 1) == "up") return {};  // "up against a deadline"
    if (!noun || *noun < t || !tree_.is(t, "case") || !tree_.child(*noun, "cop")) return {};
    const Found subject = tree_.child(*noun, "nsubj");
    if (!subject || tree_.is_negated(*noun) || !is_told_as_fact(tree_, *noun, {})) return {};
    TokenRange range = tree_.phrase(*noun);
    range.first = t + 1;
    return stands(report_.actors_at(*subject), Stance::kReject, range, *noun, t, {*subject, t + 1});
  }

  // "said no to a raise".
  std::vector<Stand> said_to(std::uint32_t t) const {
    if (t == 0 || t + 1 >= words_.size() || words_.at(t + 1) != "to") return {};
    const std::uint32_t verb = t - 1;
    if (tree_.lemma(verb) != "say" || tree_.is_negated(verb)) return {};
    if (!is_told_as_fact(tree_, verb, {})) return {};
    Found noun = tree_.head(t + 1);
    if (noun == Found(t)) noun = tree_.head(t);
    const Found doer = tree_.doer(verb);
    if (!noun || !doer || *noun <= t + 1 || words_.sentence(*noun) != words_.sentence(t)) return {};
    TokenRange range = tree_.phrase(*noun);
    range.first = t + 2;
    const Stance stance = words_.at(t) == "no" ? Stance::kReject : Stance::kAccept;
    return stands(report_.actors_at(*doer), stance, range, *noun, verb, {verb, t + 2});
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
};

}  // namespace

std::vector<Stand> find_in_verdict(const Report& report, std::uint32_t token) {
  return Verdicts(report).at(token);
}

}  // namespace parley::events
