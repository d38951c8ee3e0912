#include "parley/events/complement.h"

#include <algorithm>

#include "parley/events/clause.h"
#include "parley/events/terms.h"

namespace parley::events {

namespace {

using analysis::Upos;

class Reader {
 public:
  explicit Reader(const Report& report)
      : report_(report), tree_(report.tree), words_(report.words) {}

  std::optional<Complement> fill(std::uint32_t t, const Frame& frame) const {
    std::optional<Complement> started = start(t, frame);
    if (!started || frame.kind == FrameKind::kNone) return started;
    Complement found = *started;
    if (!found.head) return {};
    // "what cuts he would accept" asks.
    for (const std::uint32_t c : tree_.children(*found.head)) {
      if (tree_.is(c, "det") && one_of(words_.at(c), {"what", "which", "how", "whatever"}))
        return {};
    }
    const std::string_view lemma = tree_.lemma(*found.head);
    if (!frame.lemmas.empty() && std::ranges::find(frame.lemmas, lemma) == frame.lemmas.end() &&
        !(std::ranges::find(frame.lemmas, "NAME") != frame.lemmas.end() &&
          names_accord(report_, *found.head))) {
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
        // "the first time that he was willing to", "any steps they are ready to take"
        const Found article = tree_.child(*noun, "det");
        if (tree_.lemma(*noun) == "time") return {};
        if (article && one_of(words_.at(*article), {"any", "no", "every"})) return {};
        found.head = noun;
        found.range = {tree_.phrase(*noun).first, *subject};
        while (found.range.end > *noun + 1 &&
               one_of(words_.at(found.range.end - 1), {"that", "which", ","})) {
          --found.range.end;
        }
      }
    }
    found.denied = words_.at(found.range.first) == "not" || words_.at(found.range.first) == "never";
    if (found.denied) {
      const bool infinitive =
          (frame.kind == FrameKind::kTo || frame.kind == FrameKind::kObjectTo || frame.then_to) &&
          words_.upos(*found.head) == Upos::kVerb && found.range.size() > 2 &&
          *found.head > found.range.first;
      if (!infinitive) return {};
    }
    if (frame.denied != found.denied && frame.denied) return {};
    // "what the union has pushed for regarding wages"
    for (std::uint32_t at = std::max(found.range.first, 1U) - 1; at <= found.range.first; ++at) {
      if (one_of(words_.at(at), {"regarding", "concerning"})) return {};
    }
    // "that is the plan that the council put forward": the plan
    for (const std::uint32_t c : tree_.children(*found.head)) {
      if (tree_.is(c, "cop") && c >= found.range.first && c < *found.head) {
        found.range.first = c + 1;
      }
    }
    clip_to_quotation(t, *found.head, found.range);
    clip_to_credit(*found.head, found.range);
    clip_to_aside(*found.head, found.range);
    if (words_.upos(t) == Upos::kNoun) {
      clip_to_dash(*found.head, found.range);
      clip_to_own_verb(t, *found.head, found.range);
    }
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
    keep_list_of_adjectives(found.range);
    keep_second_object(t, found.range);
    if (frame.family && family_of(tree_, found.range, *found.head) != *frame.family) return {};
    return found;
  }

 private:
  // The head of what stands in the frame, and its words where the tree does not tell them.
  std::optional<Complement> start(std::uint32_t t, const Frame& frame) const {
    switch (frame.kind) {
      case FrameKind::kNone:
        if (tree_.child(t, "obj") || tree_.child(t, "xcomp") || tree_.child(t, "ccomp")) return {};
        return Complement{};
      case FrameKind::kTo:
        return infinitive(t);
      case FrameKind::kThat:
        return that_clause(t);
      case FrameKind::kObject:
        return object(t);
      case FrameKind::kObjectTo:
        return object_to(t);
      case FrameKind::kPreposition:
        return after_preposition(t, frame);
    }
    return {};
  }

  std::optional<Complement> infinitive(std::uint32_t t) const {
    Complement found;
    for (const std::uint32_t c : tree_.children(t)) {
      // "it is ready to accept", where the tree takes "it" for nobody
      const bool own = tree_.is(c, "csubj") && words_.upos(t) == Upos::kAdj;
      if ((own || tree_.is(c, "xcomp") || tree_.is(c, "acl") || tree_.is(c, "advcl") ||
           tree_.is(c, "ccomp")) &&
          c > t && tree_.has_function_word(c, "to") && words_.upos(c) != Upos::kNoun) {
        found.head = c;
        break;
      }
    }
    if (!found.head) return misread_infinitive(t);
    if (tree_.child(t, "obj")) return {};
    // "sought to distance himself"
    if (const Found object = tree_.child(*found.head, "obj")) {
      if (words_.at(*object).ends_with("self")) return {};
    }
    return found;
  }

  // "promised to free ten sailors": the tree may take the verb for an adjective, as in "free
  // trade".
  Complement misread_infinitive(std::uint32_t t) const {
    Complement found;
    if (t + 3 >= words_.size() || words_.at(t + 1) != "to" || words_.at(t + 2) != "free" ||
        words_.upos(t + 2) != Upos::kAdj) {
      return found;
    }
    const Found noun = tree_.head(t + 2);
    if (!noun || *noun < t + 3) return found;
    const TokenRange deed{t + 2, std::max(tree_.phrase(*noun).end, *noun + 1)};
    if (family_of(tree_, deed, *noun) != Family::kRelease) return found;
    found.head = noun;
    found.range = deed;
    return found;
  }

  std::optional<Complement> that_clause(std::uint32_t t) const {
    Complement found;
    for (const std::uint32_t c : tree_.children(t)) {
      const bool clause =
          tree_.is(c, "ccomp") || (tree_.is(c, "acl") && tree_.has_function_word(c, "that"));
      if (clause && c > t && !tree_.has_function_word(c, "whether") &&
          (!is_past(tree_, c) || is_denied_deed(t, c)) && !is_view(t, c)) {
        found.head = c;
      }
    }
    return found;
  }

  std::optional<Complement> object(std::uint32_t t) const {
    Complement found;
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
        // "opposed the coast leaving the pact"
        const bool leaving = tree_.token(c).xpos == "VBG" && !tree_.child(c, "mark") &&
                             c <= *found.head + 2 && report_.actor_at(*found.head);
        if (!tree_.is(c, "xcomp") || c < *found.head) continue;
        if (tree_.token(c).xpos != "VBN" && !leaving) continue;
        found.range = {tree_.phrase(*found.head).first, tree_.phrase(c).end};
        found.head = c;
        break;
      }
    }
    // "do not want it to come to that"
    if (found.head && words_.at(*found.head) == "it" && tree_.child(t, "xcomp")) return {};
    // "the panel that they want to abolish": it is not the panel that they want; "the $5 million
    // that they demand to build it" is.
    if (found.head && *found.head < t && tree_.child(t, "xcomp") &&
        words_.upos(*found.head) != Upos::kNum && words_.at(*found.head) != "$") {
      return {};
    }
    // "the panel that they wanted to abolish", though the tree hangs the deed elsewhere
    if (found.head && *found.head < t && t + 2 < words_.size() && words_.at(t + 1) == "to" &&
        tree_.token(t + 2).xpos == "VB" && words_.upos(*found.head) != Upos::kNum &&
        words_.at(*found.head) != "$") {
      return {};
    }
    if (words_.upos(t) == Upos::kNoun || words_.upos(t) == Upos::kAdj) {
      found.head = tree_.child(t, "obj");
      // "its main demand, a raise,"
      if (!found.head) found.head = named_after(t);
    }
    return found;
  }

  std::optional<Complement> object_to(std::uint32_t t) const {
    Complement found;
    if (!tree_.child(t, "obj") && !tree_.child(t, "iobj")) return {};
    found.head = tree_.child(t, "xcomp");
    if (found.head && !tree_.has_function_word(*found.head, "to")) return {};
    if (!found.head) found.head = asked_deed(t);
    return found;
  }

  // "urged both the board and the crews [to meet]", which the tree takes for what the urging is for
  Found asked_deed(std::uint32_t t) const {
    const Found asked = tree_.child(t, "obj");
    if (!asked || *asked < t || !report_.actor_at(*asked)) return {};
    const std::uint32_t end = tree_.phrase(*asked).end;
    for (const std::uint32_t c : tree_.children(t)) {
      if (tree_.is(c, "advcl") && c > end && words_.at(end) == "to" &&
          tree_.head(end) == Found(c)) {
        return c;
      }
    }
    return {};
  }

  std::optional<Complement> after_preposition(std::uint32_t t, const Frame& frame) const {
    Complement found;
    for (const std::uint32_t c : tree_.children(t)) {
      if (c < t || !(tree_.is(c, "obl") || tree_.is(c, "nmod") || tree_.is(c, "advcl") ||
                     tree_.is(c, "acl") || tree_.is(c, "ccomp") || tree_.is(c, "xcomp"))) {
        continue;
      }
      // "called negotiators on Saturday to tell them": nobody is called on.
      if (frame.then_to && is_time(c)) continue;
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
      // "called for a truce to save lives": for the truce; "for taxes to rise": for that
      const bool party = !found.head || frame.preposition != "for" ||
                         (words_.upos(*found.head) != Upos::kPron && report_.actor_at(*found.head));
      if (!party && then && tree_.is(*then, "xcomp")) {
        found.range = {tree_.phrase(*found.head).first,
                       std::max(tree_.phrase(*then).end, *then + 1)};
        found.head = then;
      } else {
        found.head = party ? then : Found();
      }
    }
    return found;
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
    if (words_.upos(noun) != Upos::kNoun || !verb ||
        !(tree_.is(noun, "obj") || tree_.is(noun, "obl")) || noun + 1 >= words_.size() ||
        words_.at(noun + 1) != preposition) {
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

  bool is_time(std::uint32_t t) const {
    const text::Span span = words_.span(t);
    return std::ranges::any_of(
        report_.times, [&](const times::TimeExpression& time) { return time.span.overlaps(span); });
  }

  // "demanded an end [to night shifts]": the tree hangs on the verb what belongs to the noun.
  void take_what_follows(std::uint32_t t, std::uint32_t noun, TokenRange& range) const {
    if (noun < t || range.end <= noun || range.end + 1 >= words_.size()) return;
    const std::string_view preposition = words_.at(range.end);
    const bool to = preposition == "to" &&
                    one_of(tree_.lemma(noun),
                           {"end", "halt", "stop", "return", "access", "change", "cut", "increase",
                            "limit", "solution", "amendment", "alternative", "right"});
    const bool in = preposition == "in" && tree_.lemma(noun) == "participation";
    // "opposed the board's call [for paying more]", "[to pay more]"
    const bool asking = vocabulary().lists(WordList::kAsking, tree_.lemma(noun)) &&
                        one_of(preposition, {"for", "to"});
    if (!to && !in && !asking && !one_of(preposition, {"of", "for", "on"})) return;
    const Found inner = tree_.head(range.end);
    if (!inner || *inner <= range.end || tree_.head(*inner) != Found(t) ||
        !(tree_.is(*inner, "obl") ||
          (asking && (tree_.is(*inner, "advcl") || tree_.is(*inner, "xcomp"))))) {
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
      // "a reference to forests, which Peru opposed"
      const bool relative = words_.at(t + 1) == "which";
      if (words_.at(t) != "," || (tree_.token(t + 1).xpos != "VBG" && !other && !relative))
        continue;
      if (words_.at(t + 1) == "including") continue;
      range.end = t;
      return;
    }
  }

  // "protect young[, undocumented sailors]": where the tree ends at the first adjective
  void keep_list_of_adjectives(TokenRange& range) const {
    if (range.end + 2 > words_.size() || words_.upos(range.end - 1) != Upos::kAdj ||
        words_.at(range.end) != "," || words_.upos(range.end + 1) != Upos::kAdj) {
      return;
    }
    std::uint32_t end = range.end + 1;
    while (end < words_.size() && words_.upos(end) == Upos::kAdj) ++end;
    if (end >= words_.size() || words_.upos(end) != Upos::kNoun) return;
    while (end < words_.size() && words_.upos(end) == Upos::kNoun) ++end;
    range.end = end;
  }

  // "demanded higher pay and shorter [hours]", where the tree joins the adjectives
  void keep_second_object(std::uint32_t t, TokenRange& range) const {
    if (range.size() < 3 || range.end >= words_.size() || words_.at(range.end - 2) != "and") return;
    const std::uint32_t adjective = range.end - 1;
    if (words_.upos(adjective) != Upos::kAdj || words_.upos(range.end) != Upos::kNoun ||
        tree_.head(range.end) != Found(t) || !tree_.is(range.end, "obj")) {
      return;
    }
    range.end = std::max(tree_.phrase(range.end).end, range.end + 1);
  }

  // "his pledge to pay the crews by May — is new": the verb of the pledge
  void clip_to_dash(std::uint32_t head, TokenRange& range) const {
    for (std::uint32_t at = head + 1; at + 1 < range.end; ++at) {
      if (!one_of(words_.at(at), {"-", "--", "\u2013", "\u2014"})) continue;
      if (words_.upos(at + 1) != Upos::kAux && tree_.token(at + 1).xpos != "VBD" &&
          tree_.token(at + 1).xpos != "VBZ") {
        continue;
      }
      range.end = at;
      return;
    }
  }

  // "a plan to end the strike | changed little": the verb of the plan, where the tree hangs it
  // below
  void clip_to_own_verb(std::uint32_t t, std::uint32_t head, TokenRange& range) const {
    const Found above = tree_.head(t);
    if (head < t || (above && words_.upos(*above) == Upos::kVerb)) return;
    for (std::uint32_t at = head + 1; at < range.end; ++at) {
      if (words_.is_punctuation(at) ||
          one_of(words_.at(at), {"that", "which", "who", "what", "if", "how", "because", "when",
                                 "where", "while", "as", "whether"})) {
        return;
      }
      const std::string_view form = tree_.token(at).xpos;
      if (form != "VBD" && form != "VBZ") continue;
      const std::uint32_t verb = tree_.is(at, "cop") ? tree_.head(at).value_or(at) : at;
      if (tree_.is(verb, "acl") || tree_.child(verb, "nsubj")) continue;
      range.end = at;
      return;
    }
  }

  // "raise its offer, according to reports": who says so is no part of the term.
  void clip_to_credit(std::uint32_t head, TokenRange& range) const {
    // "raise its offer, [officials said on Monday]"
    range.end = credit_in(tree_, {head + 1, range.end});
    for (std::uint32_t t = head + 1; t + 1 < range.end; ++t) {
      if (words_.at(t) != "according" || words_.at(t + 1) != "to") continue;
      range.end = t;
      while (range.end > head + 1 && words_.is_punctuation(range.end - 1)) --range.end;
      return;
    }
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
};

}  // namespace

bool names_accord(const Report& report, std::uint32_t token) {
  const actors::Entity* named = report.entity_at(token);
  return named != nullptr && report.words.upos(token) == Upos::kPropn &&
         named->type != analysis::NameType::kPer && named->type != analysis::NameType::kLoc &&
         named->type != analysis::NameType::kNorp;
}

bool gives_up(const std::vector<StancePattern>& patterns) {
  return std::ranges::any_of(patterns, [](const StancePattern& it) {
    return it.stance == Stance::kConcede || it.stance == Stance::kWithdraw;
  });
}

std::optional<Complement> read_complement(const Report& report, std::uint32_t token,
                                          const Frame& frame) {
  return Reader(report).fill(token, frame);
}

}  // namespace parley::events
