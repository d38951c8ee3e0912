// Finds the report among the paragraphs of a page and says what each paragraph is.
//
// Two steps: the element that holds the report (much running text, few links, class words that say
// so), then a role for every paragraph in it, and for the headline, standfirst and byline above it.
// General signs only; no site is known here. The words of paragraphs are judged later, by
// intake/read_page.h with data/page_phrases.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/markup/known_words.h"
#include "parley/markup/outline.h"
#include "parley/text/article.h"

namespace parley::markup {

struct ContentHints {
  std::string title;        // letters_of() the title that the metadata gives
  std::string description;  // letters_of() the description that the metadata gives
  KnownWords body;          // the "articleBody" of the metadata
};

struct Piece {
  std::uint32_t block = 0;
  text::BlockRole role = text::BlockRole::kBody;
};

// Pieces in the order of the page; paragraphs that are not shown or far from the report are left
// out. `region`, if given, receives the element that holds the report. Linear in the page.
[[nodiscard]] std::vector<Piece> find_main_content(const Page& page, const Outline& outline,
                                                   const ContentHints& hints,
                                                   std::uint32_t* region = nullptr);

// The bytes of a block as letters_of(), references resolved; at most `limit` bytes of page text.
[[nodiscard]] std::string block_letters(const Page& page, const PageBlock& block,
                                        std::size_t limit = 4000);

}  // namespace parley::markup
