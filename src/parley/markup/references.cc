#include "parley/markup/references.h"

#include <array>
#include <cstdint>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::size_t kLongestBareName = 6;
constexpr std::size_t kMostDigits = 12;

struct NamedCharacter {
  std::string characters;
  bool bare = false;
};

struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>()(name);
  }
};
using NameTable = std::unordered_map<std::string, NamedCharacter, NameHash, std::equal_to<>>;

int hex_value(char c) {
  if (text::is_ascii_digit(c)) return c - '0';
  c = text::ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

NameTable load() {
  NameTable table;
  for (const base::TableRow& row : base::read_table("html_entities")) {
    NamedCharacter entry;
    char32_t value = 0;
    for (const char c : row.at(1)) {
      if (c == ' ') {
        text::append_utf8(entry.characters, value);
        value = 0;
      } else if (hex_value(c) >= 0) {
        value = value * 16 + static_cast<char32_t>(hex_value(c));
      }
    }
    text::append_utf8(entry.characters, value);
    entry.bare = row.at(2) == "bare";
    table.emplace(row.at(0), std::move(entry));
  }
  return table;
}

const NameTable& names() {
  static const NameTable table = load();
  return table;
}

// Numbers that stand for Windows-1252 characters, as the standard asks.
constexpr std::array<char16_t, 32> kWindows = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

std::size_t read_number(std::string_view html, std::size_t at, std::string& out) {
  std::size_t i = at + 2;
  const bool hex = i < html.size() && (html[i] == 'x' || html[i] == 'X');
  if (hex) ++i;
  const std::size_t first = i;
  char32_t value = 0;
  while (i < html.size() && i - first < kMostDigits) {
    const int digit = hex_value(html[i]);
    if (digit < 0 || (!hex && digit > 9)) break;
    if (value <= 0x10FFFF) value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    ++i;
  }
  if (i == first) return 0;
  if (i < html.size() && html[i] == ';') ++i;
  if (value >= 0x80 && value < 0xA0) value = kWindows[value - 0x80];
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  text::append_utf8(out, value);
  return i - at;
}

}  // namespace

std::size_t read_reference(std::string_view html, std::size_t at, bool in_attribute,
                           std::string& out) {
  if (at + 1 >= html.size()) return 0;
  if (html[at + 1] == '#') return read_number(html, at, out);
  std::size_t end = at + 1;
  while (end < html.size() && end - at <= kLongestName &&
         (text::is_ascii_alpha(html[end]) || text::is_ascii_digit(html[end]))) {
    ++end;
  }
  const std::string_view name = html.substr(at + 1, end - at - 1);
  if (name.empty()) return 0;
  if (end < html.size() && html[end] == ';') {
    const auto found = names().find(name);
    if (found != names().end()) {
      out += found->second.characters;
      return name.size() + 2;
    }
  }
  for (std::size_t length = std::min(name.size(), kLongestBareName); length >= 2; --length) {
    const auto found = names().find(name.substr(0, length));
    if (found == names().end() || !found->second.bare) continue;
    const char after = at + 1 + length < html.size() ? html[at + 1 + length] : '\0';
    if (in_attribute &&
        (after == '=' || text::is_ascii_alpha(after) || text::is_ascii_digit(after))) {
      return 0;
    }
    out += found->second.characters;
    return length + 1;
  }
  return 0;
}

std::string attribute_text(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] == '&') {
      const std::size_t length = read_reference(raw, i, true, out);
      if (length > 0) {
        i += length;
        continue;
      }
    }
    if (text::is_ascii_space(raw[i])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += raw[i];
    }
    ++i;
  }
  return std::string(text::trim(out));
}

}  // namespace parley::markup
