// Reads documents from files, folders and standard input, one after the other, as a stream.
//
//   Summary summary = read_inputs({"reports/", "-"}, options, sink);
//
// Each document becomes an Article and goes to the sink at once; memory is that of one document.
// What cannot be read becomes a Rejection, and reading goes on. Folders are read with the folders
// in them, sorted by name, files that begin with a dot left out. Kinds: plain text and web pages, a
// document a file; JSON Lines, a document a line; web archives, a document a page; feeds, a
// document an entry. Each may be packed with gzip, zstd or lz4. Analysis is no work of this module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/intake/sink.h"

namespace parley::intake {

// REQUIRES: both functions of `sink` are set. They are called from this thread only.
Summary read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                    const Sink& sink);

// The same for a file that is in memory already; `name` stands where a path would.
Summary read_bytes(const std::string& name, std::string_view bytes, const InputOptions& options,
                   const Sink& sink);

// The same for one text whose fields somebody gives, as a row of JSON Lines gives them.
Summary read_given(RawDocument raw, const InputOptions& options, const Sink& sink);

}  // namespace parley::intake
