// What encoding bytes look like that nobody declares one for.
//
// UTF-8 tells itself; everything else is a judgement by the frequencies of a language's letters,
// which uchardet makes. A few quotation marks and dashes in an English text are windows-1252
// without asking it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parley/charset/encoding.h"

namespace parley::charset {

struct Utf8Signs {
  std::size_t sound = 0;   // characters of more than one byte
  std::size_t broken = 0;  // sequences that are no UTF-8
};

// A character that the end of `bytes` cuts does not count as broken. Linear time.
[[nodiscard]] Utf8Signs count_utf8(std::string_view bytes);

// True where the bytes beyond ASCII, of which there are some, stand as marks of punctuation or as
// letters of Western Europe beside other letters.
[[nodiscard]] bool looks_like_1252(std::string_view bytes);

// None where the bytes are ASCII, or where nothing fits well enough. Looks at a part of a long
// text.
[[nodiscard]] std::optional<Encoding> detect(std::string_view bytes, const Utf8Signs& signs);

}  // namespace parley::charset
