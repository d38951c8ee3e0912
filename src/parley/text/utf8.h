// UTF-8 without the C locale: stepping through code points, repair, ASCII case folding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::text {

struct CodePoint {
  char32_t value = 0;       // U+FFFD where the bytes are broken
  std::uint8_t length = 0;  // bytes taken; 1 where broken; 0 at the end of the text
  bool valid = true;
};

// The code point at byte `offset` of `text`.
[[nodiscard]] CodePoint decode_at(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code_point);

// How many bytes `text` begins with that are ASCII.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

// `text` with each broken sequence replaced by U+FFFD (one for each maximal subpart, as the WHATWG
// encoding standard asks). `broken`, if given, receives how many were replaced.
[[nodiscard]] std::string repair_utf8(std::string_view text, std::size_t* broken = nullptr);

constexpr bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_alpha(char c) { return is_ascii_upper(c) || is_ascii_lower(c); }
constexpr char ascii_lower(char c) {
  return is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

// ASCII letters in lower case, all other bytes as they are.
[[nodiscard]] std::string ascii_lower(std::string_view text);

// Lower case of letters in any script (simple case mapping, no locale).
[[nodiscard]] std::string fold_case(std::string_view text);

// Without white space at both ends (ASCII white space and U+00A0).
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace parley::text
