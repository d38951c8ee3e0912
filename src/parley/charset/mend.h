// Mends text that was encoded in UTF-8 twice: "theyâ€™d" becomes "they’d", "cafÃ©" "café".
//
// That happens where UTF-8 was once read as windows-1252 and written out again. Only what no
// language writes is taken for it; the capital letters before a quotation mark in “IRMÃ” are left
// alone unless the rest of the text shows the damage too.
#pragma once

#include <cstddef>
#include <string>

#include "parley/charset/offset_map.h"

namespace parley::charset {

struct Mended {
  std::string text;
  std::size_t characters = 0;  // that were put right; 0: text is as it was
};

// REQUIRES: `text` is valid UTF-8. Linear time. `map`, if given, receives where each piece of the
// mended text stood in `text`.
[[nodiscard]] Mended mend_double_encoding(std::string text, OffsetMap* map = nullptr);

}  // namespace parley::charset
