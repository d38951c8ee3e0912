// Which characters are spaces, line ends, controls or nothing at all to a reader, and NFC.
//
// "Talks\u00A0resumed" holds an odd space. What is done about them is up to intake/clean_text.h,
// for texts, and markup/page_text.h, for pages.
#pragma once

#include <string>

namespace parley::text {

constexpr bool is_odd_space(char32_t c) {
  return c == U'\t' || c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// Marks that show nothing: zero-width space, word joiner, byte order mark, soft hyphen.
constexpr bool is_invisible(char32_t c) {
  return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
}

constexpr bool is_line_end(char32_t c) {
  return c == U'\n' || c == 0x0085 || c == 0x2028 || c == 0x2029;
}

constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// `text`, which is UTF-8, in normalisation form C. Linear; a text that is so already is not copied.
[[nodiscard]] std::string to_nfc(std::string text);

}  // namespace parley::text
