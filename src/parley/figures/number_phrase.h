// Finds the numbers of a sentence with their qualifiers: "at least 50", "$1.9 million",
// "two-thirds".
//
// A number phrase is words only; what is counted, by whose word and as of when is worked out in
// context.cc. Leaves out what is no amount: list numbers, ages, scores, parts of names ("Channel
// 12"), "one of". Whether a number belongs to a date is told by the caller.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/figures/figure.h"
#include "parley/figures/word_view.h"

namespace parley::figures {

struct NumberPhrase {
  std::uint32_t first = 0;   // token of the qualifier or number, half-open with end
  std::uint32_t number = 0;  // token at which the number itself begins
  std::uint32_t end = 0;     // after number, per cent sign and qualifier behind it
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  Bound bound = Bound::kExact;
  std::string currency;  // "USD"; "" for no money
  bool percent = false;
  bool fraction = false;  // "half", "two-thirds"
  bool digits = false;    // written in digits
  bool article = false;   // "a" before one person: "an officer was freed"
};

struct CurrencyWords {
  std::string_view code;    // "CAD"; "" for none
  std::uint32_t count = 0;  // tokens
};

// The currency that is named at token `i`, behind a number: "Canadian dollars".
[[nodiscard]] CurrencyWords currency_behind(const WordView& words, std::uint32_t i);

// The phrases of a sentence whose numbers begin at token `from` or later, in order. `dated[i]`:
// token i is part of a date or a time. REQUIRES: `dated` has an entry for every token.
[[nodiscard]] std::vector<NumberPhrase> find_numbers(const WordView& words,
                                                     const std::vector<bool>& dated,
                                                     std::uint32_t from);

// The first token of [first, end) that may begin a number, else `end`: no number begins before it.
[[nodiscard]] std::uint32_t first_opening(std::string_view text,
                                          std::span<const analysis::Token> tokens,
                                          std::uint32_t first, std::uint32_t end);

}  // namespace parley::figures
