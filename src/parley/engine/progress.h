// How far a long job is, for people and for wrapping programs.
//
// On a terminal one line is rewritten ("1,204 articles  310/s  2 rejected"); with `json` one object
// a second. It writes to standard error and nowhere else; without a terminal nothing is written
// unless asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/result.h"
#include "parley/intake/read_inputs.h"

namespace parley::engine {

enum class ProgressStyle : std::uint8_t { kNone, kLine, kJson };

class Progress {
 public:
  // Told of the articles read and the inputs rejected so far, on the thread that receives them.
  using Watcher = std::function<void(std::uint64_t, std::uint64_t)>;

  explicit Progress(ProgressStyle style, Watcher watcher = {})
      : style_(style), watcher_(std::move(watcher)), began_(Clock::now()), last_(began_) {}

  void article();
  void rejected() {
    ++rejected_;
    report(false);
  }
  // Writes the last state and, on a terminal, takes the line away.
  void finish();

  [[nodiscard]] std::uint64_t articles() const { return articles_; }
  [[nodiscard]] std::uint64_t rejections() const { return rejected_; }

 private:
  using Clock = std::chrono::steady_clock;
  void report(bool last);

  ProgressStyle style_;
  Watcher watcher_;
  std::uint64_t articles_ = 0;
  std::uint64_t rejected_ = 0;
  Clock::time_point began_, last_;
  bool line_shown_ = false;
};

// The list of inputs that could not be read: one JSON object a line in the file named by --rejects,
// and the message of each on standard error (at most kToldRejections, then only their number).
inline constexpr std::uint64_t kToldRejections = 20;
inline constexpr std::size_t kMostListed = 1000;  // of those kept in memory

class RejectList {
 public:
  RejectList() = default;
  // Keeps what is added in `into`, which must outlive the list, and tells nobody.
  explicit RejectList(std::vector<intake::Rejection>& into) : into_(&into) {}
  RejectList(const RejectList&) = delete;
  RejectList& operator=(const RejectList&) = delete;
  ~RejectList();

  // An empty `path` keeps no list.
  base::Result<void> open(const std::string& path);
  void add(const intake::Rejection& rejection, bool tell);

  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  std::FILE* file_ = nullptr;
  std::vector<intake::Rejection>* into_ = nullptr;
  std::uint64_t count_ = 0;
};

}  // namespace parley::engine
