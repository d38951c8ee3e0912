// Where articles come from: files, folders and standard input, one after another.
//
//   read_inputs({"reports/", "-"}, options, [&](auto item) { return keep_going; });
//
// Folders are read in the order of their names, so that the same folder gives the same order.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/text/article.h"

namespace parley::engine {

// A document that could not be read; the others go on.
struct Rejection {
  std::string input;         // the path, with the line where there is one: "a.jsonl:12"
  std::uint64_t offset = 0;  // byte of the input at which the trouble begins
  std::string reason;        // a stable word: "bad-json", "empty", "unreadable"
  std::string message;       // what: why; what to do

  friend bool operator==(const Rejection&, const Rejection&) = default;
};

// Receives each article or rejection; returns false to stop.
using Sink = std::function<bool(std::expected<text::Article, Rejection>)>;

struct InputOptions {
  std::string kind;    // "text", "jsonl"; "" recognises it
  bool as_is = false;  // no cleaning, offsets are those of the input's bytes
};

// Reads `inputs` ("-" is standard input). Fails only where nothing can be read at all.
base::Result<void> read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                               const Sink& sink);

}  // namespace parley::engine
