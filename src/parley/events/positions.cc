#include "parley/events/positions.h"

#include <algorithm>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/events/clause.h"
#include "parley/events/complement.h"
#include "parley/events/conditions.h"
#include "parley/events/deals.h"
#include "parley/events/proposals.h"
#include "parley/events/speech.h"
#include "parley/events/stance_checks.h"
#include "parley/events/term_parts.h"
#include "parley/events/terms.h"
#include "parley/events/verdicts.h"
#include "parley/events/vocabulary.h"
#include "parley/text/utf8.h"

namespace parley::events {

namespace {

using analysis::Upos;

constexpr float kStrong = 0.8F;
constexpr float kWeak = 0.6F;
constexpr std::uint32_t kAnswerReach = 2;  // sentences from a proposal to an answer without owner
constexpr float kNoFamily = 0.15F;         // less where no family is known

class PositionFinder {
 public:
  explicit PositionFinder(const Report& report)
      : report_(report), tree_(report.tree), words_(report.words), checks_(report) {}

  std::vector<Position> run() {
    covered_.assign(words_.size(), false);
    for (std::uint32_t sentence = 0; sentence < words_.analysis().sentences.size(); ++sentence) {
      const TokenRange range = words_.sentence_range(sentence);
      if (range.empty() || words_.at(range.end - 1) == "?") continue;
      const TokenRange links = links_in(range);
      const auto is_link = [&](std::uint32_t t) { return t >= links.first && t < links.end; };
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        if (!is_link(t)) read_word(t);
      }
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        if (is_link(t)) continue;
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
  // Headlines of other reports that ran into a sentence: "pay, Ana VelmBoard rejects raise | Crews
  // urge strike MORE told": from the word that two grew into, or from the start.
  TokenRange links_in(TokenRange sentence) const {
    constexpr std::size_t kLeastName = 4;  // "McVelm", "MacVelm" are names
    TokenRange links{sentence.first, sentence.first};
    bool grown = false;
    for (std::uint32_t t = sentence.first; t < sentence.end; ++t) {
      const std::string_view word = report_.article.at(words_.span(t));
      for (std::size_t i = kLeastName; i < word.size() && !grown; ++i) {
        if (!text::is_ascii_upper(word[i]) || text::is_ascii_upper(word[i - 1]) ||
            !text::is_ascii_alpha(word[i - 1])) {
          continue;
        }
        links.first = t;
        grown = true;
      }
      if (word == "|") links.end = sentence.end;
      if (word == "MORE" && t > sentence.first) links.end = t + 1;
    }
    return links;
  }

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
        if (const std::optional<Complement> complement = read_complement(report_, t, frame)) {
          if (judge(t, pattern, *complement)) return true;
          break;
        }
      }
    }
    return false;
  }

  // "dropping its demand", "withdrawing its offer", but not "withdrawing its troops"
  bool gives_up_at(std::uint32_t verb) const {
    const std::vector<StancePattern>* own = vocabulary().stances(tree_.lemma(verb));
    if (own == nullptr) return false;
    return std::ranges::any_of(*own, [&](const StancePattern& pattern) {
      if (pattern.part != "verb" || !gives_up({pattern})) return false;
      if (!pattern.particle.empty() && !has_particle(verb, pattern.particle)) return false;
      return std::ranges::any_of(pattern.frames, [&](const Frame& frame) {
        return read_complement(report_, verb, frame).has_value();
      });
    });
  }

  std::string_view part_name(std::uint32_t t) const { return tree_.token(t).xpos; }

  bool has_particle(std::uint32_t t, std::string_view particle) const {
    // "walked out of the talks": the tree may hang the particle on what follows.
    if (t + 1 < words_.size() && words_.at(t + 1) == particle) return true;
    return std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
      return words_.at(c) == particle && c > t && c <= t + 3;
    });
  }

  std::vector<ActorWords> holders(std::uint32_t t, std::string_view part,
                                  const Complement& complement) const {
    if (part == "noun") {
      std::vector<ActorWords> owners = report_.owners_of(t);
      // "the demands of the union"
      for (const std::uint32_t c : tree_.children(t)) {
        if (!owners.empty()) break;
        if (c < t || !tree_.is(c, "nmod") || complement.head == Found(c)) continue;
        if (tree_.has_function_word(c, "of")) owners = report_.actors_at(c);
      }
      // "has signalled its readiness to", "made an offer to": the one who does so.
      const Found verb = tree_.head(t);
      const bool hinted = verb && tree_.lemma(*verb) == "hint" && tree_.has_function_word(t, "at");
      const bool handed = tree_.is(t, "obj") ||
                          (tree_.is(t, "obl") && (hinted || tree_.has_function_word(t, "with")));
      const bool voiced =
          verb && handed && vocabulary().lists(WordList::kVoicing, tree_.lemma(*verb));
      // "could renew their push"
      if (voiced && may_only(*verb)) return {};
      if (owners.empty() && voiced) {
        const bool denied = tree_.is_negated(*verb) || checks_.has_no(t);
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
      if (subject && checks_.is_nobody(*subject)) return {};
      if (!subject) subject = tree_.child(t, "expl");  // "it was ready to", as the tree may have it
      return subject ? report_.actors_at(*subject) : std::vector<ActorWords>{};
    }
    // "the board's decision to reject the offer"
    if (const Found noun = tree_.head(t);
        noun && is_decision(tree_, *noun) && tree_.has_function_word(t, "to")) {
      return report_.owners_of(*noun);
    }
    Found subject = writer_of(t);
    if (!subject && !dangles(t)) subject = tree_.doer(t);
    if (!subject) subject = misread_doer(t);
    if (!subject) return source_at(t);
    if (words_.sentence(*subject) != words_.sentence(t) || checks_.is_nobody(*subject)) return {};
    std::vector<ActorWords> actors = report_.actors_at(*subject);
    if (actors.empty()) return speakers_meant_by(*subject);
    for (ActorWords& one : report_.seconders_of(*subject)) actors.push_back(std::move(one));
    return actors;
  }

  // "signed a letter opposing the cut": those who signed it
  Found writer_of(std::uint32_t t) const {
    const Found noun = tree_.head(t);
    if (!noun || *noun > t || tree_.token(t).xpos != "VBG" || !tree_.is(t, "acl") ||
        !vocabulary().lists(WordList::kDocument, tree_.lemma(*noun))) {
      return {};
    }
    const Found verb = tree_.head(*noun);
    if (!verb || !tree_.is(*noun, "obj") || tree_.is_negated(*verb)) return {};
    return one_of(tree_.lemma(*verb),
                  {"sign", "send", "issue", "release", "write", "pen", "publish", "post", "submit",
                   "make", "deliver", "give", "introduce", "put", "circulate"})
               ? tree_.doer(*verb)
               : Found();
  }

  // "The crews called for a vote.", where the tree makes a participle of the only verb: such a one,
  // without an object, is none.
  Found misread_doer(std::uint32_t t) const {
    if (tree_.token(t).xpos != "VBN" || !tree_.is(t, "acl") || tree_.is(t, "acl:relcl")) return {};
    const Found noun = tree_.head(t);
    if (!noun || *noun + 1 != t || !tree_.is(*noun, "root")) return {};
    const TokenRange sentence = words_.sentence_range(words_.sentence(t));
    if (words_.at(sentence.end - 1) != ".") return {};
    for (std::uint32_t at = sentence.first; at < sentence.end; ++at) {
      const std::string_view form = tree_.token(at).xpos;
      if (one_of(form, {"VBD", "VBZ", "VBP", "MD"})) return {};
    }
    const bool by = std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
      return tree_.is(c, "obl") && tree_.has_function_word(c, "by");
    });
    return by ? Found() : noun;
  }

  // "Vik and Brask said [they] would not pay": both, where each has a name.
  std::vector<ActorWords> speakers_meant_by(std::uint32_t pronoun) const {
    if (words_.at(pronoun) != "they" && words_.at(pronoun) != "we") return {};
    const std::optional<std::uint32_t> around = report_.statement_around(pronoun);
    if (!around || report_.statements[*around].content.empty()) return {};
    const text::Span content = report_.statements[*around].content.front();
    if (words_.range(content).first != pronoun) return {};
    std::vector<ActorWords> both = source_of(report_.statements[*around], pronoun);
    const bool named = both.size() > 1 && std::ranges::all_of(both, [](const ActorWords& it) {
                         return it.name.has_value();
                       });
    return named ? both : std::vector<ActorWords>();
  }

  // Whose statement the word at `t` is the cue of, where the tree shows no subject.
  std::vector<ActorWords> source_at(std::uint32_t t) const {
    const std::optional<std::uint32_t> cued = report_.statement_cued_at(t);
    if (!cued || !report_.speaker(*cued)) return {};
    return source_of(report_.statements[*cued], t);
  }

  // The source of a statement in the sentence of `t`.
  std::vector<ActorWords> source_of(const statements::Statement& said, std::uint32_t t) const {
    if (said.source.spans.empty()) return {};
    const TokenRange range = words_.range(said.source.spans.front());
    if (range.empty() || words_.sentence(range.first) != words_.sentence(t)) return {};
    if (range.size() == 1 && words_.upos(range.first) == Upos::kPron) return {};
    for (std::uint32_t at = range.first; at < range.end; ++at) {
      const Found up = tree_.head(at);
      if (!up || *up < range.first || *up >= range.end) return report_.actors_at(at);
    }
    return {};
  }

  // "officials say she is a force behind it, pushing him to stay": hers or theirs, nobody can tell.
  bool dangles(std::uint32_t t) const {
    const Found verb = tree_.head(t);
    if (!verb || *verb > t || tree_.token(t).xpos != "VBG" || !tree_.is(t, "advcl") ||
        tree_.child(t, "mark")) {
      return false;
    }
    const Found told = tree_.child(*verb, "ccomp");
    return told && *told > *verb && *told < t && tree_.child(*told, "nsubj");
  }

  bool judge(std::uint32_t t, const StancePattern& pattern, const Complement& complement) {
    if (covered_[t] || checks_.is_misread(t, pattern)) return false;
    std::optional<Exchange> exchange = find_exchange(report_, t, complement.head);
    const bool urging = pattern.stance == Stance::kPropose || pattern.stance == Stance::kDemand;
    // "could live with a pause" says no more than that it is open to it.
    std::vector<ActorWords> actors = holders(t, pattern.part, complement);
    if (actors.empty()) return false;
    const bool possible =
        pattern.stance == Stance::kAccept && checks_.is_called_possible(t, actors);
    // "have signed a deal to deport them if": it is signed, and the condition stands in it
    if (exchange && pattern.stance == Stance::kAccept && is_done(t, pattern.lemma) &&
        one_of(name_of(exchange->relation), {"if", "unless"})) {
      exchange.reset();
    }
    // "could threaten to strike if": nobody has threatened
    const bool bargains = exchange.has_value() && pattern.stance != Stance::kThreaten;
    const bool conditional = bargains || pattern.stance == Stance::kOpen || possible;
    if (!is_told_as_fact(tree_, t, {conditional, urging})) return false;
    const std::optional<Stance> reading = checks_.stance_of(t, pattern);
    if (!reading) return false;
    Stance stance = possible && !exchange ? Stance::kOpen : *reading;
    if (complement.denied && !checks_.may_deny_deed(pattern, *reading)) return false;
    // "decided not to oppose it", "not to offer it": no refusal of a term
    if (complement.denied && *reading == Stance::kReject && complement.head) {
      const std::vector<StancePattern>* own = vocabulary().stances(tree_.lemma(*complement.head));
      if (own != nullptr && std::ranges::none_of(*own, [](const StancePattern& it) {
            return it.stance == Stance::kAccept || it.stance == Stance::kConcede;
          })) {
        return false;
      }
    }
    // "may not be willing to pay": nobody has refused
    if (stance == Stance::kReject && pattern.part == "adj" && may_only(t) &&
        !tree_.child(t, "obj")) {
      const bool able = std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
        return tree_.is(c, "aux") && one_of(words_.at(c), {"can", "could"});
      });
      if (!able) return false;
    }
    // "has no intention of dropping its demand" keeps to it.
    if (stance == Stance::kReject && pattern.part == "noun" && complement.head &&
        gives_up_at(*complement.head)) {
      return false;
    }
    if (complement.head && is_claim(tree_.lemma(*complement.head))) {
      return false;  // who dismisses a claim refuses no term
    }
    // "brushed aside objections to the deal"
    if (stance == Stance::kReject && complement.head &&
        one_of(tree_.lemma(*complement.head),
               {"objection", "opposition", "warning", "complaint", "threat"})) {
      return false;
    }
    // "offered no guarantee" offers nothing.
    if ((stance == Stance::kOffer || stance == Stance::kPropose || stance == Stance::kAccept) &&
        complement.head && checks_.has_no(*complement.head)) {
      return false;
    }
    if (stance == Stance::kOffer && complement.head &&
        checks_.is_of_another(*complement.head, actors)) {
      return false;
    }
    if (stance == Stance::kDemand && complement.head &&
        checks_.is_of_oneself(*complement.head, actors)) {
      // "insist that they will not negotiate" refuses; "insist that they are ready", "that they
      // have not changed" asks nothing.
      if (!tree_.is_negated(*complement.head) || tree_.token(*complement.head).xpos == "VBN") {
        return false;
      }
      stance = Stance::kReject;
    }
    // Experts say a party "might be willing to": their view, not its stance
    if (stance == Stance::kOpen && may_only(t)) {
      const std::optional<std::uint32_t> around = report_.statement_around(t);
      if (around && !report_.speaker(*around)) return false;
    }
    // "analysts say that the board wants a freeze", "people want lower taxes": views, not stances
    if (pattern.part != "noun" && is_view_of(t, actors)) return false;
    // "do not really want it": what they want then is not said
    if (pattern.lemma == "want" && complement.head &&
        words_.upos(*complement.head) == Upos::kPron) {
      return false;
    }
    // "suggested that it might be willing to": how willing, not what it puts forward
    if (pattern.lemma == "suggest" && complement.head && tree_.is(*complement.head, "ccomp") &&
        !exchange && may_only(*complement.head) &&
        (checks_.is_of_oneself(*complement.head, actors) ||
         std::ranges::any_of(tree_.children(*complement.head), [&](std::uint32_t c) {
           return tree_.is(c, "aux") && one_of(words_.at(c), {"may", "might"});
         }))) {
      return false;
    }
    // "insists that wages are no matter for the talks": what is so in somebody's view.
    if (stance == Stance::kDemand && complement.head && tree_.is(*complement.head, "ccomp") &&
        (tree_.child(*complement.head, "cop") || words_.upos(*complement.head) == Upos::kAdv) &&
        tree_.is_negated(*complement.head) &&
        std::ranges::none_of(tree_.children(*complement.head), [&](std::uint32_t c) {
          return (tree_.is(c, "aux") && one_of(words_.at(c), {"should", "must"})) ||
                 (tree_.is(c, "cop") && words_.at(c) == "be" &&
                  !tree_.child(*complement.head, "aux"));
        })) {
      return false;
    }
    // "insists that the board is not looking for a raise": what is so
    if (pattern.lemma == "insist" && complement.head && tree_.is(*complement.head, "ccomp") &&
        tree_.token(*complement.head).xpos == "VBG" && tree_.child(*complement.head, "aux")) {
      return false;
    }
    // "will insist that they pay", in the report's own words: what is to come
    if ((stance == Stance::kDemand || stance == Stance::kReject) && pattern.part == "verb" &&
        tree_.has_function_word(t, "will") && !report_.statement_around(t) && !exchange) {
      return false;
    }
    // "insists that the cut is a nonstarter": its verdict on the cut
    if (stance == Stance::kDemand && complement.head && tree_.is(*complement.head, "ccomp")) {
      const std::vector<StancePattern>* own = vocabulary().stances(tree_.lemma(*complement.head));
      if (own != nullptr && std::ranges::any_of(*own, [](const StancePattern& it) {
            return it.part == "verdict" && it.stance == Stance::kReject;
          })) {
        return false;
      }
    }
    // "insists that wages can be raised": a view
    if (pattern.lemma == "insist" && complement.head && tree_.is(*complement.head, "ccomp") &&
        std::ranges::any_of(tree_.children(*complement.head), [&](std::uint32_t c) {
          return tree_.is(c, "aux") && one_of(words_.at(c), {"can", "could", "may", "might"});
        })) {
      return false;
    }
    // "insists that the board is right": a view, unless "that a raise is essential"
    if (pattern.lemma == "insist" && complement.head && tree_.is(*complement.head, "ccomp") &&
        words_.upos(*complement.head) == Upos::kAdj &&
        vocabulary().stances(tree_.lemma(*complement.head)) == nullptr &&
        std::ranges::any_of(tree_.children(*complement.head), [&](std::uint32_t c) {
          return tree_.is(c, "cop") && words_.at(c) != "be";
        })) {
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
    // "insists that it will not [negotiate]": what is refused
    if (stance == Stance::kReject && pattern.stance == Stance::kDemand && head < plain.end &&
        tree_.is(head, "ccomp") && words_.upos(head) == Upos::kVerb) {
      plain.first = std::max(plain.first, head);
    }
    // "vowed not [to accept]" refuses to accept
    if (complement.denied && stance == Stance::kReject) {
      while (plain.first < head && one_of(words_.at(plain.first), {"not", "never", "to"})) {
        ++plain.first;
      }
    }
    if (exchange) {
      const TokenRange other = words_.range(exchange->span);
      if (other.first > head + 1 && other.first < plain.end) plain.end = other.first - 1;
      while (
          plain.size() > 1 && plain.end - 1 > head &&
          (words_.is_punctuation(plain.end - 1) ||
           one_of(words_.at(plain.end - 1), {"as", "soon", "long", "exchange", "return", "in",
                                             "provided", "providing", "on", "condition", "the"}))) {
        --plain.end;
      }
    }
    // "act alone, [if necessary], and …"
    for (std::uint32_t at = head + 1; at + 1 < plain.end; ++at) {
      const bool closed = at + 2 >= plain.end || words_.is_punctuation(at + 2);
      if (words_.at(at) != "if" || !closed) continue;
      plain.end = words_.is_punctuation(at - 1) && at - 1 > head ? at - 1 : at;
    }
    // "labour reforms that would", "cuts the": words of a clause that goes on elsewhere
    while (plain.end > head + 1 &&
           one_of(part_name(plain.end - 1), {"DT", "IN", "CC", "MD", "TO", "WDT", "PRP$"}) &&
           !tree_.is(plain.end - 1, "compound:prt")) {
      --plain.end;
    }
    position.term = make_term(report_, plain, head);
    if (has_term && position.term.family == Family::kOther && is_exit(stance, head)) {
      position.term.family = Family::kProcess;
    }
    // "the bold proposals that the board rejected": those, no earlier one
    const bool described =
        has_term && tree_.is(t, "acl:relcl") && head < t && tree_.child(head, "amod");
    const bool back = has_term && !described && stands_for_term(report_, range, head) &&
                      (stance != Stance::kOffer || tree_.lemma(head) == "offer");
    if (has_term && checks_.is_no_term(stance, range, head)) return false;
    // "laid out the plan": which, nobody can tell
    if (back && stance == Stance::kPropose) return false;
    // "will present a proposal to the board": of what, nobody can tell
    if (has_term && !exchange && !back && checks_.is_empty_proposal(stance, plain, head)) {
      return false;
    }
    if (has_term && !exchange && tree_.is(t, "acl") &&
        (position.term.family == Family::kProcess ||
         vocabulary().lists(WordList::kPointedAt, tree_.lemma(head))) &&
        checks_.is_bare_proposal(stance, plain, head)) {
      return false;
    }
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
                          exchange->family != Family::kOther && checks_.is_deed(*complement.head);
    const bool bargain = exchange && (pattern.strong || threat || asked_if) &&
                         exchange->relation != ExchangeRelation::kThen &&
                         exchange->relation != ExchangeRelation::kUntil;
    const bool of_states =
        complement.head && checks_.is_state_on_text(pattern, *complement.head, actors);
    const bool asks_time = stance == Stance::kDefer && complement.head &&
                           one_of(tree_.lemma(*complement.head), {"time", "judgment", "judgement"});
    const bool of_party = asks_other_party(t, stance, complement, actors);
    const bool given_up = stance == Stance::kConcede && complement.head &&
                          vocabulary().lists(WordList::kDemand, tree_.lemma(*complement.head)) &&
                          plain.end > *complement.head + 2;
    // "rejected the board's call for calm"
    const bool answers_call =
        complement.head && (stance == Stance::kReject || stance == Stance::kAccept) &&
        pattern.part == "verb" && plain.size() > 1 &&
        vocabulary().lists(WordList::kAsking, tree_.lemma(*complement.head)) &&
        asks_for_something(*complement.head) && !report_.owners_of(*complement.head).empty();
    const bool deed = of_states || asks_time || of_party || given_up || answers_call ||
                      (pattern.strong && complement.head && checks_.is_deed(*complement.head));
    if (!known && !back && !bargain && !deed && stance != Stance::kNoComment) return false;
    if (stance == Stance::kNoComment) exchange.reset();
    if (is_long_past(report_, t) || is_foretold(tree_, t)) return false;
    if (stance == Stance::kAccept && exchange && exchange->relation != ExchangeRelation::kThen) {
      stance = Stance::kAcceptIf;
    }
    // "its willingness to impose a lockout" threatens.
    if (stance == Stance::kOpen && complement.head &&
        vocabulary().lists(WordList::kHarming, tree_.lemma(*complement.head))) {
      stance = Stance::kThreaten;
    }
    if (stance == Stance::kOpen && exchange && pattern.part == "adj") stance = Stance::kOffer;
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
                           !is_of_the_future(tree_, t) && !may_only(t);
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

  // "wants the coast to ship its ore abroad": asked of another party, whatever the deed is.
  bool asks_other_party(std::uint32_t t, Stance stance, const Complement& complement,
                        const std::vector<ActorWords>& actors) const {
    if (stance != Stance::kDemand || !complement.head || !checks_.is_deed(*complement.head)) {
      return false;
    }
    Found asked = tree_.child(t, "obj");
    // "called on the coast to", "called for the coast to"
    for (const std::uint32_t c : tree_.children(t)) {
      const bool called = tree_.is(c, "obl") &&
                          (tree_.has_function_word(c, "on") || tree_.has_function_word(c, "for"));
      if (!asked && c > t && called) asked = c;
    }
    if (!asked || *asked > *complement.head) return false;
    const actors::Entity* named = report_.entity_at(*asked);
    const std::optional<ActorWords> party =
        named != nullptr && named->type != analysis::NameType::kPer ? report_.actor_at(*asked)
                                                                    : std::nullopt;
    return party && std::ranges::none_of(actors, [&](const ActorWords& actor) {
             return actor.same_as(*party, report_.article);
           });
  }

  // What a commentator says of another, or what somebody says that a whole people wants.
  bool is_view_of(std::uint32_t t, const std::vector<ActorWords>& actors) const {
    const std::optional<std::uint32_t> around = report_.statement_around(t);
    if (!around) return false;
    const statements::Force force = report_.statements[*around].force;
    const bool told = force == statements::Force::kSay || force == statements::Force::kClaim ||
                      force == statements::Force::kBelieve;
    for (const text::Span piece : report_.statements[*around].source.spans) {
      if (!told) break;
      const TokenRange source = words_.range(piece);
      for (std::uint32_t at = source.first; at < source.end; ++at) {
        // "reporters noted that the board had opposed it" tells a fact
        if (one_of(tree_.lemma(at), {"reporter", "journalist", "judge", "police"})) continue;
        if (vocabulary().party_noun(tree_.lemma(at)) == PartyNoun::kOther) return true;
      }
    }
    // "the Norlanders want": their side
    return std::ranges::all_of(actors, [&](const ActorWords& actor) {
      const std::uint32_t first = words_.range(actor.span).first;
      return actors::is_people(report_.article.at(actor.span)) && first > 0 &&
             words_.at(first) != "the" && words_.at(first - 1) != "the";
    });
  }

  // "the board's call for calm", but not "a call from the board"
  bool asks_for_something(std::uint32_t noun) const {
    return tree_.lemma(noun) != "call" ||
           std::ranges::any_of(tree_.children(noun), [&](std::uint32_t c) {
             return c > noun &&
                    (tree_.has_function_word(c, "for") || tree_.has_function_word(c, "to"));
           });
  }

  // "pulled out of the Coast Pact", "threatened to scrap the Coast Pact"
  bool is_exit(Stance stance, std::uint32_t head) const {
    if (stance == Stance::kWithdraw) return names_accord(report_, head);
    if (!vocabulary().lists(WordList::kLeaving, tree_.lemma(head))) return false;
    return std::ranges::any_of(tree_.children(head), [&](std::uint32_t c) {
      return c > head && (tree_.is(c, "obj") || tree_.is(c, "obl")) && names_accord(report_, c);
    });
  }

  // "signed", "has approved": done with, unlike "agreed" and "accepts"
  bool is_done(std::uint32_t t, std::string_view lemma) const {
    if (!one_of(lemma, {"sign", "approve", "ratify", "reach", "strike", "finalize", "finalise",
                        "seal", "clinch", "conclude"}))
      return false;
    return part_name(t) == "VBD" || std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
             return tree_.is(c, "aux") && one_of(words_.at(c), {"has", "have", "had"});
           });
  }

  // "might agree to a freeze": nothing is owed yet.
  bool may_only(std::uint32_t t) const {
    return std::ranges::any_of(tree_.children(t), [&](std::uint32_t c) {
      return tree_.is(c, "aux") && one_of(words_.at(c), {"may", "might", "could", "can"});
    });
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
    // "then-Speaker Sund": what was then
    const std::uint32_t who = words_.range(actor.span).first;
    if (who > 1 && words_.at(who - 1) == "-" && words_.at(who - 2) == "then") return;
    position.actor = actor.span;
    position.name = actor.name;
    position.spoken_for = report_.spoken_for_by(actor.span);
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
      // "floated the idea": which, nobody can tell
      if (!position.answers && tree_.lemma(*answered) == "idea") return;
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
      // A plan was put forward, a demand was asked for.
      const std::string_view noun = tree_.lemma(proposal);
      const bool asked = it->stance == Stance::kDemand;
      if (asked && one_of(noun, {"proposal", "offer", "plan", "bid"})) continue;
      if (!asked && one_of(noun, {"demand", "request"})) continue;
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
  const StanceChecks checks_;
  std::vector<bool> covered_;
  std::vector<Position> found_;
  std::vector<bool> is_content_;  // of each: told as what is in a proposal
};

}  // namespace

std::vector<Position> find_positions(const Report& report) { return PositionFinder(report).run(); }

}  // namespace parley::events
