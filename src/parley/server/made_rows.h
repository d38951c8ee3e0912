// Rows that a view makes for one question: what is new, and two outlets side by side.
//
// Of a large record only the rows that the question touches are unpacked, and of those at most as
// many of each type as are asked for: the latest, and what both outlets tell before what one tells
// alone. How many are left out is told.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/server/snapshot.h"

namespace parley::server {

inline constexpr std::size_t kMadeUsual = 1000;  // rows of a type that a view looks at
inline constexpr std::size_t kMadeMost = 100000;

struct MadeRows {
  std::vector<std::string> rows;  // JSON objects
  std::size_t left_out = 0;       // rows of the record that were not looked at
};

// What the reports since `since` brought; "" for those of the latest read. Fails on no day.
base::Result<MadeRows> news_rows(const Snapshot& snapshot, record::Record& record,
                                 const std::string& since, std::size_t most);

// `only`: the articles to look at, all where empty.
[[nodiscard]] MadeRows compare_rows(const Snapshot& snapshot, const std::string& a,
                                    const std::string& b, const std::set<std::string>& only,
                                    std::size_t most);

// By name, each once.
[[nodiscard]] std::vector<std::string> outlets_of(const Snapshot& snapshot);

}  // namespace parley::server
