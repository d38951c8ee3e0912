// What part each actor plays in the talks, with the words that show it.
//
// "talks between the union and the port, mediated by the state": two parties and a mediator. Who
// holds a position is a party, unless it mediates or says that it is no part of the talks. Words of
// roles are data/roles.tsv. Linear in the text.
#pragma once

#include <vector>

#include "parley/events/report.h"

namespace parley::events {

// Who the report says is no party: "is not part of the negotiations", "is no party to the talks".
[[nodiscard]] std::vector<ActorWords> outsiders(const Report& report);

[[nodiscard]] std::vector<Role> find_roles(const Report& report,
                                           const std::vector<Position>& positions);

}  // namespace parley::events
