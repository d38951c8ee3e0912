// Politeness: one request at a time to a host, a pause between two, and longer ones where the host
// asks for it or fails.
//
//   if (auto turn = gate.wait_turn("wire.example")) …ask…;   // the turn ends with its scope
//
// A failure doubles the pause, spread at random by half either way so that many readers do not come
// back at one moment; an answer sets it back. Safe from several threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace parley::net {

using Clock = std::chrono::steady_clock;

struct GateOptions {
  std::chrono::milliseconds delay{1000};          // between two requests to one host
  std::chrono::milliseconds first_pause{2000};    // after a failure; the next is twice as long
  std::chrono::milliseconds longest_wait{30000};  // what a turn may be waited for
};

class HostGate {
 public:
  // `stop` is asked while a turn is waited for; true ends the wait.
  HostGate(GateOptions options, std::function<bool()> stop);

  class Turn {
   public:
    Turn(HostGate& gate, std::string host) : gate_(&gate), host_(std::move(host)) {}
    Turn(Turn&& other) noexcept : gate_(other.gate_), host_(std::move(other.host_)) {
      other.gate_ = nullptr;
    }
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (gate_ != nullptr) gate_->release(host_);
    }

   private:
    HostGate* gate_;
    std::string host_;
  };

  // None where stopped, or where the host's pause is longer than GateOptions::longest_wait.
  [[nodiscard]] std::optional<Turn> wait_turn(const std::string& host);

  // How long the host is yet to be left alone.
  [[nodiscard]] std::chrono::milliseconds pause_left(const std::string& host);

  // The host failed, or asked for a pause of its own. Gives how long it will be left alone.
  std::chrono::milliseconds back_off(const std::string& host,
                                     std::optional<std::chrono::seconds> asked);
  void answered(const std::string& host);
  // The host's robots.txt asks for this pause between requests.
  void slow_down(const std::string& host, std::chrono::seconds delay);

 private:
  struct Host {
    bool in_flight = false;
    int failures = 0;
    std::chrono::milliseconds delay{0};  // where longer than the gate's own
    Clock::time_point next;              // nothing before
  };
  void release(const std::string& host);

  GateOptions options_;
  std::function<bool()> stop_;
  std::mutex mutex_;
  std::condition_variable free_;
  // Guarded by mutex_:
  std::map<std::string, Host> hosts_;
  std::minstd_rand random_;
};

}  // namespace parley::net
