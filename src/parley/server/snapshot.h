// What the record said at one moment: its derived rows in memory, indexed for the questions that
// the workbench asks. Never changes once taken, so any number of threads may read it.
//
// Texts and findings of single articles stay in the record: they are never changed once stored, so
// reading them later gives the same.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/server/review.h"
#include "parley/views/brief.h"
#include "parley/views/matrix.h"

namespace parley::server {

// What rows can be filtered by; the names are those of the parameters.
inline constexpr std::string_view kFilters[] = {"actor",   "article", "family",  "force", "kind",
                                                "measure", "outlet",  "process", "stance"};

struct IndexedRow {
  const record::DerivedRow* row = nullptr;
  std::vector<std::pair<std::uint8_t, std::string>> keys;  // index into kFilters, value
  std::string day;      // "2025-03-14"; "" where the row has none
  int independent = 1;  // origins or outlets behind it
};

struct Report {
  std::string outlet, title, day, input;  // "" where unknown
};

// Made by take_snapshot() and index_rows() alone, and shared.
struct Snapshot : std::enable_shared_from_this<Snapshot> {
  std::int64_t generation = 0;
  std::uint64_t digest = 0;  // of all rows; differs where they differ, for one run of the program
  std::string name;          // of the record's file, without its folder
  std::vector<record::DerivedRow> rows;
  std::map<std::string, std::vector<IndexedRow>, std::less<>> types;
  std::unordered_map<std::string, const record::DerivedRow*> by_id;
  std::unordered_map<std::int64_t, const record::DerivedRow*> by_number;
  std::unordered_map<std::string, Report> reports;
  std::unordered_map<std::string, std::string> belongs;  // a finding's id to its origin's, series'
  std::vector<views::Standing> standings;
  views::Brief brief;
  std::vector<ReviewEntry> review;                        // of all reviewed types
  std::unordered_map<std::string, std::size_t> rejected;  // by type of row

  Snapshot() = default;
  Snapshot(const Snapshot&) = delete;  // the indices point into `rows`
  Snapshot& operator=(const Snapshot&) = delete;
};

// Rows that are not current are built anew first. Time and memory follow the number of rows.
base::Result<std::shared_ptr<const Snapshot>> take_snapshot(record::Record& record);

// The same from rows: for tests.
[[nodiscard]] std::shared_ptr<const Snapshot> index_rows(std::vector<record::DerivedRow> rows,
                                                         std::int64_t generation, std::string name);

}  // namespace parley::server
