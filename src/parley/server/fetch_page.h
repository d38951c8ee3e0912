// Fetches the page whose address a person pastes, where the server was started with --fetch.
//
//   PageFetcher fetcher(options);
//   auto answer = fetcher.fetch("https://wire.example/talks");
//
// One address, no links behind it. The policy of net/address_policy.h holds: machines that only
// this one can reach are refused at the moment of each connection, so that nobody who may add
// reports can use the server to look around in its network. What came is kept for a minute, so
// that an order which is sent again while the record is busy does not ask the host again.
#pragma once

#include <atomic>
#include <chrono>
#include <expected>
#include <map>
#include <mutex>
#include <string>

#include "parley/net/fetch.h"

namespace parley::server {

inline constexpr std::size_t kKeptPages = 8;
inline constexpr auto kPageKept = std::chrono::minutes(1);

class PageFetcher {
 public:
  explicit PageFetcher(net::FetchOptions options)
      : fetcher_(std::move(options), [this] { return stopped_.load(); }) {}

  // Says what was wrong and what to do. Takes as long as the host and FetchOptions allow. Safe from
  // several threads.
  [[nodiscard]] std::expected<net::Response, std::string> fetch(const std::string& address);
  // The page is read: it is kept no longer.
  void forget(const std::string& address);
  // Breaks off what is being fetched; nothing is fetched any more.
  void stop() { stopped_ = true; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Kept {
    Clock::time_point since;
    net::Response page;
  };

  std::atomic<bool> stopped_ = false;
  net::Fetcher fetcher_;
  std::mutex lock_;
  // Guarded by lock_:
  std::map<std::string, Kept> kept_;
};

}  // namespace parley::server
