// The text of a piece of HTML that is all report, as feeds carry it: no main text is looked for,
// and nothing counts as furniture.
//
// "<p>Talks <b>resumed</b>.</p><p>More soon.</p>" gives two paragraphs. Whole pages are read by
// read_page.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"

namespace parley::markup {

struct FragmentText {
  std::string text;                 // paragraphs with a blank line between
  std::vector<text::Block> blocks;  // one a paragraph: body, list or quote
};

// REQUIRES: html is valid UTF-8 of less than 4 GiB. Linear time; safe from several threads.
[[nodiscard]] FragmentText read_fragment(std::string_view html);

// The same as one line: for titles.
[[nodiscard]] std::string fragment_line(std::string_view html);

}  // namespace parley::markup
