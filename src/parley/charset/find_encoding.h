// Which encoding a document is in: byte order mark, else what the transport declares, else what the
// page declares, else what its bytes look like, else windows-1252.
//
// A page sent as "text/html; charset=iso-8859-1" is windows-1252 by its transport. A declaration of
// UTF-8 that the bytes contradict throughout is overruled; every other declaration is believed, as
// browsers do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parley/charset/encoding.h"

namespace parley::charset {

enum class Markup : std::uint8_t { kText, kHtml, kXml };

enum class EncodingBasis : std::uint8_t {
  kMark,       // a byte order mark
  kTransport,  // an HTTP header, or whoever gave the document
  kMarkup,     // <meta>, or the XML declaration
  kDetected,   // the bytes themselves
  kDefault,    // nothing told
};

struct Choice {
  Encoding encoding = Encoding::kUtf8;
  EncodingBasis basis = EncodingBasis::kDefault;
  std::size_t mark_bytes = 0;  // length of the byte order mark
  bool overruled = false;      // UTF-8 was declared and the bytes are something else
};

// `transport` is the charset that came with the document, "" where none did. Linear in `bytes`.
[[nodiscard]] Choice find_encoding(std::string_view bytes, Markup markup,
                                   std::string_view transport = {});

}  // namespace parley::charset
