#include "parley/events/clause.h"

#include <algorithm>
#include <string_view>

#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr std::uint32_t kYetReach = 12;        // words between a verb and its "yet"
constexpr std::uint32_t kPrincipleReach = 10;  // words between a verb and its "in principle"
constexpr int kMaxClimb = 12;                  // clauses above that are asked for their modality

bool may_only(const Tree& tree, std::uint32_t verb) {
  return std::ranges::any_of(tree.children(verb), [&](std::uint32_t c) {
    return tree.is(c, "aux") && one_of(tree.words().at(c), {"may", "might", "could"});
  });
}

// "in hopes of striking a deal", "a history of seeking", "refrained from accepting": by the words,
// since trees hang such participles anywhere.
bool is_of_the_unreal(const Tree& tree, std::uint32_t predicate) {
  const statements::Words& words = tree.words();
  if (predicate < 2) return false;
  // "in a potential sign he is ready to pay"
  const Found subject = tree.child(predicate, "nsubj");
  if (subject && *subject > 1 && words.at(*subject - 1) == "sign" &&
      one_of(words.at(*subject - 2), {"possible", "potential"})) {
    return true;
  }
  // "rather than threaten a strike"
  if (words.at(predicate - 1) == "than" && words.at(predicate - 2) == "rather") return true;
  if (tree.token(predicate).xpos != "VBG") return false;
  // "unyielding on agreeing to a raise"
  if (one_of(words.at(predicate - 1), {"from", "on", "about", "over", "towards", "toward"})) {
    return true;
  }
  if (words.at(predicate - 1) != "of") return false;
  const std::string_view noun = words.at(predicate - 2);
  return noun == "instead" || vocabulary().lists(WordList::kUnreal, tree.lemma(predicate - 2)) ||
         (noun.ends_with('s') &&
          vocabulary().lists(WordList::kUnreal, noun.substr(0, noun.size() - 1)));
}

// "hoping", "is afraid": of what has not been done.
bool is_only_felt(const Tree& tree, std::uint32_t verb) {
  return vocabulary().lists(WordList::kFelt, tree.lemma(verb)) ||
         one_of(tree.words().at(verb), {"hoping", "hoped", "hopes", "hope"});
}

}  // namespace

bool is_past(const Tree& tree, std::uint32_t clause) {
  bool past = tree.token(clause).xpos == "VBD";
  for (const std::uint32_t c : tree.children(clause)) {
    if (!tree.is(c, "aux") && !tree.is(c, "cop")) continue;
    if (tree.token(c).xpos == "MD") return false;
    past = past || one_of(tree.words().at(c), {"had", "was", "were", "did"});
  }
  return past;
}

bool is_told_as_fact(const Tree& tree, std::uint32_t predicate, FactRules rules) {
  const statements::Words& words = tree.words();
  const bool refused = tree.is_negated(predicate);
  for (const std::uint32_t c : tree.children(predicate)) {
    if (tree.is(c, "aux")) {
      const std::string_view word = words.at(c);
      if (one_of(word, {"should", "must", "ought", "shall"})) return false;
      if (one_of(word, {"could", "can", "ca"}) && !rules.conditional && !refused) return false;
      if (one_of(word, {"might", "may"}) && !rules.conditional) return false;
    }
    if (tree.is(c, "mark") &&
        one_of(words.at(c), {"if", "unless", "whether", "until", "about", "before", "without"})) {
      return false;
    }
    if (tree.is(c, "advmod") &&
        one_of(words.at(c), {"probably", "possibly", "likely", "perhaps", "maybe"})) {
      return false;
    }
    // "only after they disarm" is a condition, "after they disarmed" is told.
    if (tree.is(c, "mark") && words.at(c) == "after" && c > 0 && words.at(c - 1) == "only") {
      return false;
    }
    // "when both sides reach a deal" has not come yet, "when they reached it" has.
    const bool present = tree.token(predicate).xpos == "VBP" || tree.token(predicate).xpos == "VBZ";
    if (present && words.at(c) == "when" && tree.is(predicate, "advcl")) return false;
  }
  // "in exchange for the board agreeing to a raise": it has not agreed
  constexpr std::uint32_t kOtherSide = 8;  // words of "for the port's main board agreeing"
  for (std::uint32_t t = predicate; t > 1 && predicate - t < kOtherSide; --t) {
    if (tree.token(predicate).xpos != "VBG") break;
    if (words.at(t - 1) == "for" && one_of(words.at(t - 2), {"exchange", "return"})) return false;
  }
  // "as long as they agree", wherever the tree hangs it.
  const std::uint32_t first = tree.clause(predicate).first;
  if (first >= 2 && words.at(first - 1) == "as" && one_of(words.at(first - 2), {"long", "soon"})) {
    return false;
  }
  if (is_of_the_unreal(tree, predicate)) return false;
  std::uint32_t at = predicate;
  for (int step = 0; step < kMaxClimb; ++step) {
    const Found up = tree.head(at);
    if (!up) return true;
    // "could speak all night, delaying a vote", "may be a way out, with the board agreeing"
    if (tree.is(at, "advcl") && tree.token(at).xpos == "VBG" && *up < at && !rules.conditional &&
        may_only(tree, *up)) {
      return false;
    }
    // "dragged its feet in supporting the plan"
    if (at == predicate && *up < at && tree.lemma(*up) == "drag") return false;
    // "a plan that the board does not support": any that it might not
    if (at == predicate && tree.is(at, "acl:relcl") && refused) {
      const Found article = tree.child(*up, "det");
      if (article && one_of(words.at(*article), {"a", "an", "any"})) return false;
    }
    // "the only way they will accept a freeze is"
    if (tree.is(at, "acl") && tree.lemma(*up) == "way" && *up < at) return false;
    // "…, which suggests that it will not agree": a conclusion
    if (tree.is(at, "ccomp") && one_of(tree.lemma(*up), {"suggest", "mean", "imply", "indicate"})) {
      const Found sign = tree.child(*up, "nsubj");
      if (sign && one_of(words.at(*sign), {"which", "that", "this"})) return false;
    }
    // "insisted that the crews agree to a freeze": asked of them
    if (tree.is(at, "ccomp") && !tree.child(at, "aux") &&
        one_of(tree.token(at).xpos, {"VB", "VBP"}) &&
        one_of(tree.lemma(*up),
               {"insist", "demand", "urge", "request", "propose", "recommend", "ask"})) {
      const Found subject = tree.child(at, "nsubj");
      if (subject && words.upos(*subject) != analysis::Upos::kPron) return false;
    }
    // "may defy the odds and reach a deal": what the first verb may do, the second may
    const bool second = tree.is(at, "conj") && *up < at && !tree.child(at, "nsubj");
    if (second && !rules.conditional && !tree.child(at, "aux") &&
        std::ranges::any_of(tree.children(*up), [&](std::uint32_t c) {
          return tree.is(c, "aux") && one_of(words.at(c), {"may", "might", "could", "can"});
        })) {
      return false;
    }
    // "must support the crews and accept the bill": asked for, both
    if (second && !tree.child(at, "aux") &&
        std::ranges::any_of(tree.children(*up), [&](std::uint32_t c) {
          return tree.is(c, "aux") && one_of(words.at(c), {"must", "should"});
        })) {
      return false;
    }
    // "would not disarm unless the coast stopped the raids, accepted its borders": tree or no tree
    if (second && tree.token(at).xpos == "VBD") {
      for (std::uint32_t between = *up + 1; between < at; ++between) {
        if (one_of(words.at(between), {"unless", "if", "until"})) return false;
      }
    }
    if (tree.is(at, "advcl") && tree.is_condition(at)) return false;
    // "while the island wants a toll": told for itself, whatever it hangs on
    if (tree.is(at, "advcl") && tree.child(at, "nsubj") &&
        (tree.has_function_word(at, "while") || tree.has_function_word(at, "although") ||
         tree.has_function_word(at, "though") || tree.has_function_word(at, "whereas"))) {
      return true;
    }
    if (tree.is(at, "xcomp") || (tree.is(at, "advcl") && tree.has_function_word(at, "to")) ||
        (tree.is(at, "acl") && !tree.is(at, "acl:relcl") && tree.has_function_word(at, "to"))) {
      // "in order for us to support it", "goes to court to block it": what for, not what is done
      if (tree.is(at, "advcl") && one_of(tree.lemma(*up), {"go", "move"})) {
        return false;
      }
      // "held a news conference to say that it is ready"
      if (at != predicate && tree.is(at, "advcl") && tree.lemma(at) == "say" &&
          one_of(tree.lemma(*up), {"hold", "use", "call", "convene", "gather", "write"})) {
        at = *up;
        continue;
      }
      // "made clear that it is ready"
      const bool clear = tree.lemma(*up) == "make" && one_of(tree.lemma(at), {"clear", "plain"});
      if (!clear &&
          !one_of(tree.lemma(*up), {"begin", "continue", "start", "vote", "decide", "keep",
                                    "appear", "seem", "move", "go", "remain", "stay", "become"}) &&
          !(tree.lemma(*up) == "have" && is_negated(tree, at)) &&
          !(tree.child(*up, "nsubj:pass") &&
            one_of(tree.lemma(*up), {"say", "report", "understand"})) &&
          !is_decision(tree, *up) && !(rules.urging && one_of(tree.lemma(*up), {"work", "try"}))) {
        return false;
      }
      // "could decide to demand a toll"
      if (!rules.conditional && may_only(tree, *up)) return false;
    }
    // "the raise sought by the union" is sought, whatever the sentence makes of the raise.
    if (tree.is(at, "acl") && !tree.has_function_word(at, "to")) {
      // "rejected suggestions the two agree a freeze"
      const bool told = tree.has_function_word(at, "that") ||
                        (!tree.is(at, "acl:relcl") && tree.child(at, "nsubj"));
      // "a possible sign that it will accept", "the wish that the board accept"
      const bool possible = std::ranges::any_of(tree.children(*up), [&](std::uint32_t c) {
        return tree.is(c, "amod") && one_of(words.at(c), {"possible", "potential"});
      });
      // "a demand by the board that the crews accept it": asked of them
      const bool asked =
          tree.has_function_word(at, "that") &&
          one_of(tree.lemma(*up), {"demand", "insistence", "request", "call", "condition"});
      return !(told && (asked || possible || is_claim(tree.lemma(*up)) ||
                        vocabulary().lists(WordList::kUnreal, tree.lemma(*up))));
    }
    if (tree.is(at, "ccomp") &&
        (tree.has_function_word(at, "whether") || is_only_felt(tree, *up))) {
      return false;
    }
    // "I think the crews want a strike": what another is thought to want
    if (tree.is(at, "ccomp") && one_of(tree.lemma(*up), {"think", "guess", "imagine"})) {
      const Found thinker = tree.child(*up, "nsubj");
      const Found subject = tree.child(at, "nsubj");
      if (thinker && subject && one_of(words.at(*thinker), {"i", "we"}) &&
          !one_of(words.at(*subject), {"i", "we"})) {
        return false;
      }
    }
    // "it might mean that the board agrees to a freeze"
    if (tree.is(at, "ccomp") && !rules.conditional && may_only(tree, *up)) {
      return false;
    }
    // "nothing suggests that it would accept", "does not believe the board will pay"
    if (tree.is(at, "ccomp") && vocabulary().lists(WordList::kBelief, tree.lemma(*up))) {
      const Found subject = tree.child(*up, "nsubj");
      if (tree.is_negated(*up) ||
          (subject && one_of(words.at(*subject), {"nothing", "nobody", "none"})))
        return false;
    }
    const bool joined = tree.is(at, "conj") || tree.is(at, "xcomp");
    at = *up;
    if (joined && (tree.has_function_word(at, "if") || tree.has_function_word(at, "unless") ||
                   tree.has_function_word(at, "whether"))) {
      return false;
    }
  }
  return true;
}

bool is_negated(const Tree& tree, std::uint32_t predicate) {
  if (tree.is_negated(predicate)) {
    // "never the plan that the union demanded": the plan is denied, not the demand.
    const Found subject = tree.child(predicate, "nsubj");
    const bool outside =
        tree.is(predicate, "acl") && subject &&
        std::ranges::all_of(tree.children(predicate), [&](std::uint32_t c) {
          return c < *subject || !one_of(tree.words().at(c), {"not", "n't", "never"});
        });
    if (!outside) return true;
  }
  // "has never offered or accepted a truce"
  if (tree.is(predicate, "conj") && tree.head(predicate) && !tree.child(predicate, "nsubj") &&
      !tree.child(predicate, "aux") && tree.is_negated(*tree.head(predicate)) &&
      (tree.has_function_word(predicate, "or") || tree.has_function_word(predicate, "nor"))) {
    return true;
  }
  // "Northport not asking for a truce", in a headline
  if (predicate > 0 && tree.words().at(predicate - 1) == "not") return true;
  const Found up = tree.head(predicate);
  // "stopped short of endorsing"
  if (up && tree.lemma(*up) == "stop" && predicate >= 2 && tree.words().at(predicate - 1) == "of" &&
      tree.words().at(predicate - 2) == "short") {
    return true;
  }
  if (!up || !tree.is(predicate, "xcomp")) return false;
  // "has yet to reply"
  const bool yet =
      tree.lemma(*up) == "have" && std::ranges::any_of(tree.children(*up), [&](std::uint32_t c) {
        return tree.words().at(c) == "yet";
      });
  return yet || tree.is_negated(*up);
}

bool is_not_yet(const Tree& tree, std::uint32_t predicate) {
  const std::uint32_t end = std::min(tree.clause(predicate).end, predicate + kYetReach);
  for (std::uint32_t at = predicate > 2 ? predicate - 2 : 0; at < end; ++at) {
    if (tree.words().at(at) == "yet") return true;
  }
  return false;
}

bool is_in_principle(const Tree& tree, std::uint32_t predicate) {
  const statements::Words& words = tree.words();
  const std::uint32_t end = words.sentence_range(words.sentence(predicate)).end;
  for (std::uint32_t at = predicate; at + 1 < std::min(predicate + kPrincipleReach, end); ++at) {
    if (words.at(at) == "in" && words.at(at + 1) == "principle") return true;
  }
  return false;
}

bool is_decision(const Tree& tree, std::uint32_t noun) {
  return tree.words().upos(noun) == analysis::Upos::kNoun &&
         one_of(tree.lemma(noun), {"decision", "move", "vote", "choice"}) &&
         (tree.child(noun, "nmod:poss") || tree.child(noun, "compound") ||
          tree.child(noun, "nsubj"));
}

bool is_claim(std::string_view lemma) { return vocabulary().lists(WordList::kClaim, lemma); }

namespace {

int year_of(std::string_view date) {
  int year = 0;
  for (const char c : date.substr(0, 4)) year = year * 10 + (c - '0');
  return year;
}

// "signed", and no "has signed"
bool is_simple_past(const Tree& tree, std::uint32_t predicate) {
  return tree.token(predicate).xpos == "VBD" && !tree.child(predicate, "aux");
}

}  // namespace

bool is_long_past(const Report& report, std::uint32_t predicate) {
  const statements::Words& words = report.words;
  const std::optional<std::string>& published = report.article.published.value;
  if (!published || published->size() < 4) return false;
  const text::Span sentence = words.span(words.sentence_range(words.sentence(predicate)));
  auto time = std::ranges::lower_bound(report.times, sentence.start, {},
                                       [](const auto& it) { return it.span.start; });
  // "in the past", "in past years"; "in the past week" is now
  const TokenRange inside = words.sentence_range(words.sentence(predicate));
  for (std::uint32_t t = inside.first; t + 2 < inside.end; ++t) {
    if (words.at(t) != "in") continue;
    const bool all = words.at(t + 1) == "the" && words.at(t + 2) == "past" &&
                     (t + 3 >= inside.end || words.is_punctuation(t + 3) ||
                      words.upos(t + 3) == analysis::Upos::kCconj);
    const bool years = words.at(t + 1) == "past" && words.at(t + 2) == "years";
    if ((all || years) && t > predicate) return true;
  }
  // "had previously supported the plan": before it turned
  const auto kids = report.tree.children(predicate);
  const bool had = std::ranges::any_of(
      kids, [&](std::uint32_t c) { return report.tree.is(c, "aux") && words.at(c) == "had"; });
  const bool once = std::ranges::any_of(kids, [&](std::uint32_t c) {
    return one_of(words.at(c), {"previously", "once", "initially", "originally"});
  });
  if (had && once &&
      one_of(report.tree.lemma(predicate),
             {"support", "back", "oppose", "endorse", "favor", "favour", "want"})) {
    return true;
  }
  // "gave up its grants a few years ago"
  constexpr std::uint32_t kYears = 12;  // words from the verb to "years ago"
  for (std::uint32_t t = predicate; t + 1 < std::min(inside.end, predicate + kYears); ++t) {
    if (one_of(words.at(t), {"years", "decades"}) && words.at(t + 1) == "ago") return true;
  }
  // "I did not support it 24 hours ago": now one does
  if (is_negated(report.tree, predicate) && !report.tree.child(predicate, "conj")) {
    constexpr std::uint32_t kAgo = 8;  // words from the verb to "24 hours ago"
    for (std::uint32_t t = predicate; t < std::min(inside.end, predicate + kAgo); ++t) {
      if (words.at(t) == "ago") return true;
    }
  }
  for (; time != report.times.end() && time->span.start < sentence.end; ++time) {
    if (time->type != times::TimeType::kDate || !time->resolved) continue;
    const std::string year = time->resolved->substr(0, 4);
    if (year.size() != 4 || year[0] < '1' || year[0] > '2') continue;
    // "withdrew from the 1992 pact": the pact's year
    const TokenRange at = words.range(time->span);
    if (time->resolved->size() == 4 && at.size() == 1 && at.first > inside.first &&
        at.end < inside.end && words.upos(at.first - 1) != analysis::Upos::kAdp &&
        (words.upos(at.end) == analysis::Upos::kNoun ||
         words.upos(at.end) == analysis::Upos::kAdj)) {
      continue;
    }
    const bool before = year.compare(0, 4, *published, 0, 4) < 0;
    // "in October 1998 they signed" of a report of 2019; behind the verb a day may be another
    // deed's
    const bool years_ago = before && year_of(year) + 1 < year_of(*published) &&
                           time->span.start < words.span(predicate).start;
    if (before &&
        (time->resolved->size() == 4 || (years_ago && is_simple_past(report.tree, predicate)))) {
      return true;
    }
  }
  return false;
}

bool is_of_the_future(const Tree& tree, std::uint32_t predicate) {
  return std::ranges::any_of(tree.children(predicate), [&](std::uint32_t c) {
    return tree.is(c, "aux") && one_of(tree.words().at(c), {"will", "would", "wo", "'ll"});
  });
}

bool is_foretold(const Tree& tree, std::uint32_t predicate) {
  const bool have = std::ranges::any_of(tree.children(predicate), [&](std::uint32_t c) {
    return tree.is(c, "aux") && tree.words().at(c) == "have";
  });
  return is_of_the_future(tree, predicate) &&
         (have || one_of(tree.lemma(predicate), {"want", "need", "seek"}));
}

std::uint32_t credit_in(const Tree& tree, TokenRange range) {
  constexpr std::uint32_t kSpeakerReach = 7;  // "senior coast ministry officials said"
  const statements::Words& words = tree.words();
  for (std::uint32_t comma = range.first; comma + 2 < range.end; ++comma) {
    if (words.at(comma) != ",") continue;
    const std::uint32_t first = comma + 1;
    for (std::uint32_t t = first; t < std::min(range.end, first + kSpeakerReach); ++t) {
      if (words.is_punctuation(t) && t > first) break;
      if (one_of(words.at(t), {"said", "says"}) && t > first) return comma;
    }
  }
  return range.end;
}

}  // namespace parley::events
