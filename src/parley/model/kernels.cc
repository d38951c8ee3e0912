#include "parley/model/kernels.h"

#include <cstdlib>

namespace parley::model {

extern const Kernels kReferenceKernels;
extern const Kernels kPortableKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvxVnniKernels;
extern const Kernels kAvx512Kernels;
#endif

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
