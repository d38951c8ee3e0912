// A place in an article's text: byte offsets, half-open. "said" in "He said" is {3, 7}.
//
// A span does not know its article; it is stored beside the article's id. Token and sentence
// positions are other types (analysis/analysis.h), so that they cannot be mixed up with bytes.
#pragma once

#include <compare>
#include <cstdint>

namespace parley::text {

struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - start; }
  [[nodiscard]] constexpr bool empty() const { return start == end; }
  [[nodiscard]] constexpr bool contains(Span other) const {
    return start <= other.start && other.end <= end;
  }
  [[nodiscard]] constexpr bool overlaps(Span other) const {
    return start < other.end && other.start < end;
  }
  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace parley::text
