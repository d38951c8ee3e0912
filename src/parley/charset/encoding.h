// The character encodings of the web and the labels that name them, after the WHATWG Encoding
// Standard: `charset=iso-8859-1` means windows-1252.
//
// Labels are data (data/encodings.tsv). Which encoding a document is in is found by
// find_encoding.h, reading its bytes is the work of decode.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parley::charset {

// In the order of data/encodings.tsv.
enum class Encoding : std::uint8_t {
  kUtf8,
  kIbm866,
  kIso8859_2,
  kIso8859_3,
  kIso8859_4,
  kIso8859_5,
  kIso8859_6,
  kIso8859_7,
  kIso8859_8,
  kIso8859_8I,
  kIso8859_10,
  kIso8859_13,
  kIso8859_14,
  kIso8859_15,
  kIso8859_16,
  kKoi8R,
  kKoi8U,
  kMacintosh,
  kWindows874,
  kWindows1250,
  kWindows1251,
  kWindows1252,
  kWindows1253,
  kWindows1254,
  kWindows1255,
  kWindows1256,
  kWindows1257,
  kWindows1258,
  kXMacCyrillic,
  kGbk,
  kGb18030,
  kBig5,
  kEucJp,
  kIso2022Jp,
  kShiftJis,
  kEucKr,
  kReplacement,  // encodings that are not safe to read: their bytes become one U+FFFD
  kUtf16Be,
  kUtf16Le,
  kXUserDefined,
};
inline constexpr std::size_t kEncodings = 40;

// The encoding that `label` means; white space around it and case do not matter.
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view label);

// The standard's name: "UTF-8", "windows-1252". Valid for ever.
[[nodiscard]] std::string_view name_of(Encoding encoding);

}  // namespace parley::charset
