#include "parley/events/conditions.h"

#include <algorithm>

#include "parley/events/clause.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

std::optional<ExchangeRelation> relation_of(const Tree& tree, std::uint32_t clause) {
  for (const std::uint32_t c : tree.children(clause)) {
    if (!(tree.is(c, "mark") || tree.is(c, "advmod") || tree.is(c, "case"))) continue;
    const std::string_view word = tree.words().at(c);
    if (c > 0 && tree.words().at(c - 1) == "even") return std::nullopt;
    // "to avoid a default as soon as October": the clause is no time
    if ((word == "long" || word == "soon") && c > clause) continue;
    if (word == "if" || word == "provided" || word == "once" || word == "condition" ||
        word == "long" || word == "soon") {
      return ExchangeRelation::kIf;
    }
    if (word == "unless") return ExchangeRelation::kUnless;
    if (word == "after" && c > 0 && tree.words().at(c - 1) == "only") return ExchangeRelation::kIf;
    if (word == "until" || word == "till") return ExchangeRelation::kUntil;
    // "as it has before, the union": no condition
    if (word == "before" && c < clause) return ExchangeRelation::kThen;
  }
  return std::nullopt;
}

// "in exchange for a vote, [which they hope will pass]"
void clip_to_relative(const Report& report, std::uint32_t head, TokenRange& range) {
  for (std::uint32_t t = head + 1; t + 1 < range.end; ++t) {
    if (report.words.at(t) != "," || !one_of(report.words.at(t + 1), {"which", "but", "while"})) {
      continue;
    }
    range.end = t;
    return;
  }
}

Exchange make_exchange(const Report& report, ExchangeRelation relation, std::uint32_t head) {
  TokenRange range = report.tree.phrase(head);
  // "[only if] the board pays"
  while (range.size() > 1) {
    const std::string_view word = report.words.at(range.first);
    // "unless and until it pays"
    const bool joined =
        word == "and" && range.size() > 2 && report.words.at(range.first + 1) == "until";
    if (word != "only" && word != "if" && word != "unless" && word != "until" && word != "once" &&
        word != "after" && !joined) {
      break;
    }
    ++range.first;
  }
  // "given the storm and [unless] the board pays": what stands before the mark is another matter
  for (const std::uint32_t c : report.tree.children(head)) {
    if (c >= range.first && c < head && report.tree.is(c, "mark") &&
        one_of(report.words.at(c), {"if", "unless", "until", "once"})) {
      range.first = c + 1;
    }
  }
  range.end = std::max(credit_in(report.tree, range), head + 1);
  clip_to_relative(report, head, range);
  return {relation, family_of(report.tree, range, head), report.words.span(range)};
}

// "as soon as the board pays" is a condition, "as soon as things are settled" and "as soon as
// October" are times.
bool is_only_soon(const Report& report, std::uint32_t clause) {
  const Tree& tree = report.tree;
  const bool soon = std::ranges::any_of(tree.children(clause), [&](std::uint32_t c) {
    return c < clause && tree.words().at(c) == "soon";
  });
  const Found subject = tree.child(clause, "nsubj");
  return soon && (!subject || !report.actor_at(*subject));
}

// What bargaining ends with: "until a settlement"; not "until the elections".
bool is_outcome(const Tree& tree, std::uint32_t noun) {
  return is_container(tree.lemma(noun)) || vocabulary().families(tree.lemma(noun)) != nullptr;
}

std::optional<Exchange> condition_at(const Report& report, std::uint32_t predicate) {
  const Tree& tree = report.tree;
  for (const std::uint32_t c : tree.children(predicate)) {
    if (tree.is(c, "advcl")) {
      const auto relation = relation_of(tree, c);
      // "until after the elections", as the tree may have it
      const bool noun = tree.words().upos(c) == analysis::Upos::kNoun && !tree.child(c, "nsubj");
      if (noun && relation == ExchangeRelation::kUntil && !is_outcome(tree, c)) continue;
      if (relation && !is_only_soon(report, c)) return make_exchange(report, *relation, c);
    }
    if (tree.is(c, "obl") && tree.has_function_word(c, "until")) {
      if (tree.has_function_word(c, "after") || !is_outcome(tree, c)) continue;
      // "until Friday" is a time, "until a settlement" a condition.
      const auto timed = [&] {
        for (const times::TimeExpression& time : report.times) {
          if (time.span.overlaps(report.words.span(c))) return true;
        }
        return false;
      };
      if (!timed()) return make_exchange(report, ExchangeRelation::kUntil, c);
    }
  }
  return std::nullopt;
}

// "in exchange for", "in return for" between `first` and `end`.
std::optional<Exchange> swap_in(const Report& report, TokenRange range, Found complement) {
  const statements::Words& words = report.words;
  // "dismissed the offer, saying they would not trade a vote in return for a wall"
  const auto is_of_another = [&](std::uint32_t swap) {
    constexpr int kClauses = 6;  // between a swap and what it hangs on
    Found up = report.tree.head(swap);
    for (int step = 0; step < kClauses && up && *up > range.first; ++step) {
      if (up == complement) return false;
      const Found subject = report.tree.child(*up, "nsubj");
      if (subject && *subject > range.first && report.tree.child(*up, "aux") &&
          !one_of(words.at(*subject), {"that", "which", "who"})) {
        return true;
      }
      up = report.tree.head(*up);
    }
    return false;
  };
  for (std::uint32_t t = range.first; t + 2 < range.end; ++t) {
    if (words.at(t) != "in" || (words.at(t + 1) != "exchange" && words.at(t + 1) != "return") ||
        words.at(t + 2) != "for" || is_of_another(t + 1)) {
      continue;
    }
    for (std::uint32_t up = t + 3; up < range.end && up < t + 30; ++up) {
      // The word that "for" marks.
      if (report.tree.head(t + 2) == Found(up)) {
        Exchange found = make_exchange(report, ExchangeRelation::kInExchangeFor, up);
        // "in exchange for the board agreeing to a raise": what the board does
        const std::uint32_t end = words.range(found.span).end;
        if (end < range.end && report.tree.token(end).xpos == "VBG") {
          const TokenRange deed{words.range(found.span).first, report.tree.phrase(end).end};
          found = {found.relation, family_of(report.tree, deed, end), words.span(deed)};
        }
        return found;
      }
    }
  }
  return std::nullopt;
}

// "a rule under which the pact would lapse unless all agree", "said the strike could last until the
// board pays": the condition of a verb with a subject of its own.
bool is_of_another_verb(const Tree& tree, std::uint32_t condition, std::uint32_t predicate,
                        Found complement) {
  constexpr int kClauses = 6;  // between a condition and what hangs on it
  Found up = tree.head(condition);
  for (int step = 0; step < kClauses && up; ++step) {
    if (*up == predicate || up == complement) return false;
    const Found subject = tree.child(*up, "nsubj");
    // "tariffs which could rise unless" go with what is threatened, "the cuts that come if" do not
    const bool may = subject && one_of(tree.words().at(*subject), {"that", "which", "who"}) &&
                     tree.child(*up, "aux");
    if (*up > predicate && subject && *subject > predicate && !may) return true;
    up = tree.head(*up);
  }
  return false;
}

std::optional<Exchange> search_exchange(const Report& report, std::uint32_t predicate,
                                        Found complement) {
  if (auto found = condition_at(report, predicate)) return found;
  const TokenRange clause = report.tree.clause(predicate);
  if (auto found = swap_in(report, {predicate, clause.end}, complement)) return found;
  if (complement) {
    if (auto found = condition_at(report, *complement)) return found;
  }
  // Wherever the tree hangs it: "if", "unless", "until" and the clause that they mark.
  for (std::uint32_t t = predicate + 1; t < clause.end; ++t) {
    const std::string_view word = report.words.at(t);
    if (word != "if" && word != "unless" && word != "until" && word != "once") continue;
    Found head = report.tree.head(t);
    if (!head || *head < t || *head >= clause.end || report.words.at(t - 1) == "even") continue;
    if (report.tree.is(*head, "nsubj")) head = report.tree.head(*head);
    if (!head || *head < t || !report.tree.child(*head, "nsubj")) continue;
    if (is_of_another_verb(report.tree, *head, predicate, complement)) continue;
    TokenRange range = report.tree.phrase(*head);
    range.first = t + 1;
    range.end = std::max(credit_in(report.tree, range), *head + 1);
    if (range.empty()) continue;
    const ExchangeRelation relation = word == "unless"  ? ExchangeRelation::kUnless
                                      : word == "until" ? ExchangeRelation::kUntil
                                                        : ExchangeRelation::kIf;
    return Exchange{relation, family_of(report.tree, range, *head), report.words.span(range)};
  }
  // "provided that aid is let in", "on condition that aid be let in"
  for (std::uint32_t t = predicate + 1; t + 2 < clause.end; ++t) {
    const bool provided = one_of(report.words.at(t), {"provided", "providing"});
    const bool condition = report.words.at(t) == "condition" &&
                           one_of("on", {report.words.at(t - 1), report.words.at(t - 2)});
    if (!(provided || condition) || report.words.at(t + 1) != "that") continue;
    const Found head = report.tree.head(t + 1);
    if (!head || *head <= t + 1) continue;
    TokenRange range = report.tree.phrase(*head);
    range.first = t + 2;
    range.end = std::max(credit_in(report.tree, range), *head + 1);
    if (range.size() < 2) continue;
    return Exchange{ExchangeRelation::kIf, family_of(report.tree, range, *head),
                    report.words.span(range)};
  }
  // "as soon as we are paid", "as long as the truce holds".
  for (std::uint32_t t = predicate + 1; t + 2 < clause.end; ++t) {
    if (report.words.at(t) != "as" || report.words.at(t + 2) != "as" ||
        (report.words.at(t + 1) != "soon" && report.words.at(t + 1) != "long")) {
      continue;
    }
    const Found head = report.tree.head(t + 2);
    if (!head || *head <= t + 2 || !report.tree.child(*head, "nsubj")) continue;
    const Found subject = report.tree.child(*head, "nsubj");
    if (report.words.at(t + 1) == "soon" && !report.actor_at(*subject)) continue;
    TokenRange range = report.tree.phrase(*head);
    range.first = t + 3;
    if (range.empty()) continue;
    return Exchange{ExchangeRelation::kIf, family_of(report.tree, range, *head),
                    report.words.span(range)};
  }
  return std::nullopt;
}

// "approved the plan but now say they will pay no more unless …": the condition of a later verb,
// which has a tense of its own.
bool is_of_later_verb(const Tree& tree, std::uint32_t predicate, std::uint32_t condition) {
  return std::ranges::any_of(tree.children(predicate), [&](std::uint32_t c) {
    if (!tree.is(c, "conj") || c < predicate || c >= condition) return false;
    const std::string_view form = tree.token(c).xpos;
    return one_of(form, {"VBD", "VBZ", "VBP"}) || form != tree.token(predicate).xpos ||
           tree.child(c, "aux") || tree.child(c, "nsubj");
  });
}

}  // namespace

std::optional<Exchange> find_exchange(const Report& report, std::uint32_t predicate,
                                      Found complement) {
  std::optional<Exchange> found = search_exchange(report, predicate, complement);
  if (!found) return found;
  const statements::Words& words = report.words;
  TokenRange range = words.range(found->span);
  // "if needed"
  if (range.size() < 2 && found->relation == ExchangeRelation::kIf) return std::nullopt;
  // "if there is one thing that all know, it is that": no condition
  for (std::uint32_t t = range.first; t + 3 < range.end; ++t) {
    if (words.at(t) == "there" && one_of(words.at(t + 1), {"is", "was"}) &&
        one_of(words.at(t + 3), {"thing", "lesson", "issue", "point"})) {
      return std::nullopt;
    }
  }
  // "if the board | moves closer", cut in two by the tree: the whole of it
  constexpr std::uint32_t kBack = 6;
  for (std::uint32_t t = range.first; t > predicate + 1 && range.first - t < kBack; --t) {
    if (words.is_punctuation(t - 1)) break;
    if (!one_of(words.at(t - 1), {"if", "unless"})) continue;
    range.first = t;
    found->span = words.span(range);
    break;
  }
  // "until after the elections"
  if (found->relation == ExchangeRelation::kUntil && range.first > 0 &&
      words.at(range.first - 1) == "after") {
    return std::nullopt;
  }
  // "unless [and until] it pays"
  if (range.size() > 2 && words.at(range.first) == "and" && words.at(range.first + 1) == "until") {
    range.first += 2;
    found->span = words.span(range);
  }
  // "if we are not paid ... we will strike": what hangs on the condition is no part of it.
  if (range.first < predicate && predicate < range.end) {
    std::uint32_t mark = range.first + 1;
    while (mark < predicate && !words.is_punctuation(mark)) ++mark;
    if (mark == predicate || mark < range.first + 2) return std::nullopt;
    range.end = mark;
    const Family family = family_of(report.tree, range, range.end - 1);
    found = Exchange{found->relation, family, words.span(range)};
  }
  if (is_of_later_verb(report.tree, predicate, range.first)) return std::nullopt;
  return found;
}

}  // namespace parley::events
