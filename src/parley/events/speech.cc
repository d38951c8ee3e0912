#include "parley/events/speech.h"

#include <algorithm>
#include <string_view>

#include "parley/events/clause.h"
#include "parley/events/conditions.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr std::uint32_t kNounReach = 5;   // words of "no … release" before "without"
constexpr std::uint32_t kDealReach = 12;  // words between "no deal" and its "without"

bool is_deal(std::string_view lemma) {
  return one_of(lemma, {"deal", "agreement", "accord", "settlement", "truce", "bill", "plan",
                        "contract", "treaty"});
}

class Speech {
 public:
  Speech(const Report& report, const std::vector<bool>& covered)
      : report_(report), tree_(report.tree), words_(report.words), covered_(covered) {}

  std::optional<Stand> at(std::uint32_t t) const {
    const std::string_view word = words_.at(t);
    if (word == "without") return no_deal_without(t);
    if (word == "no" && tree_.is(t, "det")) {
      const Found noun = tree_.head(t);
      return noun && *noun > t ? there_will_be_no(t, *noun) : std::nullopt;
    }
    if (one_of(word, {"must", "should"}) && tree_.is(t, "aux") && !is_rule(t)) {
      const Found predicate = tree_.head(t);
      if (predicate && word == "must" && one_of(tree_.lemma(*predicate), {"get", "see", "have"}) &&
          tree_.child(*predicate, "obj")) {
        if (auto stand = we_need(*predicate)) return stand;
      }
      return predicate ? asked_of(t, *predicate) : std::nullopt;
    }
    if (one_of(word, {"need", "needs", "has", "have", "got", "ought"})) {
      const Found predicate = tree_.child(t, "xcomp");
      if (predicate && *predicate > t && tree_.has_function_word(*predicate, "to")) {
        if (!is_plain_speech(t)) return {};
        const bool getting = one_of(tree_.lemma(*predicate), {"get", "see", "do"});
        if (auto stand = getting ? we_need(*predicate) : std::nullopt) return stand;
        return asked_of(t, *predicate);
      }
    }
    if (one_of(word, {"will", "would", "wo", "'ll", "'d"}) && tree_.is(t, "aux")) {
      const Found predicate = tree_.head(t);
      if (!predicate) return {};
      // "he'd made an offer": had
      if (word == "'d" && one_of(tree_.token(*predicate).xpos, {"VBN", "VBD"})) return {};
      if (!tree_.is_negated(*predicate)) return will_do(*predicate);
      // "there will not be an agreement"
      if (const Found noun = tree_.child(*predicate, "nsubj");
          noun && *noun > *predicate && tree_.child(*predicate, "expl")) {
        return there_will_be_no(t, *noun);
      }
      return will_not(*predicate, *predicate);
    }
    if (tree_.lemma(t) == "need" && tree_.child(t, "obj")) return we_need(t);
    // "are not going to hand over"
    if (word == "going" && tree_.is_negated(t)) {
      const Found predicate = tree_.child(t, "xcomp");
      return predicate && *predicate > t ? will_not(t, *predicate) : std::nullopt;
    }
    return {};
  }

 private:
  std::optional<ActorWords> speaker_around(std::uint32_t t) const {
    const std::optional<std::uint32_t> around = report_.statement_around(t);
    return around ? report_.speaker(*around) : std::nullopt;
  }

  // "needs to" says less than "must": only in quotation marks, and not in a clause of time or of
  // somebody's view.
  bool is_plain_speech(std::uint32_t t) const {
    const analysis::Quotation* quotation = words_.analysis().quotation_at(words_.span(t).start);
    if (quotation == nullptr) return false;
    for (Found at = t; at; at = tree_.head(*at)) {
      const Found up = tree_.head(*at);
      // Whoever said it stands outside.
      if (!up || !quotation->inner.contains(words_.span(*up))) return true;
      if (tree_.is(*at, "advcl") || tree_.is(*at, "acl") || tree_.is(*at, "ccomp")) return false;
    }
    return true;
  }

  // "no deal without guarantees", "no release without a truce"
  std::optional<Stand> no_deal_without(std::uint32_t t) const {
    const Found head = tree_.head(t);
    if (!head || t < 3) return {};
    bool deal = false;
    if (words_.upos(t - 1) == analysis::Upos::kNoun) {
      const TokenRange before = tree_.phrase(t - 1);
      const bool none = words_.at(before.first) == "no" && before.first + kNounReach >= t;
      deal = none && family_of(tree_, {before.first, t}, t - 1) != Family::kOther;
    }
    const TokenRange sentence = words_.sentence_range(words_.sentence(t));
    const std::uint32_t first = std::max(sentence.first, t > kDealReach ? t - kDealReach : 0);
    for (std::uint32_t at = first; at + 1 < t; ++at) {
      deal = deal || (one_of(words_.at(at), {"no", "not", "any", "an"}) &&
                      (is_deal(tree_.lemma(at + 1)) || tree_.lemma(at + 1) == "talk"));
    }
    const std::optional<ActorWords> actor = deal ? speaker_around(t) : std::nullopt;
    if (!actor) return {};
    Stand stand;
    const TokenRange range = tree_.phrase(*head);
    stand.position.stance = Stance::kDemand;
    stand.position.term = make_term(report_, range, *head);
    stand.actor = *actor;
    stand.around = {std::min(t, range.first), range.end};
    stand.token = t;
    return stand;
  }

  // "we need higher wages", "we must get higher wages", "the union said it needed higher wages";
  // "we don't need a strike" refuses it.
  std::optional<Stand> we_need(std::uint32_t t) const {
    const Found subject = tree_.doer(t);
    const Found object = tree_.child(t, "obj");
    if (covered_[t] || !subject || !object || *object < t) return {};
    const std::optional<ActorWords> actor = report_.actor_at(*subject);
    if (!actor) return {};
    if (one_of(words_.at(*subject), {"we", "i"})) {
      if (!is_plain_speech(t)) return {};
    } else {
      const std::optional<ActorWords> said = speaker_around(t);
      if (tree_.lemma(t) != "need" || !said || !actor->same_as(*said, report_.article)) return {};
      if (!is_told_as_fact(tree_, t, {})) return {};
    }
    Stand stand;
    TokenRange range = tree_.phrase(*object);
    // "do something [about wages]"
    if (one_of(words_.at(*object), {"something", "anything", "more"})) {
      range.end = std::max(range.end, tree_.phrase(t).end);
    }
    stand.position.stance = is_negated(tree_, t) ? Stance::kReject : Stance::kDemand;
    stand.position.term = make_term(report_, range, *object);
    if (stand.position.term.family == Family::kOther) return {};
    stand.position.exchange = find_exchange(report_, t, object);
    stand.actor = *actor;
    stand.around = {*subject, range.end};
    stand.token = t;
    return stand;
  }

  // "if wages rise, we will end the strike" offers, "we will strike unless wages rise" threatens,
  // "the army said it would halt its offensive" offers.
  std::optional<Stand> will_do(std::uint32_t predicate) const {
    if (covered_[predicate] || words_.upos(predicate) != analysis::Upos::kVerb) return {};
    const Found subject = tree_.child(predicate, "nsubj");
    if (!subject || tree_.is(*subject, "nsubj:pass")) return {};
    // "if they give in, they will be rewarding him": what comes of it
    if (tree_.token(predicate).xpos == "VBG") return {};
    std::optional<Exchange> exchange = find_exchange(report_, predicate, {});
    const bool harmful =
        harms(predicate) || vocabulary().lists(WordList::kHostile, tree_.lemma(predicate));
    const bool unless =
        exchange &&
        (exchange->relation == ExchangeRelation::kUnless ||
         (exchange->relation == ExchangeRelation::kIf && harmful && is_of_nothing(*exchange)));
    const bool conditional =
        unless || (exchange && (exchange->relation == ExchangeRelation::kIf ||
                                exchange->relation == ExchangeRelation::kInExchangeFor));
    if (!conditional && (exchange || !yields(predicate))) return {};
    if (one_of(tree_.lemma(predicate),
               {"be", "have", "lose", "suffer", "need", "like", "love", "face", "become", "see",
                "know", "mean", "take", "get", "go", "own"})) {
      return {};
    }
    // "if we wanted a freeze, we would cut": what is not so.
    if (exchange && is_unreal(*exchange, *subject)) return {};
    const std::optional<ActorWords> actor = report_.actor_at(*subject);
    if (!actor) return {};
    const std::optional<std::uint32_t> around = report_.statement_around(predicate);
    bool hostile = unless || harmful;
    if (around) {
      const std::optional<ActorWords> said = report_.speaker(*around);
      if (!said || !actor->same_as(*said, report_.article)) return {};
      const statements::Force force = report_.statements[*around].force;
      hostile =
          hostile || force == statements::Force::kThreaten || force == statements::Force::kWarn;
    } else if (!unless || !harmful) {
      // In the report's own words only "will strike unless".
      return {};
    }
    if (!conditional && hostile) return {};
    if (!hostile && vocabulary().stances(tree_.lemma(predicate)) != nullptr) return {};
    const TokenRange range = tree_.phrase(predicate);
    TokenRange term{predicate, std::max(range.end, predicate + 1)};
    // "[allow a vote] as long as the board agrees"
    if (exchange) {
      const std::uint32_t other = words_.range(exchange->span).first;
      if (other > predicate + 1 && other < term.end) term.end = other;
      while (term.size() > 1 &&
             (words_.is_punctuation(term.end - 1) ||
              one_of(words_.at(term.end - 1), {"as", "long", "soon", "if", "unless", "once", "only",
                                               "in", "return", "exchange", "for"}))) {
        --term.end;
      }
    }
    Stand stand;
    stand.position.stance = hostile ? Stance::kThreaten : Stance::kOffer;
    stand.position.term = make_term(report_, term, predicate);
    const Family family = stand.position.term.family;
    if (!conditional && !is_settled_between_sides(family)) return {};
    if (family == Family::kOther && !(hostile && exchange && exchange->family != Family::kOther)) {
      return {};
    }
    stand.position.exchange = std::move(exchange);
    stand.actor = *actor;
    stand.around = {std::min(*subject, term.first), term.end};
    stand.token = predicate;
    return stand;
  }

  // "if no deal is reached", "if it does not pay": as good as "unless"
  bool is_of_nothing(const Exchange& exchange) const {
    const TokenRange condition = words_.range(exchange.span);
    for (std::uint32_t t = condition.first; t < condition.end; ++t) {
      if (one_of(words_.at(t), {"no", "not", "n't", "fails", "fail"})) return true;
    }
    return false;
  }

  // "the Senate, which must approve treaties": how things are done, asked for by nobody.
  bool is_rule(std::uint32_t modal) const {
    const Found verb = tree_.head(modal);
    return verb && tree_.is(*verb, "acl:relcl") &&
           std::ranges::any_of(tree_.children(*verb), [&](std::uint32_t c) {
             return c < modal && tree_.is(c, "nsubj") && one_of(words_.at(c), {"which", "who"});
           });
  }

  // A condition in the past about the very one who would do something.
  bool is_unreal(const Exchange& exchange, std::uint32_t subject) const {
    if (words_.upos(subject) != analysis::Upos::kPron) return false;
    const TokenRange condition = words_.range(exchange.span);
    for (std::uint32_t t = condition.first; t < condition.end; ++t) {
      if (tree_.token(t).xpos != "VBD") continue;
      const Found verb = tree_.is(t, "aux") || tree_.is(t, "cop") ? tree_.head(t) : Found(t);
      const Found other = verb ? tree_.child(*verb, "nsubj") : Found();
      return other && words_.at(*other) == words_.at(subject);
    }
    return false;
  }

  bool yields(std::uint32_t predicate) const {
    return vocabulary().lists(WordList::kYielding, tree_.lemma(predicate));
  }

  // A deed against somebody: its CAMEO root is 13 (threaten) or above.
  bool harms(std::uint32_t predicate) const {
    const std::vector<EventVerb>* verbs = vocabulary().events(tree_.lemma(predicate));
    if (verbs == nullptr) return false;
    return std::ranges::any_of(*verbs, [&](const EventVerb& verb) {
      if (verb.cameo < "13") return false;
      if (verb.objects.empty()) return true;
      const Found object = tree_.child(predicate, "obj");
      return object && std::ranges::find(verb.objects, tree_.lemma(*object)) != verb.objects.end();
    });
  }

  // "there will be no talks", "there can be no truce until", "no deal until". `t` is the word that
  // denies, `noun` what there will not be.
  std::optional<Stand> there_will_be_no(std::uint32_t t, std::uint32_t noun_at) const {
    const Found noun = noun_at;
    const Found verb = tree_.is(*noun, "nsubj") ? tree_.head(*noun) : Found(*noun);
    if (!verb) return {};
    const bool bare =
        *verb == *noun && !tree_.child(*noun, "cop") && is_deal(tree_.lemma(*noun)) &&
        (tree_.is(*noun, "root") || tree_.is(*noun, "ccomp") || tree_.is(*noun, "parataxis"));
    bool there = false;
    bool future = false;
    for (const std::uint32_t c : tree_.children(*verb)) {
      there = there || words_.at(c) == "there";
      future =
          future || (tree_.is(c, "aux") && one_of(words_.at(c), {"will", "would", "can", "'ll"}));
    }
    if (!(there && future) && !bare) return {};
    // "no deal without guarantees" asks for guarantees.
    const TokenRange clause = tree_.clause(*verb);
    for (std::uint32_t at = t; at < clause.end; ++at) {
      if (words_.at(at) == "without") return {};
    }
    const std::optional<ActorWords> actor = speaker_around(*noun);
    if (!actor) return {};
    Stand stand;
    const TokenRange range{*noun, std::max(tree_.phrase(*noun).end, *noun + 1)};
    stand.position.stance = Stance::kReject;
    stand.position.term = make_term(report_, range, *noun);
    if (stand.position.term.family == Family::kOther) return {};
    stand.position.exchange = find_exchange(report_, *verb, noun);
    if (bare && !stand.position.exchange) return {};
    // "there will be no votes tonight" tells of a calendar.
    const bool bargain = is_deal(tree_.lemma(*noun)) ||
                         one_of(tree_.lemma(*noun), {"talk", "negotiation", "ceasefire",
                                                     "concession", "compromise", "cease-fire"});
    if (!stand.position.exchange && !bargain) return {};
    // "if they leave, there will be no deal" threatens; "no deal until they leave" asks them to.
    if (stand.position.exchange && stand.position.exchange->relation == ExchangeRelation::kIf) {
      stand.position.stance = Stance::kThreaten;
    } else if (stand.position.exchange && is_deal(tree_.lemma(*noun))) {
      const TokenRange asked = words_.range(stand.position.exchange->span);
      Found asked_head;
      for (std::uint32_t at = asked.first; at < asked.end && !asked_head; ++at) {
        const Found up = tree_.head(at);
        if (!up || *up < asked.first || *up >= asked.end) asked_head = at;
      }
      if (!asked_head) return {};
      stand.position.stance = Stance::kDemand;
      stand.position.term = make_term(report_, asked, *asked_head);
      stand.position.exchange.reset();
    }
    stand.actor = *actor;
    stand.around = {t, range.end};
    stand.token = *noun;
    return stand;
  }

  static bool is_settled_between_sides(Family family) {
    return family == Family::kCessation || family == Family::kRelease ||
           family == Family::kWithdrawal || family == Family::kAccess;
  }

  // "the company must", "the other side needs to"
  std::optional<Stand> asked_of(std::uint32_t modal, std::uint32_t predicate) const {
    if (covered_[predicate] || tree_.is_negated(predicate)) return {};
    const std::optional<ActorWords> actor = speaker_around(predicate);
    // "the paragraph should be deleted": what it is asked for
    const Found passive = tree_.child(predicate, "nsubj:pass");
    const Found subject = passive ? passive : tree_.doer(predicate);
    if (!actor || !subject || *subject > modal) return {};
    const bool deal = is_deal(tree_.lemma(*subject));
    const std::optional<ActorWords> other = report_.actor_at(*subject);
    const std::string_view word = words_.at(modal);
    // "Peru said the paragraph should stay"
    const bool on_text = report_.is_state(*actor) && words_.upos(*subject) == analysis::Upos::kNoun;
    const TokenRange range = tree_.phrase(predicate);
    const TokenRange all{std::min(tree_.phrase(*subject).first, modal),
                         std::max(range.end, modal + 2)};
    // "the sailors must be freed"
    const bool settled = passive && word == "must" && !other &&
                         words_.upos(*subject) == analysis::Upos::kNoun &&
                         is_settled_between_sides(family_of(tree_, all, predicate));
    const bool whole = on_text || settled;
    if (!deal && !whole && (!other || other->same_as(*actor, report_.article))) return {};
    if (!deal && !whole && word == "should") return {};
    Stand stand;
    stand.position.stance = Stance::kDemand;
    stand.position.term =
        make_term(report_, {modal + 1, std::max(range.end, modal + 2)}, predicate);
    if (whole) {
      stand.position.term = make_term(report_, all, predicate);
    } else if (stand.position.term.family == Family::kOther && !deal) {
      return {};
    }
    stand.position.exchange = find_exchange(report_, predicate, {});
    stand.actor = *actor;
    stand.around = {std::min(*subject, range.first), range.end};
    stand.token = predicate;
    return stand;
  }

  // "will not reject the plan" refuses nothing.
  bool refuses(std::uint32_t predicate) const {
    const std::vector<StancePattern>* patterns = vocabulary().stances(tree_.lemma(predicate));
    return patterns != nullptr && std::ranges::any_of(*patterns, [](const StancePattern& it) {
             return it.part == "verb" && it.stance != Stance::kOffer &&
                    it.stance != Stance::kPropose && it.stance != Stance::kOpen;
           });
  }

  // "The company won't raise wages", in the report's own words; "would not" may be anybody's guess.
  bool is_plainly_told(std::uint32_t refusing) const {
    if (report_.statement_around(refusing)) return false;
    // A headline may run into what stands beside it.
    if (words_.at(words_.sentence_range(words_.sentence(refusing)).end - 1) != ".") return false;
    return std::ranges::any_of(tree_.children(refusing), [&](std::uint32_t c) {
      return tree_.is(c, "aux") && one_of(words_.at(c), {"will", "wo"});
    });
  }

  // "Prime Minister Ana Velm said Norland would": the report gives the speaker's side.
  bool speaks_for(std::uint32_t said, const ActorWords& side) const {
    const std::optional<std::uint32_t> around = report_.statement_around(said);
    if (!around || !side.name) return false;
    const statements::Source& source = report_.statements[*around].source;
    if (source.affiliation) return *source.affiliation == *side.name;
    if (source.spans.empty()) return false;
    const actors::Entity* person = report_.entities.entity_of(source.spans.front());
    return person != nullptr && person->affiliation == *side.name;
  }

  // `refusing` carries the negation, `predicate` what is refused.
  std::optional<Stand> will_not(std::uint32_t refusing, std::uint32_t predicate) const {
    if (covered_[predicate] || !tree_.is_negated(refusing)) return {};
    if (refuses(predicate)) return {};
    if (words_.upos(predicate) != analysis::Upos::kVerb) return {};
    if (!is_told_as_fact(tree_, refusing, {})) return {};
    Found subject = tree_.child(refusing, "nsubj");
    // "we have begun a truce and won't deploy troops"
    if (!subject && tree_.is(refusing, "conj") && speaker_around(predicate)) {
      subject = tree_.doer(refusing);
      if (subject && !one_of(words_.at(*subject), {"we", "i"})) return {};
    }
    if (!subject || tree_.is(*subject, "nsubj:pass")) return {};
    const std::optional<ActorWords> said = speaker_around(predicate);
    const TokenRange range = tree_.phrase(predicate);
    const TokenRange term{predicate, std::max(range.end, predicate + 1)};
    const Found object = tree_.object(predicate);
    const Family family = family_of(tree_, term, object ? *object : predicate);
    if (family == Family::kOther) return {};
    const std::optional<ActorWords> actor = report_.actor_at(*subject);
    if (!actor) return {};
    if (said) {
      // "the coast will not pull back, its minister said"
      const std::uint32_t first = words_.range(said->span).first;
      const bool own = !said->name && tree_.token(first).xpos == "PRP$";
      if (!own && !actor->same_as(*said, report_.article) && !speaks_for(predicate, *actor)) {
        return {};
      }
    } else if (!is_plainly_told(refusing) || family == Family::kProcess || !object ||
               one_of(tree_.lemma(*subject), {"country", "nation", "state", "people"})) {
      return {};
    }
    Stand stand;
    stand.position.stance = Stance::kReject;
    stand.position.term = make_term(report_, term, predicate);
    stand.position.exchange = find_exchange(report_, predicate, {});
    stand.actor = *actor;
    stand.around = range;
    stand.token = predicate;
    return stand;
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
  const std::vector<bool>& covered_;
};

}  // namespace

std::optional<Stand> find_in_speech(const Report& report, std::uint32_t token,
                                    const std::vector<bool>& covered) {
  return Speech(report, covered).at(token);
}

}  // namespace parley::events
