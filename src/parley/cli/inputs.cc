#include "parley/cli/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "parley/base/date.h"
#include "parley/base/table.h"
#include "parley/engine/interrupt.h"

namespace parley::cli {

base::Result<std::vector<std::string>> list_inputs(const InputFlags& flags) {
  std::vector<std::string> inputs = flags.inputs;
  if (flags.nul_separated) {
    std::erase(inputs, "-");
    std::string name;
    for (int c = std::getchar(); c != EOF; c = std::getchar()) {
      if (c != 0) {
        name += static_cast<char>(c);
      } else if (!name.empty()) {
        inputs.push_back(std::move(name));
        name.clear();
      }
    }
    if (!name.empty()) inputs.push_back(name);
  } else if (inputs.empty()) {
    if (stdin_is_terminal()) {
      return base::fail(base::ErrorCode::kUsage,
                        "no input: name files or folders, or - for standard input; "
                        "parley help shows examples");
    }
    inputs.emplace_back("-");
  }
  if (inputs.empty()) {
    return base::fail(base::ErrorCode::kUsage,
                      "no input: -0 read no file name from standard input");
  }
  return inputs;
}

base::Result<intake::InputOptions> input_options(const InputFlags& flags) {
  if (!flags.tables.empty()) {
    if (const auto set = base::set_user_tables(flags.tables); !set) {
      return std::unexpected(set.error());
    }
  }
  intake::InputOptions options;
  options.article.as_is = flags.as_is;
  // A report with a date to come is odd.
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  options.article.today = base::from_days(now.time_since_epoch().count());
  if (flags.kind.empty()) return options;
  const std::optional<intake::InputKind> kind = intake::kind_named(flags.kind);
  if (!kind) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--input {}: this version does not read it; save the pages as "
                                  "text or JSON Lines",
                                  flags.kind));
  }
  options.kind = *kind;
  return options;
}

unsigned thread_count(const InputFlags& flags) {
  constexpr unsigned kMostThreads = 256;
  if (flags.threads > 0) return std::min(flags.threads, kMostThreads);
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
}

engine::ProgressStyle progress_style(const InputFlags& flags, bool prints_rows) {
  if (flags.progress == "json") return engine::ProgressStyle::kJson;
  if (flags.quiet || !stderr_is_terminal()) return engine::ProgressStyle::kNone;
  return prints_rows && stdout_is_terminal() ? engine::ProgressStyle::kNone
                                             : engine::ProgressStyle::kLine;
}

base::Result<std::unique_ptr<engine::AboutFilter>> about_filter(const InputFlags& flags) {
  if (flags.about.empty()) {
    if (flags.left_out.empty()) return nullptr;
    return base::fail(base::ErrorCode::kUsage,
                      "--left-out: lists what --about leaves out; give a topic with --about");
  }
  base::Result<intake::Topic> topic = intake::parse_topic(flags.about);
  if (!topic) return std::unexpected(topic.error());
  auto filter = std::make_unique<engine::AboutFilter>(std::move(*topic), flags.threshold);
  if (const auto opened = filter->open(flags.left_out); !opened) {
    return std::unexpected(opened.error());
  }
  return filter;
}

void tell_left_out(const engine::AboutFilter* about, bool quiet) {
  if (about == nullptr || quiet) return;
  tell(fmt::format("{} on the topic, {} left out{}", about->kept(), about->left_out(),
                   about->left_out() > 0 ? "; --left-out FILE lists them with their scores" : ""));
}

Exit finish_inputs(std::uint64_t rejected, std::uint64_t read, bool quiet) {
  if (const int signal = engine::interrupted(); signal != 0) {
    tell(fmt::format("stopped: {} articles were done; run the same command again to go on", read));
    return signal == SIGTERM ? Exit::kTerminated : Exit::kInterrupted;
  }
  if (rejected > 0) {
    if (!quiet) {
      tell(fmt::format("{} {} rejected, {} read", rejected, rejected == 1 ? "input" : "inputs",
                       read));
    }
    return Exit::kSomeFailed;
  }
  return Exit::kDone;
}

}  // namespace parley::cli
