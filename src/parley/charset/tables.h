// The tables of the WHATWG Encoding Standard: pointer to code point, 0 for none.
//
// They are made at first use from ICU's converters and the differences that
// data/encoding_tables.tsv lists; a test compares their digests with those of the standard's own
// files. A pointer is a character's place in its table, as the standard computes it from the bytes
// (decode.cc).
#pragma once

#include <span>

#include "parley/charset/encoding.h"

namespace parley::charset {

// 128 code points, for the bytes 0x80 to 0xFF. REQUIRES: an encoding of one byte a character other
// than x-user-defined
[[nodiscard]] std::span<const char32_t> single_byte_table(Encoding encoding);

[[nodiscard]] std::span<const char32_t> big5_table();
[[nodiscard]] std::span<const char32_t> euc_kr_table();
[[nodiscard]] std::span<const char32_t> gb18030_table();
[[nodiscard]] std::span<const char32_t> jis0208_table();
[[nodiscard]] std::span<const char32_t> jis0212_table();
// The four-byte characters of gb18030 below U+10000.
[[nodiscard]] std::span<const char32_t> gb18030_ranges();

}  // namespace parley::charset
