#include "parley/intake/line_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace parley::intake {
namespace {
constexpr std::size_t kBufferBytes = 64 * 1024;
}

LineReader::LineReader(std::FILE* file, std::size_t max_bytes)
    : file_(file), max_bytes_(max_bytes), buffer_(kBufferBytes) {}

bool LineReader::fill() {
  if (begin_ < end_) return true;
  begin_ = 0;
  end_ = 0;
  // Not fread: a writer that sends a line and waits for the answer would wait for a full buffer.
  const ssize_t got = ::read(::fileno(file_), buffer_.data(), buffer_.size());
  if (got < 0) failed_ = true;
  if (got > 0) end_ = static_cast<std::size_t>(got);
  return end_ > 0;
}

std::string_view LineReader::peek() {
  if (!fill()) return {};
  return {buffer_.data() + begin_, end_ - begin_};
}

bool LineReader::next() {
  line_.clear();
  too_long_ = false;
  line_offset_ = offset_;
  bool any = false;
  while (fill()) {
    any = true;
    const char* start = buffer_.data() + begin_;
    const std::size_t available = end_ - begin_;
    const void* found = std::memchr(start, '\n', available);
    const std::size_t length =
        found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - start)
                         : available;
    const std::size_t room = max_bytes_ - line_.size();
    if (length > room) too_long_ = true;
    line_.append(start, std::min(length, room));
    const std::size_t taken = length + (found != nullptr ? 1 : 0);
    begin_ += taken;
    offset_ += taken;
    if (found != nullptr) break;
  }
  if (line_.ends_with('\r')) line_.pop_back();
  return any;
}

}  // namespace parley::intake
