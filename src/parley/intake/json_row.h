// Reads one line of JSON Lines: {"id", "url", "outlet", "title", "authors", "published", "text"}.
//
// `{"outlet":"Example Wire","published":"2025-03-14","text":"Talks resumed."}`. Other fields are
// passed over, whatever they hold. "date", "sitename" and "author", as extractors write them, stand
// in for published, outlet and authors. `published` may be a string or an object with "value".
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"

namespace parley::intake {

struct JsonRow {
  std::optional<std::string> id;
  std::optional<std::string> url;
  std::optional<std::string> outlet;
  std::optional<std::string> title;
  std::optional<std::string> published;
  std::optional<std::string> language;
  std::optional<std::string> text;
  std::vector<std::string> authors;
  std::vector<text::Issue> issues;  // another encoding than UTF-8, half of a surrogate pair
};

struct JsonRowError {
  std::string reason;      // a stable word: "bad-json", "json-depth", "not-an-object"
  std::string message;     // for a person
  std::size_t offset = 0;  // byte of the line
};

inline constexpr int kMaxJsonDepth = 64;  // brackets within brackets in a field passed over

// Time is linear, memory too; nothing but the fields above is kept. Never throws.
[[nodiscard]] std::expected<JsonRow, JsonRowError> read_json_row(std::string_view line);

}  // namespace parley::intake
