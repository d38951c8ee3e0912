#include "parley/intake/clean_text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

bool is_odd_space(char32_t c) {
  return c == U'\t' || c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// Marks that show nothing: zero-width space, word joiner, byte order mark, soft hyphen.
bool is_invisible(char32_t c) { return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD; }

bool is_line_end(char32_t c) { return c == U'\n' || c == 0x0085 || c == 0x2028 || c == 0x2029; }

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::string to_nfc(std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return text;
  if (nfc->isNormalizedUTF8(text, status) && U_SUCCESS(status)) return text;
  status = U_ZERO_ERROR;
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, text, sink, nullptr, status);
  return U_SUCCESS(status) ? out : text;
}

}  // namespace

CleanText clean_text(std::string_view bytes) {
  CleanText result;
  const std::string nfc = to_nfc(text::repair_utf8(bytes, &result.broken_sequences));
  std::string& out = result.text;
  out.reserve(nfc.size());
  std::size_t line_ends = 2;  // in a row at the end of `out`; starts full, so no blank at the top
  bool space = false;
  for (std::size_t i = 0; i < nfc.size();) {
    const text::CodePoint point = text::decode_at(nfc, i);
    i += point.length;
    char32_t c = point.value;
    if (c == U'\r') {
      if (i < nfc.size() && nfc[i] == '\n') continue;
      c = U'\n';
    }
    if (c == U'\f' || c == U'\v' || is_line_end(c)) {
      if (line_ends < 2) out += '\n';
      ++line_ends;
      space = false;
    } else if (c == U' ' || is_odd_space(c)) {
      space = true;
    } else if (is_invisible(c)) {
      continue;
    } else if (is_control(c)) {
      result.had_controls = true;
    } else {
      if (space && line_ends == 0) out += ' ';
      space = false;
      line_ends = 0;
      text::append_utf8(out, c);
    }
  }
  while (out.ends_with('\n')) out.pop_back();
  return result;
}

}  // namespace parley::intake
