// What reading inputs takes and gives: options, documents, and what could not be read and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "parley/intake/make_article.h"
#include "parley/intake/recognise.h"
#include "parley/text/article.h"

namespace parley::intake {

struct Rejection {
  std::string input;         // path, address, or "-" for standard input
  std::uint64_t offset = 0;  // byte of the input at which it went wrong
  // A stable word: "not-found", "no-access", "not-a-file", "empty-folder", "io", "binary",
  // "unsupported-kind", "too-large", "line-too-long", "bad-json", "json-depth", "not-an-object",
  // "no-text", "empty", "truncated", "damaged", "bomb", "nested-encoding", "bad-feed",
  // "list-of-feeds", "entities", "unknown-type", "no-http-head"; of what is fetched also
  // "bad-address", "http-status" and those of net/fetch.h.
  std::string reason;
  std::string message;  // "reports.jsonl:412: why; what to do"
};

inline constexpr std::size_t kMaxDocumentBytes = 64u << 20;  // a text, a page, a row's text
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

}  // namespace parley::intake
