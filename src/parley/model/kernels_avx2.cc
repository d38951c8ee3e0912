// int8 products for AVX2: rows and weights widened to 16 bits, pairs multiplied and added by
// vpmaddwd, which cannot overflow here.
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
#include "parley/model/kernels_loops.h"

using Item = std::int16_t;
using Weight = std::int16_t;
constexpr int kOffset = 0;
constexpr int kGroup = 2;

inline Item* items(Scratch& scratch, std::size_t count) {
  make_room(scratch.rows16, count);
  return scratch.rows16.data();
}
inline std::vector<Weight>& weights_of(Matrix& matrix) { return matrix.packed16; }
inline const std::vector<Weight>& weights_of(const Matrix& matrix) { return matrix.packed16; }
inline Ints first_sums(const std::int32_t*) { return Ints{}; }
inline Ints add_products(const Ints& sum, const Ints& x, const Ints& w) {
  return (Ints)_mm256_add_epi32((__m256i)sum, _mm256_madd_epi16((__m256i)x, (__m256i)w));
}
#include "parley/model/kernels_products.h"
}  // namespace avx2

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"avx2",          avx2::pack,    avx2::multiply, avx2::recur,
                              avx2::normalise, avx2::rectify, avx2::dot,      avx2::dots,
                              avx2::best,      avx2::advance};

}  // namespace parley::model
