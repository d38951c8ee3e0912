// int8 products for AVX-512 VNNI.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avx512 {
inline constexpr int kWidth = 16;
inline constexpr int kBlocks = 4;
inline constexpr int kTile = 6;
#include "parley/model/kernels_loops.h"
#include "parley/model/kernels_operands.h"

constexpr int kTogether = 1;
inline Ints add_products(const Ints& sum, const Ints (&x)[1], const Ints (&w)[1]) {
  return (Ints)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)x[0], (__m512i)w[0]);
}
#include "parley/model/kernels_products.h"
}  // namespace avx512

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"avx512-vnni",     avx512::pack,    avx512::multiply, avx512::recur,
                                avx512::normalise, avx512::rectify, avx512::dot,      avx512::dots,
                                avx512::best,      avx512::advance};

}  // namespace parley::model
