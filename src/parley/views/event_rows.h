// Events as rows in the style of PLOVER and POLECAT tables: one row for each pair of actor and
// recipient.
//
//   event_id, event_date, event_type AGREE, event_mode, quad_code 1, actor_name Harbour Board …
//
// Columns of those tables that Parley does not know (intensity, coordinates, country codes) are not
// there. An event that a report only plans, demands or denies is a row too; `modality` says so.
#pragma once

#include <string>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

// JSON objects for write_rows(). `rows` are all derived rows. Linear but for look-ups.
[[nodiscard]] std::vector<std::string> event_rows(const std::vector<record::DerivedRow>& rows);

}  // namespace parley::views
