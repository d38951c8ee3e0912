// Turns the HTML of a news page into its report: text in paragraphs with a role each, title,
// authors, outlet, date, address, language.
//
//   PageReport report = read_page("<title>Talks resume</title><article><p>NORTHPORT – …");
//
// `html` is UTF-8; encodings are the caller's work. What paragraphs say is judged by intake. Any
// bytes give a report, perhaps an empty one; time and memory are linear in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"

namespace parley::markup {

struct PageReport {
  std::string text;                      // paragraphs with a blank line between
  std::vector<text::Block> blocks;       // one a paragraph, in text order
  std::vector<text::SourceMark> source;  // where in the page the text stood
  std::optional<std::string> title;
  std::optional<std::string> outlet;
  std::optional<std::string> address;   // the canonical one
  std::optional<std::string> language;  // BCP 47, as the page declares it
  std::vector<std::string> authors;
  text::Published published;
  std::vector<text::Issue> issues;
};

// REQUIRES: html is valid UTF-8 of less than 4 GiB. Safe to call from several threads.
[[nodiscard]] PageReport read_page(std::string_view html);

}  // namespace parley::markup
