// int8 products for AVX2: two by two of two groups added up in 16 bits, where bounded weights
// (bound_weights) leave them room, then in 32.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avx2 {
inline constexpr int kWidth = 8;
inline constexpr int kBlocks = 2;
inline constexpr int kTile = 4;
#include "parley/model/kernels_loops.h"
#include "parley/model/kernels_operands.h"

constexpr int kTogether = 2;
inline Ints add_products(const Ints& sum, const Ints (&x)[2], const Ints (&w)[2]) {
  const __m256i pairs = _mm256_add_epi16(_mm256_maddubs_epi16((__m256i)x[0], (__m256i)w[0]),
                                         _mm256_maddubs_epi16((__m256i)x[1], (__m256i)w[1]));
  return (Ints)_mm256_add_epi32((__m256i)sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}
#include "parley/model/kernels_products.h"
}  // namespace avx2

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"avx2",          avx2::pack,    avx2::multiply, avx2::recur,
                              avx2::normalise, avx2::rectify, avx2::dot,      avx2::dots,
                              avx2::best,      avx2::advance};

}  // namespace parley::model
