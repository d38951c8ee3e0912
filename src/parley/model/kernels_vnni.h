// Products by instructions that multiply four unsigned with four signed bytes and add them up
// (vpdpbusd): rows as unsigned bytes (128 added, taken back through the sums of the weights),
// weights in blocks of kWidth outputs by 4 inputs. Included behind kernels_loops.h by the files of
// processors that have them, which give kBlocks, the blocks that their registers hold at once, and
// add_products().

constexpr int kGroup = 4;  // inputs a step
constexpr int kTile = 6;   // rows at once
constexpr int kHeld = 36;  // rows that are held while the weights of some blocks are

inline int groups_of(const Matrix& matrix) { return (matrix.inputs + kGroup - 1) / kGroup; }
inline int blocks_of(const Matrix& matrix) { return (matrix.outputs + kWidth - 1) / kWidth; }

inline void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  matrix.packed8.assign(static_cast<std::size_t>(blocks) * groups * kWidth * kGroup, 0);
  matrix.row_sum.assign(static_cast<std::size_t>(blocks) * kWidth, 0);
  for (int o = 0; o < matrix.outputs; ++o) {
    for (int i = 0; i < matrix.inputs; ++i) {
      const std::int8_t w = weights[static_cast<std::size_t>(o) * matrix.inputs + i];
      const std::size_t group = static_cast<std::size_t>(o / kWidth) * groups + i / kGroup;
      matrix.packed8[(group * kWidth + o % kWidth) * kGroup + i % kGroup] = w;
      matrix.row_sum[static_cast<std::size_t>(o)] += 128 * w;
    }
  }
}

inline Ints load_ints(const void* from) {
  Ints ints;
  std::memcpy(&ints, from, sizeof ints);
  return ints;
}

// sums: kTile x (kBlocks * kWidth). The loops must be unrolled for the sums to stay in registers.
template <int kRows, int kWide>
void tile(const std::uint8_t* rows, int stride, const std::int8_t* weights, int groups,
          const std::int32_t* row_sum, std::int32_t* sums) {
  Ints sum[kRows][kWide];
#pragma GCC unroll 8
  for (int b = 0; b < kWide; ++b) {
    const Ints start = -load_ints(row_sum + b * kWidth);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) sum[r][b] = start;
  }
  const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(groups) * kWidth * kGroup;
  for (int g = 0; g < groups; ++g) {
    Ints w[kWide];
#pragma GCC unroll 8
    for (int b = 0; b < kWide; ++b) {
      w[b] = load_ints(weights + b * block + static_cast<std::ptrdiff_t>(g) * kWidth * kGroup);
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      std::int32_t four = 0;
      std::memcpy(&four, rows + static_cast<std::ptrdiff_t>(r) * stride + g * kGroup, sizeof four);
      const Ints x = Ints{} + four;
#pragma GCC unroll 8
      for (int b = 0; b < kWide; ++b) sum[r][b] = add_products(sum[r][b], x, w[b]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (int b = 0; b < kWide; ++b) {
      std::memcpy(sums + (r * kBlocks + b) * kWidth, &sum[r][b], sizeof sum[r][b]);
    }
  }
}

template <int kWide>
void tile_rows(int count, const std::uint8_t* rows, int stride, const std::int8_t* weights,
               int groups, const std::int32_t* row_sum, std::int32_t* sums) {
  switch (count) {
    case 6:
      tile<6, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
    case 5:
      tile<5, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
    case 4:
      tile<4, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
    case 3:
      tile<3, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
    case 2:
      tile<2, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
    default:
      tile<1, kWide>(rows, stride, weights, groups, row_sum, sums);
      break;
  }
}

inline void tile_any(int wide, int count, const std::uint8_t* rows, int stride,
                     const std::int8_t* weights, int groups, const std::int32_t* row_sum,
                     std::int32_t* sums) {
  if constexpr (kBlocks > 2) {
    if (wide == 4) return tile_rows<4>(count, rows, stride, weights, groups, row_sum, sums);
    if (wide == 3) return tile_rows<3>(count, rows, stride, weights, groups, row_sum, sums);
  }
  if (wide == 2) return tile_rows<2>(count, rows, stride, weights, groups, row_sum, sums);
  tile_rows<1>(count, rows, stride, weights, groups, row_sum, sums);
}

// Some rows at a time, so that both they and the weights of kBlocks blocks stay in the nearest
// cache.
inline void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y,
                     int y_stride, Scratch& scratch) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  const int stride = groups * kGroup;
  make_room(scratch.rows8, static_cast<std::size_t>(kHeld) * stride);
  std::int32_t sums[kTile * kBlocks * kWidth];
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
      const int begin = b * kWidth;
      const int left = matrix.outputs - begin;
      const int outputs = left < wide * kWidth ? left : wide * kWidth;
      const std::int8_t* w =
          matrix.packed8.data() + static_cast<std::ptrdiff_t>(begin) * groups * kGroup;
      for (int t = 0; t < held; t += kTile) {
        const int count = held - t < kTile ? held - t : kTile;
        tile_any(wide, count, scratch.rows8.data() + static_cast<std::ptrdiff_t>(t) * stride,
                 stride, w, groups, matrix.row_sum.data() + begin, sums);
        for (int r = 0; r < count; ++r) {
          rescale(sums + r * kBlocks * kWidth, begin, outputs, scales[t + r], matrix,
                  y + static_cast<std::ptrdiff_t>(first + t + r) * y_stride);
        }
      }
    }
  }
}
