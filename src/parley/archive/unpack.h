// Reads a file that may be packed, member by member, and goes on after damage.
//
//   UnpackedStream stream(source);
//   while (!stream.peek(1).empty()) { … stream.take(n); }
//   if (stream.fault() == Fault::kTruncated) …
//
// Web archives are gzip files with a member for each record: damage to one member loses that
// record, and recover() finds the next. Memory is a fixed amount whatever the file; a member that
// unpacks to far more than it should (a bomb) is damage too. What the bytes mean is the reader's
// business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "parley/archive/byte_source.h"
#include "parley/archive/packing.h"

namespace parley::archive {

inline constexpr std::size_t kRatioFreeBytes = 1u
                                               << 20;  // a member may unpack to this at any ratio
inline constexpr std::size_t kMaxRatio = 200;          // and beyond it to so many times its size

// Why the bytes ended.
enum class Fault : std::uint8_t {
  kNone,       // they did not, or the file ends here
  kTruncated,  // the file ends inside a member
  kDamaged,    // a member's bytes are wrong
  kBomb,       // a member unpacks to more than the limits allow
  kIo,         // reading failed
};

class UnpackedStream {
 public:
  // Looks at the first bytes for how the source is packed. `source` must outlive the stream.
  explicit UnpackedStream(ByteSource& source);

  // At least `bytes` of the unpacked bytes to come, fewer only where they end. Valid until the next
  // call that is not const. REQUIRES: bytes <= kMaxPeek
  [[nodiscard]] std::string_view peek(std::size_t bytes);
  // What peek() may give without reading on.
  [[nodiscard]] std::string_view buffered() const;
  // REQUIRES: count <= buffered().size()
  void take(std::size_t count);
  // Puts bytes back in front of those to come.
  void untake(std::string_view bytes);

  // Why no more bytes come, once peek() gave fewer than it was asked for.
  [[nodiscard]] Fault fault() const { return fault_; }
  // Where the member began that the fault is in.
  [[nodiscard]] std::uint64_t fault_offset() const { return fault_offset_; }
  // After a fault: what was unpacked of the broken member is dropped, and the stream goes on with
  // the next one whose bytes begin as those of a web archive do. False where there is none.
  [[nodiscard]] bool recover();

  [[nodiscard]] Packing packing() const { return packing_; }
  // Byte of the file where the member of the next byte begins; for a plain file, the byte itself.
  [[nodiscard]] std::uint64_t offset() const;
  // True where the next byte is its member's first.
  [[nodiscard]] bool at_member_start() const;
  // How many of the buffered bytes come before the next member's first; npos where none begins.
  [[nodiscard]] std::size_t next_member() const;

  static constexpr std::size_t kMaxPeek = 256 * 1024;

 private:
  struct Member {
    std::uint64_t unpacked = 0;  // position of its first byte among all unpacked ones
    std::uint64_t offset = 0;    // of the file
  };

  bool fill_packed();
  void unpack_more();
  bool unpack_whole();
  void begin_member();
  void end_member();
  void set_fault(Fault fault);
  void read_dictionary();
  bool find_member(std::uint64_t from);
  void forget_before(std::uint64_t offset);
  [[nodiscard]] std::string_view packed() const;
  [[nodiscard]] std::uint64_t packed_offset() const { return packed_base_ + packed_at_; }

  ByteSource& source_;
  Packing packing_ = Packing::kPlain;
  std::unique_ptr<Decoder> decoder_;
  WholeMembers whole_members_;
  std::string dictionary_;

  // Packed bytes: those of the present member are kept for recover(), up to a limit.
  std::string packed_bytes_;
  std::size_t packed_at_ = 0;
  std::uint64_t packed_base_ = 0;  // file offset of packed_bytes_[0]
  bool source_ended_ = false;

  // Unpacked bytes.
  std::string bytes_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;  // position of bytes_[0] among all unpacked ones
  std::deque<Member> members_;
  bool in_member_ = false;
  std::uint64_t member_in_ = 0;   // packed bytes of the present member
  std::uint64_t member_out_ = 0;  // and unpacked ones
  Fault fault_ = Fault::kNone;
  std::uint64_t fault_offset_ = 0;
};

}  // namespace parley::archive
