#include "parley/analysis/settle_types.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace parley::analysis {

void settle_types(const text::Article& article, std::span<const TypeScores> scores,
                  Analysis& analysis) {
  std::vector<Name>& names = analysis.names;
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto words = [&](std::uint32_t i) { return article.at(names[i].span); };
  std::ranges::stable_sort(order, {}, words);
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && words(order[end]) == words(order[first])) ++end;
    if (end - first > 1) {
      TypeScores sum = {};
      for (std::size_t i = first; i < end; ++i) {
        for (std::size_t type = 0; type < kNameTypes; ++type) sum[type] += scores[order[i]][type];
      }
      const auto best = static_cast<std::size_t>(std::ranges::max_element(sum) - sum.begin());
      const float mean = sum[best] / static_cast<float>(end - first);
      for (std::size_t i = first; i < end; ++i) {
        Name& name = names[order[i]];
        if (name.type == static_cast<NameType>(best)) continue;
        name.type = static_cast<NameType>(best);
        name.confidence = std::exp(mean);
      }
    }
    first = end;
  }
}

}  // namespace parley::analysis
