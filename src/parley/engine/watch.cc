#include "parley/engine/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "parley/archive/http_message.h"
#include "parley/base/json_writer.h"
#include "parley/base/sha256.h"
#include "parley/engine/interrupt.h"
#include "parley/feeds/address.h"
#include "parley/intake/delivery.h"
#include "parley/intake/read_feed.h"

namespace parley::engine {
namespace {

constexpr const char* kAcceptFeeds =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5";
constexpr const char* kAcceptPages =
    "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1";
constexpr std::size_t kLinkDigits = 16;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// The whole of a small file, as far as `most` bytes and one more.
base::Result<std::string> read_file(const std::string& path, std::size_t most) {
  const bool standard_input = path == "-";
  const std::unique_ptr<std::FILE, FileCloser> opened(
      standard_input ? nullptr : std::fopen(path.c_str(), "rb"));
  std::FILE* file = standard_input ? stdin : opened.get();
  if (file == nullptr) {
    return base::fail(base::ErrorCode::kNotFound,
                      fmt::format("{}: {}; give an address with https:// or a list of feeds (OPML)",
                                  path, std::strerror(errno)));
  }
  std::string bytes;
  std::string buffer(65536, '\0');
  while (bytes.size() <= most) {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file);
    if (got == 0) break;
    bytes.append(buffer, 0, got);
  }
  return bytes;
}

bool is_address(const std::string& input) {
  return !feeds::split_address(input).scheme.empty() && input.find("//") != std::string::npos;
}

std::string link_digest(const std::string& address) {
  return base::sha256_hex(address).substr(0, kLinkDigits);
}

// Faults that the next round may find mended.
bool is_passing(net::FetchFault fault) {
  return fault == net::FetchFault::kTimeout || fault == net::FetchFault::kUnreachable ||
         fault == net::FetchFault::kAskedToWait || fault == net::FetchFault::kStopped;
}

}  // namespace

std::vector<std::string> feed_addresses(const std::vector<std::string>& inputs,
                                        const intake::InputOptions& options,
                                        std::vector<intake::Rejection>& rejections) {
  std::vector<std::string> out;
  std::set<std::string> known;
  const auto add = [&](const std::string& address) {
    if (known.size() > kMaxFeeds || !known.insert(address).second) return;
    if (known.size() <= kMaxFeeds) {
      out.push_back(address);
    } else {
      rejections.push_back({address, 0, "too-large",
                            fmt::format("{}: this and what follows is left out; give at most {} "
                                        "feeds at a time",
                                        address, kMaxFeeds)});
    }
  };
  for (const std::string& input : inputs) {
    if (is_address(input)) {
      add(input);
      continue;
    }
    const base::Result<std::string> bytes = read_file(input, options.max_document_bytes);
    if (!bytes) {
      rejections.push_back({input, 0, "not-found", bytes.error().message});
      continue;
    }
    const auto list = intake::decode_feed(input, *bytes, "");
    if (!list) {
      rejections.push_back(list.error());
    } else if (list->feed.format != feeds::FeedFormat::kOpml) {
      rejections.push_back(
          {input, 0, "bad-feed",
           input +
               ": is a feed and no list of feeds; give its address, or the file to parley read"});
    } else {
      std::ranges::for_each(list->feed.outlines, add);
    }
  }
  return out;
}

FeedRound::FeedRound(net::Fetcher& fetcher, net::RobotsCache& robots, const RoundOptions& options,
                     std::vector<std::string> feeds,
                     const std::map<std::string, std::string>& known)
    : fetcher_(fetcher),
      robots_(robots),
      options_(options),
      feeds_(std::move(feeds)),
      known_(known),
      rejections_(feeds_.size()) {
  counts_.feeds = feeds_.size();
}

FeedRound::State FeedRound::read_state(const std::string& json) {
  State state;
  const auto value = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!value.is_object()) return state;
  const auto text = [&](const char* key) -> std::optional<std::string> {
    const auto found = value.find(key);
    if (found == value.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  };
  state.etag = text("etag");
  state.last_modified = text("last_modified");
  if (const auto wait = value.find("wait_until");
      wait != value.end() && wait->is_number_integer()) {
    state.wait_until = wait->get<std::int64_t>();
  }
  if (const auto linked = value.find("linked"); linked != value.end()) {
    state.linked = *linked == true;
  }
  if (const auto seen = value.find("seen"); seen != value.end() && seen->is_array()) {
    for (const auto& one : *seen) {
      if (one.is_string()) state.seen.insert(one.get<std::string>());
    }
  }
  return state;
}

std::string FeedRound::write_state(const State& state) {
  base::JsonWriter json;
  json.begin_object().field("etag", state.etag).field("last_modified", state.last_modified);
  json.key("wait_until");
  if (state.wait_until > 0) {
    json.value(state.wait_until);
  } else {
    json.null();
  }
  json.field("linked", state.linked).key("seen").begin_array();
  for (const std::string& one : state.seen) json.value(one);
  json.end_array().end_object();
  return json.take();
}

// One feed of a round. Articles are made here, in the thread that fetches; only the handing over is
// under the round's lock.
class FeedRound::Job {
 public:
  Job(FeedRound& round, std::size_t at, const intake::Sink& sink)
      : round_(round),
        at_(at),
        feed_(round.feeds_[at]),
        sink_{.article =
                  [&round, &sink](text::Article article) {
                    const std::scoped_lock lock(round.mutex_);
                    if (!round.stopped_ && !sink.article(std::move(article))) round.stopped_ = true;
                    return !round.stopped_;
                  },
              .rejection =
                  [this](intake::Rejection rejection) {
                    const std::scoped_lock lock(round_.mutex_);
                    round_.rejections_[at_].push_back(std::move(rejection));
                  }},
        delivery_(round.options_.input, sink_) {
    if (const auto known = round.known_.find(feed_); known != round.known_.end()) {
      state_ = read_state(known->second);
    }
  }

  void run() {
    const bool done = read();
    const std::scoped_lock lock(round_.mutex_);
    if (!done) ++round_.counts_.failed;
    if (keep_) round_.states_[feed_] = write_state(state_);
  }

 private:
  [[nodiscard]] bool stopped() const { return delivery_.stopped() || interrupted() != 0; }

  // False where the feed could not be had.
  bool read() {
    const RoundOptions& options = round_.options_;
    if (state_.wait_until > options.now) {
      delivery_.reject(
          feed_, 0, "asked-to-wait",
          fmt::format("{}: its host asked to be left alone for {} min yet; not fetched", feed_,
                      (state_.wait_until - options.now + 59) / 60));
      return false;
    }
    net::Request request{.address = feed_, .accept = kAcceptFeeds};
    // Validators say that the feed is unchanged, not that its articles were fetched.
    if (!options.articles || state_.linked) {
      request.etag = state_.etag;
      request.last_modified = state_.last_modified;
    }
    const auto answer = round_.fetcher_.fetch(request);
    if (!answer) return refuse(feed_, answer.error());
    if (answer->status == 304) {
      const std::scoped_lock lock(round_.mutex_);
      ++round_.counts_.unchanged;
      return true;
    }
    if (answer->status != 200) {
      if (answer->retry_after) {
        state_.wait_until = options.now + answer->retry_after->count();
        keep_ = true;
      }
      return refuse_status(feed_, *answer);
    }
    std::string media_type, charset;
    archive::read_content_type(answer->content_type, media_type, charset);
    const auto decoded = intake::decode_feed(feed_, answer->body, charset);
    if (!decoded) {
      delivery_.reject(decoded.error());
      return false;
    }
    if (decoded->feed.format == feeds::FeedFormat::kOpml) {
      delivery_.reject(feed_, 0, "list-of-feeds",
                       feed_ + ": is a list of feeds; save it and give the file");
      return false;
    }
    read_entries(*decoded, answer->address);
    if (stopped()) return true;
    state_.linked = options.articles;
    state_.wait_until = 0;
    state_.seen = std::move(seen_);
    // What could not be fetched now is to be seen again next time, changed or not.
    state_.etag = missing_ ? std::nullopt : answer->etag;
    state_.last_modified = missing_ ? std::nullopt : answer->last_modified;
    keep_ = true;
    return true;
  }

  void read_entries(const intake::DecodedFeed& decoded, const std::string& base) {
    std::size_t number = 0;
    for (const feeds::FeedEntry& entry : decoded.feed.entries) {
      if (stopped()) return;
      ++number;
      const std::string name = fmt::format("{}#{}", feed_, number);
      if (round_.options_.articles && !entry.address.empty()) {
        const std::string address = feeds::resolve_address(base, entry.address);
        const std::string digest = link_digest(address);
        if (state_.seen.contains(digest)) {
          seen_.insert(digest);
          continue;
        }
        const Fetched fetched = fetch_article(decoded.feed, entry, address);
        if (fetched == Fetched::kNotYet) {
          missing_ = true;
        } else {
          seen_.insert(digest);
        }
        if (fetched == Fetched::kRead || stopped()) continue;
      }
      intake::RawDocument raw = intake::document_of(decoded.feed, entry, name);
      raw.issues.insert(raw.issues.end(), decoded.issues.begin(), decoded.issues.end());
      delivery_.deliver(std::move(raw));
    }
    if (decoded.feed.too_many) {
      delivery_.reject(feed_, 0, "too-large",
                       fmt::format("{}: has more than {} entries; the rest was not read", feed_,
                                   feeds::kMaxEntries));
    }
  }

  enum class Fetched : std::uint8_t { kRead, kNever, kNotYet };

  // The page that an entry links to. Where it cannot be had, the feed's own words stand for it.
  Fetched fetch_article(const feeds::Feed& feed, const feeds::FeedEntry& entry,
                        const std::string& address) {
    const auto answer =
        round_.fetcher_.fetch({.address = address, .accept = kAcceptPages},
                              [&](const net::WebAddress& hop) { return round_.robots_.look(hop); });
    if (!answer) {
      refuse(address, answer.error());
      return is_passing(answer.error().fault) ? Fetched::kNotYet : Fetched::kNever;
    }
    if (answer->status != 200) {
      refuse_status(address, *answer);
      return answer->status >= 500 || answer->status == 429 ? Fetched::kNotYet : Fetched::kNever;
    }
    std::string media_type, charset;
    archive::read_content_type(answer->content_type, media_type, charset);
    const auto markup = intake::markup_of(media_type, answer->body);
    if (!markup) {
      delivery_.reject(address, 0, "unsupported-kind",
                       fmt::format("{}: is {} and no page; left out", address,
                                   media_type.empty() ? "something" : media_type.substr(0, 80)));
      return Fetched::kNever;
    }
    intake::RawDocument raw;
    raw.input = address;
    raw.url = answer->address;
    raw.linked_published = intake::published_of(entry);
    raw.linked_outlet = intake::outlet_of(feed);
    const std::uint64_t before = delivery_.summary().articles;
    delivery_.deliver_bytes(std::move(raw), answer->body, *markup, charset, {});
    return delivery_.summary().articles > before ? Fetched::kRead : Fetched::kNever;
  }

  bool refuse(const std::string& input, const net::FetchError& error) {
    // Being stopped is told once, by the command.
    if (error.fault == net::FetchFault::kStopped) return false;
    delivery_.reject(input, 0, std::string(net::reason_of(error.fault)), error.message);
    return false;
  }

  bool refuse_status(const std::string& input, const net::Response& answer) {
    const int status = answer.status;
    std::string advice = status == 404 || status == 410   ? "check the address"
                         : status >= 500 || status == 429 ? "try again later"
                                                          : "not read";
    if (answer.retry_after) {
      advice =
          fmt::format("asks to be left alone for {} min", (answer.retry_after->count() + 59) / 60);
    }
    delivery_.reject(input, 0, "http-status",
                     fmt::format("{}: answered with status {}; {}", input, status, advice));
    return false;
  }

  FeedRound& round_;
  std::size_t at_;
  const std::string& feed_;
  intake::Sink sink_;
  intake::Delivery delivery_;
  State state_;
  std::set<std::string> seen_;  // links of this feed that need not be fetched again
  bool missing_ = false;        // one of them is yet to come
  bool keep_ = false;
};

void FeedRound::run(const intake::Sink& sink) {
  // The feeds of one host are one queue.
  std::vector<std::vector<std::size_t>> queues;
  std::map<std::string, std::size_t> queue_of;
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    const base::Result<net::WebAddress> address = net::read_web_address(feeds_[i]);
    if (!address) {
      ++counts_.failed;
      rejections_[i].push_back({feeds_[i], 0, "bad-address", address.error().message});
      continue;
    }
    const auto [place, is_new] = queue_of.try_emplace(address->host, queues.size());
    if (is_new) queues.emplace_back();
    queues[place->second].push_back(i);
  }
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(kFetchThreads, queues.size()); ++i) {
      threads.emplace_back([&] {
        for (std::size_t queue = next++; queue < queues.size(); queue = next++) {
          for (const std::size_t at : queues[queue]) {
            {
              const std::scoped_lock lock(mutex_);
              if (stopped_) return;
            }
            if (interrupted() != 0) return;
            Job(*this, at, sink).run();
          }
        }
      });
    }
  }
  for (std::vector<intake::Rejection>& of_feed : rejections_) {
    for (intake::Rejection& rejection : of_feed) sink.rejection(std::move(rejection));
  }
}

}  // namespace parley::engine
