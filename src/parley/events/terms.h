// What a term of the talks is about, and the numbers, lengths and places that it names.
//
// "to free 30 prisoners within a week" is of the family release, with quantity 30, population
// prisoners, deadline "a week". data/term_families.tsv holds the words. Linear in the term.
#pragma once

#include "parley/events/report.h"

namespace parley::events {

// The family that the words point to, the head's most of all; kOther where none does.
[[nodiscard]] Family family_of(const Tree& tree, TokenRange range, std::uint32_t head);

// Nouns for what is agreed or offered, whatever it is about: "deal", "proposal", "bill".
[[nodiscard]] bool is_container(std::string_view lemma);

[[nodiscard]] Term make_term(const Report& report, TokenRange range, std::uint32_t head);

// "the proposal", "the offer", "it": words that stand for a term told before.
[[nodiscard]] bool stands_for_term(const Report& report, TokenRange range, std::uint32_t head);

}  // namespace parley::events
