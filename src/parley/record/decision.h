// What a person decided about a record: "this position is rejected, it is a headline", "these two
// actors are one".
//
// Decisions are kept as they were made and never changed. One of kind `undo` takes another one back
// and can itself be undone, so the trail stays whole. What a decision does to the rows is worked
// out by story/decision.h each time the rows are built.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace parley::record {

struct Decision {
  std::string id;       // 'c' and 16 hexadecimal digits, from everything below but undone_at
  std::string made_at;  // ISO 8601 in UTC
  std::string made_by;
  std::string kind;    // "reject", "merge" …; docs/formats/record.md lists them
  std::string target;  // the id of the row that it is about, as it was then
  std::string value;   // a JSON object: where the row stood, what was decided
  std::optional<std::string> reason;
  std::optional<std::string> undone_at;  // where an undo stands against it

  friend bool operator==(const Decision&, const Decision&) = default;
};

inline constexpr const char* kUndo = "undo";

// The id that the content of `decision` gives.
[[nodiscard]] std::string decision_id(const Decision& decision);

// Sorts by time, then id, and fills every undone_at. Linear but for the sort.
void settle_undos(std::vector<Decision>& decisions);

}  // namespace parley::record
