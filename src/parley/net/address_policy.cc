#include "parley/net/address_policy.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>

#include "parley/text/utf8.h"

namespace parley::net {
namespace {

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* value = nullptr;
  if (curl_url_get(url, part, &value, flags) != CURLUE_OK) return "";
  std::string out(value);
  curl_free(value);
  return out;
}

struct Range4 {
  std::uint32_t first;
  int bits;
};

// RFC 6890 and the registry that it began, with multicast and what is reserved.
constexpr std::array<Range4, 17> kSpecial4 = {{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared by carriers
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC01FC400, 24},  // AS112
    {0xC034C100, 24},  // AMT
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // measurements
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
}};

bool is_public4(std::uint32_t address) {
  return std::ranges::none_of(kSpecial4, [&](const Range4& range) {
    return ((address ^ range.first) >> (32 - range.bits)) == 0;
  });
}

struct Range6 {
  std::array<std::uint8_t, 4> first;
  int bits;
};

// Within 2000::/3, the only part that is given out; all else (loopback, mapped and translated IPv4,
// local, multicast) is refused without a list.
constexpr std::array<Range6, 4> kSpecial6 = {{
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments, Teredo
    {{0x20, 0x01, 0x0D, 0xB8}, 32},  // documentation
    {{0x20, 0x02, 0x00, 0x00}, 16},  // 6to4: holds an IPv4 address
    {{0x3F, 0xFF, 0x00, 0x00}, 20},  // documentation
}};

bool is_public6(const in6_addr& address) {
  if ((address.s6_addr[0] & 0xE0) != 0x20) return false;
  return std::ranges::none_of(kSpecial6, [&](const Range6& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
      const auto byte = static_cast<std::size_t>(bit / 8);
      if (((address.s6_addr[byte] ^ range.first[byte]) >> (7 - bit % 8) & 1) != 0) return false;
    }
    return true;
  });
}

std::uint16_t port_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
  }
  if (address.sa_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  }
  return 0;
}

std::string without_brackets(const std::string& host) {
  return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

base::Result<WebAddress> read_web_address(const std::string& text) {
  const std::string shown = text.substr(0, 200);
  if (text.size() > kMaxAddressBytes) {
    return base::fail(base::ErrorCode::kBadInput,
                      fmt::format("{}…: address longer than {} bytes", shown, kMaxAddressBytes));
  }
  const std::unique_ptr<CURLU, UrlCloser> url(curl_url());
  const CURLUcode code = curl_url_set(url.get(), CURLUPART_URL, text.c_str(),
                                      CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
  WebAddress out;
  if (code == CURLUE_OK) {
    out.scheme = text::ascii_lower(part_of(url.get(), CURLUPART_SCHEME));
    out.host = text::ascii_lower(part_of(url.get(), CURLUPART_HOST));
  }
  if (out.scheme != "http" && out.scheme != "https") {
    return base::fail(base::ErrorCode::kBadInput,
                      shown +
                          ": is no address of http or https; write it out, as in "
                          "https://wire.example/feed.xml");
  }
  if (out.host.empty()) {
    return base::fail(base::ErrorCode::kBadInput, shown + ": the address names no host");
  }
  if (!part_of(url.get(), CURLUPART_USER).empty() ||
      !part_of(url.get(), CURLUPART_PASSWORD).empty()) {
    return base::fail(base::ErrorCode::kBadInput,
                      shown + ": an address with a user's name is not fetched");
  }
  const std::string port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (std::from_chars(port.data(), port.data() + port.size(), out.port).ec != std::errc()) {
    return base::fail(base::ErrorCode::kBadInput, shown + ": the address names no port");
  }
  out.path = part_of(url.get(), CURLUPART_PATH);
  const std::string query = part_of(url.get(), CURLUPART_QUERY);
  if (!query.empty()) out.path += "?" + query;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  out.text = part_of(url.get(), CURLUPART_URL);
  return out;
}

base::Result<HostPort> read_host_port(const std::string& text) {
  HostPort out;
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos && colon > 0) {
    out.host = text::ascii_lower(std::string_view(text).substr(0, colon));
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, out.port);
    const bool bare6 = out.host.find(':') != std::string::npos && !out.host.starts_with('[');
    if (read.ec == std::errc() && read.ptr == end && out.port > 0 && !bare6) return out;
  }
  return base::fail(base::ErrorCode::kUsage,
                    text +
                        ": is no host with a port; write it as 127.0.0.1:8080, [::1]:8080 or "
                        "feeds.example:8443");
}

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    return is_public4(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    return is_public6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
  }
  return false;
}

std::string number_of(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* number = nullptr;
  if (address.sa_family == AF_INET) {
    number = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  } else if (address.sa_family == AF_INET6) {
    number = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  }
  if (number == nullptr) return "";
  if (inet_ntop(address.sa_family, number, text.data(), text.size()) == nullptr) return "";
  return text.data();
}

bool may_connect(const AddressPolicy& policy, const WebAddress& asked, const sockaddr& address) {
  const std::uint16_t port = port_of(address);
  const std::string number = number_of(address);
  const bool allowed = std::ranges::any_of(policy.allowed, [&](const HostPort& one) {
    return one.port == port && (one.host == asked.host || without_brackets(one.host) == number);
  });
  if (allowed) return true;
  return is_public(address) && std::ranges::find(policy.ports, port) != policy.ports.end();
}

}  // namespace parley::net
