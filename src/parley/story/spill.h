// Memory for what is known of all articles at once, most of which is looked at now and then: large
// pieces lie in a temporary file that is mapped, so that the system may take their pages back.
//
//   Spill spill;
//   std::pmr::vector<Item> items(&spill);   // grows into the file
//   spill.relax();                          // now and then while working: gives pages back
//
// The first kPlainBytes and every piece below kLeastBytes are ordinary memory, so a small record
// makes no file. Where no file can be made or it cannot grow, all is ordinary memory. The file has
// no name and goes with the process. One thread's own, but for a keeper: while there is a file, a
// thread of the Spill gives pages back too, for work that never calls relax(), such as a sort.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <mutex>
#include <thread>

namespace parley::story {

class Spill : public std::pmr::memory_resource {
 public:
  static constexpr std::size_t kLeastBytes = 1UL << 18;
  static constexpr std::size_t kPlainBytes = 16UL << 20;  // of large pieces, before there is a file
  static constexpr std::size_t kHeldBytes = 32UL << 20;   // of mapped pages, as relax() counts them

  // `plain_bytes`: for tests.
  explicit Spill(std::size_t plain_bytes = kPlainBytes) : plain_left_(plain_bytes) {}
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;
  ~Spill() override;

  // Gives the pages of the file back to the system once kHeldBytes and more of them are held; what
  // they say stays and is read again when looked at. Cheap: looks at every kLooks-th call.
  void relax() const {
    if (++calls_ % kLooks == 0) look();
  }
  // Bytes in the file.
  [[nodiscard]] std::size_t mapped_bytes() const { return mapped_; }

 private:
  // A look at one piece may bring in 64 KiB of its file, so that looks far apart hold 16 MiB.
  static constexpr std::uint32_t kLooks = 1U << 8;
  static constexpr std::chrono::milliseconds kKeeperRest{2};

  void* do_allocate(std::size_t bytes, std::size_t alignment) override;
  void do_deallocate(void* at, std::size_t bytes, std::size_t alignment) override;
  [[nodiscard]] bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }
  void look() const;
  // A piece of the file; null where there can be none.
  void* map(std::size_t bytes);
  void start_keeper();

  struct Piece {
    std::uint64_t offset = 0;  // in the file
    std::size_t bytes = 0;
  };

  int file_ = -1;
  int memory_now_ = -1;  // /proc/self/statm
  bool no_file_ = false;
  std::size_t plain_left_;
  std::uint64_t end_ = 0;  // of the file
  std::size_t mapped_ = 0;
  mutable std::mutex of_pieces_;
  std::map<void*, Piece> pieces_;
  mutable std::uint32_t calls_ = 0;
  std::size_t base_ = 0;  // resident bytes of other files when the first piece was mapped
  std::condition_variable_any asked_to_end_;
  std::jthread keeper_;
};

}  // namespace parley::story
