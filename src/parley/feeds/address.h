// Addresses: one that is relative to another made whole, after RFC 3986, and what a web address
// consists of.
//
// "../b?x" against "http://news.example/a/c" is "http://news.example/b?x". Nothing is fetched and
// no name looked up here; which addresses may be fetched is decided by net/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley::feeds {

struct AddressParts {
  std::string_view scheme;  // "http", without the colon
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

// Any text has parts. Views into `address`.
[[nodiscard]] AddressParts split_address(std::string_view address);

// `reference` seen from `base`; as it stands, trimmed, where `base` is not absolute. Linear.
[[nodiscard]] std::string resolve_address(std::string_view base, std::string_view reference);

}  // namespace parley::feeds
