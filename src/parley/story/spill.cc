// A piece is a range of one unlinked file, mapped shared: to drop its pages from the process loses
// nothing, since the system keeps them in its cache or on the disk.
#include "parley/story/spill.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <new>
#include <stop_token>
#include <string>
#include <system_error>

namespace parley::story {
namespace {

std::size_t page_bytes() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

// A file without a name, in the first folder that takes one; -1 where none does.
int make_file() {
  const char* wanted = std::getenv("TMPDIR");
  // /tmp may be memory itself, so it comes last.
  for (const char* folder : {wanted, "/var/tmp", "/tmp"}) {
    if (folder == nullptr || *folder == '\0') continue;
    std::string path = std::string(folder) + "/parley-XXXXXX";
    const int file = mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) continue;
    unlink(path.c_str());
    return file;
  }
  return -1;
}

// Bytes of mapped files that the process holds, by its open /proc/self/statm; 0 where the system
// does not say.
std::size_t held_bytes(int memory_now) {
  std::array<char, 128> text{};
  if (pread(memory_now, text.data(), text.size() - 1, 0) <= 0) return 0;
  char* at = text.data();
  (void)std::strtoull(at, &at, 10);  // whole
  (void)std::strtoull(at, &at, 10);  // resident
  return std::strtoull(at, &at, 10) * page_bytes();
}

}  // namespace

Spill::~Spill() {
  if (keeper_.joinable()) {
    keeper_.request_stop();
    keeper_.join();
  }
  for (const auto& [at, piece] : pieces_) munmap(at, piece.bytes);
  if (file_ >= 0) close(file_);
  if (memory_now_ >= 0) close(memory_now_);
}

void Spill::start_keeper() {
  try {
    keeper_ = std::jthread([this](const std::stop_token& stop) {
      std::mutex resting;
      std::unique_lock rest(resting);
      while (!asked_to_end_.wait_for(rest, stop, kKeeperRest,
                                     [&stop] { return stop.stop_requested(); })) {
        look();
      }
    });
  } catch (const std::system_error&) {
    // No more threads: relax() alone gives pages back.
  }
}

void* Spill::map(std::size_t bytes) {
  if (no_file_) return nullptr;
  if (file_ < 0) {
    file_ = make_file();
    no_file_ = file_ < 0;
    if (no_file_) return nullptr;
    memory_now_ = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    base_ = held_bytes(memory_now_);
    start_keeper();
  }
  const std::size_t page = page_bytes();
  const std::size_t whole = (bytes + page - 1) / page * page;
  // Room is taken first: a write to a mapped page without room behind it ends the process.
  if (posix_fallocate(file_, static_cast<off_t>(end_), static_cast<off_t>(whole)) != 0) {
    return nullptr;
  }
  void* at =
      mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_SHARED, file_, static_cast<off_t>(end_));
  if (at == MAP_FAILED) return nullptr;
  {
    const std::scoped_lock lock(of_pieces_);
    pieces_[at] = {end_, whole};
  }
  end_ += whole;
  mapped_ += whole;
  return at;
}

void* Spill::do_allocate(std::size_t bytes, std::size_t alignment) {
  if (bytes >= kLeastBytes) {
    if (bytes <= plain_left_) {
      plain_left_ -= bytes;
    } else if (void* at = map(bytes); at != nullptr) {
      return at;
    }
  }
  return ::operator new(bytes, std::align_val_t(alignment));
}

void Spill::do_deallocate(void* at, std::size_t bytes, std::size_t alignment) {
  const auto found = bytes >= kLeastBytes ? pieces_.find(at) : pieces_.end();
  if (found == pieces_.end()) {
    ::operator delete(at, bytes, std::align_val_t(alignment));
    return;
  }
  const Piece piece = found->second;
  {
    // Unmapped while the keeper waits: the range may be another's at once.
    const std::scoped_lock lock(of_pieces_);
    pieces_.erase(found);
    munmap(at, piece.bytes);
  }
  mapped_ -= piece.bytes;
#ifdef FALLOC_FL_PUNCH_HOLE
  (void)fallocate(file_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                  static_cast<off_t>(piece.offset), static_cast<off_t>(piece.bytes));
#endif
}

void Spill::look() const {
  const std::scoped_lock lock(of_pieces_);
  if (pieces_.empty()) return;
  const std::size_t held = held_bytes(memory_now_);
  if (held != 0 && held < base_ + kHeldBytes) return;
  for (const auto& [at, piece] : pieces_) madvise(at, piece.bytes, MADV_DONTNEED);
}

}  // namespace parley::story
