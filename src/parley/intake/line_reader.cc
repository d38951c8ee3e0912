#include "parley/intake/line_reader.h"

#include <algorithm>

namespace parley::intake {

bool LineReader::next() {
  line_.clear();
  too_long_ = false;
  ended_ = false;
  line_offset_ = offset_;
  bool any = false;
  while (true) {
    // One byte, so that a line that has come is not kept waiting for more.
    std::string_view bytes = stream_.peek(1);
    if (bytes.empty()) break;
    any = true;
    const std::size_t end = bytes.find('\n');
    const std::size_t length = std::min(end, bytes.size());
    const std::size_t room = max_bytes_ - line_.size();
    if (length > room) too_long_ = true;
    line_.append(bytes.substr(0, std::min(length, room)));
    const std::size_t taken = length + (end != std::string_view::npos ? 1 : 0);
    stream_.take(taken);
    offset_ += taken;
    ended_ = end != std::string_view::npos;
    if (ended_) break;
  }
  if (line_.ends_with('\r')) line_.pop_back();
  return any;
}

}  // namespace parley::intake
