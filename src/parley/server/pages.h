// The screens as pages of plain tables: what a browser without script shows, what prints, and what
// stands beneath each screen. Each is made from the same views as the HTTP API.
#pragma once

#include <optional>
#include <string>

#include "parley/record/record.h"
#include "parley/server/html.h"
#include "parley/server/http.h"
#include "parley/server/snapshot.h"
#include "parley/server/target.h"

namespace parley::server {

inline constexpr std::size_t kRowsOnPage = 300;  // of a plain table; the rest is a link

// The page at `target`; 404 where there is none.
[[nodiscard]] Response answer_page(const Target& target, const Snapshot& snapshot,
                                   record::Record& record);

// A page around `main`, with head, menu and foot. `screen` marks the menu; `script` is left out of
// pages that are asked for as plain tables.
[[nodiscard]] std::string page_around(std::string main, std::string_view title,
                                      std::string_view screen, const Snapshot& snapshot,
                                      bool script);

// The main part of an article's page; the passage from `at` ("120-164") is marked.
[[nodiscard]] std::string article_main(const record::StoredArticle& article,
                                       const std::vector<record::StoredFinding>& findings,
                                       const Snapshot& snapshot, const std::string& at);

// The main parts of pages of their own file.
void news_main(Html& html, const Snapshot& snapshot, const Target& target, record::Record& record);
void review_main(Html& html, const Snapshot& snapshot, const Target& target);
void add_main(Html& html, const Snapshot& snapshot, record::Record& record);
void export_main(Html& html, const Snapshot& snapshot);
void compare_main(Html& html, const Snapshot& snapshot, const Target& target);
void decisions_main(Html& html, const Snapshot& snapshot, const Target& target);

// "/articles/a1?at=120-164#at"
[[nodiscard]] std::string passage_address(const std::string& article, text::Span span);

// "Harbour Post, 2025-03-14"; the input's name where there is no outlet.
[[nodiscard]] std::string report_name(const Snapshot& snapshot, const std::string& article);

}  // namespace parley::server
