// Offsets in characters (code points) for offsets in bytes, as brat and the Web Annotation model
// count them.
//
//   CharacterOffsets offsets("Café open");
//   offsets.at(5);   // 4: the é is two bytes
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace parley::views {

class CharacterOffsets {
 public:
  // `text` is UTF-8 and must outlive the object. Linear.
  explicit CharacterOffsets(std::string_view text) : text_(text) {
    std::uint32_t characters = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (i % kStride == 0) before_.push_back(characters);
      if (begins_character(text_[i])) ++characters;
    }
    before_.push_back(characters);
  }

  // The characters that begin before `byte`.
  [[nodiscard]] std::uint32_t at(std::uint32_t byte) const {
    const std::size_t from = byte / kStride;
    std::uint32_t characters = before_[std::min(from, before_.size() - 1)];
    for (std::size_t i = from * kStride; i < byte && i < text_.size(); ++i) {
      if (begins_character(text_[i])) ++characters;
    }
    return characters;
  }

  static bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }

 private:
  static constexpr std::size_t kStride = 256;  // bytes

  std::string_view text_;
  std::vector<std::uint32_t> before_;  // characters before each kStride-th byte
};

}  // namespace parley::views
