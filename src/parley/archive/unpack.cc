// Two buffers: packed bytes as read, and unpacked bytes to come. members_ notes where in the
// unpacked bytes each member begins, so that places can be told as offsets of the file. To recover
// from damage, the packed bytes from the broken member's start on are searched for the next start:
// a decoder that went astray may have eaten into the members behind.
#include "parley/archive/unpack.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace parley::archive {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kUnpackBytes = 64 * 1024;
constexpr std::size_t kKeptPacked = 1u << 20;           // of a member, for recover()
constexpr std::size_t kMaxDictionaryBytes = 16u << 20;  // of a zstd web archive

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// How each kind of member begins; a gzip member of web archives is deflate without odd flags.
bool may_begin_member(std::string_view bytes, Packing packing) {
  if (packing == Packing::kGzip) {
    return bytes.size() >= 4 && bytes.starts_with("\x1F\x8B\x08") &&
           (static_cast<unsigned char>(bytes[3]) & 0xE0U) == 0;
  }
  return packing_of(bytes) == packing;
}

std::string_view magic_of(Packing packing) {
  if (packing == Packing::kGzip) return "\x1F\x8B\x08";
  return packing == Packing::kLz4 ? "\x04\x22\x4D\x18" : "\x28\xB5\x2F\xFD";
}

}  // namespace

UnpackedStream::UnpackedStream(ByteSource& source) : source_(source) {
  while (packed().size() < 8 && fill_packed()) {
  }
  packing_ = packing_of(packed());
  if (packing_ == Packing::kZstd) read_dictionary();
  if (packing_ != Packing::kPlain) {
    decoder_ = make_decoder(packing_, kFileWindowLog, dictionary_);
  }
}

std::string_view UnpackedStream::packed() const {
  return std::string_view(packed_bytes_).substr(packed_at_);
}

bool UnpackedStream::fill_packed() {
  if (source_ended_) return false;
  // Whatever is not kept for recover() goes.
  if (packed_at_ > kKeptPacked + kReadBytes || (!in_member_ && packed_at_ >= kReadBytes)) {
    const std::size_t drop = in_member_ ? packed_at_ - kKeptPacked : packed_at_;
    packed_bytes_.erase(0, drop);
    packed_base_ += drop;
    packed_at_ -= drop;
  }
  const std::size_t before = packed_bytes_.size();
  packed_bytes_.resize(before + kReadBytes);
  const std::size_t got = source_.read(std::span(packed_bytes_).subspan(before));
  packed_bytes_.resize(before + got);
  if (got == 0) {
    source_ended_ = true;
    if (source_.failed()) set_fault(Fault::kIo);
  }
  return got > 0;
}

// A zstd web archive may begin with a skippable frame that holds a dictionary, itself perhaps
// packed.
void UnpackedStream::read_dictionary() {
  if (!packed().starts_with("\x5D\x2A\x4D\x18")) return;
  if (packed().size() < 8) return set_fault(Fault::kTruncated);
  const std::size_t length = little_endian(packed().substr(4));
  if (length > kMaxDictionaryBytes) return set_fault(Fault::kDamaged);
  while (packed().size() < 8 + length && fill_packed()) {
  }
  if (packed().size() < 8 + length) return set_fault(Fault::kTruncated);
  std::string_view stored = packed().substr(8, length);
  if (packing_of(stored) == Packing::kZstd) {
    const unsigned long long size = ZSTD_getFrameContentSize(stored.data(), stored.size());
    if (size > kMaxDictionaryBytes) return set_fault(Fault::kDamaged);
    dictionary_.resize(size);
    const std::size_t got =
        ZSTD_decompress(dictionary_.data(), dictionary_.size(), stored.data(), stored.size());
    if (ZSTD_isError(got) != 0) return set_fault(Fault::kDamaged);
  } else {
    dictionary_ = stored;
  }
  packed_at_ += 8 + length;
}

void UnpackedStream::set_fault(Fault fault) {
  if (fault_ != Fault::kNone) return;
  fault_ = fault;
  fault_offset_ = members_.empty() ? packed_offset() : members_.back().offset;
}

std::string_view UnpackedStream::buffered() const { return std::string_view(bytes_).substr(at_); }

std::string_view UnpackedStream::peek(std::size_t bytes) {
  assert(bytes <= kMaxPeek);
  while (buffered().size() < bytes && fault_ == Fault::kNone) {
    const std::uint64_t before = base_ + bytes_.size();
    const bool more = !source_ended_ || !packed().empty();
    unpack_more();
    if (base_ + bytes_.size() == before && !more) break;
  }
  return buffered();
}

void UnpackedStream::take(std::size_t count) {
  assert(count <= buffered().size());
  at_ += count;
  while (members_.size() > 1 && members_[1].unpacked <= base_ + at_) members_.pop_front();
  if (at_ > kMaxPeek) {
    bytes_.erase(0, at_);
    base_ += at_;
    at_ = 0;
  }
}

void UnpackedStream::untake(std::string_view bytes) {
  if (bytes.size() <= at_ &&
      std::string_view(bytes_).substr(at_ - bytes.size()).starts_with(bytes)) {
    at_ -= bytes.size();
    return;
  }
  bytes_.replace(0, at_, bytes);
  base_ += at_;
  base_ -= std::min<std::uint64_t>(base_, bytes.size());
  at_ = 0;
}

void UnpackedStream::begin_member() {
  in_member_ = true;
  forget_before(packed_offset());
  member_in_ = 0;
  member_out_ = 0;
  const std::uint64_t position = base_ + bytes_.size();
  // A member without bytes is nobody's beginning.
  if (!members_.empty() && members_.back().unpacked == position) members_.pop_back();
  members_.push_back({position, packed_offset()});
}

void UnpackedStream::end_member() {
  in_member_ = false;
  decoder_->reset();
}

// The member that begins here, where it is small and sound.
bool UnpackedStream::unpack_whole() {
  while (packed().size() < WholeMembers::kMaxPacked && fill_packed()) {
  }
  const std::optional<WholeMembers::Member> member = whole_members_.unpack(packed());
  if (!member) return false;
  bytes_.append(member->bytes);
  packed_at_ += member->taken;
  end_member();
  return true;
}

void UnpackedStream::forget_before(std::uint64_t offset) {
  const auto drop = static_cast<std::size_t>(offset - packed_base_);
  if (drop < kReadBytes) return;
  packed_bytes_.erase(0, drop);
  packed_base_ += drop;
  packed_at_ -= drop;
}

void UnpackedStream::unpack_more() {
  if (packed().empty() && !fill_packed()) {
    if (in_member_) set_fault(Fault::kTruncated);
    return;
  }
  if (packing_ == Packing::kPlain) {
    bytes_.append(packed());
    packed_base_ += packed_bytes_.size();
    packed_bytes_.clear();
    packed_at_ = 0;
    return;
  }
  if (!in_member_) {
    // NULs fill up the last block of some files.
    const std::size_t padding = std::min(packed().find_first_not_of('\0'), packed().size());
    packed_at_ += padding;
    if (packed().empty()) return;
    while (packed().size() < 4 && fill_packed()) {
    }
    if (!may_begin_member(packed(), packing_)) {
      members_.push_back({base_ + bytes_.size(), packed_offset()});
      const bool cut = packed().size() < 4 && source_ended_ &&
                       magic_of(packing_).starts_with(packed().substr(0, 3));
      return set_fault(cut ? Fault::kTruncated : Fault::kDamaged);
    }
    begin_member();
    if (packing_ == Packing::kGzip && unpack_whole()) return;
  }
  const std::size_t before = bytes_.size();
  bytes_.resize(before + kUnpackBytes);
  const Decoder::Step step = decoder_->step(packed(), std::span(bytes_).subspan(before));
  bytes_.resize(before + step.written);
  packed_at_ += step.taken;
  member_in_ += step.taken;
  member_out_ += step.written;
  const bool bomb = member_out_ > kRatioFreeBytes && member_out_ / kMaxRatio > member_in_;
  if (step.state == Decoder::State::kEnd) {
    end_member();
  } else if (step.state == Decoder::State::kDamaged) {
    set_fault(Fault::kDamaged);
  } else if (step.taken == 0 && step.written == 0 && !fill_packed()) {
    set_fault(Fault::kTruncated);
  }
  if (bomb) set_fault(Fault::kBomb);
}

bool UnpackedStream::recover() {
  if (packing_ == Packing::kPlain || fault_ == Fault::kIo) return false;
  const Fault was = fault_;
  std::uint64_t from = members_.empty() ? packed_base_ : members_.back().offset + 1;
  // Nothing that a bomb hides in itself is looked for.
  if (was == Fault::kBomb) from = packed_offset();
  base_ += bytes_.size();
  bytes_.clear();
  at_ = 0;
  while (find_member(from)) {
    fault_ = Fault::kNone;
    members_.clear();
    decoder_->reset();
    begin_member();
    const std::uint64_t start = packed_offset();
    while (buffered().size() < 8 && in_member_ && fault_ == Fault::kNone) unpack_more();
    const std::string_view head = buffered();
    const bool known = head.starts_with("WARC/") || head.starts_with("http://") ||
                       head.starts_with("https://") || head.starts_with("filedesc");
    if (known) return true;
    from = start + 1;
    base_ += bytes_.size();
    bytes_.clear();
  }
  fault_ = Fault::kNone;
  in_member_ = false;
  return false;
}

// Goes to the next place from `from` on that may begin a member.
bool UnpackedStream::find_member(std::uint64_t from) {
  const std::string_view magic = magic_of(packing_);
  packed_at_ = from > packed_base_ ? static_cast<std::size_t>(from - packed_base_) : 0;
  packed_at_ = std::min(packed_at_, packed_bytes_.size());
  in_member_ = false;
  while (true) {
    const std::size_t found = packed_bytes_.find(magic, packed_at_);
    if (found != std::string::npos) {
      packed_at_ = found;
      while (packed().size() < 8 && fill_packed()) {
      }
      if (may_begin_member(packed(), packing_)) return true;
      ++packed_at_;
      continue;
    }
    const std::size_t kept = std::min(packed_bytes_.size() - packed_at_, magic.size() - 1);
    packed_at_ = packed_bytes_.size() - kept;
    if (!fill_packed()) {
      packed_at_ = packed_bytes_.size();
      return false;
    }
  }
}

std::uint64_t UnpackedStream::offset() const {
  if (packing_ == Packing::kPlain) return base_ + at_;
  return members_.empty() ? packed_offset() : members_.front().offset;
}

bool UnpackedStream::at_member_start() const {
  return !members_.empty() && members_.front().unpacked == base_ + at_;
}

std::size_t UnpackedStream::next_member() const {
  for (const Member& member : members_) {
    if (member.unpacked > base_ + at_) {
      return static_cast<std::size_t>(member.unpacked - base_ - at_);
    }
  }
  return std::string_view::npos;
}

}  // namespace parley::archive
