#include "parley/record/sentence_number.h"

#include <algorithm>

#include "parley/base/date.h"

namespace parley::record {
namespace {

constexpr unsigned kPlaceBits = 16;
constexpr unsigned kDigestBits = 31;
constexpr std::int64_t kFirstDay = -7305;          // 1950-01-01, in days from 1970
constexpr std::int64_t kLastDay = (1 << 16U) - 1;  // in days from the first: in 2129

}  // namespace

std::int64_t first_sentence_number(const std::optional<std::string>& published,
                                   std::string_view article_id) {
  constexpr std::size_t kDay = 10;  // bytes of "2025-03-14"
  std::int64_t days = 0;            // of those without one
  if (published && published->size() >= kDay) {
    if (const auto day = base::parse_iso_date(published->substr(0, kDay))) {
      days = std::clamp<std::int64_t>(base::to_days(*day) - kFirstDay, 1, kLastDay);
    }
  }
  std::uint64_t digest = 14695981039346656037ULL;  // FNV-1a
  for (const char c : article_id) {
    digest = (digest ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  digest ^= digest >> 32U;
  digest &= (std::uint64_t{1} << kDigestBits) - 1;
  // Number 0 is nobody's.
  return ((kLastDay - days) << (kPlaceBits + kDigestBits)) +
         static_cast<std::int64_t>(digest << kPlaceBits) + 1;
}

}  // namespace parley::record
