// Which addresses of the web may be asked: http and https, ports 80 and 443, machines of the public
// internet.
//
// "http://2130706433/feed" is written like a name and means this machine: what counts is the number
// that a connection is about to be made to, so may_connect() is asked at that moment, for each
// connection anew. What a user allows on purpose ("127.0.0.1:8080") is an exception by host and
// port. Nothing is looked up or connected to here.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::net {

inline constexpr std::size_t kMaxAddressBytes = 8192;

struct WebAddress {
  std::string text;    // the whole address, spaces and the like escaped, without its fragment
  std::string scheme;  // "http" or "https"
  std::string host;    // in lower case, a number of IPv6 in brackets
  std::uint16_t port = 0;
  std::string path;  // with its query: what robots.txt speaks of
};

// Fails on what is no address of http or https, is longer than kMaxAddressBytes, or holds a user's
// name.
[[nodiscard]] base::Result<WebAddress> read_web_address(const std::string& text);

struct HostPort {
  std::string host;  // as WebAddress::host
  std::uint16_t port = 0;

  friend bool operator==(const HostPort&, const HostPort&) = default;
};

// "127.0.0.1:8080", "[::1]:8080", "feeds.example:8443".
[[nodiscard]] base::Result<HostPort> read_host_port(const std::string& text);

struct AddressPolicy {
  std::vector<std::uint16_t> ports = {80, 443};
  // Exceptions. A name holds for addresses with that host, a number for connections to it.
  std::vector<HostPort> allowed;
};

// False for this machine, private networks, and ranges kept for special use (RFC 6890).
[[nodiscard]] bool is_public(const sockaddr& address);

// "127.0.0.1", "::1"; "" for what is neither IPv4 nor IPv6.
[[nodiscard]] std::string number_of(const sockaddr& address);

// True where a fetch of `asked` may connect to `address`.
[[nodiscard]] bool may_connect(const AddressPolicy& policy, const WebAddress& asked,
                               const sockaddr& address);

}  // namespace parley::net
