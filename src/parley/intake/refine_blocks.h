// Looks at the words of a page's paragraphs, after markup/ has looked at their places: datelines,
// bylines, lines of dates, furniture by its phrases, paragraphs said twice.
//
// "Sign up for our newsletter" in the middle of a report becomes boilerplate; "NORTHPORT, March 3
// (Example Wire) - " at its head becomes a dateline of its own. Plain texts are read by
// find_blocks.h, with the same readers of lines.
#pragma once

#include <string_view>
#include <vector>

#include "parley/intake/find_blocks.h"
#include "parley/text/article.h"

namespace parley::intake {

// `blocks` are paragraphs of `text` in text order. Time is linear in `text`.
[[nodiscard]] PageLayout refine_blocks(std::string_view text, std::vector<text::Block> blocks);

}  // namespace parley::intake
