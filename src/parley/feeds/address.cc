#include "parley/feeds/address.h"

#include <algorithm>
#include <vector>

#include "parley/text/utf8.h"

namespace parley::feeds {
namespace {

bool is_scheme(std::string_view text) {
  if (text.empty() || !text::is_ascii_alpha(text[0])) return false;
  return std::ranges::all_of(text, [](char c) {
    return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

// "/a/./b/../c" is "/a/c".
std::string without_dots(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> kept;
  bool open_end = false;  // the path ends in a folder
  while (!path.empty()) {
    if (path[0] == '/') path.remove_prefix(1);
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(slash);
    open_end = segment == "." || segment == "..";
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) out += '/';
    out += kept[i];
  }
  if (open_end && !kept.empty()) out += '/';
  return out;
}

std::string join(std::string_view scheme, std::optional<std::string_view> authority,
                 std::string_view path, std::optional<std::string_view> query,
                 std::optional<std::string_view> fragment) {
  std::string out;
  if (!scheme.empty()) out.append(scheme).append(":");
  if (authority) out.append("//").append(*authority);
  out.append(path);
  if (query) out.append("?").append(*query);
  if (fragment) out.append("#").append(*fragment);
  return out;
}

}  // namespace

AddressParts split_address(std::string_view address) {
  AddressParts out;
  if (const std::size_t hash = address.find('#'); hash != std::string_view::npos) {
    out.fragment = address.substr(hash + 1);
    address = address.substr(0, hash);
  }
  if (const std::size_t mark = address.find('?'); mark != std::string_view::npos) {
    out.query = address.substr(mark + 1);
    address = address.substr(0, mark);
  }
  if (const std::size_t colon = address.find(':');
      colon != std::string_view::npos && is_scheme(address.substr(0, colon))) {
    out.scheme = address.substr(0, colon);
    address.remove_prefix(colon + 1);
  }
  if (address.starts_with("//")) {
    const std::size_t end = std::min(address.find('/', 2), address.size());
    out.authority = address.substr(2, end - 2);
    address.remove_prefix(end);
  }
  out.path = address;
  return out;
}

std::string resolve_address(std::string_view base, std::string_view reference) {
  reference = text::trim(reference);
  const AddressParts from = split_address(text::trim(base));
  const AddressParts to = split_address(reference);
  if (!to.scheme.empty() || from.scheme.empty()) return std::string(reference);
  if (to.authority) {
    return join(from.scheme, to.authority, without_dots(to.path), to.query, to.fragment);
  }
  if (to.path.empty()) {
    return join(from.scheme, from.authority, from.path, to.query ? to.query : from.query,
                to.fragment);
  }
  std::string path;
  if (to.path.starts_with('/')) {
    path = to.path;
  } else if (from.authority && from.path.empty()) {
    path = "/" + std::string(to.path);
  } else {
    const std::size_t slash = from.path.rfind('/');
    path = slash == std::string_view::npos ? "" : std::string(from.path.substr(0, slash + 1));
    path += to.path;
  }
  return join(from.scheme, from.authority, without_dots(path), to.query, to.fragment);
}

}  // namespace parley::feeds
