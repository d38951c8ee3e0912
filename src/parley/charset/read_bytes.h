// A document's bytes as text, whatever encoding they are in: found, decoded, mended where they were
// encoded twice.
//
//   ReadBytes page = read_bytes(bytes, {.markup = Markup::kHtml, .transport = "iso-8859-1"});
//
// The text is not normalised and no character is taken out but a byte order mark at the beginning.
// What was odd is told by issues_of(), in the words that go onto the article.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/charset/find_encoding.h"
#include "parley/charset/offset_map.h"
#include "parley/text/article.h"

namespace parley::charset {

struct BytesSource {
  Markup markup = Markup::kText;
  std::string_view transport = {};  // the charset that came with the document, "" for none
  bool with_map = false;
};

struct ReadBytes {
  std::string text;  // valid UTF-8
  Choice choice;
  std::size_t broken = 0;                   // sequences replaced by U+FFFD
  std::optional<std::size_t> first_broken;  // byte of the document
  std::size_t mended = 0;                   // characters that had been encoded twice
  OffsetMap map;                            // text to bytes, where asked for
};

// Any bytes. Time and memory are linear. Safe from several threads.
[[nodiscard]] ReadBytes read_bytes(std::string_view bytes, const BytesSource& source);

// "broken-encoding", "mended-encoding", "guessed-encoding", "wrong-encoding", as they apply.
[[nodiscard]] std::vector<text::Issue> issues_of(const ReadBytes& read);

}  // namespace parley::charset
