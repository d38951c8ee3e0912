// Products of rows and weights of 8 bits, and layers of recurrent units over them, written once for
// the processors that have vectors of whole numbers. Included behind kernels_loops.h by the
// kernels_*.cc files, each of which gives in its namespace:
//   Item, kOffset   what a row's numbers are kept as, and what is added to them
//   Weight, kGroup  what weights are kept as, and how many inputs one instruction takes
//   kTogether       the groups that add_products() takes at once
//   kBlocks, kTile  the blocks of kWidth outputs, and the rows, whose sums the registers hold at
//   once items(), weights_of(), add_products(), first_sums()
// Weights lie in blocks of kWidth outputs by kGroup inputs. Sums become values while they are still
// in registers, and the gates of a layer are used up while they are in the nearest cache.

constexpr int kHeld = 36;  // rows that are held while the weights of some blocks are
constexpr int kSlice = (kBlocks < 4 ? 4 : kBlocks) * kWidth;  // units of a layer at once

inline int groups_of(const Matrix& matrix) {
  constexpr int kStep = kGroup * kTogether;
  return (matrix.inputs + kStep - 1) / kStep * kTogether;
}
inline int blocks_of(const Matrix& matrix) { return (matrix.outputs + kWidth - 1) / kWidth; }

inline Ints load_ints(const void* from) {
  Ints ints;
  std::memcpy(&ints, from, sizeof ints);
  return ints;
}

inline void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  const int groups = groups_of(matrix);
  const int blocks = blocks_of(matrix);
  const auto padded = static_cast<std::size_t>(blocks) * kWidth;
  std::vector<Weight>& packed = weights_of(matrix);
  packed.assign(padded * static_cast<std::size_t>(groups) * kGroup, 0);
  matrix.row_sum.assign(padded, 0);
  matrix.scale.resize(padded, 0.0F);
  matrix.bias.resize(padded, 0.0F);
  for (int o = 0; o < matrix.outputs; ++o) {
    for (int i = 0; i < matrix.inputs; ++i) {
      const std::int8_t w = weights[static_cast<std::size_t>(o) * matrix.inputs + i];
      const std::size_t group = static_cast<std::size_t>(o / kWidth) * groups + i / kGroup;
      packed[(group * kWidth + o % kWidth) * kGroup + i % kGroup] = w;
      matrix.row_sum[static_cast<std::size_t>(o)] += kOffset * w;
    }
  }
}

// Rows as whole numbers, each with the scale that undoes it.
struct Rows {
  const Item* items = nullptr;
  const float* scales = nullptr;
  int stride = 0;
};

inline void quantise_rows(const float* x, int rows, int x_stride, const Matrix& matrix, Item* items,
                          float* scales) {
  const int stride = groups_of(matrix) * kGroup;
  for (int r = 0; r < rows; ++r) {
    Item* q = items + static_cast<std::ptrdiff_t>(r) * stride;
    scales[r] = quantise(x + static_cast<std::ptrdiff_t>(r) * x_stride, matrix.inputs, kOffset, q);
    for (int i = matrix.inputs; i < stride; ++i) q[i] = kOffset;
  }
}

// Values of kWide blocks from output `first` on, of kRows rows. The loops must be unrolled for the
// sums to stay in registers.
template <int kRows, int kWide>
void tile(const Rows& rows, const Matrix& matrix, int first, float* y, int y_stride) {
  const int groups = groups_of(matrix);
  const std::ptrdiff_t block = static_cast<std::ptrdiff_t>(groups) * kWidth * kGroup;
  const Weight* weights = weights_of(matrix).data() + first / kWidth * block;
  Ints sum[kRows][kWide];
#pragma GCC unroll 8
  for (int b = 0; b < kWide; ++b) {
    const Ints start = first_sums(matrix.row_sum.data() + first + b * kWidth);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) sum[r][b] = start;
  }
  for (int g = 0; g < groups; g += kTogether) {
    Ints w[kWide][kTogether];
#pragma GCC unroll 8
    for (int b = 0; b < kWide; ++b) {
#pragma GCC unroll 2
      for (int t = 0; t < kTogether; ++t) {
        w[b][t] =
            load_ints(weights + b * block + static_cast<std::ptrdiff_t>(g + t) * kWidth * kGroup);
      }
    }
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      Ints x[kTogether];
#pragma GCC unroll 2
      for (int t = 0; t < kTogether; ++t) {
        std::int32_t group = 0;
        static_assert(sizeof group == kGroup * sizeof(Item));
        std::memcpy(&group,
                    rows.items + static_cast<std::ptrdiff_t>(r) * rows.stride + (g + t) * kGroup,
                    sizeof group);
        x[t] = Ints{} + group;
      }
#pragma GCC unroll 8
      for (int b = 0; b < kWide; ++b) sum[r][b] = add_products(sum[r][b], x, w[b]);
    }
  }
#pragma GCC unroll 8
  for (int b = 0; b < kWide; ++b) {
    const Reals scale = load(matrix.scale.data() + first + b * kWidth);
    const Reals bias = load(matrix.bias.data() + first + b * kWidth);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      store(y + static_cast<std::ptrdiff_t>(r) * y_stride + b * kWidth,
            __builtin_convertvector(sum[r][b], Reals) * (rows.scales[r] * scale) + bias);
    }
  }
}

template <int kWide>
void tile_rows(int count, const Rows& rows, const Matrix& matrix, int first, float* y,
               int y_stride) {
  switch (count) {
    case 6:
      return tile<6, kWide>(rows, matrix, first, y, y_stride);
    case 5:
      return tile<5, kWide>(rows, matrix, first, y, y_stride);
    case 4:
      return tile<4, kWide>(rows, matrix, first, y, y_stride);
    case 3:
      return tile<3, kWide>(rows, matrix, first, y, y_stride);
    case 2:
      return tile<2, kWide>(rows, matrix, first, y, y_stride);
    default:
      return tile<1, kWide>(rows, matrix, first, y, y_stride);
  }
}

// Values of `wide` blocks from output `first` on, of up to kHeld rows; y has room for whole blocks.
inline void tiles(int wide, int count, Rows rows, const Matrix& matrix, int first, float* y,
                  int y_stride) {
  for (int t = 0; t < count; t += kTile) {
    const int some = count - t < kTile ? count - t : kTile;
    if constexpr (kBlocks > 2) {
      if (wide == 4) tile_rows<4>(some, rows, matrix, first, y, y_stride);
      if (wide == 3) tile_rows<3>(some, rows, matrix, first, y, y_stride);
    }
    if (wide == 2) tile_rows<2>(some, rows, matrix, first, y, y_stride);
    if (wide == 1) tile_rows<1>(some, rows, matrix, first, y, y_stride);
    rows.items += static_cast<std::ptrdiff_t>(kTile) * rows.stride;
    rows.scales += kTile;
    y += static_cast<std::ptrdiff_t>(kTile) * y_stride;
  }
}

// Some rows at a time, so that both they and the weights of kBlocks blocks stay in the nearest
// cache.
inline void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y,
                     int y_stride, Scratch& scratch) {
  const int stride = groups_of(matrix) * kGroup;
  Item* const held_items = items(scratch, static_cast<std::size_t>(kHeld) * stride);
  float scales[kHeld];
  for (int first = 0; first < rows; first += kHeld) {
    const int held = rows - first < kHeld ? rows - first : kHeld;
    quantise_rows(x + static_cast<std::ptrdiff_t>(first) * x_stride, held, x_stride, matrix,
                  held_items, scales);
    float* out = y + static_cast<std::ptrdiff_t>(first) * y_stride;
    const int blocks = matrix.outputs / kWidth;
    for (int b = 0; b < blocks; b += kBlocks) {
      const int wide = blocks - b < kBlocks ? blocks - b : kBlocks;
      tiles(wide, held, {held_items, scales, stride}, matrix, b * kWidth, out + b * kWidth,
            y_stride);
    }
    if (blocks * kWidth < matrix.outputs) {  // a last block that is not whole
      float last[kHeld * kWidth];
      const int begin = blocks * kWidth;
      tiles(1, held, {held_items, scales, stride}, matrix, begin, last, kWidth);
      for (int r = 0; r < held; ++r) {
        std::memcpy(out + static_cast<std::ptrdiff_t>(r) * y_stride + begin, last + r * kWidth,
                    sizeof(float) * static_cast<std::size_t>(matrix.outputs - begin));
      }
    }
  }
}

// A slice of units at a time, and of it the gates of some rows at a time.
inline void recur(float* x, int rows, const Matrix& matrix, const float* vectors,
                  Scratch& scratch) {
  const int size = matrix.outputs / 6;
  const int stride = groups_of(matrix) * kGroup;
  Item* const all = items(scratch, static_cast<std::size_t>(rows) * stride);
  make_room(scratch.scales, static_cast<std::size_t>(rows));
  quantise_rows(x, rows, 2 * size, matrix, all, scratch.scales.data());
  float gates[kHeld * 3 * kSlice];
  float state[kSlice];
  for (int side = 0; side < 2; ++side) {
    for (int unit = 0; unit < size; unit += kSlice) {
      const int units = size - unit < kSlice ? size - unit : kSlice;
      std::memset(state, 0, sizeof state);
      for (int done = 0; done < rows; done += kHeld) {
        const int held = rows - done < kHeld ? rows - done : kHeld;
        const int first = side == 0 ? done : rows - done - held;
        const Rows some = {all + static_cast<std::ptrdiff_t>(first) * stride,
                           scratch.scales.data() + first, stride};
        for (int gate = 0; gate < 3; ++gate) {
          for (int u = 0; u < units; u += kBlocks * kWidth) {
            const int wide = (units - u) / kWidth < kBlocks ? (units - u) / kWidth : kBlocks;
            tiles(wide, held, some, matrix, (side * 3 + gate) * size + unit + u,
                  gates + gate * units + u, 3 * units);
          }
        }
        step_units(gates, held, side == 1, units,
                   vectors + static_cast<std::ptrdiff_t>(side) * 4 * size + unit, size,
                   x + (static_cast<std::ptrdiff_t>(first) * 2 + side) * size + unit, 2 * size,
                   state);
      }
    }
  }
}
