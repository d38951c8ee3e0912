// What the decoders share: the bytes and how far they are read, the text so far, the map back.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "parley/charset/decode.h"
#include "parley/text/utf8.h"

namespace parley::charset {

class Writer {
 public:
  // `ascii`: ASCII bytes stand for themselves wherever a character may begin.
  Writer(std::string_view bytes, OffsetMap* map, bool ascii)
      : bytes_(bytes), map_(map), ascii_(ascii) {
    out_.text.reserve(bytes.size() + bytes.size() / 8);
    copy_ascii();
  }

  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  // REQUIRES: ahead < left()
  [[nodiscard]] unsigned byte(std::size_t ahead) const {
    return static_cast<unsigned char>(bytes_[at_ + ahead]);
  }

  // The next `taken` bytes are the character `point`.
  void put(char32_t point, std::size_t taken) {
    const std::size_t before = out_.text.size();
    text::append_utf8(out_.text, point);
    step(out_.text.size() - before, taken);
  }
  void put_pair(char32_t first, char32_t second, std::size_t taken) {
    const std::size_t before = out_.text.size();
    text::append_utf8(out_.text, first);
    text::append_utf8(out_.text, second);
    step(out_.text.size() - before, taken);
  }
  // The next `length` bytes are UTF-8 already.
  void copy(std::size_t length) {
    out_.text.append(bytes_, at_, length);
    if (map_ != nullptr) map_->copied(length, at_);
    at_ += length;
    copy_ascii();
  }
  // The next `taken` bytes are no character.
  void broken(std::size_t taken) {
    if (out_.broken++ == 0) out_.first_broken = at_;
    put(0xFFFD, taken);
  }
  // Passes over `taken` bytes that give nothing, such as an escape sequence.
  void skip(std::size_t taken) { at_ += taken; }

  [[nodiscard]] Decoded finish() {
    if (map_ != nullptr) map_->finish(bytes_.size());
    return std::move(out_);
  }

 private:
  void step(std::size_t written, std::size_t taken) {
    if (map_ != nullptr) {
      if (written == taken && taken == 1) {
        map_->copied(1, at_);
      } else {
        map_->changed(written, at_);
      }
    }
    at_ += taken;
    copy_ascii();
  }
  void copy_ascii() {
    if (!ascii_) return;
    const std::size_t length = text::ascii_prefix(bytes_.substr(at_));
    if (length == 0) return;
    out_.text.append(bytes_, at_, length);
    if (map_ != nullptr) map_->copied(length, at_);
    at_ += length;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  OffsetMap* map_;
  Decoded out_;
  bool ascii_;
};

}  // namespace parley::charset
