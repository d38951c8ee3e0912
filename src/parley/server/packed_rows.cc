#include "parley/server/packed_rows.h"

#include <zstd.h>

#include <algorithm>
#include <cassert>

namespace parley::server {
namespace {

constexpr int kLevel = 1;  // the fastest; higher ones save little on rows that are so alike

}  // namespace

std::uint32_t PackedRows::add(std::string_view row) {
  open_ += row;
  ends_.push_back(open_start_ + open_.size());
  if (open_.size() >= kBlockBytes) pack();
  return static_cast<std::uint32_t>(ends_.size() - 1);
}

void PackedRows::seal() {
  if (!open_.empty()) pack();
  packer_.reset();
  scratch_ = {};
  open_.shrink_to_fit();
  ends_.shrink_to_fit();
  blocks_.shrink_to_fit();
}

void PackedRows::pack() {
  if (!packer_) packer_.reset(ZSTD_createCCtx(), ZSTD_freeCCtx);
  scratch_.resize(std::max(scratch_.size(), ZSTD_compressBound(open_.size())));
  const std::size_t size = ZSTD_compressCCtx(packer_.get(), scratch_.data(), scratch_.size(),
                                             open_.data(), open_.size(), kLevel);
  assert(ZSTD_isError(size) == 0U);
  blocks_.push_back({open_start_, open_.size(), scratch_.substr(0, size)});
  packed_bytes_ += size;
  open_start_ += open_.size();
  open_.clear();
}

PackedRows::Text PackedRows::unpack(std::size_t block) const {
  {
    const std::lock_guard guard(lock_);
    const auto found = std::ranges::find(kept_, block, &std::pair<std::size_t, Text>::first);
    if (found != kept_.end()) {
      kept_.splice(kept_.begin(), kept_, found);
      return kept_.front().second;
    }
  }
  const Block& own = blocks_[block];
  auto text = std::make_shared<std::string>(own.size, '\0');
  ZSTD_decompress(text->data(), text->size(), own.packed.data(), own.packed.size());
  const std::lock_guard guard(lock_);
  kept_.emplace_front(block, text);
  if (kept_.size() > kKeptBlocks) kept_.pop_back();
  return text;
}

std::string PackedRows::at(std::uint32_t place) const {
  assert(place < ends_.size());
  const std::uint64_t start = place == 0 ? 0 : ends_[place - 1];
  const auto behind = std::ranges::upper_bound(blocks_, start, {}, &Block::start);
  const auto block = static_cast<std::size_t>(behind - blocks_.begin()) - 1;
  const Text text = unpack(block);
  return text->substr(start - blocks_[block].start, ends_[place] - start);
}

}  // namespace parley::server
