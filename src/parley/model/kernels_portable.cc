// The reference kernels in plain float, and the portable int8 ones.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "parley/model/kernels.h"

namespace parley::model {
namespace portable {
inline constexpr int kWidth = 4;
#include "parley/model/kernels_loops.h"

void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  matrix.packed8.assign(weights.begin(), weights.end());
}

// y = sum * (row scale * output scale) + bias.
void rescale(const std::int32_t* sums, int count, float row_scale, const Matrix& matrix, float* y) {
  const float* scale = matrix.scale.data();
  const float* bias = matrix.bias.data();
  int o = 0;
  for (; o + kWidth <= count; o += kWidth) {
    Ints whole;
    std::memcpy(&whole, sums + o, sizeof whole);
    store(y + o,
          __builtin_convertvector(whole, Reals) * (row_scale * load(scale + o)) + load(bias + o));
  }
  for (; o < count; ++o) y[o] = static_cast<float>(sums[o]) * (row_scale * scale[o]) + bias[o];
}

void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y, int y_stride,
              Scratch& scratch) {
  const int inputs = matrix.inputs;
  const int outputs = matrix.outputs;
  make_room(scratch.rows16, static_cast<std::size_t>(inputs));
  make_room(scratch.sums, static_cast<std::size_t>(outputs));
  for (int row = 0; row < rows; ++row) {
    std::int16_t* q = scratch.rows16.data();
    const float scale = quantise(x + static_cast<std::ptrdiff_t>(row) * x_stride, inputs, 0, q);
    for (int o = 0; o < outputs; ++o) {
      const std::int8_t* w = matrix.packed8.data() + static_cast<std::ptrdiff_t>(o) * inputs;
      std::int32_t sum = 0;
      for (int i = 0; i < inputs; ++i) sum += q[i] * w[i];
      scratch.sums[static_cast<std::size_t>(o)] = sum;
    }
    rescale(scratch.sums.data(), outputs, scale, matrix,
            y + static_cast<std::ptrdiff_t>(row) * y_stride);
  }
}

// All products of a layer first, then its units: by either kind of product.
template <auto kMultiply>
void recur(float* x, int rows, const Matrix& matrix, const float* vectors, Scratch& scratch) {
  const int size = matrix.outputs / 6;
  make_room(scratch.gates, static_cast<std::size_t>(rows) * static_cast<std::size_t>(6 * size));
  make_room(scratch.one_side, static_cast<std::size_t>(rows) * static_cast<std::size_t>(3 * size));
  make_room(scratch.state, static_cast<std::size_t>(size));
  kMultiply(x, rows, 2 * size, matrix, scratch.gates.data(), 6 * size, scratch);
  for (int side = 0; side < 2; ++side) {
    for (int row = 0; row < rows; ++row) {
      std::memcpy(scratch.one_side.data() + static_cast<std::ptrdiff_t>(row) * 3 * size,
                  scratch.gates.data() + (static_cast<std::ptrdiff_t>(row) * 2 + side) * 3 * size,
                  sizeof(float) * static_cast<std::size_t>(3 * size));
    }
    std::memset(scratch.state.data(), 0, sizeof(float) * static_cast<std::size_t>(size));
    step_units(scratch.one_side.data(), rows, side == 1, size,
               vectors + static_cast<std::ptrdiff_t>(side) * 4 * size, size,
               x + static_cast<std::ptrdiff_t>(side) * size, 2 * size, scratch.state.data());
  }
}

}  // namespace portable

namespace reference {

void pack(std::span<const std::int8_t> weights, Matrix& matrix) {
  matrix.plain.resize(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    matrix.plain[i] =
        static_cast<float>(weights[i]) * matrix.scale[i / static_cast<std::size_t>(matrix.inputs)];
  }
}

void multiply(const float* x, int rows, int x_stride, const Matrix& matrix, float* y, int y_stride,
              Scratch&) {
  for (int row = 0; row < rows; ++row) {
    const float* in = x + static_cast<std::ptrdiff_t>(row) * x_stride;
    for (int o = 0; o < matrix.outputs; ++o) {
      const float* w = matrix.plain.data() + static_cast<std::ptrdiff_t>(o) * matrix.inputs;
      float sum = 0.0F;
      for (int i = 0; i < matrix.inputs; ++i) sum += in[i] * w[i];
      y[static_cast<std::ptrdiff_t>(row) * y_stride + o] =
          sum + matrix.bias[static_cast<std::size_t>(o)];
    }
  }
}

}  // namespace reference

extern const Kernels kReferenceKernels;
extern const Kernels kPortableKernels;
const Kernels kReferenceKernels = {"reference",         reference::pack,
                                   reference::multiply, portable::recur<reference::multiply>,
                                   portable::normalise, portable::rectify,
                                   portable::dot,       portable::dots,
                                   portable::best,      portable::advance};
const Kernels kPortableKernels = {
    "portable",          portable::pack,    portable::multiply, portable::recur<portable::multiply>,
    portable::normalise, portable::rectify, portable::dot,      portable::dots,
    portable::best,      portable::advance};

}  // namespace parley::model
