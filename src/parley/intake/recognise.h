// What kind of input some first bytes look like: a report as text, a web page, rows of JSON, a web
// archive, a feed.
//
// By magic numbers and by shape, never by a file's name. Bytes that are packed are unpacked before
// they are looked at (archive/unpack.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parley::intake {

enum class InputKind : std::uint8_t { kRecognise, kText, kHtml, kJsonl, kWarc, kFeed };

// "text", "html", "jsonl", "warc" or "feed"; none for another word.
[[nodiscard]] std::optional<InputKind> kind_named(std::string_view name);

struct Recognised {
  InputKind kind = InputKind::kRecognise;  // kRecognise: nothing that can be read
  std::string_view looks_like;             // then: "no text", "a zip archive"
};

// `head` is at most the first kRecogniseBytes of the input.
inline constexpr std::size_t kRecogniseBytes = 4096;
[[nodiscard]] Recognised recognise(std::string_view head);

}  // namespace parley::intake
