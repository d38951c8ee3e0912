#include "parley/text/utf8.h"

#include <unicode/uchar.h>

#include <cstring>

namespace parley::text {

CodePoint decode_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {0, 0, true};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::uint8_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {0xFFFD, 1, false};
  }
  for (std::uint8_t i = 1; i < length; ++i) {
    // A broken sequence gives up the bytes that were still well formed (its maximal subpart).
    if (offset + i >= text.size() || byte(i) < low || byte(i) > high) return {0xFFFD, i, false};
    value = (value << 6) | (byte(i) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {value, length, true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::size_t ascii_prefix(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= text.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = ascii_prefix(text); i < text.size(); i += ascii_prefix(text.substr(i))) {
    const CodePoint point = decode_at(text, i);
    if (!point.valid) return false;
    i += point.length;
  }
  return true;
}

std::string repair_utf8(std::string_view text, std::size_t* broken) {
  std::string out;
  out.reserve(text.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t ascii = ascii_prefix(text.substr(i)); ascii > 0) {
      out.append(text, i, ascii);
      i += ascii;
      continue;
    }
    const CodePoint point = decode_at(text, i);
    if (point.valid) {
      out.append(text, i, point.length);
    } else {
      out += "\xEF\xBF\xBD";
      ++count;
    }
    i += point.length;
  }
  if (broken != nullptr) *broken = count;
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

std::string fold_case(std::string_view text) {
  std::string out(text);
  unsigned char seen = 0;
  for (char& c : out) {
    seen |= static_cast<unsigned char>(c);
    c = ascii_lower(c);
  }
  if (seen < 0x80) return out;
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x80) {
      out += ascii_lower(c);
      ++i;
      continue;
    }
    const CodePoint point = decode_at(text, i);
    append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
    i += point.length;
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with("\xC2\xA0")) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  while (!text.empty()) {
    if (is_ascii_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else {
      break;
    }
  }
  return text;
}

}  // namespace parley::text
