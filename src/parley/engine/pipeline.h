// Runs the reading of many articles on several threads and hands the results over in input order.
//
//   run_pipeline(source, threads, [&](Outcome outcome) { …; return true; });
//
// One thread reads the inputs, `threads` workers turn articles into readings, and the caller's
// thread receives them. At most kWindow articles for each worker are in flight, so memory is
// bounded whatever the length of the input.
#pragma once

#include <cstddef>
#include <expected>
#include <functional>

#include "parley/engine/models.h"
#include "parley/intake/read_inputs.h"
#include "parley/record/reading.h"

namespace parley::engine {

inline constexpr std::size_t kWindow = 16;

// A reading, or the input that could not be read and why.
using Outcome = std::expected<record::Reading, intake::Rejection>;

// Calls `source` with a sink, in a thread of its own, and `receive` with each outcome in the order
// in which the sink was given them, on the calling thread. `receive` returns false to stop;
// articles in flight are then dropped, and a read that waits for input is broken off. The same
// happens, with what is finished still received, once interrupted(). `threads` is at least 1.
void run_pipeline(const std::function<void(const intake::Sink&)>& source, const Models& models,
                  unsigned threads, const std::function<bool(Outcome)>& receive);

}  // namespace parley::engine
