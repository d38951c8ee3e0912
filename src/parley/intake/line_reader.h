// Reads a stream, packed or not, line by line with bounded memory: a line past the limit is passed
// over whole, and told as such, so that the line after it is still read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include "parley/archive/unpack.h"

namespace parley::intake {

class LineReader {
 public:
  // `stream` must outlive the reader. Lines longer than `max_bytes` are too long.
  LineReader(archive::UnpackedStream& stream, std::size_t max_bytes)
      : stream_(stream), max_bytes_(max_bytes) {}

  // Reads the next line, without its line end, into line(). False at the end of the stream.
  [[nodiscard]] bool next();

  [[nodiscard]] const std::string& line() const { return line_; }
  [[nodiscard]] std::uint64_t offset() const { return line_offset_; }  // of the line's first byte
  [[nodiscard]] bool ended() const { return ended_; }        // with a line end, not with the stream
  [[nodiscard]] bool too_long() const { return too_long_; }  // then line() holds its beginning

 private:
  archive::UnpackedStream& stream_;
  std::size_t max_bytes_;
  std::string line_;
  std::uint64_t offset_ = 0;
  std::uint64_t line_offset_ = 0;
  bool too_long_ = false;
  bool ended_ = false;
};

}  // namespace parley::intake
