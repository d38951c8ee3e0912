// int8 products for AVX-512 VNNI: rows as unsigned bytes (128 added, taken back through the sums of
// the weights), weights in blocks of 16 outputs by 4 inputs, vpdpbusd.
#include <immintrin.h>

#include <cmath>
#include <cstdint>
#include <cstring>

#include "parley/model/kernels.h"

namespace parley::model {
namespace avx512 {
#include "parley/model/kernels_loops.h"

constexpr int kBlock = 16;  // outputs a register
constexpr int kGroup = 4;   // inputs a step
constexpr int kTile = 6;    // rows at once
constexpr int kBlocks = 4;  // blocks at once

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

template <int kRows, int kWide>
void tile(const std::uint8_t* rows, int stride, const std::int8_t* weights, int groups,
          const std::int32_t* row_sum, std::int32_t* sums, int sums_stride) {
  __m512i sum[kRows][kWide];
  for (int b = 0; b < kWide; ++b) {
    const __m512i start =
        _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_loadu_si512(row_sum + b * kBlock));
    for (int r = 0; r < kRows; ++r) sum[r][b] = start;
  }
  const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(groups) * kBlock * kGroup;
  for (int g = 0; g < groups; ++g) {
    __m512i w[kWide];
    for (int b = 0; b < kWide; ++b) {
      w[b] = _mm512_loadu_si512(weights + b * block + static_cast<std::ptrdiff_t>(g) * 64);
    }
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four = 0;
      std::memcpy(&four, rows + static_cast<std::ptrdiff_t>(r) * stride + g * kGroup, sizeof four);
      const __m512i x = _mm512_set1_epi32(four);
      for (int b = 0; b < kWide; ++b) sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], x, w[b]);
    }
  }
  for (int r = 0; r < kRows; ++r) {
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

void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y, int y_stride,
              Scratch& scratch) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  const int stride = groups * kGroup;
  const int sums_stride = blocks * kBlock;
  scratch.rows8.resize(static_cast<std::size_t>(kTile) * stride);
  scratch.sums.resize(static_cast<std::size_t>(kTile) * sums_stride);
  for (int first = 0; first < rows; first += kTile) {
    const int count = rows - first < kTile ? rows - first : kTile;
    float scales[kTile];
    for (int r = 0; r < count; ++r) {
      std::uint8_t* q = scratch.rows8.data() + static_cast<std::ptrdiff_t>(r) * stride;
      scales[r] =
          quantise(x + static_cast<std::ptrdiff_t>(first + r) * x_stride, matrix.inputs, 128, q);
      for (int i = matrix.inputs; i < stride; ++i) q[i] = 128;
    }
    const std::uint8_t* in = scratch.rows8.data();
    for (int b = 0; b < blocks; b += kBlocks) {
      const std::int8_t* w =
          matrix.packed8.data() + static_cast<std::ptrdiff_t>(b) * groups * kBlock * kGroup;
      const std::int32_t* row_sum = matrix.row_sum.data() + static_cast<std::ptrdiff_t>(b) * kBlock;
      std::int32_t* out = scratch.sums.data() + static_cast<std::ptrdiff_t>(b) * kBlock;
      switch (blocks - b < kBlocks ? blocks - b : kBlocks) {
        case 4:
          tile_rows<4>(count, in, stride, w, groups, row_sum, out, sums_stride);
          break;
        case 3:
          tile_rows<3>(count, in, stride, w, groups, row_sum, out, sums_stride);
          break;
        case 2:
          tile_rows<2>(count, in, stride, w, groups, row_sum, out, sums_stride);
          break;
        default:
          tile_rows<1>(count, in, stride, w, groups, row_sum, out, sums_stride);
          break;
      }
    }
    for (int r = 0; r < count; ++r) {
      rescale(scratch.sums.data() + static_cast<std::ptrdiff_t>(r) * sums_stride, matrix.outputs,
              scales[r], matrix, y + static_cast<std::ptrdiff_t>(first + r) * y_stride);
    }
  }
}

}  // namespace avx512

extern const Kernels kAvx512Kernels;
const Kernels kAvx512Kernels = {"avx512-vnni",     avx512::pack,    avx512::multiply, avx512::recur,
                                avx512::normalise, avx512::rectify, avx512::dot};

}  // namespace parley::model
