#include "parley/charset/detect.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>

#include "parley/charset/decode.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

constexpr std::size_t kSampleBytes = 64 * 1024;

struct DetectorCloser {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

// The part from shortly before the first byte that is not ASCII.
std::string_view sample_of(std::string_view bytes) {
  constexpr std::size_t kBefore = 1024;
  const std::size_t first = text::ascii_prefix(bytes);
  return bytes.substr(first > kBefore ? first - kBefore : 0, kSampleBytes);
}

// UTF-16 without a mark: ASCII letters have a NUL beside each.
std::optional<Encoding> detect_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 1024);
  if (sample.size() < 4) return std::nullopt;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t units = sample.size() / 2;
  if (even * 3 >= units * 2 && odd * 20 <= units) return Encoding::kUtf16Be;
  if (odd * 3 >= units * 2 && even * 20 <= units) return Encoding::kUtf16Le;
  return std::nullopt;
}

// Quotation marks, dashes, an ellipsis, bullet, currency signs and no-break spaces of windows-1252.
bool is_mark_of_1252(unsigned char byte) {
  return byte == 0x80 || byte == 0x85 || byte == 0x8B || byte == 0x9B ||
         (byte >= 0x91 && byte <= 0x97) || byte == 0x99 || byte == 0xA0 || byte == 0xA3 ||
         byte == 0xA9 || byte == 0xAB || byte == 0xAE || byte == 0xB0 || byte == 0xB7 ||
         byte == 0xBB;
}

bool only_marks_of_1252(std::string_view sample) {
  return std::ranges::all_of(sample, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 || is_mark_of_1252(byte);
  });
}

std::optional<Encoding> ask_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, DetectorCloser> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return std::nullopt;
  uchardet_data_end(detector.get());
  const std::string_view name = uchardet_get_charset(detector.get());
  if (name == "UHC") return Encoding::kEucKr;
  if (name == "MAC-CYRILLIC") return Encoding::kXMacCyrillic;
  return encoding_named(name);
}

// True where nearly everything that is not ASCII can be read as `encoding`.
bool fits(std::string_view sample, Encoding encoding) {
  std::size_t high = 0;
  for (const char c : sample) high += static_cast<unsigned char>(c) >= 0x80 ? 1 : 0;
  return decode(sample, encoding).broken * 50 <= high;
}

}  // namespace

Utf8Signs count_utf8(std::string_view bytes) {
  Utf8Signs signs;
  for (std::size_t i = text::ascii_prefix(bytes); i < bytes.size();
       i += text::ascii_prefix(bytes.substr(i))) {
    const text::CodePoint point = text::decode_at(bytes, i);
    i += point.length;
    if (point.valid) {
      ++signs.sound;
    } else {
      // The lead byte alone, where no following byte was wrong but there were none left.
      const auto lead = static_cast<unsigned char>(bytes[i - point.length]);
      const bool cut = i == bytes.size() && lead >= 0xC2 && lead <= 0xF4;
      if (!cut) ++signs.broken;
    }
  }
  return signs;
}

bool looks_like_1252(std::string_view bytes) {
  const std::string_view sample = sample_of(bytes);
  const auto is_letter = [&](std::size_t i) {
    return i < sample.size() && text::is_ascii_alpha(sample[i]);
  };
  bool any = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sample[i]);
    if (byte < 0x80) continue;
    any = true;
    if (is_mark_of_1252(byte)) continue;
    const bool letter = byte >= 0xC0 && byte < 0xFE && byte != 0xD7 && byte != 0xF7;
    if (!letter || (!is_letter(i + 1) && (i == 0 || !is_letter(i - 1)))) return false;
  }
  return any;
}

std::optional<Encoding> detect(std::string_view bytes, const Utf8Signs& signs) {
  if (const auto utf16 = detect_utf16(bytes)) return utf16;
  if (signs.sound > 0 && signs.broken * 20 <= signs.sound) return Encoding::kUtf8;
  if (signs.sound == 0 && signs.broken == 0) {
    const bool escapes = bytes.find("\x1B$B") != std::string_view::npos ||
                         bytes.find("\x1B$@") != std::string_view::npos;
    if (escapes && fits(bytes.substr(0, kSampleBytes), Encoding::kIso2022Jp)) {
      return Encoding::kIso2022Jp;
    }
    return std::nullopt;
  }
  const std::string_view sample = sample_of(bytes);
  if (only_marks_of_1252(sample)) return Encoding::kWindows1252;
  // So few bytes tell nothing of a language.
  constexpr std::ptrdiff_t kLeastEvidence = 4;
  const std::ptrdiff_t high =
      std::ranges::count_if(sample, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (high < kLeastEvidence) return std::nullopt;
  const std::optional<Encoding> found = ask_uchardet(sample);
  if (found == Encoding::kWindows1252 && !looks_like_1252(bytes)) return std::nullopt;
  const bool readable = found && *found != Encoding::kReplacement && *found != Encoding::kUtf16Be &&
                        *found != Encoding::kUtf16Le && *found != Encoding::kUtf8;
  if (!readable || !fits(sample, *found)) return std::nullopt;
  return found;
}

}  // namespace parley::charset
