// The text of a piece of HTML that is all report, as feeds carry it: no main text is looked for,
// and nothing counts as furniture.
//
// "<p>Talks <b>resumed</b>.</p><p>More soon.</p>" gives two paragraphs. Whole pages are read by
// read_page.h.
#pragma once

#include <cstddef>
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

// A title that is a picture and has no words of its own.
struct FragmentPicture {
  std::string words;   // what stands for the pictures ("alt", else "title"), one line; may be ""
  std::string markup;  // `<img src="http://news.example/1.png" />` of the first whose address is of
                       // the web, at most kMaxPictureAddress bytes long; may be ""
};

inline constexpr std::size_t kMaxPictureAddress = 2000;

// Of the markup nothing but the address is left, and in that no mark or bracket: it is text to
// read, and would do nothing if it were taken for HTML but show the picture.
// REQUIRES: as for read_fragment(). Linear time.
[[nodiscard]] FragmentPicture fragment_picture(std::string_view html);

}  // namespace parley::markup
