// How far the talks are, as a report tells it.
//
// "The truce took effect on Monday", "talks collapsed", "the accord was extended by a month": each
// is an Event with `state` and the parties that the clause names. What is planned, asked for or
// denied carries that modality and is not done. By the words of data/process_states.tsv over the
// trees; a sentence that only mentions a truce has no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "parley/events/report.h"

namespace parley::events {

struct ProcessState {
  std::string state;       // a name of the table: "in_force"
  std::uint32_t noun = 0;  // the token of what is in that state
  std::uint32_t last = 0;  // the last token that shows it: "effect" of "took effect"
};

// What the verb at `token` tells of talks, if anything.
[[nodiscard]] std::optional<ProcessState> find_state(const Report& report, std::uint32_t token);

}  // namespace parley::events
