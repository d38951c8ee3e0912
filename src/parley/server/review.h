// What a person should look at next: GET /api/v1/review and the screen of the same name.
//
// A position read with little confidence, "reportedly offered", that one report alone carries,
// comes before one that five reports share. Rows that somebody has accepted or corrected count as
// checked and are listed no more; those rejected are gone from the rows and count as checked. What
// a decision does is no work of this file: server/corrections.h takes it.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

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
  const record::DerivedRow* row = nullptr;
  double confidence = -1;  // -1: the row has none
  std::string day;         // of the report; "" unknown
  std::string statement, article;
  int reports = 1;  // that carry the saying or the figure
  std::uint8_t reasons = 0;
  bool checked = false;  // filled by settle_review
  std::vector<std::string> decided;
};

// The types that are reviewed, in the order of the page's menu.
inline constexpr std::string_view kReviewed[] = {"positions", "figures", "statements"};

// An entry for `value`, the parsed row; none where its type is not reviewed.
[[nodiscard]] std::optional<ReviewEntry> review_entry(const record::DerivedRow& row,
                                                      const nlohmann::json& value);

// What the entries need from other rows: how many reports carry them, which disagree, what was
// odd, which decisions stand.
class ReviewContext {
 public:
  void add(const record::DerivedRow& row, const nlohmann::json& value);
  void settle(std::vector<ReviewEntry>& entries) const;
  // Rejections in force, by type of row.
  [[nodiscard]] const std::unordered_map<std::string, std::size_t>& rejected() const {
    return rejected_;
  }

 private:
  std::unordered_map<std::string, int> reports_;  // by statement or figure
  std::unordered_map<std::string, bool> conflicts_, odd_;
  std::unordered_map<std::string, std::string> kinds_;  // of decisions in force
  std::unordered_map<std::string, std::size_t> rejected_;
};

// The entries that are not checked, in the order that is asked for, and how far the review is.
struct ReviewList {
  std::string order, type;  // as used
  std::vector<const ReviewEntry*> left;
  std::size_t checked = 0;
  std::string fault;  // what is wrong with a parameter; "" for nothing
};
[[nodiscard]] ReviewList review_list(const Snapshot& snapshot, const Target& target);

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
// row}]}. Linear in the rows but for the sort.
[[nodiscard]] Response review_response(const Snapshot& snapshot, const Target& target);

}  // namespace parley::server
