// int8 products for AVX-VNNI, the same instructions for registers of half that size.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avxvnni {
inline constexpr int kWidth = 8;
inline constexpr int kBlocks = 2;
inline constexpr int kTile = 6;
#include "parley/model/kernels_loops.h"
#include "parley/model/kernels_operands.h"

constexpr int kTogether = 1;
inline Ints add_products(const Ints& sum, const Ints (&x)[1], const Ints (&w)[1]) {
  return (Ints)_mm256_dpbusd_avx_epi32((__m256i)sum, (__m256i)x[0], (__m256i)w[0]);
}
#include "parley/model/kernels_products.h"
}  // namespace avxvnni

extern const Kernels kAvxVnniKernels;
const Kernels kAvxVnniKernels = {
    "avx-vnni",       avxvnni::pack, avxvnni::multiply, avxvnni::recur, avxvnni::normalise,
    avxvnni::rectify, avxvnni::dot,  avxvnni::dots,     avxvnni::best,  avxvnni::advance};

}  // namespace parley::model
