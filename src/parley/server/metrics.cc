#include "parley/server/metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/server/snapshot.h"

namespace parley::server {
namespace {

void describe(std::string& out, std::string_view name, std::string_view type,
              std::string_view words) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, words, name, type);
}

}  // namespace

void Metrics::answered(int status, std::chrono::steady_clock::duration took) {
  ++statuses_[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))];
  const double seconds = std::chrono::duration<double>(took).count();
  const auto at = std::ranges::lower_bound(kBounds, seconds) - kBounds.begin();
  ++times_[static_cast<std::size_t>(at)];
  microseconds_ += static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

std::string Metrics::to_text(const Snapshot& snapshot) const {
  std::string out;
  describe(out, "parley_requests_total", "counter", "Requests answered, by the status's class.");
  for (std::size_t i = 1; i < statuses_.size(); ++i) {
    out += fmt::format("parley_requests_total{{status=\"{}xx\"}} {}\n", i, statuses_[i].load());
  }
  describe(out, "parley_request_seconds", "histogram",
           "Time until an answer was ready to be sent.");
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    all += times_[i].load();
    out += fmt::format("parley_request_seconds_bucket{{le=\"{}\"}} {}\n", kBounds[i], all);
  }
  all += times_.back().load();
  out += fmt::format("parley_request_seconds_bucket{{le=\"+Inf\"}} {}\n", all);
  out += fmt::format("parley_request_seconds_sum {}\n",
                     static_cast<double>(microseconds_.load()) / 1e6);
  out += fmt::format("parley_request_seconds_count {}\n", all);
  describe(out, "parley_connections", "gauge", "Connections that are open.");
  out += fmt::format("parley_connections {}\n", connections.load());
  describe(out, "parley_watchers", "gauge", "Streams of changes that are open.");
  out += fmt::format("parley_watchers {}\n", watchers.load());
  describe(out, "parley_waiting", "gauge",
           "Readings, decisions and log-ins being done or waiting.");
  out += fmt::format("parley_waiting {}\n", waiting.load());
  describe(out, "parley_generation", "gauge", "The record's generation that is shown.");
  out += fmt::format("parley_generation {}\n", snapshot.generation);
  describe(out, "parley_rows", "gauge", "Rows of the record, by type.");
  for (const auto& [type, rows] : snapshot.types) {
    out += fmt::format("parley_rows{{type=\"{}\"}} {}\n", type, rows.size());
  }
  return out;
}

}  // namespace parley::server
