// Works out what a number counts from the words around it: unit, population, measure.
//
// In "more than 13,300 workers were injured, including 55 drivers" both numbers count persons and
// injuries, the first of "workers", the second of "drivers" and as a part of the first. Who claims
// the number and as of when is settled in find_figures.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/figures/number_phrase.h"
#include "parley/figures/word_view.h"

namespace parley::figures {

struct Counted {
  std::string measure = "count";
  std::optional<std::string> unit;
  std::uint32_t population_first = 0;  // tokens, half-open; equal where nothing is named
  std::uint32_t population_end = 0;
  std::optional<std::size_t> part_of;  // index of the phrase in the same sentence
  bool of_them = false;                // "75 per cent of them": of a figure before the sentence
  bool of_those = false;               // "five of the drivers": perhaps of one before
  bool revised = false;
};

// One entry a phrase. Time is linear in the sentence times the phrases' bounded windows.
[[nodiscard]] std::vector<Counted> find_counted(const WordView& words,
                                                const std::vector<NumberPhrase>& phrases);

}  // namespace parley::figures
