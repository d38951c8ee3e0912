// A place looks doubly encoded where consecutive characters, written as windows-1252 bytes, are one
// UTF-8 character. It is sure where that gives a mark of punctuation (â€™), an accented Latin
// letter from "Ã" and a sign that ends no word (Ã©), or where three or more such places follow one
// another (Ð¢Ð°Ðº). Other places are put right only in a text that has sure ones and no letter or
// quotation mark beyond ASCII outside of them.
#include "parley/charset/mend.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parley/charset/tables.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

constexpr int kMostPasses = 3;

struct Place {
  std::size_t start = 0;  // of the damaged text
  std::size_t end = 0;
  std::array<char, 4> bytes{};
  std::uint8_t length = 0;
  bool sure = false;
};

// The windows-1252 byte of `point`, 0 for a character that has none or is ASCII.
unsigned byte_of(char32_t point) {
  if (point >= 0x80 && point <= 0xFF) return static_cast<unsigned>(point);
  if (point < 0x152 || point > 0x2122) return 0;
  const auto table = single_byte_table(Encoding::kWindows1252);
  for (unsigned i = 0; i < 0x20; ++i) {
    if (table[i] == point) return i + 0x80;
  }
  return 0;
}

std::uint8_t sequence_length(unsigned lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// Marks that may stand after a word in sound text: quotation marks, dashes, the ellipsis, a space.
bool ends_words(unsigned byte) {
  return byte == 0x82 || byte == 0x84 || byte == 0x85 || byte == 0x8B || byte == 0x9B ||
         (byte >= 0x91 && byte <= 0x97) || byte == 0x99 || byte == 0xA0 || byte == 0xAB ||
         byte == 0xAE || byte == 0xBB;
}

bool is_sure(char32_t point, unsigned lead, unsigned second) {
  if (point >= 0x2010 && point <= 0x2044) return true;
  if (point == 0x20AC || point == 0x2122 || point == 0xFEFF || point == 0x200B) return true;
  if (lead == 0xC2) return second == 0xA0 || !ends_words(second);
  return lead == 0xC3 && !ends_words(second);
}

// A control character where windows-1252 has a mark: "don\u0092t". U+0085 may be a line's end.
bool lone_control(std::size_t at, const text::CodePoint& point, Place& place) {
  if (point.value < 0x80 || point.value > 0x9F || point.value == 0x85) return false;
  const char32_t meant = single_byte_table(Encoding::kWindows1252)[point.value - 0x80];
  if (meant == point.value || meant == 0) return false;
  std::string bytes;
  text::append_utf8(bytes, meant);
  place.start = at;
  place.end = at + point.length;
  place.length = static_cast<std::uint8_t>(bytes.size());
  std::ranges::copy(bytes, place.bytes.begin());
  place.sure = true;
  return true;
}

bool place_at(std::string_view text, std::size_t at, const text::CodePoint& first, Place& place) {
  const unsigned lead = byte_of(first.value);
  const std::uint8_t length = sequence_length(lead);
  if (length == 0) return false;
  place.start = at;
  place.bytes[0] = static_cast<char>(lead);
  std::size_t next = at + first.length;
  for (std::uint8_t i = 1; i < length; ++i) {
    const text::CodePoint point = text::decode_at(text, next);
    const unsigned byte = byte_of(point.value);
    if (byte < 0x80 || byte > 0xBF) return false;
    place.bytes[i] = static_cast<char>(byte);
    next += point.length;
  }
  const text::CodePoint meant = text::decode_at({place.bytes.data(), length}, 0);
  if (!meant.valid || meant.length != length) return false;
  place.end = next;
  place.length = length;
  place.sure = is_sure(meant.value, lead, static_cast<unsigned char>(place.bytes[1]));
  return true;
}

struct Survey {
  std::vector<Place> places;
  bool any_sure = false;
  bool sound_marks = false;  // letters or quotation marks beyond ASCII that are as they should be
};

Survey survey(std::string_view text) {
  Survey out;
  std::size_t row = 0;  // places that follow one another at the end of the list
  for (std::size_t i = text::ascii_prefix(text); i < text.size();) {
    const text::CodePoint point = text::decode_at(text, i);
    Place place;
    if (lone_control(i, point, place)) {
      out.places.push_back(place);
      row = 0;
      i = place.end;
    } else if (point.length > 1 && place_at(text, i, point, place)) {
      row = !out.places.empty() && out.places.back().end == i ? row + 1 : 1;
      out.places.push_back(place);
      if (row == 3) {
        for (std::size_t k = out.places.size() - 3; k < out.places.size(); ++k) {
          out.places[k].sure = true;
        }
      } else if (row > 3) {
        out.places.back().sure = true;
      }
      i = place.end;
    } else {
      if (point.value >= 0xC0) out.sound_marks = true;
      i += point.length;
    }
    i += text::ascii_prefix(text.substr(i));
  }
  for (const Place& place : out.places) out.any_sure = out.any_sure || place.sure;
  return out;
}

std::size_t mend_once(std::string& text, OffsetMap* map) {
  const Survey found = survey(text);
  if (!found.any_sure) return 0;
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  std::size_t mended = 0;
  const auto copy_to = [&](std::size_t end) {
    out.append(text, at, end - at);
    if (map != nullptr) map->copied(end - at, at);
    at = end;
  };
  for (const Place& place : found.places) {
    if (!place.sure && found.sound_marks) continue;
    copy_to(place.start);
    out.append(place.bytes.data(), place.length);
    if (map != nullptr) map->changed(place.length, place.start);
    at = place.end;
    ++mended;
  }
  copy_to(text.size());
  if (map != nullptr) map->finish(text.size());
  text = std::move(out);
  return mended;
}

}  // namespace

Mended mend_double_encoding(std::string text, OffsetMap* map) {
  Mended out{std::move(text), 0};
  OffsetMap whole;
  if (map != nullptr) {
    whole.copied(out.text.size(), 0);
    whole.finish(out.text.size());
  }
  for (int pass = 0; pass < kMostPasses; ++pass) {
    OffsetMap step;
    const std::size_t mended = mend_once(out.text, map != nullptr ? &step : nullptr);
    if (mended == 0) break;
    out.characters += mended;
    if (map != nullptr) whole = step.after(whole);
  }
  if (map != nullptr) *map = std::move(whole);
  return out;
}

}  // namespace parley::charset
