// One function for each of the standard's decoders. A Writer holds what they share: where they are,
// the text so far, the map. ASCII stretches, most of any web page, are copied at once.
#include "parley/charset/decode.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include "parley/charset/iso_2022_jp.h"
#include "parley/charset/tables.h"
#include "parley/charset/writer.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

bool in(unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; }

char32_t look_up(std::span<const char32_t> table, std::size_t pointer) {
  return pointer < table.size() ? table[pointer] : 0;
}

void decode_utf8(Writer& out) {
  while (!out.at_end()) {
    const text::CodePoint point = text::decode_at(out.bytes(), out.at());
    if (point.valid) {
      out.copy(point.length);
    } else {
      out.broken(point.length);
    }
  }
}

void decode_single_byte(Writer& out, std::span<const char32_t> table) {
  while (!out.at_end()) {
    const unsigned byte = out.byte(0);
    const char32_t point = byte < 0x80 ? byte : table[byte - 0x80];
    if (byte != 0 && point == 0) {
      out.broken(1);
    } else {
      out.put(point, 1);
    }
  }
}

void decode_user_defined(Writer& out) {
  while (!out.at_end()) out.put(out.byte(0) < 0x80 ? out.byte(0) : 0xF780 + out.byte(0) - 0x80, 1);
}

void decode_utf16(Writer& out, bool big) {
  const auto unit = [&](std::size_t ahead) {
    return big ? out.byte(ahead) << 8 | out.byte(ahead + 1)
               : out.byte(ahead + 1) << 8 | out.byte(ahead);
  };
  while (out.left() >= 2) {
    const unsigned first = unit(0);
    if (!in(first, 0xD800, 0xDFFF)) {
      out.put(first, 2);
    } else if (first < 0xDC00 && out.left() >= 4 && in(unit(2), 0xDC00, 0xDFFF)) {
      out.put(0x10000 + ((first - 0xD800) << 10) + (unit(2) - 0xDC00), 4);
    } else {
      out.broken(2);
    }
  }
  if (!out.at_end()) out.broken(1);
}

// A broken pair gives its second byte back where that is ASCII: it may be markup.
void broken_pair(Writer& out) { out.broken(out.left() > 1 && out.byte(1) >= 0x80 ? 2 : 1); }

void decode_big5(Writer& out) {
  const std::span<const char32_t> table = big5_table();
  while (!out.at_end()) {
    const unsigned lead = out.byte(0);
    if (lead < 0x80) {
      out.put(lead, 1);
      continue;
    }
    if (!in(lead, 0x81, 0xFE) || out.left() < 2) {
      out.broken(1);
      continue;
    }
    const unsigned trail = out.byte(1);
    char32_t point = 0;
    if (in(trail, 0x40, 0x7E) || in(trail, 0xA1, 0xFE)) {
      const std::size_t pointer = (lead - 0x81) * 157 + (trail - (trail < 0x7F ? 0x40 : 0x62));
      if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) {
        // Two characters: a vowel and its mark.
        out.put_pair(pointer < 1140 ? 0xCA : 0xEA, pointer % 31 == 17 ? 0x304 : 0x30C, 2);
        continue;
      }
      point = look_up(table, pointer);
    }
    if (point != 0) {
      out.put(point, 2);
    } else {
      broken_pair(out);
    }
  }
}

void decode_euc_kr(Writer& out) {
  const std::span<const char32_t> table = euc_kr_table();
  while (!out.at_end()) {
    const unsigned lead = out.byte(0);
    if (lead < 0x80) {
      out.put(lead, 1);
      continue;
    }
    if (!in(lead, 0x81, 0xFE) || out.left() < 2) {
      out.broken(1);
      continue;
    }
    const unsigned trail = out.byte(1);
    const char32_t point =
        in(trail, 0x41, 0xFE) ? look_up(table, (lead - 0x81) * 190 + (trail - 0x41)) : 0;
    if (point != 0) {
      out.put(point, 2);
    } else {
      broken_pair(out);
    }
  }
}

void decode_euc_jp(Writer& out) {
  const std::span<const char32_t> jis0208 = jis0208_table();
  while (!out.at_end()) {
    const unsigned lead = out.byte(0);
    if (lead < 0x80) {
      out.put(lead, 1);
      continue;
    }
    if ((lead != 0x8E && lead != 0x8F && !in(lead, 0xA1, 0xFE)) || out.left() < 2) {
      out.broken(1);
      continue;
    }
    const unsigned second = out.byte(1);
    if (lead == 0x8E && in(second, 0xA1, 0xDF)) {
      out.put(0xFF61 - 0xA1 + second, 2);
      continue;
    }
    if (lead == 0x8F && in(second, 0xA1, 0xFE)) {
      const unsigned third = out.left() > 2 ? out.byte(2) : 0;
      const char32_t point = in(third, 0xA1, 0xFE)
                                 ? look_up(jis0212_table(), (second - 0xA1) * 94 + (third - 0xA1))
                                 : 0;
      if (point != 0) {
        out.put(point, 3);
      } else {
        out.broken(third >= 0x80 ? 3 : 2);
      }
      continue;
    }
    const char32_t point = in(lead, 0xA1, 0xFE) && in(second, 0xA1, 0xFE)
                               ? look_up(jis0208, (lead - 0xA1) * 94 + (second - 0xA1))
                               : 0;
    if (point != 0) {
      out.put(point, 2);
    } else {
      broken_pair(out);
    }
  }
}

void decode_shift_jis(Writer& out) {
  const std::span<const char32_t> table = jis0208_table();
  while (!out.at_end()) {
    const unsigned lead = out.byte(0);
    if (lead <= 0x80) {
      out.put(lead, 1);
      continue;
    }
    if (in(lead, 0xA1, 0xDF)) {
      out.put(0xFF61 - 0xA1 + lead, 1);
      continue;
    }
    if ((!in(lead, 0x81, 0x9F) && !in(lead, 0xE0, 0xFC)) || out.left() < 2) {
      out.broken(1);
      continue;
    }
    const unsigned trail = out.byte(1);
    char32_t point = 0;
    if (in(trail, 0x40, 0x7E) || in(trail, 0x80, 0xFC)) {
      const std::size_t pointer =
          (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + (trail - (trail < 0x7F ? 0x40 : 0x41));
      const bool is_private = pointer >= 8836 && pointer <= 10715;
      point = is_private ? static_cast<char32_t>(0xE000 - 8836 + pointer) : look_up(table, pointer);
    }
    if (point != 0) {
      out.put(point, 2);
    } else {
      broken_pair(out);
    }
  }
}

// The four-byte character of gb18030 numbered `pointer`, 0 for none.
char32_t gb18030_four(std::size_t pointer) {
  if (pointer >= 189000 && pointer <= 1237575) {
    return static_cast<char32_t>(0x10000 + (pointer - 189000));
  }
  return look_up(gb18030_ranges(), pointer);
}

void decode_gb18030(Writer& out) {
  const std::span<const char32_t> table = gb18030_table();
  while (!out.at_end()) {
    const unsigned first = out.byte(0);
    if (first <= 0x80) {
      out.put(first == 0x80 ? 0x20AC : first, 1);
      continue;
    }
    if (first == 0xFF || out.left() < 2) {
      out.broken(1);
      continue;
    }
    const unsigned second = out.byte(1);
    if (in(second, 0x30, 0x39)) {
      if (out.left() < 4 || !in(out.byte(2), 0x81, 0xFE) || !in(out.byte(3), 0x30, 0x39)) {
        const bool cut = out.left() < 3 || (out.left() < 4 && in(out.byte(2), 0x81, 0xFE));
        out.broken(cut ? out.left() : 1);
        continue;
      }
      const std::size_t pointer = (first - 0x81) * 12600 + (second - 0x30) * 1260 +
                                  (out.byte(2) - 0x81) * 10 + (out.byte(3) - 0x30);
      const char32_t point = gb18030_four(pointer);
      if (point != 0) {
        out.put(point, 4);
      } else {
        out.broken(4);
      }
      continue;
    }
    char32_t point = 0;
    if (in(second, 0x40, 0x7E) || in(second, 0x80, 0xFE)) {
      point = look_up(table, (first - 0x81) * 190 + (second - (second < 0x7F ? 0x40 : 0x41)));
    }
    if (point != 0) {
      out.put(point, 2);
    } else {
      broken_pair(out);
    }
  }
}

}  // namespace

Decoded decode(std::string_view bytes, Encoding encoding, OffsetMap* map) {
  const bool ascii = encoding != Encoding::kUtf16Be && encoding != Encoding::kUtf16Le &&
                     encoding != Encoding::kIso2022Jp && encoding != Encoding::kReplacement;
  Writer out(bytes, map, ascii);
  switch (encoding) {
    case Encoding::kUtf8:
      decode_utf8(out);
      break;
    case Encoding::kUtf16Be:
    case Encoding::kUtf16Le:
      decode_utf16(out, encoding == Encoding::kUtf16Be);
      break;
    case Encoding::kGbk:
    case Encoding::kGb18030:
      decode_gb18030(out);
      break;
    case Encoding::kBig5:
      decode_big5(out);
      break;
    case Encoding::kEucJp:
      decode_euc_jp(out);
      break;
    case Encoding::kIso2022Jp:
      decode_iso_2022_jp(out);
      break;
    case Encoding::kShiftJis:
      decode_shift_jis(out);
      break;
    case Encoding::kEucKr:
      decode_euc_kr(out);
      break;
    case Encoding::kReplacement:
      if (!bytes.empty()) out.broken(bytes.size());
      break;
    case Encoding::kXUserDefined:
      decode_user_defined(out);
      break;
    default:
      decode_single_byte(out, single_byte_table(encoding));
  }
  return out.finish();
}

}  // namespace parley::charset
