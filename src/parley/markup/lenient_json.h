// Reads the JSON that pages carry in <script type="application/ld+json">, forgivingly: raw line
// breaks in strings, commas too many, comments around it, an end that is missing.
//
//   {"@type":"NewsArticle","datePublished":"2025-03-14"}
//
// The result is a flat list of values in document order. Rows of JSON Lines are read strictly, by
// intake/json_row.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::markup {

struct JsonValue {
  enum class Kind : std::uint8_t { kObject, kArray, kString, kOther };
  Kind kind = Kind::kOther;
  std::string_view key;      // raw, "" for a member of an array
  std::string_view raw;      // of a string: between its marks, escapes not resolved; a number
  std::uint32_t parent = 0;  // index of the object or array around it; its own for the first
  std::uint32_t end = 0;     // the value after its last descendant
};

inline constexpr std::size_t kMaxJsonValues = 100'000;

// Values point into `json`. Any bytes; time and memory are linear, without recursion.
[[nodiscard]] std::vector<JsonValue> read_lenient_json(std::string_view json);

// The words of a raw string: \n, \u00e9 and the rest resolved.
[[nodiscard]] std::string json_text(std::string_view raw);

}  // namespace parley::markup
