// The ways in which bytes are packed, and a decoder for each with one interface.
//
// A decoder takes packed bytes as they come and gives unpacked ones; it stops at the end of one
// member (gzip) or frame (zstd, lz4). Files of many members, damage and limits are the work of
// unpack.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct libdeflate_decompressor;

namespace parley::archive {

enum class Packing : std::uint8_t { kPlain, kGzip, kZlib, kDeflate, kZstd, kBrotli, kLz4 };

// By the first bytes; brotli and raw deflate have none that tell. kPlain where nothing is known.
[[nodiscard]] Packing packing_of(std::string_view head);

// By the name in an HTTP header: "gzip", "br". None for a name that is not known.
[[nodiscard]] std::optional<Packing> packing_named(std::string_view name);

class Decoder {
 public:
  enum class State : std::uint8_t {
    kMore,     // give more bytes, or more room
    kEnd,      // the member ended soundly
    kDamaged,  // the bytes are wrong
  };
  struct Step {
    State state = State::kMore;
    std::size_t taken = 0;    // of the packed bytes
    std::size_t written = 0;  // into the room
  };

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  [[nodiscard]] virtual Step step(std::string_view packed, std::span<char> room) = 0;
  // Makes ready for another member.
  virtual void reset() = 0;
};

// Unpacks whole gzip members at once, in less time than a decoder takes that must be able to stop
// anywhere (libdeflate).
class WholeMembers {
 public:
  static constexpr std::size_t kMaxPacked = 256 * 1024;
  static constexpr std::size_t kMaxUnpacked = 1024 * 1024;

  struct Member {
    std::size_t taken = 0;   // of the packed bytes
    std::string_view bytes;  // valid until the next call
  };
  // The gzip member at the start of `packed`; none where it does not end soundly in there or is
  // larger than the limits: a decoder says more.
  [[nodiscard]] std::optional<Member> unpack(std::string_view packed);

 private:
  struct Freed {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Freed> decompressor_;
  std::unique_ptr<char[]> room_;
};

inline constexpr int kFileWindowLog = 27;  // 128 MiB: what zstd's own program reads unasked
inline constexpr int kBodyWindowLog = 23;  // 8 MiB: what RFC 9659 allows in HTTP

// A new decoder; none for kPlain. The other arguments are zstd's.
[[nodiscard]] std::unique_ptr<Decoder> make_decoder(Packing packing, int window_log,
                                                    std::string_view dictionary = {});

}  // namespace parley::archive
