// Fetches one address at a time over HTTP or HTTPS, within limits and a policy of addresses.
//
//   Fetcher fetcher(options, stop);
//   auto answer = fetcher.fetch({.address = "https://wire.example/feed.xml", .etag = "\"a1\""});
//
// Redirects are followed here, one after the other, so that each is asked of the policy like the
// first; none leads from https to http. A certificate that is not trusted, is another host's or is
// out of date ends the fetch. No cookies, no credentials, no proxy, no other scheme. What the bytes
// mean is the work of intake. Only this module of Parley opens a connection to elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "parley/net/address_policy.h"
#include "parley/net/host_gate.h"

namespace parley::net {

inline constexpr int kMostRedirects = 5;
inline constexpr int kMostTries = 3;  // where the host says that it is busy

struct FetchOptions {
  AddressPolicy policy;
  GateOptions gate;
  std::size_t max_bytes = 10u << 20;            // of a body, unpacked
  std::chrono::milliseconds time_limit{30000};  // for an answer with its redirects, waiting apart
  std::string agent = "parley";
  // PEM certificates of the authorities that are trusted in place of the system's; "" for those in
  // the file that SSL_CERT_FILE names, else for the system's.
  std::string ca_file;
  // For tests: the number that a host's name stands for, "" to look it up. Asked for each
  // connection.
  std::function<std::string(const std::string& host)> resolve;
};

struct Request {
  std::string address = {};
  std::optional<std::string> etag = {}, last_modified = {};  // ask only for what is newer
  std::string accept = {};                                   // media types, "" for any
  std::size_t max_bytes = 0;                                 // 0: FetchOptions::max_bytes
  bool cut = false;  // keep the first max_bytes of a longer body instead of failing
};

struct Response {
  int status = 0;
  std::string address;  // after redirects
  std::string body;
  std::string content_type;
  std::optional<std::string> etag, last_modified;
  std::optional<std::chrono::seconds> retry_after;  // with a status of 429 or 503
};

enum class FetchFault : std::uint8_t {
  kRefused,  // by the policy, or by what looks at each address
  kRobots,
  kTooLarge,
  kTimeout,
  kRedirects,    // too many, to nowhere, or from https to http
  kUnreachable,  // no such host, nobody there, TLS failed
  kAskedToWait,  // the host is to be left alone for longer than is waited
  kStopped,
};

struct FetchError {
  FetchFault fault = FetchFault::kUnreachable;
  std::string message;  // "https://…: why; what to do"
};

// The stable word of a fault, for lists of what was rejected.
[[nodiscard]] std::string_view reason_of(FetchFault fault);

class Fetcher {
 public:
  // `stop` is asked many times a second, from any thread that fetches; true breaks fetches off.
  Fetcher(FetchOptions options, std::function<bool()> stop);

  // What looks at an address before it is asked, and may refuse it.
  using Look = std::function<std::expected<void, FetchError>(const WebAddress&)>;

  // Waits for the host's turn, tries again while the host is busy, follows redirects. Any status is
  // an answer. Blocks; safe from several threads.
  [[nodiscard]] std::expected<Response, FetchError> fetch(const Request& request,
                                                          const Look& look = {});

  [[nodiscard]] HostGate& gate() { return gate_; }

 private:
  std::expected<Response, FetchError> ask(const Request& request, const WebAddress& address,
                                          std::chrono::milliseconds time_left,
                                          std::string& redirect);

  FetchOptions options_;
  std::function<bool()> stop_;
  HostGate gate_;
};

}  // namespace parley::net
