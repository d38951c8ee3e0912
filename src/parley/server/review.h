// What a person should look at next: GET /api/v1/review and the screen of the same name.
//
// A position read with little confidence, "reportedly offered", that one report alone carries,
// comes before one that five reports share. Rows that somebody has accepted or corrected count as
// checked and are listed no more; those rejected are gone from the rows and count as checked. What
// a decision does is no work of this file: server/corrections.h takes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parley/base/json_view.h"
#include "parley/server/http.h"
#include "parley/server/target.h"

namespace parley::record {
struct DerivedRow;
}

namespace parley::server {

struct Snapshot;

// Why a row should be looked at; bits of ReviewEntry::reasons.
enum class ReviewReason : std::uint8_t {
  kHedged = 1,       // the text itself is careful: "reportedly"
  kUnnamed = 2,      // the source has no name
  kVague = 4,        // "dozens"
  kNoDay = 8,        // the day is not known
  kConflict = 16,    // another claim disagrees
  kOddReport = 32,   // something was odd about the report
  kUnknownWho = 64,  // whose it is, is not settled
};

struct ReviewEntry {
  std::uint32_t row = 0;     // its place in Snapshot::rows
  float confidence = -1;     // -1: the row has none
  std::int32_t day = 0;      // of the report, as 20250314; 0 unknown
  std::int32_t reports = 1;  // that carry the saying or the figure
  std::uint8_t type = 0;     // in kReviewed
  std::uint8_t reasons = 0;
  bool checked = false;  // filled by ReviewContext::settle
};

// The types that are reviewed, in the order of the page's menu.
inline constexpr std::string_view kReviewed[] = {"positions", "figures", "statements"};

// Makes the entries of rows that come one by one, and settles what they need from other rows: how
// many reports carry them, which disagree, what was odd, which decisions stand.
class ReviewContext {
 public:
  void add(const record::DerivedRow& row, const base::JsonView& value);
  // An entry for `value`, the parsed row; none where its type is not reviewed.
  [[nodiscard]] std::optional<ReviewEntry> entry(const record::DerivedRow& row,
                                                 const base::JsonView& value, std::uint32_t place);
  // `entries` are those that entry() gave, in their order.
  void settle(std::vector<ReviewEntry>& entries) const;
  // Rejections in force, by type of row.
  [[nodiscard]] const std::unordered_map<std::string, std::size_t>& rejected() const {
    return rejected_;
  }

 private:
  // What of an entry is needed only until it is settled; ids by their hashes.
  struct Pending {
    std::uint64_t id = 0, carried = 0, article = 0;
  };
  std::vector<Pending> pending_;
  std::unordered_map<std::size_t, std::vector<std::string>> decided_;  // by place in pending_
  std::unordered_map<std::uint64_t, int> reports_;                     // by statement or figure
  std::unordered_set<std::uint64_t> conflicts_, odd_;
  std::unordered_map<std::string, std::string> kinds_;  // of decisions in force
  std::unordered_map<std::string, std::size_t> rejected_;
};

// The entries that are not checked, in the order that is asked for, and how far the review is.
struct ReviewList {
  std::string order, type;               // as used
  std::vector<const ReviewEntry*> rows;  // of those left, the ones that are asked for
  std::size_t left = 0;
  std::size_t checked = 0;
  std::string fault;  // what is wrong with a parameter; "" for nothing
};
// `most` rows behind the first `from`.
[[nodiscard]] ReviewList review_list(const Snapshot& snapshot, const Target& target,
                                     std::size_t from, std::size_t most);

struct ReviewOrder {
  std::string_view name, title, explanation;
};
inline constexpr ReviewOrder kReviewOrders[] = {
    {"doubt", "Least sure first",
     "Rows come by the confidence with which they were read, the lowest first; rows that have none "
     "come last, those of fewer reports before those of more."},
    {"single", "Single origin first",
     "Rows that one report alone carries come first, then those that two carry, and so on; among "
     "equals the less sure comes first."},
    {"flagged", "Most remarks first",
     "Rows with the most remarks come first: hedged, source not named, vague number, day not "
     "known, "
     "another claim disagrees, odd report, whose it is not settled."},
    {"newest", "Newest first", "Rows of the latest reports come first; those without a day last."},
};

// "hedged", "source not named" …
[[nodiscard]] std::vector<std::string_view> reason_words(const ReviewEntry& entry);

// {order, explanation, type, total, checked, left, next, rows: [{type, why, confidence, reports,
// row}]}. Linear in the rows, but for sorting those that are asked for.
[[nodiscard]] Response review_response(const Snapshot& snapshot, const Target& target);

}  // namespace parley::server
