#include "parley/archive/fields.h"

#include <algorithm>
#include <charconv>

#include "parley/text/utf8.h"

namespace parley::archive {
namespace {

constexpr std::size_t kMostLines = 1000;

// The next line of `text` without its end, and takes it away.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Fields Fields::read(std::string_view text, std::size_t* length) {
  Fields out;
  const std::size_t whole = text.size();
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !out.lines_.empty()) {
      out.lines_.back().value += " ";
      out.lines_.back().value += text::trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || out.lines_.size() == kMostLines) continue;
    out.lines_.push_back({text::ascii_lower(text::trim(line.substr(0, colon))),
                          std::string(text::trim(line.substr(colon + 1)))});
  }
  if (length != nullptr) *length = whole - text.size();
  return out;
}

std::string_view Fields::at(std::string_view name) const {
  const auto found = std::ranges::find(lines_, name, &Line::name);
  return found == lines_.end() ? std::string_view() : std::string_view(found->value);
}

std::size_t header_length(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const bool whole = rest.find('\n') != std::string_view::npos;
    if (next_line(rest).empty()) return whole ? text.size() - rest.size() : std::string_view::npos;
  }
  return std::string_view::npos;
}

std::optional<std::uint64_t> parse_length(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  text = text::trim(text);
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace parley::archive
