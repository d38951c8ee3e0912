// Turns one document as it came (a text, a row of JSON Lines, a page) into an Article: cleaned
// text, blocks, title, authors, publication date with its basis, id, and what was odd about it.
//
// Given "NORTHPORT, March 3, 2025 (Example Wire) - Talks resumed.", the article is published
// 2025-03-03 by its dateline. A date that no sign gives is null and an issue "no-date", never a
// guess. The pure half of intake: reads no file and no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/base/date.h"
#include "parley/markup/read_page.h"
#include "parley/text/article.h"

namespace parley::intake {

// What one input gives before anything is worked out.
struct RawDocument {
  std::string input;  // path, address, or "path:line" of a row
  std::string text;
  std::optional<std::string> id;
  std::optional<std::string> url;
  std::optional<std::string> outlet;
  std::optional<std::string> title;
  std::optional<std::string> published;
  std::optional<std::string> language;
  std::vector<std::string> authors;
  std::vector<text::Issue> issues;  // what was odd about it before, such as its encoding
  // What led here says of it (the feed that links to the page); holds where the document itself
  // says nothing.
  std::optional<text::Published> linked_published;
  std::optional<std::string> linked_outlet;
  // What a web page gave; then `text` is not looked at, and the fields above, where set, come
  // first.
  std::optional<markup::PageReport> page;
};

struct ArticleOptions {
  // Keep the text byte for byte; blocks are still marked, but nothing counts as page furniture.
  bool as_is = false;
  // The day that counts as today when a date lies in the future; unset: not looked at.
  std::optional<base::Date> today;
};

// Any bytes give an article. Time and memory are linear in the text. Safe from several threads.
[[nodiscard]] text::Article make_article(RawDocument raw, const ArticleOptions& options);

}  // namespace parley::intake
