// int8 products for AVX2: rows and weights widened to 16 bits, pairs multiplied and added by
// vpmaddwd, which cannot overflow here. Weights lie in blocks of 8 outputs by 2 inputs.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avx2 {
inline constexpr int kWidth = 8;
#include "parley/model/kernels_loops.h"

constexpr int kBlock = 8;   // outputs a register
constexpr int kPair = 2;    // inputs a step
constexpr int kTile = 6;    // rows at once
constexpr int kBlocks = 2;  // blocks at once
constexpr int kHeld = 36;   // rows that are held while the weights of some blocks are

int pairs_of(const Matrix& matrix) { return (matrix.inputs + kPair - 1) / kPair; }
int blocks_of(const Matrix& matrix) {
  const int blocks = (matrix.outputs + kBlock - 1) / kBlock;
  return (blocks + kBlocks - 1) / kBlocks * kBlocks;
}

void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  const int pairs = pairs_of(matrix);
  const int blocks = blocks_of(matrix);
  matrix.packed16.assign(static_cast<std::size_t>(blocks) * pairs * kBlock * kPair, 0);
  for (int o = 0; o < matrix.outputs; ++o) {
    for (int i = 0; i < matrix.inputs; ++i) {
      const std::size_t place =
          ((static_cast<std::size_t>(o / kBlock) * pairs + i / kPair) * kBlock + o % kBlock) *
              kPair +
          i % kPair;
      matrix.packed16[place] = weights[static_cast<std::size_t>(o) * matrix.inputs + i];
    }
  }
}

// The loops must be unrolled for the sums to stay in registers.
template <int kRows>
void tile(const std::int16_t* rows, int stride, const std::int16_t* weights, int pairs,
          std::int32_t* sums) {
  __m256i sum[kRows][kBlocks];
#pragma GCC unroll 8
  for (auto& row : sum) {
#pragma GCC unroll 8
    for (auto& cell : row) cell = _mm256_setzero_si256();
  }
  const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(pairs) * kBlock * kPair;
  for (int p = 0; p < pairs; ++p) {
    __m256i w[kBlocks];
#pragma GCC unroll 8
    for (int b = 0; b < kBlocks; ++b) {
      w[b] = _mm256_loadu_si256(
          reinterpret_cast<const __m256i*>(weights + b * block + p * kBlock * kPair));
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      std::int32_t pair = 0;
      std::memcpy(&pair, rows + static_cast<std::ptrdiff_t>(r) * stride + p * kPair, sizeof pair);
      const __m256i x = _mm256_set1_epi32(pair);
#pragma GCC unroll 8
      for (int b = 0; b < kBlocks; ++b) {
        sum[r][b] = _mm256_add_epi32(sum[r][b], _mm256_madd_epi16(x, w[b]));
      }
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < kBlocks; ++b) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + (r * kBlocks + b) * kBlock), sum[r][b]);
    }
  }
}

void tile_rows(int count, const std::int16_t* rows, int stride, const std::int16_t* weights,
               int pairs, std::int32_t* sums) {
  switch (count) {
    case 6:
      tile<6>(rows, stride, weights, pairs, sums);
      break;
    case 5:
      tile<5>(rows, stride, weights, pairs, sums);
      break;
    case 4:
      tile<4>(rows, stride, weights, pairs, sums);
      break;
    case 3:
      tile<3>(rows, stride, weights, pairs, sums);
      break;
    case 2:
      tile<2>(rows, stride, weights, pairs, sums);
      break;
    default:
      tile<1>(rows, stride, weights, pairs, sums);
      break;
  }
}

// Some rows at a time, so that both they and the weights of kBlocks blocks stay in the nearest
// cache.
void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y, int y_stride,
              Scratch& scratch) {
  const int pairs = pairs_of(matrix);
  const int blocks = blocks_of(matrix);
  const int stride = pairs * kPair;
  make_room(scratch.rows16, static_cast<std::size_t>(kHeld) * stride);
  std::int32_t sums[kTile * kBlocks * kBlock];
  for (int first = 0; first < rows; first += kHeld) {
    const int held = rows - first < kHeld ? rows - first : kHeld;
    float scales[kHeld];
    for (int r = 0; r < held; ++r) {
      std::int16_t* q = scratch.rows16.data() + static_cast<std::ptrdiff_t>(r) * stride;
      scales[r] =
          quantise(x + static_cast<std::ptrdiff_t>(first + r) * x_stride, matrix.inputs, 0, q);
      for (int i = matrix.inputs; i < stride; ++i) q[i] = 0;
    }
    for (int b = 0; b < blocks; b += kBlocks) {
      const int begin = b * kBlock;
      const int left = matrix.outputs - begin;
      const int outputs = left < kBlocks * kBlock ? left : kBlocks * kBlock;
      const std::int16_t* w =
          matrix.packed16.data() + static_cast<std::ptrdiff_t>(begin) * pairs * kPair;
      for (int t = 0; t < held; t += kTile) {
        const int count = held - t < kTile ? held - t : kTile;
        tile_rows(count, scratch.rows16.data() + static_cast<std::ptrdiff_t>(t) * stride, stride, w,
                  pairs, sums);
        for (int r = 0; r < count; ++r) {
          rescale(sums + r * kBlocks * kBlock, begin, outputs, scales[t + r], matrix,
                  y + static_cast<std::ptrdiff_t>(first + t + r) * y_stride);
        }
      }
    }
  }
}

}  // namespace avx2

extern const Kernels kAvx2Kernels;
const Kernels kAvx2Kernels = {"avx2",          avx2::pack,    avx2::multiply, avx2::recur,
                              avx2::normalise, avx2::rectify, avx2::dot,      avx2::dots,
                              avx2::best,      avx2::advance};

}  // namespace parley::model
