// Reads a number written over tokens: "13,300", "1.9 million", "twenty-eight", "two and a half".
//
// What the number counts, and the words around it ("at least"), are no work of this file: see
// figures/ and times/. Digits of any script are read; a number of more than kMaxDigits digits is no
// number here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "parley/analysis/analysis.h"

namespace parley::analysis {

inline constexpr std::size_t kMaxDigits = 15;

struct Numeral {
  std::uint32_t end = 0;  // the token after the last
  double value = 0;
  bool words = false;     // begins with a word: "twenty-eight", "a million"
  bool scaled = false;    // holds "thousand", "million" …
  bool grouped = false;   // holds a thousands mark: "13,300"
  bool fraction = false;  // "1/2", "two and a half", "half a million"
  bool decimal = false;   // "1.9"
};

// The number that begins at token `first` and ends before `limit`, or none. "a" and "an" begin a
// number only before "hundred", "dozen" and larger words. Time is bounded by the number's length.
[[nodiscard]] std::optional<Numeral> read_numeral(std::string_view text,
                                                  std::span<const Token> tokens,
                                                  std::uint32_t first, std::uint32_t limit);

struct Digits {
  double value = 0;
  bool grouped = false;
  bool decimal = false;
  bool fraction = false;  // "2½"
  double scale = 1;       // "5bn" -> 1e9, "20k" -> 1e3
};

// A token of digits alone, with thousands marks, a decimal point, a scale letter or a sign for a
// part: "13,300", "1.9", "5bn", "2½". None for "20th", "4pm", "13,30".
[[nodiscard]] std::optional<Digits> read_digits(std::string_view word);

// "third" 3, "20th" 20; none for other words.
[[nodiscard]] std::optional<int> read_ordinal(std::string_view word);

// The denominator that a word names: "half" 2, "thirds" 3; 0 for other words.
[[nodiscard]] int part_named(std::string_view word);

// 12 for "dozen", 1000000 for "million"; 0 for other words.
[[nodiscard]] double scale_named(std::string_view word);

// 0 to 99 for "seven", "twenty"; -1 for other words.
[[nodiscard]] int small_number_named(std::string_view word);

}  // namespace parley::analysis
