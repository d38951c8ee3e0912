// The routes below /api/v1: rows, articles, evidence, search, brief. web/openapi.json describes
// them, and a test compares the two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/record/record.h"
#include "parley/server/http.h"
#include "parley/server/snapshot.h"
#include "parley/server/target.h"

namespace parley::server {

inline constexpr std::size_t kRowsUsual = 100;  // a page of rows
inline constexpr std::size_t kRowsMost = 1000;
inline constexpr std::size_t kHitsMost = 500;      // sentences of a search
inline constexpr std::size_t kLongestQuery = 500;  // bytes of a search

// The media type of rows a line each, which the field "accept" may ask for; nothing else that it
// says makes a difference.
inline constexpr std::string_view kLines = "application/x-ndjson";
[[nodiscard]] inline std::string_view accepted_by(const Request& request) {
  return request.field("accept") == kLines ? kLines : "";
}

// `target` begins with "api", "v1".
[[nodiscard]] Response answer_api(const Request& request, const Target& target,
                                  const Snapshot& snapshot, record::Record& record);

// The rows of `type` that the parameters of `target` ask for, by number. Null for no such type.
struct Selection {
  std::vector<const IndexedRow*> rows;
  std::string fault;  // what is wrong with a parameter; "" for nothing
};
[[nodiscard]] Selection select_rows(const Snapshot& snapshot, std::string_view type,
                                    const Target& target);

struct Hit {
  std::string article;
  text::Span span;
  std::string text;
};
// The sentences that have the words of `query`, best first.
base::Result<std::vector<Hit>> find_sentences(record::Record& record, const std::string& query,
                                              std::size_t most);

}  // namespace parley::server
