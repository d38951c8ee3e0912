// Reads what a person drops on the page or pastes into it: POST /api/v1/articles.
//
//   {"text": "Talks resumed.", "outlet": "Example Wire", "published": "2025-03-14"}
//   {"base64": "PCFkb2N0…", "name": "report.html"}
//
// The documents go the way of `parley read`: recognised, cleaned, analysed, kept, and the derived
// rows brought up to date. Reading the same again changes nothing. The `url` of a text is kept,
// never opened; {"address": "https://…"} alone is fetched before, by fetch_page.h, where the server
// was started so. Who may send a request is settled by guard.h before.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "parley/engine/models.h"
#include "parley/net/fetch.h"
#include "parley/record/record.h"
#include "parley/server/http.h"

namespace parley::server {

inline constexpr std::size_t kMostToldArticles = 200;  // of an answer; its counts are of all
inline constexpr std::size_t kLongestField = 2000;     // bytes of a title, an outlet, an address

// How far a reading is. `stage` is "fetching" for an address, "reading", then "rows" while the
// derived rows are built.
struct ReadingStep {
  std::string_view stage;
  std::uint64_t articles = 0;
  std::uint64_t rejected = 0;

  friend bool operator==(const ReadingStep&, const ReadingStep&) = default;
};

// The address that the order asks to be fetched; "" where it names none.
[[nodiscard]] std::string address_wanted(const Request& request);

// `fetched` is what the address gave, null where the order names none. `record` is open for
// writing. 200 with {generation, added, known, rejected, articles}; 422, with what was wrong and at
// which byte, where nothing could be read; 503 where another process keeps the record locked. What
// was kept before is untouched by a failure. `step` is called on the calling thread and on one that
// reads. Takes as long as `parley read`.
[[nodiscard]] Response add_articles(const Request& request, record::Record& record,
                                    const engine::Models& models, const net::Response* fetched,
                                    const std::function<void(const ReadingStep&)>& step);

}  // namespace parley::server
