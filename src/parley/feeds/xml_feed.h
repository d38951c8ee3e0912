// Reads feeds in XML: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, and OPML lists of feeds.
//
// <item><title>Talks resume</title><link>http://news.example/1</link> gives an entry. Elements are
// known by their namespace, where one is declared, else by the usual prefix, in any case. What is
// not well formed is read as far as it goes.
#pragma once

#include <string_view>

#include "parley/feeds/feed.h"

namespace parley::feeds {

inline constexpr std::size_t kMaxElementDepth = 256;  // deeper elements are read as if beside

// `text` is UTF-8. The format is kNone where it is no feed. Linear time, no recursion.
[[nodiscard]] Feed read_xml_feed(std::string_view text);

}  // namespace parley::feeds
