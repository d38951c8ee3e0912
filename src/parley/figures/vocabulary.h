// The words that figures are read with, from data/bounds.tsv, vague_numbers.tsv, currencies.tsv,
// units.tsv, populations.tsv and measures.tsv. A user's tables of the same names add to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/figures/figure.h"

namespace parley::figures {

inline constexpr int kMaxPhraseWords = 4;  // of a bound or a vague number

// `phrase` has single spaces: "no fewer than".
[[nodiscard]] std::optional<Bound> bound_before(std::string_view phrase);
[[nodiscard]] std::optional<Bound> bound_after(std::string_view phrase);
[[nodiscard]] bool ends_bound(std::string_view word);    // last word of a bound before a number
[[nodiscard]] bool begins_bound(std::string_view word);  // first word of a bound behind one

struct VagueNumber {
  std::optional<double> low;
};
[[nodiscard]] const VagueNumber* find_vague(std::string_view phrase);
[[nodiscard]] bool begins_vague(std::string_view word);  // first word of a vague number
// What a token, in any case, may begin. kNone for most words of a report.
enum class Opening : std::uint8_t { kNone, kNumber, kArticle };
[[nodiscard]] Opening opening_of(std::string_view word);

// ISO 4217 code; "" for no currency. Symbols stand before the number, words behind it.
[[nodiscard]] std::string_view currency_before(std::string_view symbol);
[[nodiscard]] std::string_view currency_after(std::string_view word);

struct UnitWord {
  std::string unit;
  std::string measure;
};
[[nodiscard]] const UnitWord* find_unit(std::string_view word);

[[nodiscard]] bool is_people_word(std::string_view word);

struct MeasureWord {
  std::string measure;
  bool points_only = false;  // "fell 133 points"
};
[[nodiscard]] const MeasureWord* find_measure(std::string_view word);

}  // namespace parley::figures
