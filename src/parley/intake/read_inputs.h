// Reads documents from files, folders and standard input, one after the other, as a stream.
//
//   Summary summary = read_inputs({"reports/", "-"}, options, sink);
//
// Each document becomes an Article and goes to the sink at once; memory is that of one document.
// What cannot be read becomes a Rejection, and reading goes on. Folders are read with the folders
// in them, sorted by name, files that begin with a dot left out. Kinds: plain text, a document a
// file; JSON Lines, a document a line. Analysis is no work of this module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/intake/make_article.h"
#include "parley/text/article.h"

namespace parley::intake {

enum class InputKind : std::uint8_t { kRecognise, kText, kJsonl };

// "text" or "jsonl"; none for another word.
[[nodiscard]] std::optional<InputKind> kind_named(std::string_view name);

struct Rejection {
  std::string input;         // path, or "-" for standard input
  std::uint64_t offset = 0;  // byte of the input at which it went wrong
  // A stable word: "not-found", "no-access", "not-a-file", "empty-folder", "io", "binary",
  // "unsupported-kind", "too-large", "line-too-long", "bad-json", "json-depth", "not-an-object",
  // "no-text", "empty".
  std::string reason;
  std::string message;  // "reports.jsonl:412: why; what to do"
};

inline constexpr std::size_t kMaxDocumentBytes = 64u << 20;  // a text file, the text of a row
inline constexpr std::size_t kMaxLineBytes = 32u << 20;      // a line of JSON Lines

struct InputOptions {
  InputKind kind = InputKind::kRecognise;
  ArticleOptions article;
  std::size_t max_document_bytes = kMaxDocumentBytes;
  std::size_t max_line_bytes = kMaxLineBytes;
};

struct Sink {
  std::function<bool(text::Article)> article;  // false: stop reading
  std::function<void(Rejection)> rejection;
};

struct Summary {
  std::uint64_t articles = 0;
  std::uint64_t rejections = 0;
  bool stopped = false;  // the sink asked to
};

// REQUIRES: both functions of `sink` are set. They are called from this thread only.
Summary read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                    const Sink& sink);

}  // namespace parley::intake
