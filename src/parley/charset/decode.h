// Reads bytes of a known encoding into UTF-8, as the WHATWG Encoding Standard says: what is broken
// becomes U+FFFD and is counted, never dropped, and never swallows the markup that follows it.
//
// In windows-1252 the bytes "caf\xE9" are "café". Which encoding a document is in is found by
// find_encoding.h; text that was encoded twice is mended by mend.h; read_bytes() in read_bytes.h
// does all three.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parley/charset/encoding.h"
#include "parley/charset/offset_map.h"

namespace parley::charset {

struct Decoded {
  std::string text;                         // valid UTF-8
  std::size_t broken = 0;                   // sequences replaced by U+FFFD
  std::optional<std::size_t> first_broken;  // byte of the input where the first of them stands
};

// Any bytes; a byte order mark is read as a character like any other. `map`, if given, receives
// where each piece of the text came from. Time and memory are linear. Safe from several threads.
[[nodiscard]] Decoded decode(std::string_view bytes, Encoding encoding, OffsetMap* map = nullptr);

}  // namespace parley::charset
