// Joins records into one: what three desks have read and decided on the same talks.
//
//   merge_records({"harbour.parley", "pilots.parley"}, *into, rejects, progress);
//
// An article is taken once, by its id, with what was found in it; decisions of all are taken, and
// the rows are then built anew, as if one record had read and decided everything. Nothing is read
// by models. What `into` holds stays; the other records are only read. Run again after it was
// broken off, it goes on where it was.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/engine/progress.h"
#include "parley/record/record.h"

namespace parley::engine {

struct MergeSummary {
  std::uint64_t articles = 0;   // new in `into`
  std::uint64_t known = 0;      // there already or in several records
  std::uint64_t decisions = 0;  // new
  // Decisions in force on one row that do not agree and were made in different records, a line
  // each, at most kMostListed; the latest is the one that shows.
  std::vector<std::string> contested;
};

// `paths` in their order: of two texts under one id the first is kept and the other told to
// `rejects`, as are findings of other models for the same text never mixed. Fails before anything
// is written where one of them is no record, is newer than this program, is named twice or is
// `into` itself. On an interrupt what was taken so far is kept.
base::Result<MergeSummary> merge_records(const std::vector<std::string>& paths,
                                         record::Record& into, RejectList& rejects,
                                         Progress& progress);

// The part of merge_records that needs no open record: for messages before `into` is made.
base::Result<void> check_merge(const std::vector<std::string>& paths, const std::string& into);

}  // namespace parley::engine
