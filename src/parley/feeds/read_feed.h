// Reads a feed in any of the formats: RSS, Atom, CDF and OPML in XML, JSON Feed in JSON.
//
//   Feed feed = read_feed("<rss><channel><title>Example Wire</title><item>…");
//
// Which format it is shows in its first characters. Making articles of entries is the work of
// intake/read_feed.h.
#pragma once

#include <string_view>

#include "parley/feeds/feed.h"

namespace parley::feeds {

// `text` is UTF-8. The format is kNone where it is no feed. Any bytes; linear time and memory.
[[nodiscard]] Feed read_feed(std::string_view text);

}  // namespace parley::feeds
