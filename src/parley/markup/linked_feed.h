// The feed that a web page names as its own: somebody who gives the address of a site where that of
// a feed is wanted can be told it.
//
// <link rel="alternate" type="application/rss+xml" href="/feed.xml"> names "/feed.xml". Nothing is
// fetched; the address may be relative to the page's (feeds/address.h).
#pragma once

#include <string>
#include <string_view>

namespace parley::markup {

inline constexpr std::size_t kMaxFeedAddress = 2000;  // bytes; a longer one is passed over

// The first one, "" where the page names none. REQUIRES: html is valid UTF-8 of less than 4 GiB.
// Linear time.
[[nodiscard]] std::string linked_feed(std::string_view html);

}  // namespace parley::markup
