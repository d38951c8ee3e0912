// Where somebody stands on a term of the talks, from the trees and the statements of a report.
//
// "The union refused to end the strike unless pay rises": union, reject, cessation, unless "pay
// rises". The patterns are data/stances.tsv. Hypotheses, questions and what somebody is only told
// to do give no position. Expects Report::tells_of_talks(). Linear in the text, but for the
// sentences' own length.
#pragma once

#include <vector>

#include "parley/events/report.h"

namespace parley::events {

[[nodiscard]] std::vector<Position> find_positions(const Report& report);

}  // namespace parley::events
