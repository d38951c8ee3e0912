#include "parley/archive/byte_source.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace parley::archive {

std::size_t FileSource::read(std::span<char> room) {
  // Not fread: a writer that sends a line and waits for the answer would wait for a full buffer.
  const ssize_t got = ::read(::fileno(file_), room.data(), room.size());
  if (got < 0) failed_ = true;
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::size_t MemorySource::read(std::span<char> room) {
  const std::size_t length = std::min(room.size(), bytes_.size());
  std::memcpy(room.data(), bytes_.data(), length);
  bytes_.remove_prefix(length);
  return length;
}

}  // namespace parley::archive
