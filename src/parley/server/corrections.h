// Takes down what a person decides on the page: POST /api/v1/decisions.
//
//   {"kind": "reject", "targets": ["p4b89e1e4a7a0a254"], "reason": "a headline", "by": "desk"}
//
// The request must name the generation that its reader has seen (If-Match), so that nobody decides
// on rows that have changed since. With "preview": true nothing is kept. What a decision does is
// worked out by engine/decide.h; who may send one is settled by guard.h before.
#pragma once

#include <optional>

#include "parley/record/record.h"
#include "parley/server/auth.h"
#include "parley/server/http.h"

namespace parley::server {

inline constexpr std::size_t kMostPreviewed = 200;  // rows of a preview; `changed` counts all

// `record` is open for writing. An answer of 200 has {generation, kept, changed, decision} or, for
// a preview, {generation, changed, rows}. 412 where the record is at another generation than
// If-Match says, 428 where it says none. Takes as long as building the derived rows.
//
// `who` is none where nobody is asked who they are. Else the decision is kept under their name, an
// administrator may give another, and 403 says what their role may not decide.
[[nodiscard]] Response take_decision(const Request& request, record::Record& record,
                                     const std::optional<Identity>& who);

}  // namespace parley::server
