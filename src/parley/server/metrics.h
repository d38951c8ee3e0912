// Counts what the server does, for Prometheus: GET /metrics.
//
//   parley_requests_total{status="2xx"} 1204
//   parley_request_seconds_bucket{le="0.005"} 1199
//
// No name, address or query is counted, only how many and how long. Safe from several threads.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace parley::server {

struct Snapshot;

class Metrics {
 public:
  void answered(int status, std::chrono::steady_clock::duration took);

  // Texts as Prometheus reads them, version 0.0.4.
  [[nodiscard]] std::string to_text(const Snapshot& snapshot) const;

  std::atomic<std::int64_t> connections = 0;  // open
  std::atomic<std::int64_t> watchers = 0;     // streams of changes among them
  std::atomic<std::int64_t> waiting = 0;      // requests that take long, waiting or being done

 private:
  static constexpr std::array kBounds = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 5.0};

  std::array<std::atomic<std::uint64_t>, 6> statuses_{};  // by hundreds
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> times_{};
  std::atomic<std::uint64_t> microseconds_ = 0;
};

}  // namespace parley::server
