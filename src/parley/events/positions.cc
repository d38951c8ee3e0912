#include "parley/events/positions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parley/events/conditions.h"
#include "parley/events/term_parts.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

using analysis::Upos;

constexpr float kStrong = 0.8F;
constexpr float kWeak = 0.6F;
constexpr std::uint32_t kYetReach = 12;        // words between a verb and its "yet"
constexpr std::uint32_t kPrincipleReach = 10;  // words between a verb and its "in principle"
constexpr std::uint32_t kAnswerReach = 2;  // sentences from a proposal to an answer without owner
constexpr float kNoFamily = 0.15F;         // less where no family is known

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

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
      for (std::uint32_t t = range.first; t < range.end; ++t) read_speech(t);
    }
    for (std::uint32_t i = 0; i < report_.statements.size(); ++i) read_statement(i);
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
    if (part == "verb" && tree_.token(t).xpos == "VBN" && read_word(t, words_.at(t), "adj")) return;
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
        break;
      case FrameKind::kThat:
        for (const std::uint32_t c : tree_.children(t)) {
          const bool clause =
              tree_.is(c, "ccomp") || (tree_.is(c, "acl") && tree_.has_function_word(c, "that"));
          if (clause && c > t && !tree_.has_function_word(c, "whether") && !is_past(c)) {
            found.head = c;
          }
        }
        break;
      case FrameKind::kObject:
        found.head = tree_.object(t);
        if (words_.upos(t) == Upos::kNoun || words_.upos(t) == Upos::kAdj) {
          found.head = tree_.child(t, "obj");
        }
        break;
      case FrameKind::kObjectTo:
        if (!tree_.child(t, "obj")) return {};
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
    const std::string_view lemma = tree_.lemma(*found.head);
    if (!frame.lemmas.empty() && std::ranges::find(frame.lemmas, lemma) == frame.lemmas.end()) {
      return {};
    }
    found.range = tree_.phrase(*found.head);
    if (found.range.first <= t && t < found.range.end) {
      // The stance word stands inside: "the cut sought by the board".
      if (*found.head < t)
        found.range = {std::min(found.range.first, *found.head), t};
      else
        found.range = {t + 1, found.range.end};
      while (found.range.size() > 1 &&
             (words_.is_punctuation(found.range.end - 1) || (found.range.end - 1 > *found.head))) {
        --found.range.end;
      }
    }
    if (frame.family && family_of(tree_, found.range, *found.head) != *frame.family) return {};
    return found;
  }

  // "insisted that it had won": what was is asserted, not asked for.
  bool is_past(std::uint32_t clause) const {
    bool past = tree_.token(clause).xpos == "VBD";
    for (const std::uint32_t c : tree_.children(clause)) {
      if (!tree_.is(c, "aux") && !tree_.is(c, "cop")) continue;
      if (tree_.token(c).xpos == "MD") return false;
      past = past || one_of(words_.at(c), {"had", "was", "were", "did"});
    }
    return past;
  }

  // False for what nobody has done: hypotheses, wishes of others, things that somebody must do.
  bool is_told_as_fact(std::uint32_t t, bool conditional, bool urging = false) const {
    for (const std::uint32_t c : tree_.children(t)) {
      if (tree_.is(c, "aux") && one_of(words_.at(c), {"should", "must", "ought", "shall"})) {
        return false;
      }
      if (tree_.is(c, "aux") && !conditional && one_of(words_.at(c), {"could", "might", "may"})) {
        return false;
      }
      if (tree_.is(c, "mark") && one_of(words_.at(c), {"if", "unless", "whether", "until"})) {
        return false;
      }
    }
    std::uint32_t at = t;
    for (int step = 0; step < 12; ++step) {
      const Found up = tree_.head(at);
      if (!up) return true;
      if (tree_.is(at, "advcl") && tree_.is_condition(at)) return false;
      if (tree_.is(at, "xcomp") || (tree_.is(at, "advcl") && tree_.has_function_word(at, "to")) ||
          (tree_.is(at, "acl") && !tree_.is(at, "acl:relcl") &&
           tree_.has_function_word(at, "to"))) {
        if (!one_of(tree_.lemma(*up), {"begin", "continue", "start", "vote", "decide", "keep",
                                       "appear", "seem", "move", "go"}) &&
            !(urging && one_of(tree_.lemma(*up), {"work", "try"}))) {
          return false;
        }
      }
      if (tree_.is(at, "ccomp") && tree_.has_function_word(at, "whether")) return false;
      if (tree_.is(at, "conj") || tree_.is(at, "xcomp")) {
        at = *up;
        if (tree_.has_function_word(at, "if") || tree_.has_function_word(at, "unless") ||
            tree_.has_function_word(at, "whether")) {
          return false;
        }
        continue;
      }
      at = *up;
    }
    return true;
  }

  bool is_not_yet(std::uint32_t t) const {
    const std::uint32_t end = std::min(tree_.clause(t).end, t + kYetReach);
    for (std::uint32_t at = t > 2 ? t - 2 : 0; at < end; ++at) {
      if (words_.at(at) == "yet") return true;
    }
    return false;
  }

  // "is not going to accept", "did not appear to reject": the verb above says no.
  bool is_negated(std::uint32_t t) const {
    const Found up = tree_.head(t);
    return tree_.is_negated(t) || (up && tree_.is(t, "xcomp") && tree_.is_negated(*up));
  }

  std::vector<ActorWords> holders(std::uint32_t t, std::string_view part) const {
    if (part == "noun") {
      std::vector<ActorWords> owners = report_.owners_of(t);
      // "has signalled its readiness to", "made an offer to": the one who does so.
      const Found verb = tree_.head(t);
      if (owners.empty() && verb && tree_.is(t, "obj") &&
          one_of(tree_.lemma(*verb), {"indicate", "express", "show", "signal", "voice", "make",
                                      "repeat", "reiterate", "submit", "issue", "state"}) &&
          !tree_.is_negated(*verb)) {
        if (const Found subject = tree_.doer(*verb)) owners = report_.actors_at(*subject);
      }
      return owners;
    }
    if (part == "adj") {
      if (tree_.is(t, "amod")) return {};
      Found subject = tree_.child(t, "nsubj");
      if (!subject) subject = tree_.doer(t);
      return subject ? report_.actors_at(*subject) : std::vector<ActorWords>{};
    }
    const Found subject = tree_.doer(t);
    if (!subject || words_.sentence(*subject) != words_.sentence(t)) return {};
    return report_.actors_at(*subject);
  }

  std::optional<Stance> stance_of(std::uint32_t t, const StancePattern& pattern) const {
    if (!is_negated(t)) return pattern.stance;
    if (pattern.stance && is_not_yet(t) && pattern.part != "noun") return Stance::kDefer;
    return pattern.negated;
  }

  bool judge(std::uint32_t t, const StancePattern& pattern, const Complement& complement) {
    if (covered_[t]) return false;
    std::optional<Exchange> exchange = find_exchange(report_, t, complement.head);
    const bool urging = pattern.stance == Stance::kPropose || pattern.stance == Stance::kDemand;
    if (!is_told_as_fact(t, exchange.has_value(), urging)) return false;
    const std::optional<Stance> reading = stance_of(t, pattern);
    if (!reading) return false;
    Stance stance = *reading;
    std::vector<ActorWords> actors = holders(t, pattern.part);
    if (actors.empty()) return false;
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
    const bool back = has_term && stands_for_term(report_, range, head);
    if (!has_term && stance != Stance::kNoComment) {
      if (pattern.part != "noun" && pattern.lemma != "back") return false;
    }
    const bool known = position.term.family != Family::kOther;
    if (!known && !back && stance != Stance::kNoComment) return false;
    if (is_long_past(t) || is_foretold(t)) return false;
    if (stance == Stance::kAccept && exchange) stance = Stance::kAcceptIf;
    if (stance == Stance::kOpen && exchange && pattern.part == "adj") stance = Stance::kOffer;
    if (stance == Stance::kAccept && in_principle(t)) stance = Stance::kAcceptInPrinciple;
    position.stance = stance;
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

  // "In 1992 the parties agreed …" in a report of another year.
  bool is_long_past(std::uint32_t t) const {
    const std::optional<std::string>& published = report_.article.published.value;
    if (!published || published->size() < 4) return false;
    const text::Span sentence = words_.span(words_.sentence_range(words_.sentence(t)));
    auto time = std::ranges::lower_bound(report_.times, sentence.start, {},
                                         [](const auto& it) { return it.span.start; });
    for (; time != report_.times.end() && time->span.start < sentence.end; ++time) {
      if (time->type != times::TimeType::kDate || !time->resolved) continue;
      const std::string year = time->resolved->substr(0, 4);
      if (year.size() == 4 && year[0] >= '1' && year[0] <= '2' &&
          year.compare(0, 4, *published, 0, 4) < 0 && time->resolved->size() == 4) {
        return true;
      }
    }
    return false;
  }

  // "will have agreed": what is expected is not done.
  bool is_foretold(std::uint32_t t) const {
    bool will = false;
    bool have = false;
    for (const std::uint32_t c : tree_.children(t)) {
      will = will || (tree_.is(c, "aux") && one_of(words_.at(c), {"will", "would"}));
      have = have || (tree_.is(c, "aux") && words_.at(c) == "have");
    }
    return will && have;
  }

  bool in_principle(std::uint32_t t) const {
    const std::uint32_t end = words_.sentence_range(words_.sentence(t)).end;
    for (std::uint32_t at = t; at < std::min(t + kPrincipleReach, end - 1); ++at) {
      if (words_.at(at) == "in" && words_.at(at + 1) == "principle") return true;
    }
    return false;
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
    if (answered) take_term(position, actor, *answered);
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
  }

  // The term of the proposal that an answer answers: that of the one whose proposal it is called,
  // else of the last one, not far back.
  void take_term(Position& position, const ActorWords& actor, std::uint32_t proposal) const {
    const std::vector<ActorWords> owners = report_.owners_of(proposal);
    for (auto it = found_.rbegin(); it != found_.rend(); ++it) {
      if (!one_of(name_of(it->stance), {"offer", "propose", "demand"})) continue;
      if (it->span.start >= position.span.start) continue;
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

  static std::optional<Stance> stance_of(const statements::Statement& statement) {
    using statements::Force;
    switch (statement.force) {
      case Force::kDemand:
        return statement.negated ? Stance::kConcede : Stance::kDemand;
      case Force::kOffer:
        return statement.negated ? std::nullopt : std::optional(Stance::kOffer);
      case Force::kAgree:
        return statement.negated ? Stance::kReject : Stance::kAccept;
      case Force::kReject:
        return statement.negated ? std::nullopt : std::optional(Stance::kReject);
      case Force::kThreaten:
        return statement.negated ? std::nullopt : std::optional(Stance::kThreaten);
      case Force::kAsk:
        return statement.negated ? std::nullopt : std::optional(Stance::kDemand);
      default:
        return std::nullopt;
    }
  }

  // A demand, an offer, a refusal that the statements tell and no pattern has read.
  void read_statement(std::uint32_t index) {
    const statements::Statement& statement = report_.statements[index];
    const std::optional<Stance> stance = stance_of(statement);
    if (!stance || !statement.act || statement.cue.empty() || statement.content.size() != 1) return;
    const text::Span cue = statement.cue.back();
    for (const Position& other : found_) {
      if (other.span.overlaps(cue)) return;
    }
    const std::optional<ActorWords> actor = report_.speaker(index);
    const TokenRange range = words_.range(statement.content.front());
    const TokenRange cued = words_.range(cue);
    if (!actor || range.empty() || cued.empty()) return;
    if (words_.sentence(range.first) != words_.sentence(cued.first)) return;
    std::uint32_t head = range.first;
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      const Found up = tree_.head(t);
      if (!words_.is_punctuation(t) && (!up || *up < range.first || *up >= range.end)) {
        head = t;
        break;
      }
    }
    Position position;
    position.stance = *stance;
    position.term = make_term(report_, range, head);
    if (position.term.family == Family::kOther) return;
    position.exchange = find_exchange(report_, head, {});
    position.confidence = kWeak;
    add(position, *actor, {std::min(cued.first, range.first), std::max(cued.end, range.end)},
        cued.first, {}, found_.size());
  }

  // What a speaker asks for without a word of asking: "must", "no deal without".
  void read_speech(std::uint32_t t) {
    const std::string_view word = words_.at(t);
    if (word == "without") {
      no_deal_without(t);
    } else if ((word == "must" || word == "should") && tree_.is(t, "aux")) {
      if (const Found predicate = tree_.head(t)) asked_of(t, *predicate);
    } else if (one_of(word, {"will", "would", "wo"}) && tree_.is(t, "aux")) {
      if (const Found predicate = tree_.head(t)) will_not(*predicate);
    }
  }

  void no_deal_without(std::uint32_t t) {
    const Found head = tree_.head(t);
    const std::optional<std::uint32_t> around = report_.statement_around(t);
    if (!head || !around || t < 3) return;
    bool deal = false;
    const TokenRange sentence = words_.sentence_range(words_.sentence(t));
    for (std::uint32_t at = std::max(sentence.first, t > 12 ? t - 12 : 0); at + 1 < t; ++at) {
      deal = deal || ((words_.at(at) == "no" || words_.at(at) == "not" || words_.at(at) == "any" ||
                       words_.at(at) == "an") &&
                      one_of(tree_.lemma(at + 1),
                             {"deal", "agreement", "accord", "truce", "settlement", "talk"}));
    }
    if (!deal) return;
    const std::optional<ActorWords> actor = report_.speaker(*around);
    if (!actor) return;
    Position position;
    position.stance = Stance::kDemand;
    position.term = make_term(report_, tree_.phrase(*head), *head);
    position.confidence = kWeak;
    const TokenRange range = tree_.phrase(*head);
    add(position, *actor, {std::min(t, range.first), range.end}, t, {}, found_.size());
  }

  void asked_of(std::uint32_t modal, std::uint32_t predicate) {
    if (covered_[predicate] || tree_.is_negated(predicate)) return;
    const std::optional<std::uint32_t> around = report_.statement_around(predicate);
    if (!around) return;
    const std::optional<ActorWords> actor = report_.speaker(*around);
    const Found subject = tree_.doer(predicate);
    if (!actor || !subject || *subject > modal) return;
    const bool deal =
        one_of(tree_.lemma(*subject), {"deal", "agreement", "accord", "settlement", "truce", "bill",
                                       "plan", "contract", "treaty"});
    const std::optional<ActorWords> other = report_.actor_at(*subject);
    if (!deal && (!other || other->same_as(*actor, report_.article))) return;
    Position position;
    position.stance = Stance::kDemand;
    const TokenRange range = tree_.phrase(predicate);
    position.term = make_term(report_, {modal + 1, std::max(range.end, modal + 2)}, predicate);
    if (position.term.family == Family::kOther && !deal) return;
    if (!deal && words_.at(modal) == "should") return;
    position.exchange = find_exchange(report_, predicate, {});
    position.confidence = kWeak;
    for (const Position& near : found_) {
      if (near.stance == Stance::kDemand && near.span.contains(words_.span(predicate))) return;
    }
    add(position, *actor, {std::min(*subject, range.first), range.end}, predicate, {},
        found_.size());
  }

  void will_not(std::uint32_t predicate) {
    if (covered_[predicate] || !tree_.is_negated(predicate)) return;
    if (vocabulary().stances(tree_.lemma(predicate)) != nullptr) return;
    if (words_.upos(predicate) != Upos::kVerb || !is_told_as_fact(predicate, false)) return;
    const Found subject = tree_.child(predicate, "nsubj");
    if (!subject || tree_.is(*subject, "nsubj:pass")) return;
    const std::optional<std::uint32_t> around = report_.statement_around(predicate);
    if (!around) return;
    const std::optional<ActorWords> said = report_.speaker(*around);
    const TokenRange range = tree_.phrase(predicate);
    const Found object = tree_.object(predicate);
    const Family family = family_of(tree_, {predicate, std::max(range.end, predicate + 1)},
                                    object ? *object : predicate);
    if (!said || family == Family::kOther) return;
    for (const ActorWords& actor : report_.actors_at(*subject)) {
      if (!actor.same_as(*said, report_.article) &&
          !(actor.name && said->name && *actor.name == *said->name)) {
        continue;
      }
      Position position;
      position.stance = Stance::kReject;
      position.term =
          make_term(report_, {predicate, std::max(range.end, predicate + 1)}, predicate);
      position.exchange = find_exchange(report_, predicate, {});
      position.confidence = kWeak;
      add(position, actor, range, predicate, {}, found_.size());
    }
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
  std::vector<bool> covered_;
  std::vector<Position> found_;
};

}  // namespace

std::vector<Position> find_positions(const Report& report) { return PositionFinder(report).run(); }

}  // namespace parley::events
