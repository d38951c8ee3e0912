// A stream of bytes: an open file, a pipe, or bytes in memory. What everything that unpacks reads
// from, so that a web archive of any size needs a fixed amount of memory.
#pragma once

#include <cstddef>
#include <cstdio>
#include <span>
#include <string_view>

namespace parley::archive {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // Reads at most room.size() bytes and gives how many; 0 at the end or where reading failed. Gives
  // what there is: a pipe is not waited for to fill `room`. REQUIRES: room is not empty
  [[nodiscard]] virtual std::size_t read(std::span<char> room) = 0;
  [[nodiscard]] virtual bool failed() const { return false; }
};

class FileSource : public ByteSource {
 public:
  // `file` stays open and must outlive the source.
  explicit FileSource(std::FILE* file) : file_(file) {}
  std::size_t read(std::span<char> room) override;
  [[nodiscard]] bool failed() const override { return failed_; }

 private:
  std::FILE* file_;
  bool failed_ = false;
};

class MemorySource : public ByteSource {
 public:
  // `bytes` must outlive the source.
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(std::span<char> room) override;

 private:
  std::string_view bytes_;
};

}  // namespace parley::archive
