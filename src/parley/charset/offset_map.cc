#include "parley/charset/offset_map.h"

#include <algorithm>

namespace parley::charset {

void OffsetMap::add(std::size_t length, std::size_t source, bool copied) {
  if (length == 0) return;
  const bool goes_on = copied && !runs_.empty() && runs_.back().copied &&
                       runs_.back().source + (length_ - runs_.back().offset) == source;
  if (!goes_on) runs_.push_back({length_, source, copied});
  length_ += length;
}

void OffsetMap::copied(std::size_t length, std::size_t source) { add(length, source, true); }
void OffsetMap::changed(std::size_t length, std::size_t source) { add(length, source, false); }
void OffsetMap::finish(std::size_t source) { source_end_ = source; }

std::size_t OffsetMap::source(std::size_t offset) const {
  if (offset >= length_) return source_end_;
  const Run& run = *std::prev(std::ranges::upper_bound(runs_, offset, {}, &Run::offset));
  return run.copied ? run.source + (offset - run.offset) : run.source;
}

OffsetMap OffsetMap::after(const OffsetMap& before) const {
  OffsetMap both;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    const std::size_t length = (i + 1 < runs_.size() ? runs_[i + 1].offset : length_) - run.offset;
    if (!run.copied) {
      both.changed(length, before.source(run.source));
      continue;
    }
    // The runs of the map before that this stretch covers.
    auto inner = std::ranges::upper_bound(before.runs_, run.source, {}, &Run::offset);
    if (inner != before.runs_.begin()) --inner;
    std::size_t at = run.source;
    const std::size_t end = run.source + length;
    while (at < end) {
      const bool past = inner == before.runs_.end();
      const auto next = past ? inner : std::next(inner);
      const std::size_t inner_end =
          next == before.runs_.end() ? std::max(end, before.length_) : next->offset;
      const std::size_t step = std::min(end, inner_end) - at;
      if (!past && inner->copied) {
        both.copied(step, before.source(at));
      } else {
        both.changed(step, before.source(at));
      }
      at += step;
      inner = next;
    }
  }
  both.finish(before.source(source_end_));
  return both;
}

}  // namespace parley::charset
