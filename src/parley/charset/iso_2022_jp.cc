// The standard's state machine, with its states' names. An escape sequence that follows another
// with nothing between them counts as broken: pages have hidden markup between such pairs.
#include "parley/charset/iso_2022_jp.h"

#include <cstdint>

#include "parley/charset/tables.h"

namespace parley::charset {
namespace {

enum class Mode : std::uint8_t { kAscii, kRoman, kKatakana, kTwoBytes };

constexpr unsigned kEscape = 0x1B;

// The mode that the two bytes after an escape switch to; false where they are none.
bool switch_mode(unsigned first, unsigned second, Mode& mode) {
  if (first == 0x28 && second == 0x42) {
    mode = Mode::kAscii;
  } else if (first == 0x28 && second == 0x4A) {
    mode = Mode::kRoman;
  } else if (first == 0x28 && second == 0x49) {
    mode = Mode::kKatakana;
  } else if (first == 0x24 && (second == 0x40 || second == 0x42)) {
    mode = Mode::kTwoBytes;
  } else {
    return false;
  }
  return true;
}

// One byte in a mode of one byte a character; 0x110000 where it is none.
char32_t one_byte(unsigned byte, Mode mode) {
  constexpr char32_t kNone = 0x110000;
  if (mode == Mode::kKatakana) return byte >= 0x21 && byte <= 0x5F ? 0xFF61 - 0x21 + byte : kNone;
  if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) return kNone;
  if (mode == Mode::kRoman && byte == 0x5C) return 0xA5;
  if (mode == Mode::kRoman && byte == 0x7E) return 0x203E;
  return byte;
}

}  // namespace

void decode_iso_2022_jp(Writer& out) {
  Mode mode = Mode::kAscii;
  bool switched = false;  // the last thing read was an escape sequence
  while (!out.at_end()) {
    const unsigned byte = out.byte(0);
    if (byte == kEscape) {
      if (out.left() >= 3 && switch_mode(out.byte(1), out.byte(2), mode)) {
        if (switched) {
          out.broken(3);
        } else {
          out.skip(3);
        }
        switched = true;
      } else {
        switched = false;
        out.broken(1);
      }
      continue;
    }
    switched = false;
    if (mode != Mode::kTwoBytes) {
      const char32_t point = one_byte(byte, mode);
      if (point < 0x110000) {
        out.put(point, 1);
      } else {
        out.broken(1);
      }
      continue;
    }
    if (byte < 0x21 || byte > 0x7E) {
      out.broken(1);
      continue;
    }
    if (out.left() < 2 || out.byte(1) == kEscape) {
      out.broken(1);
      continue;
    }
    const unsigned trail = out.byte(1);
    const std::size_t pointer = (byte - 0x21) * 94 + (trail - 0x21);
    const char32_t point = trail >= 0x21 && trail <= 0x7E ? jis0208_table()[pointer] : 0;
    if (point != 0) {
      out.put(point, 2);
    } else {
      out.broken(2);
    }
  }
}

}  // namespace parley::charset
