// How well a sentence answers a search: bm25 as FTS5 has it, but with a bound on what it counts.
//
// For "ferry said", bm25 asks first how many sentences hold "said"; in a record of 33,000 articles
// these are hundreds of thousands. This one stops counting at kMostCounted: a word of more
// sentences weighs as one of so many. Words below weigh as in FTS5's own. A search for one word or
// phrase alone has nothing to weigh it against, and counts nothing.
#pragma once

#include <cstdint>

struct sqlite3;

namespace parley::record {

inline constexpr std::int64_t kMostCounted = 2'000;

// Makes sentence_rank(sentence_words) known to the connection: less is better, as with bm25().
// Gives SQLite's code.
[[nodiscard]] int add_rank_function(sqlite3* handle);

}  // namespace parley::record
