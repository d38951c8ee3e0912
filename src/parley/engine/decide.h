// Takes down what a person decides about a record: "row 12 is no offer", "these two actors are
// one".
//
//   Order order{.kind = DecisionKind::kReject, .targets = {"12"}, .reason = "a headline", …};
//   auto decision = make_decision(record, order);
//   auto changes = preview(record, {{*decision}});   // what it would do
//   decide(record, {{*decision}});                   // keeps it and builds the rows anew
//
// What a decision does to the rows is worked out by story/replay.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/story/decision.h"

namespace parley::engine {

// A decision as it is asked for; rows are named by id or by the number that `brief` prints.
struct Order {
  story::DecisionKind kind = story::DecisionKind::kNote;
  std::vector<std::string> targets;   // undo: one decision
  std::vector<std::string> members;   // part: statements
  std::vector<std::string> names;     // split
  std::vector<std::string> articles;  // split
  std::string field, value;           // correct; the value in plain words
  std::optional<std::string> reason;  // reject and note must have one
  std::string by;                     // who
  std::string at;                     // when, ISO 8601 in UTC
};

// Finds the rows and remembers where they stand. Fails, with what to do, where a row is not there,
// is of a type that the kind is not for, or a value does not fit. Changes nothing.
base::Result<story::Decision> make_decision(record::Record& record, const Order& order);

// One line of a file of decisions: a row that `export --type decisions` printed, taken as it is, or
// an order {"kind", "targets": ["12", …], "members", "names", "articles", "field", "value",
// "reason"}, where `by` and `at` stand in for "made_by" and "made_at".
base::Result<story::Decision> read_decision_line(record::Record& record, std::string_view line,
                                                 const std::string& by, const std::string& at);

// Keeps the decisions that the record has not, all or none, builds the derived rows anew, and gives
// how many were new. Takes as long as the end of a read.
base::Result<std::size_t> decide(record::Record& record,
                                 std::span<const story::Decision> decisions);

// A row that decisions add, take away or change.
struct RowChange {
  std::optional<record::DerivedRow> before, after;
};

// What the decisions would change; rows of type decisions are left out. Changes nothing.
base::Result<std::vector<RowChange>> preview(record::Record& record,
                                             std::span<const story::Decision> decisions);

// `change` as one JSON object: change (added, removed, changed), type, id, number, fields (those
// that differ), before, after.
[[nodiscard]] std::string to_json(const RowChange& change);

// "2025-03-14T09:30:00.000017Z": now, and `step` millionths of a second later.
[[nodiscard]] std::string decision_time(std::size_t step);

}  // namespace parley::engine
