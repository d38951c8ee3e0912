// The dates of feeds: RFC 822 with all its liberties ("Thu, 1 Jan 04 19:48:21 EST"), ISO 8601 in
// full or in part ("2004-01", "20040101T194821Z"), and what else is met ("Jan 1 19:48:21 2004").
//
// A zone is kept as an offset; a name that is no zone is taken for none.
#pragma once

#include <optional>
#include <string_view>

#include "parley/text/article.h"

namespace parley::feeds {

// As an article's date, with its precision; the basis is metadata. None where `text` is no date.
[[nodiscard]] std::optional<text::Published> read_feed_date(std::string_view text);

}  // namespace parley::feeds
