// What is new in a record as an Atom feed (RFC 4287), for any feed reader.
//
// An entry a change: "changed stance: Crews Union, accept if: the plan", with the sentences that it
// stands on and a link to the report. A change of which no day is known bears the feed's own time.
#pragma once

#include <string>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

inline constexpr std::size_t kMostEntries = 1000;

// `changes` is what changes() gave, `rows` all derived rows. The latest kMostEntries, the newest
// first. `generation` of the record is part of no id: entries keep theirs.
[[nodiscard]] std::string to_atom(const std::vector<std::string>& changes,
                                  const std::vector<record::DerivedRow>& rows);

}  // namespace parley::views
