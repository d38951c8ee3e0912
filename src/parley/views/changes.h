// What is new since a day or since the last read: positions, stances, figures, conflicts, origins,
// articles.
//
// "The Crews Union, which rejected the plan on 14 March, accepts it if crews are kept" is a changed
// stance: the same holder and term, another stance than in the reports before. What new reports
// only repeat is left out. Nothing is worked out from the texts; all comes from the derived rows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::views {

// The first day of "YYYY", "YYYY-MM" or "YYYY-MM-DD". Fails on anything else.
base::Result<std::string> first_day_of(const std::string& day);

// True for what was published on `first_day` or later. "2025-03" counts from its first day; what
// has no day is never since.
[[nodiscard]] bool is_since(const std::string& published, const std::string& first_day);

// The articles published on `day` or later, by id; those whose day is not known are not among them.
// Fails where `day` is no "YYYY", "YYYY-MM" or "YYYY-MM-DD".
base::Result<std::set<std::string>> articles_since(const std::vector<record::DerivedRow>& rows,
                                                   const std::string& day);

// One JSON object a change, for write_rows with type "changes": schema, change (new_position,
// changed_stance, new_figure, revised_figure, new_conflict, new_origin, new_article), type, id and
// number of the row, date, who, what, before, reports, evidence. In that order, then by date and
// id. `rows` are all derived rows of a record. Near-linear.
[[nodiscard]] std::vector<std::string> changes(const std::vector<record::DerivedRow>& rows,
                                               const std::set<std::string>& new_articles);

}  // namespace parley::views
