// Reads JSON Feed 1.0 and 1.1: {"version":"https://jsonfeed.org/version/1.1","items":[…]}.
#pragma once

#include <string_view>

#include "parley/feeds/feed.h"

namespace parley::feeds {

inline constexpr int kMaxFeedJsonDepth = 64;

// `text` is UTF-8. The format is kNone where it is no feed. Never throws; linear time.
[[nodiscard]] Feed read_json_feed(std::string_view text);

}  // namespace parley::feeds
