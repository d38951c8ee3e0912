#include "parley/model/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace parley::model {

extern const Kernels kReferenceKernels;
extern const Kernels kPortableKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvxVnniKernels;
extern const Kernels kAvx512Kernels;
#endif

void bound_weights(std::span<std::int8_t> weights, int inputs, std::span<float> scale) {
  constexpr int kRoom = 32767 / (2 * kMost + 1);
  for (std::size_t row = 0; row < scale.size(); ++row) {
    const auto of_row =
        weights.subspan(row * static_cast<std::size_t>(inputs), static_cast<std::size_t>(inputs));
    int most = 0;
    for (int i = 0; i < inputs; i += 8) {
      int sums[2][2] = {};  // of each two of a four: what is above zero, what is below
      for (int k = i; k < std::min(i + 8, inputs); ++k) {
        const int weight = of_row[static_cast<std::size_t>(k)];
        sums[k % 4 / 2][weight < 0] += std::abs(weight);
      }
      for (const auto& [above, below] : sums) most = std::max({most, above, below});
    }
    if (most <= kRoom) continue;
    // Rounding may carry each of four weights up by a half.
    const float part = static_cast<float>(kRoom - 2) / static_cast<float>(most);
    for (std::int8_t& weight : of_row) {
      weight = static_cast<std::int8_t>(std::lround(static_cast<float>(weight) * part));
    }
    scale[row] /= part;
  }
}

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> kernels = {&kReferenceKernels, &kPortableKernels};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) kernels.push_back(&kAvx2Kernels);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("avxvnni")) {
    kernels.push_back(&kAvxVnniKernels);
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vnni")) {
    kernels.push_back(&kAvx512Kernels);
  }
#endif
  return kernels;
}

const Kernels& best_kernels() {
  const char* asked = std::getenv("PARLEY_KERNELS");
  const Kernels* named = asked == nullptr ? nullptr : kernels_named(asked);
  return named != nullptr ? *named : *all_kernels().back();
}

const Kernels* kernels_named(std::string_view name) {
  for (const Kernels* kernels : all_kernels()) {
    if (kernels->name == name) return kernels;
  }
  return nullptr;
}

}  // namespace parley::model
