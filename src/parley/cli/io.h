// What every command does with its output: data to standard output, words for people to standard
// error, and the exit states 0, 1 and 2.
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/base/result.h"

namespace parley::cli {

enum class Exit : std::uint8_t {
  kDone = 0,
  kSomeFailed = 1,     // done, but some inputs failed or nothing was found
  kCouldNotStart = 2,  // usage, or a record that cannot be used
  kInterrupted = 130,  // stopped by SIGINT after what was read had been kept
  kTerminated = 143,   // the same for SIGTERM
};

// Writes `data` to standard output. False where nobody reads it any more.
bool write_out(std::string_view data);

// "parley: MESSAGE" on standard error.
void tell(std::string_view message);

// Tells of `error` and gives the state to leave with.
Exit refuse(const base::Error& error);

[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] bool stderr_is_terminal();
[[nodiscard]] bool stdin_is_terminal();

}  // namespace parley::cli
