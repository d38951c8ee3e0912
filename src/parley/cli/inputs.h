// What `annotate` and `read` share: which inputs, how many threads, what progress looks like, and
// with which state to leave.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/cli/annotate.h"
#include "parley/engine/about.h"
#include "parley/engine/progress.h"
#include "parley/intake/read_inputs.h"

namespace parley::cli {

// The named inputs; with nul_separated also those that standard input lists, ended by NUL.
[[nodiscard]] base::Result<std::vector<std::string>> list_inputs(const InputFlags& flags);

// Also names the user's folder of tables, so that it comes before anything is read.
[[nodiscard]] base::Result<intake::InputOptions> input_options(const InputFlags& flags);

[[nodiscard]] unsigned thread_count(const InputFlags& flags);

// A line only where rows do not go to the same terminal.
[[nodiscard]] engine::ProgressStyle progress_style(const InputFlags& flags, bool prints_rows);

// What keeps to the topic of --about; none where there is no such option.
[[nodiscard]] base::Result<std::unique_ptr<engine::AboutFilter>> about_filter(
    const InputFlags& flags);

// Tells how many reports were left out as not on the topic.
void tell_left_out(const engine::AboutFilter* about, bool quiet);

// Tells how many inputs were rejected, and gives the state to leave with.
Exit finish_inputs(std::uint64_t rejected, std::uint64_t read, bool quiet);

}  // namespace parley::cli
