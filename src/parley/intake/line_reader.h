// Reads a stream line by line with bounded memory: a line past the limit is passed over whole, and
// told as such, so that the line after it is still read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace parley::intake {

class LineReader {
 public:
  // `file` stays open and must outlive the reader. Lines longer than `max_bytes` are too long.
  LineReader(std::FILE* file, std::size_t max_bytes);

  // Reads the next line, without its line end, into line(). False at the end of the stream.
  [[nodiscard]] bool next();

  [[nodiscard]] const std::string& line() const { return line_; }
  [[nodiscard]] std::uint64_t offset() const { return line_offset_; }  // of the line's first byte
  [[nodiscard]] bool too_long() const { return too_long_; }  // then line() holds its beginning
  [[nodiscard]] bool failed() const { return failed_; }      // the stream broke

  // The bytes read ahead, at most 64 KiB, without taking them: what kind of input this is.
  [[nodiscard]] std::string_view peek();

 private:
  bool fill();

  std::FILE* file_;
  std::size_t max_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string line_;
  std::uint64_t offset_ = 0;
  std::uint64_t line_offset_ = 0;
  bool too_long_ = false;
  bool failed_ = false;
};

}  // namespace parley::intake
