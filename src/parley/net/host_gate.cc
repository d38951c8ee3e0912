#include "parley/net/host_gate.h"

#include <algorithm>
#include <utility>

namespace parley::net {
namespace {

using std::chrono::milliseconds;

constexpr auto kLookForStop = milliseconds(100);
constexpr int kMostDoublings = 10;
constexpr auto kLongestPause = std::chrono::hours(24);  // whatever a host asks for

milliseconds from_now(Clock::time_point then) {
  return std::chrono::duration_cast<milliseconds>(then - Clock::now());
}

}  // namespace

HostGate::HostGate(GateOptions options, std::function<bool()> stop)
    : options_(options), stop_(std::move(stop)), random_(std::random_device{}()) {}

std::optional<HostGate::Turn> HostGate::wait_turn(const std::string& host) {
  std::unique_lock lock(mutex_);
  while (!stop_()) {
    Host& one = hosts_[host];
    const milliseconds left = from_now(one.next);
    if (one.in_flight) {
      free_.wait_for(lock, kLookForStop);
    } else if (left > options_.longest_wait) {
      return std::nullopt;
    } else if (one.next > Clock::now()) {
      free_.wait_for(lock, std::min(left + milliseconds(1), milliseconds(kLookForStop)));
    } else {
      one.in_flight = true;
      return std::make_optional<Turn>(*this, host);
    }
  }
  return std::nullopt;
}

milliseconds HostGate::pause_left(const std::string& host) {
  const std::scoped_lock lock(mutex_);
  return std::max(milliseconds(0), from_now(hosts_[host].next));
}

milliseconds HostGate::back_off(const std::string& host,
                                std::optional<std::chrono::seconds> asked) {
  const std::scoped_lock lock(mutex_);
  Host& one = hosts_[host];
  const milliseconds doubled =
      options_.first_pause * (1LL << std::min(one.failures, kMostDoublings));
  ++one.failures;
  std::uniform_real_distribution<double> spread(0.5, 1.5);
  milliseconds pause(
      static_cast<std::int64_t>(static_cast<double>(doubled.count()) * spread(random_)));
  if (asked) pause = *asked;
  pause = std::min<milliseconds>(pause, kLongestPause);
  one.next = std::max(one.next, Clock::now() + pause);
  return pause;
}

void HostGate::answered(const std::string& host) {
  const std::scoped_lock lock(mutex_);
  hosts_[host].failures = 0;
}

void HostGate::slow_down(const std::string& host, std::chrono::seconds delay) {
  const std::scoped_lock lock(mutex_);
  hosts_[host].delay = std::min<milliseconds>(delay, options_.longest_wait);
}

void HostGate::release(const std::string& host) {
  {
    const std::scoped_lock lock(mutex_);
    Host& one = hosts_[host];
    one.in_flight = false;
    one.next = std::max(one.next, Clock::now() + std::max(options_.delay, one.delay));
  }
  free_.notify_all();
}

}  // namespace parley::net
