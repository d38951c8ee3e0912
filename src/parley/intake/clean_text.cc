#include "parley/intake/clean_text.h"

#include "parley/text/normalise.h"
#include "parley/text/utf8.h"

namespace parley::intake {

CleanText clean_text(std::string_view bytes) {
  CleanText result;
  const std::string nfc = text::to_nfc(text::repair_utf8(bytes, &result.broken_sequences));
  std::string& out = result.text;
  out.reserve(nfc.size());
  std::size_t line_ends = 2;  // in a row at the end of `out`; starts full, so no blank at the top
  bool space = false;
  for (std::size_t i = 0; i < nfc.size();) {
    if (nfc[i] > ' ' && nfc[i] < '\x7F') {
      if (space && line_ends == 0) out += ' ';
      space = false;
      line_ends = 0;
      out += nfc[i++];
      continue;
    }
    const text::CodePoint point = text::decode_at(nfc, i);
    i += point.length;
    char32_t c = point.value;
    if (c == U'\r') {
      if (i < nfc.size() && nfc[i] == '\n') continue;
      c = U'\n';
    }
    if (c == U'\f' || c == U'\v' || text::is_line_end(c)) {
      if (line_ends < 2) out += '\n';
      ++line_ends;
      space = false;
    } else if (c == U' ' || text::is_odd_space(c)) {
      space = true;
    } else if (text::is_invisible(c)) {
      continue;
    } else if (text::is_control(c)) {
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
