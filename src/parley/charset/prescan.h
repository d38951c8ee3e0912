// Which encoding the beginning of a page or an XML file declares: `<meta charset=utf-8>`, `<meta
// http-equiv=content-type content="text/html; charset=…">`, `<?xml encoding="…"?>`.
//
// The algorithm is the HTML standard's prescan: attributes as its tokenizer reads them, comments
// and other tags passed over, no script run.
#pragma once

#include <optional>
#include <string_view>

#include "parley/charset/encoding.h"

namespace parley::charset {

// The standard looks at 1,024 bytes and lets a parser that finds a later declaration start anew;
// reading that far at once comes to the same.
inline constexpr std::size_t kPrescanBytes = 64 * 1024;

// What a `<meta>` within the first kPrescanBytes of `page` declares. Linear time.
[[nodiscard]] std::optional<Encoding> encoding_in_meta(std::string_view page);

// What the XML declaration at the very beginning says.
[[nodiscard]] std::optional<Encoding> encoding_in_xml(std::string_view file);

// The charset of a media type: "text/html; charset=koi8-r".
[[nodiscard]] std::optional<std::string_view> charset_of(std::string_view media_type);

}  // namespace parley::charset
