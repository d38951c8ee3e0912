#include "parley/markup/lenient_json.h"

#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

bool is_bare(char c) {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '-' || c == '+' || c == '.';
}

// From after the opening mark to the closing one.
std::size_t string_end(std::string_view json, std::size_t i) {
  while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2 : 1;
  return std::min(i, json.size());
}

int hex_at(std::string_view raw, std::size_t i) {
  if (i + 4 > raw.size()) return -1;
  int value = 0;
  for (std::size_t k = i; k < i + 4; ++k) {
    const char c = text::ascii_lower(raw[k]);
    if (text::is_ascii_digit(c)) {
      value = value * 16 + (c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value = value * 16 + (c - 'a' + 10);
    } else {
      return -1;
    }
  }
  return value;
}

}  // namespace

std::vector<JsonValue> read_lenient_json(std::string_view json) {
  std::vector<JsonValue> values;
  std::vector<std::uint32_t> open;
  std::string_view key;
  bool key_next = false;  // a string that comes now is a key
  const auto add = [&](JsonValue::Kind kind, std::string_view raw) {
    JsonValue value;
    value.kind = kind;
    value.key = key;
    value.raw = raw;
    value.parent = open.empty() ? static_cast<std::uint32_t>(values.size()) : open.back();
    value.end = static_cast<std::uint32_t>(values.size() + 1);
    values.push_back(value);
    key = {};
  };
  const auto in_object = [&] {
    return !open.empty() && values[open.back()].kind == JsonValue::Kind::kObject;
  };
  for (std::size_t i = 0; i < json.size() && values.size() < kMaxJsonValues;) {
    const char c = json[i];
    if (c == '{' || c == '[') {
      add(c == '{' ? JsonValue::Kind::kObject : JsonValue::Kind::kArray, {});
      open.push_back(static_cast<std::uint32_t>(values.size() - 1));
      key_next = c == '{';
      ++i;
    } else if (c == '}' || c == ']') {
      if (!open.empty()) {
        values[open.back()].end = static_cast<std::uint32_t>(values.size());
        open.pop_back();
      }
      key = {};
      key_next = in_object();
      ++i;
    } else if (c == '"') {
      const std::size_t end = string_end(json, i + 1);
      const std::string_view raw = json.substr(i + 1, end - i - 1);
      i = std::min(end + 1, json.size());
      if (key_next) {
        key = raw;
        key_next = false;
      } else if (!open.empty()) {
        add(JsonValue::Kind::kString, raw);
      }
    } else if (c == ',') {
      key = {};
      key_next = in_object();
      ++i;
    } else if (c == '/' && i + 1 < json.size() && json[i + 1] == '*') {
      const std::size_t close = json.find("*/", i + 2);
      i = close == std::string_view::npos ? json.size() : close + 2;
    } else if (is_bare(c)) {
      const std::size_t start = i;
      while (i < json.size() && is_bare(json[i])) ++i;
      if (!open.empty() && !key_next) add(JsonValue::Kind::kOther, json.substr(start, i - start));
    } else {
      ++i;
    }
  }
  for (const std::uint32_t value : open) {
    values[value].end = static_cast<std::uint32_t>(values.size());
  }
  return values;
}

std::string json_text(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 >= raw.size()) {
      out += raw[i];
      continue;
    }
    const char c = raw[++i];
    if (c == 'n' || c == 'r' || c == 't' || c == 'f' || c == 'b') {
      out += c == 'n' || c == 'r' ? '\n' : ' ';
    } else if (c == 'u') {
      int value = hex_at(raw, i + 1);
      if (value < 0) continue;
      i += 4;
      auto point = static_cast<char32_t>(value);
      if (value >= 0xD800 && value < 0xDC00 && i + 2 < raw.size() && raw[i + 1] == '\\' &&
          raw[i + 2] == 'u') {
        const int low = hex_at(raw, i + 3);
        if (low >= 0xDC00 && low < 0xE000) {
          point = 0x10000 + (static_cast<char32_t>(value - 0xD800) << 10) +
                  static_cast<char32_t>(low - 0xDC00);
          i += 6;
        }
      }
      if (point >= 0xD800 && point < 0xE000) point = 0xFFFD;
      text::append_utf8(out, point);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace parley::markup
