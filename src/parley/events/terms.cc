#include "parley/events/terms.h"

#include <algorithm>
#include <array>

#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr int kHeadVotes = 3;
constexpr int kNearVotes = 2;   // the object of the head
constexpr int kTalkVotes = 20;  // "negotiate over wages", "hold talks on wages": of the talks

bool is_talk(std::string_view lemma) {
  return one_of(lemma, {"talk", "negotiation", "discussion", "dialogue", "meeting", "debate"});
}

}  // namespace

bool is_container(std::string_view lemma) {
  constexpr std::array<std::string_view, 18> kNouns = {
      "measure",    "package",   "agreement", "deal",        "accord",     "compromise",
      "settlement", "proposal",  "offer",     "bill",        "plan",       "treaty",
      "pact",       "framework", "contract",  "arrangement", "resolution", "extension"};
  return std::ranges::find(kNouns, lemma) != kNouns.end();
}

Family family_of(const Tree& tree, TokenRange range, std::uint32_t head) {
  std::array<int, static_cast<std::size_t>(Family::kOther) + 1> votes{};
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const std::vector<FamilyWord>* words = vocabulary().families(tree.lemma(t));
    if (words == nullptr) words = vocabulary().families(tree.words().at(t));
    if (words == nullptr) continue;
    // "the board's offer" is not about the board.
    if (t != head && tree.is(t, "nmod:poss")) continue;
    // "the port remains shut", "free up the money" release nobody.
    if (tree.words().at(t) == "remains" && tree.words().upos(t) != analysis::Upos::kNoun) continue;
    if (tree.lemma(t) == "free" && t + 1 < tree.size() && tree.words().at(t + 1) == "up") continue;
    // "free trade" frees nobody.
    if (tree.lemma(t) == "free" && tree.words().upos(t) != analysis::Upos::kVerb) continue;
    // "in her first year" orders nothing.
    if (tree.lemma(t) == "first" && tree.words().upos(t) == analysis::Upos::kAdj) continue;
    // "an assault weapons ban" ends no assault.
    if (tree.lemma(t) == "assault" && tree.is(t, "compound")) continue;
    // "strike a deal" stops nobody's work.
    if (tree.lemma(t) == "strike") {
      constexpr std::uint32_t kReach = 4;  // "strike a first broad deal"
      Found struck = tree.child(t, "obj");
      for (std::uint32_t at = t + 1; at < range.end && at <= t + kReach; ++at) {
        if (is_container(tree.lemma(at))) struck = at;
      }
      if (struck && (is_container(tree.lemma(*struck)) || tree.lemma(*struck) == "balance"))
        continue;
    }
    const Found up = tree.head(t);
    const bool verb = tree.words().upos(t) == analysis::Upos::kVerb;
    const bool first = t == head;
    const bool object = up == Found(head) && tree.is(t, "obj");
    const int weight = first ? kHeadVotes : object ? kNearVotes : 1;
    for (const FamilyWord& word : *words) {
      if (!word.with.empty()) {
        bool beside = false;
        for (std::uint32_t o = range.first; o < range.end; ++o) {
          beside = beside || (o != t && tree.lemma(o) == word.with);
        }
        if (!beside) continue;
      }
      // Words of the talks themselves name a term only where nothing else does: a deal on pay is
      // about pay, talks on pay are about talking.
      const bool talking = (first && one_of(tree.lemma(t), {"negotiate", "renegotiate"})) ||
                           (object && is_talk(tree.lemma(t)) &&
                            one_of(tree.lemma(head), {"have", "hold", "start", "begin", "resume",
                                                      "continue", "enter", "join", "attend"}));
      if (talking && word.family == Family::kProcess && !(first && tree.child(t, "obj"))) {
        votes[static_cast<std::size_t>(word.family)] += kTalkVotes;
        continue;
      }
      const bool general = word.family == Family::kProcess && !talking &&
                           (!first || verb || is_container(tree.lemma(t)));
      votes[static_cast<std::size_t>(word.family)] += general ? 1 : 2 * weight;
    }
  }
  const auto best = std::ranges::max_element(votes);
  return *best == 0 ? Family::kOther : static_cast<Family>(best - votes.begin());
}

bool stands_for_term(const Report& report, TokenRange range, std::uint32_t head) {
  constexpr std::array<std::string_view, 12> kNouns = {
      "proposal", "offer", "plan", "idea", "demand", "condition",
      "request",  "bid",   "it",   "them", "terms",  "conditions"};
  if (std::ranges::find(kNouns, report.tree.lemma(head)) == kNouns.end()) return false;
  if (range.first > head || range.end > head + 1) return false;
  // "any other offers", "a new offer": none of those told before
  for (std::uint32_t t = range.first; t < head; ++t) {
    if (one_of(report.words.at(t), {"a", "an", "any", "other", "another", "every", "no"}))
      return false;
  }
  // "their first offer", "the council's main demand", but not "the wage offer".
  return std::ranges::all_of(report.tree.children(head), [&](std::uint32_t c) {
    const bool whose = report.tree.is(c, "nmod:poss") ||
                       (report.tree.is(c, "compound") &&
                        vocabulary().party_noun(report.tree.lemma(c)).has_value());
    return c > head || whose || report.tree.is(c, "det") || report.tree.is(c, "amod") ||
           report.tree.is(c, "nummod") || report.tree.is(c, "case") || report.tree.is(c, "punct");
  });
}

Term make_term(const Report& report, TokenRange range, std::uint32_t head) {
  Term term;
  term.span = report.words.span(range);
  term.family = family_of(report.tree, range, head);
  for (const figures::Figure& figure : report.figures) {
    if (figure.span.start >= term.span.end) break;
    if (!term.span.contains(figure.span)) continue;
    if (figure.measure == "duration") {
      text::Span whole = figure.span;
      for (const times::TimeExpression& time : report.times) {
        if (time.span.overlaps(whole)) whole = time.span;
      }
      term.parameters.emplace("duration", report.article.at(whole));
      continue;
    }
    if (!term.parameters.emplace("quantity", report.article.at(figure.span)).second) continue;
    if (figure.unit) term.parameters.emplace("unit", *figure.unit);
    if (figure.population) {
      term.parameters.emplace("population", report.article.at(*figure.population));
    }
    if (figure.place) term.parameters.emplace("place", *figure.place);
  }
  for (const times::TimeExpression& time : report.times) {
    if (time.span.start >= term.span.end) break;
    if (!term.span.contains(time.span)) continue;
    const TokenRange at = report.words.range(time.span);
    const std::string_view before = at.first > 0 ? report.words.at(at.first - 1) : "";
    if (before == "by" || before == "until" || before == "within" || before == "before") {
      term.parameters.emplace("deadline", report.article.at(time.span));
    } else if (time.type == times::TimeType::kDuration) {
      term.parameters.emplace("duration", report.article.at(time.span));
    }
  }
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const std::string_view lemma = report.tree.lemma(t);
    if ((lemma == "phase" || lemma == "stage") && t > range.first) {
      term.parameters.emplace("phase",
                              report.article.at(report.words.span(TokenRange{t - 1, t + 1})));
    }
    if (t > range.first && (report.words.at(t - 1) == "in" || report.words.at(t - 1) == "from" ||
                            report.words.at(t - 1) == "into" || report.words.at(t - 1) == "to")) {
      for (const analysis::Name& name : report.words.analysis().names) {
        if (name.first_token > t) break;
        if (name.first_token == t && name.type == analysis::NameType::kLoc) {
          term.parameters.emplace("place", report.article.at(name.span));
        }
      }
    }
  }
  return term;
}

}  // namespace parley::events
