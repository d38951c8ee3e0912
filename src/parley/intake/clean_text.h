// Makes text fit to be kept: valid UTF-8 in NFC, plain line ends, plain spaces.
//
// "Talks\u00A0\u200Bresumed\r\n" becomes "Talks resumed\n". Line breaks stay, at most one blank
// line between lines. Words are never changed and nothing is left out: what is no part of the
// report is marked by intake/find_blocks.h, not removed here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley::intake {

struct CleanText {
  std::string text;
  std::size_t broken_sequences = 0;  // replaced by U+FFFD
  bool had_controls = false;         // control characters were taken out
};

// Any bytes; time and memory are linear.
[[nodiscard]] CleanText clean_text(std::string_view bytes);

}  // namespace parley::intake
