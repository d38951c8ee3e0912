// The JSON of a record's rows, packed: what a snapshot keeps of 2.5 GB is some 250 MB.
//
//   PackedRows rows;
//   const auto at = rows.add(R"({"id":"p1","stance":"offer"})");
//   rows.seal();
//   rows.at(at);                      // the same text
//
// Rows are packed in blocks of about kBlockBytes, in the order in which they come; one row unpacks
// its block, and the blocks unpacked last are kept. What a row means is not known here.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;

namespace parley::server {

class PackedRows {
 public:
  static constexpr std::size_t kBlockBytes = 64 * 1024;
  static constexpr std::size_t kKeptBlocks = 64;

  // Gives the row's place: 0, 1, 2 …
  std::uint32_t add(std::string_view row);
  // Packs what is left; nothing is added afterwards.
  void seal();

  // Safe from several threads once sealed. REQUIRES: place < size()
  [[nodiscard]] std::string at(std::uint32_t place) const;
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  // Bytes of the packed blocks.
  [[nodiscard]] std::size_t packed_bytes() const { return packed_bytes_; }

 private:
  using Text = std::shared_ptr<const std::string>;
  struct Block {
    std::uint64_t start = 0;  // of its first byte among all rows
    std::uint64_t size = 0;   // unpacked
    std::string packed;
  };
  void pack();
  Text unpack(std::size_t block) const;

  std::vector<std::uint64_t> ends_;  // of each row among all rows
  std::vector<Block> blocks_;
  std::string open_;                     // the block that is being filled
  std::shared_ptr<ZSTD_CCtx_s> packer_;  // made by the first block, gone once sealed
  std::string scratch_;
  std::uint64_t open_start_ = 0;
  std::size_t packed_bytes_ = 0;

  mutable std::mutex lock_;
  // Guarded by lock_: the latest first.
  mutable std::list<std::pair<std::size_t, Text>> kept_;
};

}  // namespace parley::server
