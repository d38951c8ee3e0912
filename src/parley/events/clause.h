// Whether a clause tells something as done, asked or merely thought of.
//
// "The union may accept", "if the union accepts" and "the union wants to accept" accept nothing;
// "has not yet accepted" puts off, "cannot accept" refuses. Every walk stays inside one sentence.
#pragma once

#include <cstdint>

#include "parley/events/report.h"

namespace parley::events {

// "insisted that it had won": what was is asserted, not asked for.
[[nodiscard]] bool is_past(const Tree& tree, std::uint32_t clause);

struct FactRules {
  bool conditional = false;  // a condition stands beside: "could accept if" is a stance
  bool urging = false;       // "is trying to persuade" does so already
};
// False for what nobody has done: hypotheses, possibilities, wishes of others, duties.
[[nodiscard]] bool is_told_as_fact(const Tree& tree, std::uint32_t predicate, FactRules rules);

// "is not going to accept", "did not appear to reject": the verb above says no.
[[nodiscard]] bool is_negated(const Tree& tree, std::uint32_t predicate);
[[nodiscard]] bool is_not_yet(const Tree& tree, std::uint32_t predicate);
[[nodiscard]] bool is_in_principle(const Tree& tree, std::uint32_t predicate);

// "its decision to reject the offer": it has done so.
[[nodiscard]] bool is_decision(const Tree& tree, std::uint32_t noun);

// Nouns for what is only said: "suggestions that the union wants more".
[[nodiscard]] bool is_claim(std::string_view lemma);

// "In 1992 the parties agreed …" in a report of another year.
[[nodiscard]] bool is_long_past(const Report& report, std::uint32_t predicate);
// "will agree", "would agree"
[[nodiscard]] bool is_of_the_future(const Tree& tree, std::uint32_t predicate);
// "will have agreed", "will want more money": what is expected is not done.
[[nodiscard]] bool is_foretold(const Tree& tree, std::uint32_t predicate);

// Where a clause that credits somebody starts in `range` behind a comma: ", [the union's secretary
// said]"; the end of the range where there is none. The comma's place is given.
[[nodiscard]] std::uint32_t credit_in(const Tree& tree, TokenRange range);

}  // namespace parley::events
