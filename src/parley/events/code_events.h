// Who did what to whom, in the codes of CAMEO 1.1b3 with PLOVER beside them: a first pass over the
// codes of negotiation.
//
// "The council met union leaders on Monday" is 04 (CONSULT, meet), the council to the union. Only
// verbs with a named doer count; data/event_verbs.tsv holds them. What is planned, asked for,
// denied or only supposed says so in `modality`. Linear in the text.
#pragma once

#include <vector>

#include "parley/events/report.h"

namespace parley::events {

[[nodiscard]] std::vector<Event> code_events(const Report& report);

}  // namespace parley::events
