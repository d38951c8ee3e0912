// Rolling hashes of every stretch of kWindow letters, sorted once, looked up by halves.
#include "parley/markup/known_words.h"

#include <algorithm>

#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::uint64_t kBase = 1'099'511'628'211ULL;

std::uint64_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]) + 1U;
}

}  // namespace

std::string letters_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (text::is_ascii_alpha(c) || text::is_ascii_digit(c)) {
      out += text::ascii_lower(c);
    } else if (byte == 0xE2 || (byte == 0xC2 && i + 1 < text.size())) {
      // Punctuation beyond ASCII: three bytes from U+2000 on, two from U+0080 on.
      i += byte == 0xE2 ? 2 : 1;
    } else if (byte >= 0x80) {
      out += c;
    }
  }
  return out;
}

KnownWords::KnownWords(std::string_view text) {
  const std::string letters = letters_of(text);
  size_ = letters.size();
  if (letters.size() < kWindow) return;
  std::uint64_t top = 1;
  for (std::size_t i = 1; i < kWindow; ++i) top *= kBase;
  std::uint64_t hash = 0;
  hashes_.reserve(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i >= kWindow) hash -= top * byte_at(letters, i - kWindow);
    hash = hash * kBase + byte_at(letters, i);
    if (i + 1 >= kWindow) hashes_.push_back(hash);
  }
  std::ranges::sort(hashes_);
}

bool KnownWords::hold_window(std::string_view window) const {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < kWindow; ++i) hash = hash * kBase + byte_at(window, i);
  return std::ranges::binary_search(hashes_, hash);
}

bool KnownWords::hold(std::string_view letters) const {
  if (letters.size() < kWindow || hashes_.empty()) return false;
  return hold_window(letters.substr(0, kWindow)) &&
         hold_window(letters.substr((letters.size() - kWindow) / 2, kWindow)) &&
         hold_window(letters.substr(letters.size() - kWindow, kWindow));
}

}  // namespace parley::markup
