// What is checked before any route is looked at, and what every answer carries.
//
// A page of another site that a reader has open can make the browser send requests to this server,
// under a name of its own that points here. So the Host must be one of ours, and what changes
// anything must come from our own page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/server/http.h"

namespace parley::server {

struct GuardOptions {
  std::vector<std::string> hosts;           // what Host may say: "127.0.0.1:8080", "localhost:8080"
  std::vector<std::string> secure_hosts{};  // those of them that a proxy serves as https
};

// The refusal, none where the request may go on.
[[nodiscard]] std::optional<Response> refuse_request(const Request& request,
                                                     const GuardOptions& options);

// True where the browser came by https, through a proxy.
[[nodiscard]] bool is_secure(const Request& request, const GuardOptions& options);

// Adds the content policy and its kin.
void add_safe_fields(Response& response);

// The hosts under which a server at `address` and `port` is reached: the address itself and, for a
// loopback address, "localhost".
[[nodiscard]] std::vector<std::string> hosts_of(const std::string& address, unsigned short port);

}  // namespace parley::server
