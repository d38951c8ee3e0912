// int8 products for AVX-512 VNNI: rows as unsigned bytes (128 added, taken back through the sums of
// the weights), weights in blocks of 16 outputs by 4 inputs, vpdpbusd.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avx512 {
inline constexpr int kWidth = 16;
#include "parley/model/kernels_loops.h"

constexpr int kBlock = 16;  // outputs a register
constexpr int kGroup = 4;   // inputs a step
constexpr int kTile = 6;    // rows at once
constexpr int kBlocks = 4;  // blocks at once
constexpr int kHeld = 36;   // rows that are held while the weights of some blocks are

int groups_of(const Matrix& matrix) { return (matrix.inputs + kGroup - 1) / kGroup; }
int blocks_of(const Matrix& matrix) { return (matrix.outputs + kBlock - 1) / kBlock; }

void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  matrix.packed8.assign(static_cast<std::size_t>(blocks) * groups * kBlock * kGroup, 0);
  matrix.row_sum.assign(static_cast<std::size_t>(blocks) * kBlock, 0);
  for (int o = 0; o < matrix.outputs; ++o) {
    for (int i = 0; i < matrix.inputs; ++i) {
      const std::int8_t w = weights[static_cast<std::size_t>(o) * matrix.inputs + i];
      const std::size_t place =
          ((static_cast<std::size_t>(o / kBlock) * groups + i / kGroup) * kBlock + o % kBlock) *
              kGroup +
          i % kGroup;
      matrix.packed8[place] = w;
      matrix.row_sum[static_cast<std::size_t>(o)] += 128 * w;
    }
  }
}

// The loops must be unrolled for the sums to stay in registers.
template <int kRows, int kWide>
void tile(const std::uint8_t* rows, int stride, const std::int8_t* weights, int groups,
          const std::int32_t* row_sum, std::int32_t* sums, int sums_stride) {
  __m512i sum[kRows][kWide];
#pragma GCC unroll 8
  for (int b = 0; b < kWide; ++b) {
    const __m512i start =
        _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(row_sum + b * kBlock));
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) sum[r][b] = start;
  }
  const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(groups) * kBlock * kGroup;
  for (int g = 0; g < groups; ++g) {
    __m512i w[kWide];
#pragma GCC unroll 8
    for (int b = 0; b < kWide; ++b) {
      w[b] = _mm512_loadu_si512(weights + b * block + static_cast<std::ptrdiff_t>(g) * 64);
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four = 0;
      std::memcpy(&four, rows + static_cast<std::ptrdiff_t>(r) * stride + g * kGroup, sizeof four);
      const __m512i x = _mm512_set1_epi32(four);
#pragma GCC unroll 8
      for (int b = 0; b < kWide; ++b) sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], x, w[b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < kWide; ++b) {
      _mm512_storeu_si512(sums + static_cast<std::ptrdiff_t>(r) * sums_stride + b * kBlock,
                          sum[r][b]);
    }
  }
}

template <int kWide>
void tile_rows(int count, const std::uint8_t* rows, int stride, const std::int8_t* weights,
               int groups, const std::int32_t* row_sum, std::int32_t* sums, int sums_stride) {
  switch (count) {
    case 6:
      tile<6, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
    case 5:
      tile<5, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
    case 4:
      tile<4, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
    case 3:
      tile<3, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
    case 2:
      tile<2, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
    default:
      tile<1, kWide>(rows, stride, weights, groups, row_sum, sums, sums_stride);
      break;
  }
}

void tile_any(int wide, int count, const std::uint8_t* rows, int stride, const std::int8_t* weights,
              int groups, const std::int32_t* row_sum, std::int32_t* sums) {
  constexpr int kStride = kBlocks * kBlock;
  switch (wide) {
    case 4:
      tile_rows<4>(count, rows, stride, weights, groups, row_sum, sums, kStride);
      break;
    case 3:
      tile_rows<3>(count, rows, stride, weights, groups, row_sum, sums, kStride);
      break;
    case 2:
      tile_rows<2>(count, rows, stride, weights, groups, row_sum, sums, kStride);
      break;
    default:
      tile_rows<1>(count, rows, stride, weights, groups, row_sum, sums, kStride);
      break;
  }
}

// Some rows at a time, so that both they and the weights of kBlocks blocks stay in the nearest
// cache.
void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y, int y_stride,
              Scratch& scratch) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  const int stride = groups * kGroup;
  scratch.rows8.resize(static_cast<std::size_t>(kHeld) * stride);
  std::int32_t sums[kTile * kBlocks * kBlock];
  for (int first = 0; first < rows; first += kHeld) {
    const int held = rows - first < kHeld ? rows - first : kHeld;
    float scales[kHeld];
    for (int r = 0; r < held; ++r) {
      std::uint8_t* q = scratch.rows8.data() + static_cast<std::ptrdiff_t>(r) * stride;
      scales[r] =
          quantise(x + static_cast<std::ptrdiff_t>(first + r) * x_stride, matrix.inputs, 128, q);
      for (int i = matrix.inputs; i < stride; ++i) q[i] = 128;
    }
    for (int b = 0; b < blocks; b += kBlocks) {
      const int wide = blocks - b < kBlocks ? blocks - b : kBlocks;
      const int begin = b * kBlock;
      const int outputs =
          matrix.outputs - begin < wide * kBlock ? matrix.outputs - begin : wide * kBlock;
      const std::int8_t* w =
          matrix.packed8.data() + static_cast<std::ptrdiff_t>(begin) * groups * kGroup;
      for (int t = 0; t < held; t += kTile) {
        const int count = held - t < kTile ? held - t : kTile;
        tile_any(wide, count, scratch.rows8.data() + static_cast<std::ptrdiff_t>(t) * stride,
                 stride, w, groups, matrix.row_sum.data() + begin, sums);
        for (int r = 0; r < count; ++r) {
          rescale(sums + r * kBlocks * kBlock, begin, outputs, scales[t + r], matrix,
                  y + static_cast<std::ptrdiff_t>(first + t + r) * y_stride);
        }
      }
    }
  }
}

}  // namespace avx512

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"avx512-vnni",     avx512::pack,    avx512::multiply, avx512::recur,
                                avx512::normalise, avx512::rectify, avx512::dot,      avx512::dots};

}  // namespace parley::model
