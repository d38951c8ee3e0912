// The files of the page that are built into the program: script, style, API description.
//
// tools/embed_web.py writes them at build time. Where Node was missing then, there is no script,
// and the pages are plain tables.
#pragma once

#include <optional>
#include <string_view>

namespace parley::server {

struct Asset {
  std::string_view name, type, digest, bytes;  // the digest is part of the ETag
};

// None for a file that this build has not.
[[nodiscard]] std::optional<Asset> asset(std::string_view name);

}  // namespace parley::server
