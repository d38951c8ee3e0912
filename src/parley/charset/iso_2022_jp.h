// The decoder of ISO-2022-JP, whose bytes mean something else after each escape sequence.
#pragma once

#include "parley/charset/writer.h"

namespace parley::charset {

// REQUIRES: `out` was made with ascii = false.
void decode_iso_2022_jp(Writer& out);

}  // namespace parley::charset
