// What the record said at one moment: its derived rows, packed, and indexed for the questions that
// the workbench asks. Never changes once taken, so any number of threads may read it.
//
//   for (const IndexedRow& row : snapshot.of("positions")) snapshot.json(row);
//
// Beside the packed JSON some 60 bytes are kept of a row, so that a record of tens of thousands of
// reports fits into a desk's memory. Texts and findings of single articles stay in the record: they
// are never changed once stored, so reading them later gives the same.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/server/packed_rows.h"
#include "parley/server/review.h"
#include "parley/views/brief.h"
#include "parley/views/matrix.h"
#include "parley/views/source_graph.h"

namespace parley::server {

// What rows can be filtered by; the names are those of the parameters.
inline constexpr std::string_view kFilters[] = {"actor",   "article", "family",  "force", "kind",
                                                "measure", "outlet",  "process", "stance"};

// Its place in kFilters. REQUIRES: it is there
[[nodiscard]] constexpr std::size_t filter_number(std::string_view filter) {
  return static_cast<std::size_t>(std::find(std::begin(kFilters), std::end(kFilters), filter) -
                                  std::begin(kFilters));
}

struct IndexedRow {
  std::int64_t number = 0;
  std::uint32_t place = 0;    // of its JSON among the packed rows
  std::uint32_t id_at = 0;    // of its id in Snapshot::ids
  std::uint32_t keys_at = 0;  // of its keys in Snapshot::keys
  std::uint32_t key_count = 0;
  std::uint32_t day = 0;         // in Snapshot::days
  std::int32_t independent = 1;  // origins or outlets behind it
  std::uint16_t id_size = 0;
  std::uint8_t type = 0;  // in Snapshot::type_names
};

struct Report {
  std::string outlet, title, day, input;  // "" where unknown
};

// A set of keys: numbers[key] is true for those in it.
using Marks = std::vector<bool>;

// Made by take_snapshot() and index_rows() alone, and shared.
struct Snapshot : std::enable_shared_from_this<Snapshot> {
  std::int64_t generation = 0;
  std::uint64_t digest = 0;  // of all rows; differs where they differ, for one run of the program
  std::string name;          // of the record's file, without its folder

  std::vector<std::string> type_names;
  std::map<std::string, std::span<const IndexedRow>, std::less<>> types;  // by number
  std::vector<IndexedRow> rows;
  PackedRows texts;
  std::string ids;
  std::vector<std::uint32_t> keys;
  std::vector<std::string> days;                               // the first is ""
  std::unordered_map<std::string, std::uint32_t> key_numbers;  // "6 Example Wire": see key_of()
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_id;  // hash and place in `rows`, sorted
  std::vector<std::uint32_t> by_number;                        // places in `rows`
  // A finding's hash, and the place of its origin or series; sorted.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> owners;

  std::unordered_map<std::string, Report> reports;
  std::vector<views::Standing> standings;
  views::Sayings sayings;
  views::Brief brief;
  std::map<std::string, std::size_t> told;  // entries of the timeline by their date, in EDTF
  std::map<std::string, std::size_t> told_kinds, measures;
  std::vector<ReviewEntry> review;                        // of all reviewed types
  std::unordered_map<std::string, std::size_t> rejected;  // by type of row

  Snapshot() = default;
  Snapshot(const Snapshot&) = delete;  // `types` points into `rows`
  Snapshot& operator=(const Snapshot&) = delete;

  // The rows of a type by number; none for no such type.
  [[nodiscard]] std::span<const IndexedRow> of(std::string_view type) const;
  // Null where there is none.
  [[nodiscard]] const IndexedRow* find(std::string_view id) const;
  [[nodiscard]] const IndexedRow* numbered(std::int64_t number) const;
  // The origin or series that the finding of this id belongs to.
  [[nodiscard]] const IndexedRow* owner_of(std::string_view finding) const;

  [[nodiscard]] std::string json(const IndexedRow& row) const { return texts.at(row.place); }
  [[nodiscard]] std::string_view id(const IndexedRow& row) const {
    return std::string_view(ids).substr(row.id_at, row.id_size);
  }
  [[nodiscard]] const std::string& type(const IndexedRow& row) const {
    return type_names[row.type];
  }
  [[nodiscard]] const std::string& day(const IndexedRow& row) const { return days[row.day]; }
  [[nodiscard]] std::span<const std::uint32_t> keys_of(const IndexedRow& row) const {
    return std::span(keys).subspan(row.keys_at, row.key_count);
  }
  // With its JSON.
  [[nodiscard]] record::DerivedRow whole(const IndexedRow& row) const;
  // All rows of these types in their order of storage.
  [[nodiscard]] std::vector<record::DerivedRow> whole_rows(
      std::initializer_list<std::string_view> wanted) const;

  // The keys "filter: value" for each of `values`; those that no row has are left out.
  template <class Values>
  [[nodiscard]] Marks marks(std::string_view filter, const Values& values) const {
    Marks marks(key_numbers.size());
    for (const auto& value : values) {
      if (const auto key = key_numbers.find(key_of(filter, value)); key != key_numbers.end()) {
        marks[key->second] = true;
      }
    }
    return marks;
  }
  [[nodiscard]] bool has_any(const IndexedRow& row, const Marks& marks) const;

  // What key_numbers calls a value of a filter. REQUIRES: `filter` is one of kFilters
  [[nodiscard]] static std::string key_of(std::string_view filter, std::string_view value);
  // The same into `key`; `filter` is a filter_number().
  static void write_key(std::size_t filter, std::string_view value, std::string& key);
};

// Rows that are not current are built anew first. Time follows the number of rows. `progress`,
// where given, is told now and then how many rows were gone through.
base::Result<std::shared_ptr<const Snapshot>> take_snapshot(
    record::Record& record, const std::function<void(std::size_t)>& progress = {});

// The same from rows: for tests.
[[nodiscard]] std::shared_ptr<const Snapshot> index_rows(
    const std::vector<record::DerivedRow>& rows, std::int64_t generation, std::string name);

}  // namespace parley::server
