// What a host's robots.txt allows (RFC 9309).
//
//   User-agent: parley
//   Disallow: /archive/
//   Allow: /archive/2025/$
//
// The group that names this program holds, else that of "*". The longest rule that fits a path
// decides, allow before disallow; * stands for anything, $ for the end. Crawl-delay is kept too.
#pragma once

#include <chrono>
#include <expected>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/net/fetch.h"

namespace parley::net {

inline constexpr std::size_t kMaxRobotsBytes = 500u << 10;
inline constexpr std::size_t kMaxRobotsRules = 5000;

class RobotsRules {
 public:
  // Any bytes give rules. `agent` is the program's name in lower case. Linear.
  static RobotsRules parse(std::string_view text, std::string_view agent);
  static RobotsRules none();        // everything is allowed
  static RobotsRules everything();  // everything is forbidden

  // `path` with its query. Linear in the path for each rule that fits its beginning.
  [[nodiscard]] bool allows(std::string_view path) const;
  [[nodiscard]] std::optional<std::chrono::seconds> crawl_delay() const { return delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::seconds> delay_;
};

// The rules of each host that was asked, fetched once. Safe from several threads.
class RobotsCache {
 public:
  // `fetcher` must outlive the cache.
  RobotsCache(Fetcher& fetcher, std::string agent) : fetcher_(fetcher), agent_(std::move(agent)) {}

  // Fails where the host forbids `address`, or where its rules cannot be had: a host that fails
  // (status 5xx, no answer) forbids everything, one without the file nothing.
  [[nodiscard]] std::expected<void, FetchError> look(const WebAddress& address);

  // Forgets all rules, so that they are fetched anew.
  void clear();

 private:
  struct Known {
    RobotsRules rules;
    std::string why;  // the rules could not be had, "" where they could
  };
  std::expected<Known, FetchError> fetch_rules(const WebAddress& address);

  Fetcher& fetcher_;
  std::string agent_;
  std::mutex mutex_;
  std::map<std::string, Known> rules_;  // by scheme, host and port; guarded by mutex_
};

}  // namespace parley::net
