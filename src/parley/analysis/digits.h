// Numbers that are one token of digits: "13,300", "5bn", "3/4", "2½". See numeral.h for numbers
// over several tokens; read_digits() is declared there.
#pragma once

#include <optional>
#include <string_view>

namespace parley::analysis {

// "3/4" 0.75, "1/125" 0.008; none for what is more often a date or a name ("9/11" is told by the
// caller). Of a word of at most eight bytes.
[[nodiscard]] std::optional<double> slash_fraction(std::string_view word);

// "½" 0.5: a word of one such sign alone.
[[nodiscard]] std::optional<double> vulgar_fraction(std::string_view word);

// ASCII case aside.
[[nodiscard]] bool same_word(std::string_view word, std::string_view lower);

}  // namespace parley::analysis
