#include "parley/events/positions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/deals.h"
#include "parley/events/proposals.h"
#include "parley/events/speech.h"
#include "parley/events/term_parts.h"
#include "parley/events/terms.h"
#include "parley/events/verdicts.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

using analysis::Upos;

constexpr float kStrong = 0.8F;
constexpr float kWeak = 0.6F;
constexpr std::uint32_t kAnswerReach = 2;  // sentences from a proposal to an answer without owner
constexpr float kNoFamily = 0.15F;         // less where no family is known

// What a stance word governs.
struct Complement {
  Found head;  // none for a frame without complement
  TokenRange range;
};

class PositionFinder {
 public:
  explicit PositionFinder(const Report& report)
      : report_(report), tree_(report.tree), words_(report.words) {}

  std::vector<Position> run() {
    covered_.assign(words_.size(), false);
    for (std::uint32_t sentence = 0; sentence < words_.analysis().sentences.size(); ++sentence) {
      const TokenRange range = words_.sentence_range(sentence);
      if (range.empty() || words_.at(range.end - 1) == "?") continue;
      for (std::uint32_t t = range.first; t < range.end; ++t) read_word(t);
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        if (!covered_[t]) {
          if (std::optional<Stand> stand = find_in_speech(report_, t, covered_)) keep(*stand);
        }
        if (std::optional<Stand> stand = find_in_deal(report_, t)) keep(*stand);
        for (Stand& stand : find_in_verdict(report_, t)) keep(stand);
        for (Stand& stand : find_in_proposal(report_, t, found_)) {
          if (keep(stand)) is_content_.back() = true;
        }
      }
    }
    std::ranges::stable_sort(
        found_, {}, [](const Position& it) { return std::tuple(it.span, it.actor, it.term.span); });
    return std::move(found_);
  }

 private:
  std::string_view part_of(std::uint32_t t) const {
    switch (words_.upos(t)) {
      case Upos::kVerb:
      case Upos::kAux:
        return "verb";
      case Upos::kNoun:
      case Upos::kPropn:
        return "noun";
      case Upos::kAdj:
      case Upos::kAdv:
        return "adj";
      default:
        return "";
    }
  }

  void read_word(std::uint32_t t) {
    const std::string_view part = part_of(t);
    // "is opposed to": a participle may be an adjective of the table.
    const std::string_view xpos = tree_.token(t).xpos;
    if ((xpos == "VBN" || xpos == "JJ") && read_word(t, words_.at(t), "adj")) return;
    read_word(t, tree_.lemma(t), part);
  }

  bool read_word(std::uint32_t t, std::string_view word, std::string_view part) {
    const std::vector<StancePattern>* patterns = vocabulary().stances(word);
    if (patterns == nullptr) return false;
    for (const StancePattern& pattern : *patterns) {
      if (pattern.part != part) continue;
      if (!pattern.particle.empty() && !has_particle(t, pattern.particle)) continue;
      for (const Frame& frame : pattern.frames) {
        if (const std::optional<Complement> complement = fill(t, frame)) {
          if (judge(t, pattern, *complement)) return true;
          break;
        }
      }
    }
    return false;
  }

  bool has_particle(std::uint32_t t, std::string_view particle) const {
    // "walked out of the talks": the tree may hang the particle on what follows.
    if (t + 1 < words_.size() && words_.at(t + 1) == particle) return true;
    return std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
      return words_.at(c) == particle && c > t && c <= t + 3;
    });
  }

  std::optional<Complement> fill(std::uint32_t t, const Frame& frame) const {
    Complement found;
    switch (frame.kind) {
      case FrameKind::kNone:
        if (tree_.child(t, "obj") || tree_.child(t, "xcomp") || tree_.child(t, "ccomp")) return {};
        return found;
      case FrameKind::kTo:
        for (const std::uint32_t c : tree_.children(t)) {
          if ((tree_.is(c, "xcomp") || tree_.is(c, "acl") || tree_.is(c, "advcl") ||
               tree_.is(c, "ccomp")) &&
              c > t && tree_.has_function_word(c, "to") && words_.upos(c) != Upos::kNoun) {
            found.head = c;
            break;
          }
        }
        if (found.head && tree_.child(t, "obj")) return {};
        // "sought to distance himself"
        if (found.head) {
          if (const Found object = tree_.child(*found.head, "obj")) {
            if (words_.at(*object).ends_with("self")) return {};
          }
        }
        break;
      case FrameKind::kThat:
        for (const std::uint32_t c : tree_.children(t)) {
          const bool clause =
              tree_.is(c, "ccomp") || (tree_.is(c, "acl") && tree_.has_function_word(c, "that"));
          if (clause && c > t && !tree_.has_function_word(c, "whether") &&
              (!is_past(tree_, c) || is_denied_deed(t, c)) && !is_view(t, c)) {
            found.head = c;
          }
        }
        break;
      case FrameKind::kObject:
        found.head = tree_.object(t);
        // "supports extending the accord"
        if (!found.head) {
          for (const std::uint32_t c : tree_.children(t)) {
            if (tree_.is(c, "xcomp") && c > t && tree_.token(c).xpos == "VBG") found.head = c;
          }
        }
        // "wants the sailors freed"
        if (found.head && *found.head > t) {
          for (const std::uint32_t c : tree_.children(t)) {
            if (!tree_.is(c, "xcomp") || c < *found.head || tree_.token(c).xpos != "VBN") continue;
            found.range = {tree_.phrase(*found.head).first, tree_.phrase(c).end};
            found.head = c;
            break;
          }
        }
        // "do not want it to come to that"
        if (found.head && words_.at(*found.head) == "it" && tree_.child(t, "xcomp")) return {};
        // "the panel that they want to abolish": it is not the panel that they want.
        if (found.head && *found.head < t && tree_.child(t, "xcomp")) return {};
        if (words_.upos(t) == Upos::kNoun || words_.upos(t) == Upos::kAdj) {
          found.head = tree_.child(t, "obj");
          // "its main demand, a raise,"
          if (!found.head) found.head = named_after(t);
        }
        break;
      case FrameKind::kObjectTo:
        if (!tree_.child(t, "obj") && !tree_.child(t, "iobj")) return {};
        found.head = tree_.child(t, "xcomp");
        if (found.head && !tree_.has_function_word(*found.head, "to")) return {};
        break;
      case FrameKind::kPreposition:
        for (const std::uint32_t c : tree_.children(t)) {
          if (c < t || !(tree_.is(c, "obl") || tree_.is(c, "nmod") || tree_.is(c, "advcl") ||
                         tree_.is(c, "acl") || tree_.is(c, "ccomp") || tree_.is(c, "xcomp"))) {
            continue;
          }
          if (tree_.has_function_word(c, frame.preposition)) {
            found.head = c;
            break;
          }
        }
        if (!found.head) found.head = hung_on_verb(t, frame.preposition);
        // "agreed in principle to a freeze"
        if (!found.head) {
          for (const std::uint32_t c : tree_.children(t)) {
            if (c < t || words_.at(c) != "principle") continue;
            for (const std::uint32_t below : tree_.children(c)) {
              if (below > c && tree_.has_function_word(below, frame.preposition)) {
                found.head = below;
              }
            }
          }
        }
        if (found.head && frame.then_to) {
          Found then;
          for (const std::uint32_t at : {t, *found.head}) {
            for (const std::uint32_t c : tree_.children(at)) {
              if ((tree_.is(c, "xcomp") || tree_.is(c, "advcl") || tree_.is(c, "acl")) &&
                  c > *found.head && tree_.has_function_word(c, "to")) {
                then = c;
              }
            }
          }
          found.head = then;
        }
        break;
    }
    if (!found.head) return {};
    // "what cuts he would accept" asks.
    for (const std::uint32_t c : tree_.children(*found.head)) {
      if (tree_.is(c, "det") && one_of(words_.at(c), {"what", "which", "how", "whatever"}))
        return {};
    }
    const std::string_view lemma = tree_.lemma(*found.head);
    if (!frame.lemmas.empty() && std::ranges::find(frame.lemmas, lemma) == frame.lemmas.end()) {
      return {};
    }
    if (found.range.empty()) found.range = tree_.phrase(*found.head);
    if (words_.upos(*found.head) == Upos::kNoun) take_what_follows(t, *found.head, found.range);
    // "the wall that he promised to build": the wall
    if (words_.upos(*found.head) == Upos::kVerb && frame.kind == FrameKind::kTo &&
        tree_.is(t, "acl:relcl") && !tree_.child(*found.head, "obj") && tree_.head(t)) {
      const Found noun = tree_.head(t);
      const Found subject = tree_.child(t, "nsubj");
      if (words_.upos(*noun) == Upos::kNoun && subject && *subject > *noun &&
          !one_of(words_.at(*subject), {"who", "which", "that"})) {
        found.head = noun;
        found.range = {tree_.phrase(*noun).first, *subject};
        while (found.range.end > *noun + 1 &&
               one_of(words_.at(found.range.end - 1), {"that", "which", ","})) {
          --found.range.end;
        }
      }
    }
    if (words_.at(found.range.first) == "not") return {};
    // "that is the plan that the council put forward": the plan
    for (const std::uint32_t c : tree_.children(*found.head)) {
      if (tree_.is(c, "cop") && c >= found.range.first && c < *found.head) {
        found.range.first = c + 1;
      }
    }
    clip_to_quotation(t, *found.head, found.range);
    clip_to_credit(*found.head, found.range);
    clip_to_aside(*found.head, found.range);
    if (found.range.first <= t && t < found.range.end) {
      // The stance word stands inside: "the cut sought by the board".
      if (*found.head < t)
        found.range = {std::min(found.range.first, *found.head), t};
      else
        found.range = {t + 1, found.range.end};
      // "the $5 million [that the board seeks]": the number stays.
      const auto is_own = [&](std::uint32_t last) {
        return last <= *found.head || (tree_.head(last) == found.head &&
                                       (tree_.is(last, "nummod") || tree_.is(last, "compound")));
      };
      while (found.range.size() > 1 &&
             (words_.is_punctuation(found.range.end - 1) || !is_own(found.range.end - 1))) {
        --found.range.end;
      }
    }
    if (frame.family && family_of(tree_, found.range, *found.head) != *frame.family) return {};
    return found;
  }

  static bool gives_up(const std::vector<StancePattern>& patterns) {
    return std::ranges::any_of(patterns, [](const StancePattern& it) {
      return it.stance == Stance::kConcede || it.stance == Stance::kWithdraw;
    });
  }

  // "denied that it had offered an amnesty"
  bool is_denied_deed(std::uint32_t t, std::uint32_t clause) const {
    return tree_.lemma(t) == "deny" && (vocabulary().stances(tree_.lemma(clause)) != nullptr ||
                                        one_of(tree_.lemma(clause), {"make", "pay", "give"}));
  }

  // "suggested that wages are high" is a view, "suggested that wages be raised" a proposal.
  bool is_view(std::uint32_t t, std::uint32_t clause) const {
    if (tree_.lemma(t) != "suggest") return false;
    if (one_of(tree_.token(clause).xpos, {"VBZ", "VBD"})) return true;
    return std::ranges::any_of(tree_.children(clause), [&](std::uint32_t c) {
      return one_of(words_.at(c), {"is", "are", "was", "were", "has", "have", "had", "'s", "'re"});
    });
  }

  // "its main demand, [a raise], was rejected"
  Found named_after(std::uint32_t noun) const {
    for (const std::uint32_t c : tree_.children(noun)) {
      if (c < noun || !tree_.is(c, "appos") || words_.upos(c) != Upos::kNoun) continue;
      const std::uint32_t first = tree_.phrase(c).first;
      if (first > noun && one_of(words_.at(first - 1), {",", ":", "-", "\u2014", "\u2013"}))
        return c;
    }
    return {};
  }

  // "rejected their proposal [for a freeze]": of the proposal, though the tree hangs it on the
  // verb.
  Found hung_on_verb(std::uint32_t noun, std::string_view preposition) const {
    const Found verb = tree_.head(noun);
    if (words_.upos(noun) != Upos::kNoun || !verb || !tree_.is(noun, "obj") ||
        noun + 1 >= words_.size() || words_.at(noun + 1) != preposition) {
      return {};
    }
    const Found inner = tree_.head(noun + 1);
    if (!inner || *inner <= noun || tree_.head(*inner) != verb || !tree_.is(*inner, "obl")) {
      return {};
    }
    // "dropped its demand for a freeze" asks for none any more.
    if (const std::vector<StancePattern>* own = vocabulary().stances(tree_.lemma(*verb))) {
      if (gives_up(*own)) return {};
    }
    return inner;
  }

  // "demanded an end [to night shifts]": the tree hangs on the verb what belongs to the noun.
  void take_what_follows(std::uint32_t t, std::uint32_t noun, TokenRange& range) const {
    if (noun < t || range.end <= noun || range.end + 1 >= words_.size()) return;
    const std::string_view preposition = words_.at(range.end);
    const bool to = preposition == "to" &&
                    one_of(tree_.lemma(noun),
                           {"end", "halt", "stop", "return", "access", "change", "cut", "increase",
                            "limit", "solution", "amendment", "alternative", "right"});
    if (!to && !one_of(preposition, {"of", "for", "on"})) return;
    const Found inner = tree_.head(range.end);
    if (!inner || *inner <= range.end || tree_.head(*inner) != Found(t) ||
        !tree_.is(*inner, "obl")) {
      return;
    }
    const text::Span span = words_.span(*inner);
    for (const times::TimeExpression& time : report_.times) {
      if (time.span.start >= span.end) break;
      // "demanded a freeze on Monday", but "a demand for shorter hours"
      if (time.span.overlaps(span) && time.type != times::TimeType::kDuration) return;
    }
    range.end = std::max(range.end, tree_.phrase(*inner).end);
  }

  // What is said in quotation marks ends with them, whatever the tree hangs behind.
  void clip_to_quotation(std::uint32_t t, std::uint32_t head, TokenRange& range) const {
    const analysis::Quotation* around = words_.analysis().quotation_at(words_.span(t).start);
    if (around == nullptr || !around->inner.contains(words_.span(head))) return;
    while (range.size() > 1 && words_.span(range.end - 1).start >= around->inner.end) --range.end;
  }

  // "end the strike, saying that …": what else is done or said is no part of the term.
  void clip_to_aside(std::uint32_t head, TokenRange& range) const {
    for (std::uint32_t t = head + 1; t + 2 < range.end; ++t) {
      // "to reach a deal, and blamed the council"
      const bool deed = one_of(tree_.token(t + 2).xpos, {"VBD", "VBZ"});
      if (words_.at(t) != "," || !deed || !tree_.is(t + 1, "cc")) continue;
      range.end = t;
      return;
    }
    for (std::uint32_t t = head + 1; t + 1 < range.end; ++t) {
      // "while the council wants …"
      const bool other = words_.at(t + 1) == "while";
      if (words_.at(t) != "," || (tree_.token(t + 1).xpos != "VBG" && !other)) continue;
      if (words_.at(t + 1) == "including") continue;
      range.end = t;
      return;
    }
  }

  // The word of saying, where a clause that credits somebody starts at `first`: "officials said".
  std::optional<std::uint32_t> said_between(std::uint32_t first, std::uint32_t end) const {
    constexpr std::uint32_t kSpeakerReach = 7;  // "senior coast ministry officials said"
    for (std::uint32_t t = first; t < std::min(end, first + kSpeakerReach); ++t) {
      if (words_.is_punctuation(t) && t > first) return {};
      if (one_of(words_.at(t), {"said", "says"}) && t > first) return t;
    }
    return {};
  }

  // "raise its offer, according to reports": who says so is no part of the term.
  void clip_to_credit(std::uint32_t head, TokenRange& range) const {
    // "raise its offer, [officials said on Monday]"
    for (std::uint32_t t = head + 1; t + 2 < range.end; ++t) {
      if (words_.at(t) != ",") continue;
      const std::optional<std::uint32_t> said = said_between(t + 1, range.end);
      if (!said) continue;
      range.end = t;
      break;
    }
    for (std::uint32_t t = head + 1; t + 1 < range.end; ++t) {
      if (words_.at(t) != "according" || words_.at(t + 1) != "to") continue;
      range.end = t;
      while (range.end > head + 1 && words_.is_punctuation(range.end - 1)) --range.end;
      return;
    }
  }

  std::vector<ActorWords> holders(std::uint32_t t, std::string_view part) const {
    if (part == "noun") {
      std::vector<ActorWords> owners = report_.owners_of(t);
      // "has signalled its readiness to", "made an offer to": the one who does so.
      const Found verb = tree_.head(t);
      const bool handed =
          tree_.is(t, "obj") || (tree_.is(t, "obl") && tree_.has_function_word(t, "with"));
      if (owners.empty() && verb && handed &&
          one_of(
              tree_.lemma(*verb),
              {"indicate",  "express",   "show",    "signal",     "voice",     "make",     "repeat",
               "submit",    "reiterate", "issue",   "state",      "list",      "outline",  "set",
               "present",   "unveil",    "publish", "deliver",    "hand",      "raise",    "have",
               "emphasize", "emphasise", "stress",  "underscore", "underline", "highlight"})) {
        const bool denied = tree_.is_negated(*verb) || has_no(t);
        const bool owns = tree_.lemma(*verb) == "have";
        if (const Found subject = tree_.doer(*verb); subject && denied == owns) {
          owners = report_.actors_at(*subject);
        }
      }
      return owners;
    }
    if (part == "adj") {
      if (tree_.is(t, "amod")) return {};
      Found subject = tree_.child(t, "nsubj");
      if (!subject) subject = tree_.doer(t);
      if (subject && is_nobody(*subject)) return {};
      if (!subject) subject = tree_.child(t, "expl");  // "it was ready to", as the tree may have it
      return subject ? report_.actors_at(*subject) : std::vector<ActorWords>{};
    }
    const Found subject = tree_.doer(t);
    if (!subject || words_.sentence(*subject) != words_.sentence(t) || is_nobody(*subject))
      return {};
    return report_.actors_at(*subject);
  }

  // "neither side wants a strike", "no party demanded it"
  bool is_nobody(std::uint32_t noun) const {
    return std::ranges::any_of(tree_.children(noun), [&](std::uint32_t c) {
      return c < noun && (one_of(words_.at(c), {"no", "neither", "none", "few"}) ||
                          (words_.at(c) == "enough" && c > 0 && words_.at(c - 1) == "not"));
    });
  }

  std::optional<Stance> stance_of(std::uint32_t t, const StancePattern& pattern) const {
    // "has no plans to", "does not have any intention of"
    const Found verb = tree_.head(t);
    const bool none = pattern.part == "noun" &&
                      (has_no(t) || (verb && tree_.is(t, "obj") && tree_.is_negated(*verb)));
    if (none) return pattern.negated;
    if (!is_negated(tree_, t)) return pattern.stance;
    if (pattern.stance && is_not_yet(tree_, t) && pattern.part != "noun") return Stance::kDefer;
    return pattern.negated;
  }

  bool has_no(std::uint32_t noun) const {
    return std::ranges::any_of(tree_.children(noun), [&](std::uint32_t c) {
      return tree_.is(c, "det") && words_.at(c) == "no";
    });
  }

  // A clause about what its teller does: "[the council insists that] it will wait".
  bool is_of_oneself(std::uint32_t clause, const std::vector<ActorWords>& tellers) const {
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
  bool is_deed(std::uint32_t verb) const {
    if (words_.upos(verb) != Upos::kVerb ||
        one_of(tree_.lemma(verb), {"make", "take", "have", "get", "do", "say", "see", "play",
                                   "know", "let", "keep"})) {
      return false;
    }
    const Found object = tree_.child(verb, "obj");
    return object && *object > verb && words_.upos(*object) == Upos::kNoun;
  }

  // "Peru opposed naming culprits", "Chile supported the approach": what states say of a text that
  // they negotiate is a term whatever it is about.
  bool is_state_on_text(const StancePattern& pattern, std::uint32_t head,
                        const std::vector<ActorWords>& holders) const {
    if (pattern.part != "verb" ||
        !one_of(pattern.lemma,
                {"propose", "suggest", "oppose", "support", "favor", "favour", "prefer",
                 "recommend", "object", "reject", "insist", "call", "urge", "request"})) {
      return false;
    }
    const Upos upos = words_.upos(head);
    if ((upos != Upos::kNoun && upos != Upos::kVerb) || report_.actor_at(head)) return false;
    return std::ranges::any_of(holders,
                               [&](const ActorWords& holder) { return report_.is_state(holder); });
  }

  // "want to avert a showdown", "offers ideas": no term; "proposals cut": half of one.
  bool is_no_term(Stance stance, TokenRange range, std::uint32_t head) const {
    const std::string_view lemma = tree_.lemma(head);
    if (words_.upos(head) != Upos::kVerb) {
      if (stance == Stance::kDemand) {
        return one_of(lemma, {"information", "help", "clarification", "patience", "answer",
                              "explanation", "comment", "apology"});
      }
      return stance == Stance::kOffer &&
             one_of(lemma, {"idea", "advice", "detail", "thought", "view", "explanation", "praise",
                            "condolence", "glimpse", "comment", "clue", "insight"});
    }
    if ((stance == Stance::kDemand || stance == Stance::kOpen) &&
        one_of(lemma, {"avert", "avoid", "like", "love", "take", "know", "believe", "think",
                       "understand", "burn", "hear", "learn", "try", "help"})) {
      return true;
    }
    if (lemma == "get" && !tree_.child(head, "obj")) return true;  // "get specific"
    return range.size() == 1 && one_of(lemma, {"cut", "raise", "pay", "make", "give", "take", "set",
                                               "put", "get", "allow", "include", "reach"});
  }

  // "promised that the coast would pay": another's deed is no offer of one's own.
  bool is_of_another(std::uint32_t clause, const std::vector<ActorWords>& holders) const {
    if (!tree_.is(clause, "ccomp")) return false;
    const Found subject = tree_.child(clause, "nsubj");
    const std::optional<ActorWords> doer = subject ? report_.actor_at(*subject) : std::nullopt;
    return doer && std::ranges::none_of(holders, [&](const ActorWords& holder) {
             return doer->same_as(holder, report_.article);
           });
  }

  // "Northport signalled that it could accept a truce": by whoever may do so.
  bool is_called_possible(std::uint32_t t, const std::vector<ActorWords>& actors) const {
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
  bool is_misread(std::uint32_t t, const StancePattern& pattern) const {
    const std::string_view lemma = pattern.lemma;
    // "it will reach a deal" foretells one; "it has reached one" accepts it.
    if ((lemma == "reach" || lemma == "strike") && is_of_the_future(tree_, t)) return true;
    // "has convinced its members to": done, unless "works to convince".
    if (lemma == "convince" || lemma == "persuade") {
      const Found up = tree_.head(t);
      if (!up || !tree_.is(t, "xcomp") || !one_of(tree_.lemma(*up), {"work", "try", "seek"})) {
        return true;
      }
    }
    // "a mayor who wants to": of a kind of people, not of anybody.
    if (tree_.is(t, "acl")) {
      const Found subject = tree_.child(t, "nsubj");
      const Found noun = tree_.head(t);
      if (subject && noun && words_.at(*subject) == "who" && tree_.child(*noun, "det") &&
          one_of(words_.at(*tree_.child(*noun, "det")), {"a", "an", "any", "no"})) {
        return true;
      }
    }
    return false;
  }

  bool judge(std::uint32_t t, const StancePattern& pattern, const Complement& complement) {
    if (covered_[t] || is_misread(t, pattern)) return false;
    std::optional<Exchange> exchange = find_exchange(report_, t, complement.head);
    const bool urging = pattern.stance == Stance::kPropose || pattern.stance == Stance::kDemand;
    // "could live with a pause" says no more than that it is open to it.
    std::vector<ActorWords> actors = holders(t, pattern.part);
    if (actors.empty()) return false;
    const bool possible = pattern.stance == Stance::kAccept && is_called_possible(t, actors);
    const bool conditional = exchange.has_value() || pattern.stance == Stance::kOpen || possible;
    if (!is_told_as_fact(tree_, t, {conditional, urging})) return false;
    const std::optional<Stance> reading = stance_of(t, pattern);
    if (!reading) return false;
    Stance stance = possible && !exchange ? Stance::kOpen : *reading;
    // "has no intention of dropping its demand" keeps to it.
    if (stance == Stance::kReject && pattern.part == "noun" && complement.head) {
      const std::vector<StancePattern>* own = vocabulary().stances(tree_.lemma(*complement.head));
      if (own != nullptr && gives_up(*own)) return false;
    }
    if (complement.head && is_claim(tree_.lemma(*complement.head))) {
      return false;  // who dismisses a claim refuses no term
    }
    // "offered no guarantee" offers nothing.
    if ((stance == Stance::kOffer || stance == Stance::kPropose || stance == Stance::kAccept) &&
        complement.head && has_no(*complement.head)) {
      return false;
    }
    if (stance == Stance::kOffer && complement.head && is_of_another(*complement.head, actors)) {
      return false;
    }
    if (stance == Stance::kDemand && complement.head && is_of_oneself(*complement.head, actors)) {
      // "insist that they will not negotiate" refuses, "insist that they are ready" asks nothing.
      if (!tree_.is_negated(*complement.head)) return false;
      stance = Stance::kReject;
    }
    // "insists that wages are no matter for the talks": what is so in somebody's view.
    if (stance == Stance::kDemand && complement.head && tree_.is(*complement.head, "ccomp") &&
        (tree_.child(*complement.head, "cop") || words_.upos(*complement.head) == Upos::kAdv) &&
        tree_.is_negated(*complement.head)) {
      return false;
    }
    // "insists that the board will pay": foreseen, not asked for.
    if ((stance == Stance::kDemand || stance == Stance::kPropose) && complement.head &&
        is_of_the_future(tree_, *complement.head)) {
      return false;
    }
    Position position;
    const bool has_term = complement.head.has_value();
    const TokenRange range = has_term ? complement.range : TokenRange{t, t + 1};
    const std::uint32_t head = has_term ? *complement.head : t;
    TokenRange plain = range;
    if (exchange) {
      const TokenRange other = words_.range(exchange->span);
      if (other.first > head + 1 && other.first < plain.end) plain.end = other.first - 1;
      while (
          plain.size() > 1 && plain.end - 1 > head &&
          (words_.is_punctuation(plain.end - 1) ||
           one_of(words_.at(plain.end - 1), {"as", "soon", "long", "exchange", "return", "in"}))) {
        --plain.end;
      }
    }
    position.term = make_term(report_, plain, head);
    const bool back = has_term && stands_for_term(report_, range, head) &&
                      (stance != Stance::kOffer || tree_.lemma(head) == "offer");
    if (has_term && is_no_term(stance, range, head)) return false;
    if (!has_term && stance != Stance::kNoComment) {
      if (pattern.part != "noun" && pattern.lemma != "back") return false;
    }
    // "refused to back it" is about the deal, whichever.
    if (position.term.family == Family::kOther && has_term && words_.upos(head) == Upos::kVerb &&
        vocabulary().stances(tree_.lemma(head)) != nullptr) {
      const Found object = tree_.child(head, "obj");
      const std::uint32_t sentence = words_.sentence(head);
      const TokenRange before = words_.sentence_range(sentence > 0 ? sentence - 1 : sentence);
      if (object && words_.at(*object) == "it") name_pronoun(position, *object, before.first);
    }
    const bool known = position.term.family != Family::kOther;
    // A bargain told in full is one whatever it is about: "offered to drop the cases if …".
    const bool threat =
        stance == Stance::kThreaten && exchange && exchange->family != Family::kOther;
    const bool asked_if = stance == Stance::kDemand && exchange && complement.head &&
                          exchange->family != Family::kOther && is_deed(*complement.head);
    const bool bargain = exchange && (pattern.strong || threat || asked_if) &&
                         exchange->relation != ExchangeRelation::kThen &&
                         exchange->relation != ExchangeRelation::kUntil;
    const bool of_states = complement.head && is_state_on_text(pattern, *complement.head, actors);
    const bool deed = of_states || (pattern.strong && complement.head && is_deed(*complement.head));
    if (!known && !back && !bargain && !deed && stance != Stance::kNoComment) return false;
    if (stance == Stance::kNoComment) exchange.reset();
    if (is_long_past(report_, t) || is_foretold(tree_, t)) return false;
    if (stance == Stance::kAccept && exchange) stance = Stance::kAcceptIf;
    if (stance == Stance::kOpen && exchange && pattern.part == "adj") stance = Stance::kOffer;
    // "its willingness to impose a lockout" threatens.
    if (stance == Stance::kOpen && complement.head &&
        one_of(tree_.lemma(*complement.head),
               {"impose", "retaliate", "attack", "escalate", "sue", "threaten"})) {
      stance = Stance::kThreaten;
    }
    if (stance == Stance::kAccept) {
      if (is_in_principle(tree_, t)) stance = Stance::kAcceptInPrinciple;
      for (const std::uint32_t c : tree_.children(t)) {
        if (!tree_.is(c, "advmod")) continue;
        if (one_of(words_.at(c), {"conditionally", "provisionally"})) stance = Stance::kAcceptIf;
        if (words_.at(c) == "tentatively") stance = Stance::kAcceptInPrinciple;
      }
    }
    position.stance = stance;
    position.undertaking = pattern.binds && has_term && !back && !is_container(tree_.lemma(head)) &&
                           (stance == pattern.stance || stance == Stance::kAcceptIf) &&
                           !is_of_the_future(tree_, t);
    position.exchange = std::move(exchange);
    position.confidence = (pattern.strong ? kStrong : kWeak) - (known ? 0 : kNoFamily);
    const TokenRange around = has_term
                                  ? TokenRange{std::min(t, range.first), std::max(t + 1, range.end)}
                                  : TokenRange{t, t + 1};
    const std::vector<TermPart> parts =
        has_term && !back ? parts_of(tree_, plain, head) : std::vector<TermPart>();
    for (const ActorWords& actor : actors) {
      const std::size_t first = found_.size();
      Found answered;
      if (back) answered = complement.head;
      if (parts.empty()) add(position, actor, around, t, answered, first);
      for (const TermPart& part : parts) {
        position.term = make_term(report_, part.range, part.head);
        add(position, actor, around, t, {}, first);
      }
    }
    // What the stance is about is no stance of its own: "offered to withdraw".
    if (complement.head && words_.upos(*complement.head) != Upos::kNoun) {
      covered_[*complement.head] = true;
    }
    return true;
  }

  // Where a row says the same of the same words already, nothing is added.
  bool keep(Stand& stand) {
    const text::Span at = words_.span(stand.token);
    for (const Position& near : found_) {
      if (near.stance == stand.position.stance && near.span.contains(at)) return false;
    }
    stand.position.confidence = kWeak;
    const std::size_t size = found_.size();
    add(std::move(stand.position), stand.actor, stand.around, stand.token, stand.answered, size);
    return found_.size() > size;
  }

  // `answered`: the noun for the proposal that this answers. Adds nothing where an earlier row,
  // before `siblings`, says the same of the same words.
  void add(Position position, const ActorWords& actor, TokenRange around, std::uint32_t t,
           Found answered, std::size_t siblings) {
    position.actor = actor.span;
    position.name = actor.name;
    text::Span span = words_.span(around);
    const TokenRange sentence = words_.sentence_range(words_.sentence(t));
    const text::Span whole = words_.span(sentence);
    const auto cover = [&](text::Span other) {
      if (!whole.contains(other)) return;
      span.start = std::min(span.start, other.start);
      span.end = std::max(span.end, other.end);
    };
    cover(actor.span);
    if (position.exchange) cover(position.exchange->span);
    position.span = span;
    if (answered && words_.upos(*answered) == Upos::kPron) {
      // "while the coast backed the deal, the island opposed it"
      const std::uint32_t first = words_.sentence_range(words_.sentence(*answered)).first;
      if (!name_pronoun(position, *answered, first)) {
        take_term(position, actor, *answered);
        const std::uint32_t at = words_.sentence(*answered);
        const std::uint32_t back = words_.sentence_range(at > 0 ? at - 1 : at).first;
        if (!position.answers && !name_pronoun(position, *answered, back)) return;
      }
    } else if (answered) {
      take_term(position, actor, *answered);
    }
    position.statement = report_.statement_around(t);
    if (!position.statement) position.statement = report_.statement_cued_at(t);
    if (position.statement) position.hedges = report_.statements[*position.statement].hedges;
    for (std::size_t i = 0; i < siblings; ++i) {
      const Position& other = found_[i];
      if (other.stance == position.stance && other.actor == position.actor &&
          other.span.overlaps(position.span)) {
        return;
      }
    }
    found_.push_back(std::move(position));
    is_content_.push_back(false);
  }

  // "it" after "the wage plan": the plan, if one was spoken of just before.
  bool name_pronoun(Position& position, std::uint32_t pronoun, std::uint32_t first) const {
    for (std::uint32_t t = pronoun; t-- > first;) {
      if (words_.upos(t) != Upos::kNoun || !is_container(tree_.lemma(t))) continue;
      if (tree_.is(t, "compound")) continue;
      TokenRange range = tree_.phrase(t);
      range.end = std::min(range.end, pronoun);
      position.term = make_term(report_, range, t);
      return true;
    }
    return false;
  }

  // The term of the proposal that an answer answers: that of the one whose proposal it is called,
  // else of the last one, not far back.
  void take_term(Position& position, const ActorWords& actor, std::uint32_t proposal) const {
    const std::vector<ActorWords> owners = report_.owners_of(proposal);
    for (auto it = found_.rbegin(); it != found_.rend(); ++it) {
      if (!one_of(name_of(it->stance), {"offer", "propose", "demand"})) continue;
      if (it->span.start >= position.span.start) continue;
      if (is_content_[static_cast<std::size_t>(found_.rend() - it) - 1]) continue;
      const ActorWords holder{it->actor, it->name};
      if (holder.same_as(actor, report_.article)) continue;
      const bool owned = std::ranges::any_of(
          owners, [&](const ActorWords& owner) { return owner.same_as(holder, report_.article); });
      if (!owners.empty() && !owned) continue;
      const std::uint32_t sentence = words_.sentence(words_.range(it->span).first);
      if (!owned && sentence + kAnswerReach < words_.sentence(proposal)) return;
      position.term = it->term;
      position.answers = it->span;
      return;
    }
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
  std::vector<bool> covered_;
  std::vector<Position> found_;
  std::vector<bool> is_content_;  // of each: told as what is in a proposal
};

}  // namespace

std::vector<Position> find_positions(const Report& report) { return PositionFinder(report).run(); }

}  // namespace parley::events
