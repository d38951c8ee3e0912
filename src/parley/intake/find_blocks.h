// Says what each paragraph of a plain text is: headline, dateline, byline, body, caption, credit,
// related links, comment box, other furniture of the page.
//
// In "Talks resume in Northport⏎⏎NORTHPORT, March 3 (Example Wire) - Mediators said …" the first
// line is the headline, "NORTHPORT … - " the dateline, the rest body. Works by the shape of lines
// and by the phrases of data/page_phrases.tsv, which a user may extend; knows no outlet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"
#include "parley/text/span.h"

namespace parley::intake {

struct PageLayout {
  std::vector<text::Block> blocks;  // in text order; together they hold every word of the text
  std::optional<text::Span> headline;
  std::optional<text::Span> dateline;
  std::vector<text::Span> date_lines;   // lines that give a date and nothing else
  std::vector<text::Span> repeated;     // lines that stood before, word for word
  std::vector<text::Span> soft_breaks;  // line breaks within a paragraph (text wrapped at a width)
  std::vector<std::string> authors;     // from "By Ana Velm and Jon Sund"
};

// `title` is the title that came with the text, or "". Time is linear in `text`.
[[nodiscard]] PageLayout find_blocks(std::string_view text, std::string_view title);

}  // namespace parley::intake
