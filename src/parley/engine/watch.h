// One round of watched feeds: each is fetched, if it changed its entries become articles, and with
// `articles` the pages that they link to are fetched in place of the feed's own words.
//
//   FeedRound round(fetcher, robots, options, {"https://wire.example/feed.xml"}, known);
//   read_batch(record, [&](const intake::Sink& sink) { round.run(sink); }, …);
//   record.keep_watched(round.states());
//
// Feeds of different hosts are fetched side by side, those of one host one after the other. A feed
// or page that cannot be had is one rejection and the round goes on. What is known of a feed (its
// validators, the links fetched) comes from the record and goes back to it once the articles are
// kept, so that a broken-off round is asked for again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/intake/read_inputs.h"
#include "parley/net/fetch.h"
#include "parley/net/robots.h"

namespace parley::engine {

inline constexpr std::size_t kFetchThreads = 8;      // hosts asked side by side
inline constexpr std::size_t kMaxFeeds = 10'000;     // of one watch
inline constexpr const char* kAgentName = "parley";  // in robots.txt

// The addresses of feeds in `inputs`: addresses stand for themselves, files must be lists of feeds
// (OPML). Each once, in order; what is neither becomes a rejection.
[[nodiscard]] std::vector<std::string> feed_addresses(const std::vector<std::string>& inputs,
                                                      const intake::InputOptions& options,
                                                      std::vector<intake::Rejection>& rejections);

struct RoundOptions {
  intake::InputOptions input;
  bool articles = false;
  std::int64_t now = 0;  // seconds since 1970
};

struct RoundCounts {
  std::size_t feeds = 0;
  std::size_t unchanged = 0;
  std::size_t failed = 0;
};

class FeedRound {
 public:
  // `known` is what Record::watched() gave. References must outlive the round.
  FeedRound(net::Fetcher& fetcher, net::RobotsCache& robots, const RoundOptions& options,
            std::vector<std::string> feeds, const std::map<std::string, std::string>& known);

  // Fetches and hands over; returns when all feeds are done or `sink` asks to stop.
  void run(const intake::Sink& sink);

  // What is to be kept of each feed that was read whole, by its address.
  [[nodiscard]] const std::map<std::string, std::string>& states() const { return states_; }
  [[nodiscard]] const RoundCounts& counts() const { return counts_; }

 private:
  struct State {
    std::optional<std::string> etag, last_modified;
    std::int64_t wait_until = 0;
    bool linked = false;
    std::set<std::string> seen;
  };
  class Job;

  static State read_state(const std::string& json);
  static std::string write_state(const State& state);

  net::Fetcher& fetcher_;
  net::RobotsCache& robots_;
  const RoundOptions& options_;
  std::vector<std::string> feeds_;
  const std::map<std::string, std::string>& known_;

  std::mutex mutex_;
  // Guarded by mutex_ while run() runs:
  std::map<std::string, std::string> states_;
  RoundCounts counts_;
  std::vector<std::vector<intake::Rejection>> rejections_;  // by feed, so that they keep its order
  bool stopped_ = false;
};

}  // namespace parley::engine
