// What was done to the people that a noun names, read from the dependency tree: in "the patrol
// freed two drivers and a cook", "freed" was done to both.
//
// Words without a tree have no answer here; context.cc then looks for the nearest word. What was
// only wanted or feared ("to free a driver") was done to nobody.
#pragma once

#include <cstdint>
#include <optional>

#include "parley/figures/vocabulary.h"
#include "parley/figures/word_view.h"

namespace parley::figures {

struct Deed {
  const MeasureWord* measure = nullptr;
  std::uint32_t word = 0;  // the token that says it
};

// What was done to the thing that token `i` names or counts. Looks at a bounded number of tokens.
[[nodiscard]] std::optional<Deed> deed_done_to(const WordView& words, std::uint32_t i);

// The noun that the number or article at `i` stands before, by the tree: "leaders" of "two northern
// council leaders". None where a later word than `i` + 8 or no noun governs it.
[[nodiscard]] std::optional<std::uint32_t> counted_noun(const WordView& words, std::uint32_t i);

// True for the article or "another" before one person to whom something was done: "an officer was
// freed". False for "the officer", who may have been counted before.
[[nodiscard]] bool is_single_person(const WordView& words, std::uint32_t article);

}  // namespace parley::figures
