// Events as rows in the style of PLOVER and POLECAT tables: one row for each pair of actor and
// recipient.
//
//   event_id, event_date, event_type AGREE, event_mode, quad_code 1, actor_name Harbour Board …
//
// Columns of those tables that Parley does not know (intensity, coordinates, country codes) are not
// there. An event that a report only plans, demands or denies is a row too; `modality` says so.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

// The rows of one event; `report` is the parsed row of its article, null where it is not there.
[[nodiscard]] std::vector<std::string> rows_of_event(const record::DerivedRow& event,
                                                     const nlohmann::json& report);

// JSON objects for write_rows(). `rows` are all derived rows. Linear but for look-ups.
[[nodiscard]] std::vector<std::string> event_rows(const std::vector<record::DerivedRow>& rows);

}  // namespace parley::views
