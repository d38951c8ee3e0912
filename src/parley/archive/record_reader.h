// Reads the records of a web archive one by one: WARC (ISO 28500, all versions) and the older ARC,
// plain or packed with gzip, zstd or lz4.
//
//   RecordReader reader(stream, max_block_bytes);
//   while (auto next = reader.next()) …
//
// Only records that can hold a page are given: response, resource and conversion. A type that the
// standard does not name is passed over, as it asks, and told once a name: it may be a misspelt
// one. Lengths that are wrong are seen by what follows and mended where they can be. Damage is told
// once, with its place, and the reader goes on with the next record that it finds. What a record's
// bytes mean is read by http_message.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "parley/archive/unpack.h"

namespace parley::archive {

struct ArchiveRecord {
  std::string type;          // "response", "resource", "conversion"
  std::string id;            // WARC-Record-ID without brackets; "" in an ARC
  std::string target;        // the address
  std::string content_type;  // of the block
  std::string captured;      // WARC-Date, as it stands
  std::string block;
  std::uint64_t offset = 0;  // of the file: the record's first byte, or that of its gzip member
  bool truncated = false;    // the crawler cut it (WARC-Truncated), or bytes are missing
  bool cut = false;          // bytes are missing, and a fault that follows tells so
};

struct ArchiveFault {
  enum class Kind : std::uint8_t { kTruncated, kDamaged, kBomb, kTooLarge, kIo, kUnknownType };
  Kind kind = Kind::kDamaged;
  std::uint64_t offset = 0;  // of the file
  std::string message;       // what is wrong, and what became of it
};

inline constexpr std::size_t kMaxRecordHeaderBytes = 64 * 1024;
inline constexpr std::size_t kMaxToldTypes = 64;  // names of unknown types in an archive

class RecordReader {
 public:
  using Item = std::variant<ArchiveRecord, ArchiveFault>;

  // Blocks of more than `max_block_bytes` are passed over and told. `stream` must outlive the
  // reader.
  RecordReader(UnpackedStream& stream, std::size_t max_block_bytes);

  // The next record or fault; none at the end. Memory is bounded by the largest block.
  [[nodiscard]] std::optional<Item> next();

 private:
  enum class Format : std::uint8_t { kWarc, kArc };
  struct Header {
    ArchiveRecord record;
    std::uint64_t length = 0;
    bool wanted = false;
    bool known = true;        // a type of the standard
    bool own_member = false;  // the record begins its gzip member
  };

  std::optional<Item> next_warc();
  std::optional<Item> next_arc();
  // Reads the header at hand; a fault where there is none or it is broken.
  std::variant<Header, ArchiveFault> read_warc_header();
  std::optional<Header> parse_arc_line(std::string_view line) const;
  // Reads the block behind a header and what ends it.
  std::optional<Item> read_block(Header header);
  void mend_length(ArchiveRecord& record);
  ArchiveFault stream_fault(std::uint64_t offset) const;
  // What is told of a record whose type the standard does not name; none where it was told before.
  std::optional<ArchiveFault> type_fault(const ArchiveRecord& record);
  // Goes to the next record after damage; false at the end.
  bool resync();
  bool begins_record(std::string_view bytes) const;
  std::size_t find_record(std::string_view bytes) const;
  void skip_line_ends();

  UnpackedStream& stream_;
  std::size_t max_block_bytes_;
  Format format_ = Format::kWarc;
  std::optional<ArchiveFault> pending_;
  std::vector<std::string> told_types_;
  bool lost_ = false;  // the stream is not at the beginning of a record
  std::size_t line_ends_ = 0;
  bool ended_ = false;
};

}  // namespace parley::archive
