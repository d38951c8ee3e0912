// The arithmetic of the network on one thread: int8 matrix products and the loops between them.
//
// Activations are quantised row by row to 7 bits with one scale a row; weights are 8 bits with one
// scale an output, so bounded that four products fit into 16 bits. All fast variants add the same
// integers and do the same float operations in the same order, so that every machine gets the same
// bits. The plain float variant is the reference that tests hold them against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace parley::model {

// A weight matrix, packed for one kernel: `outputs` rows of `inputs` numbers.
struct Matrix {
  int outputs = 0;
  int inputs = 0;
  std::vector<std::int8_t> packed8;
  std::vector<float> plain;           // reference kernel only
  std::vector<float> scale;           // one an output, at least
  std::vector<float> bias;            // one an output, at least
  std::vector<std::int32_t> row_sum;  // one an output
};

// Makes `memory` hold at least `size` items; what was larger stays so, and nothing is cleared
// again.
template <typename T>
void make_room(std::vector<T>& memory, std::size_t size) {
  if (memory.size() < size) memory.resize(size);
}

// Memory that a forward pass needs again and again; grows to the largest call, never shrinks.
struct Scratch {
  std::vector<std::uint8_t> rows8;
  std::vector<std::int16_t> rows16;
  std::vector<float> scales;
  std::vector<std::int32_t> sums;
  std::vector<float> gates;
  std::vector<float> one_side;
  std::vector<float> state;
};

// The greatest of a row's numbers once quantised; the least is its negative.
inline constexpr int kMost = 63;

// Scales the rows of `weights` (outputs x inputs) down until in every eight inputs the positive and
// the negative weights of the first and of the second two of each four stay within 16 bits when
// multiplied with a row's numbers (each from 1 to 2 x kMost + 1) and added; `scale` grows by as
// much. Changes about one row in ten of a trained matrix, by a small part.
void bound_weights(std::span<std::int8_t> weights, int inputs, std::span<float> scale);

struct Kernels {
  std::string_view name;
  // Packs bounded `weights` (outputs x inputs, row-major); scale and bias as in Matrix.
  void (*pack)(std::span<const std::int8_t> weights, Matrix& matrix);
  // y[r][o] = sum_i x[r][i] w[o][i] + bias[o] for `rows` rows; x_stride and y_stride in floats.
  void (*multiply)(const float* x, int rows, int x_stride, const Matrix& matrix, float* y,
                   int y_stride, Scratch& scratch);
  // Both directions of one layer of simple recurrent units over `rows` tokens, in place. x: rows x
  // 2 x size; matrix: 2 x 3 x size outputs, of each direction what the cell, the forget gate and
  // the out gate are given; vectors: 2 x 4 x size, the weights of both gates' state, their biases.
  void (*recur)(float* x, int rows, const Matrix& matrix, const float* vectors, Scratch& scratch);
  // Rows of `size` to mean 0 and variance 1, times gain plus shift, in place.
  void (*normalise)(float* x, int rows, int size, const float* gain, const float* shift);
  void (*rectify)(float* x, std::size_t count);
  float (*dot)(const float* a, const float* b, int size);
  // out[a][b] = dot(left row a, right row b), to the last bit; strides in floats.
  void (*dots)(const float* left, int left_rows, int left_stride, const float* right,
               int right_rows, int right_stride, int size, float* out, int out_stride);
  // The first of the greatest of `count` numbers, at least one.
  int (*best)(const float* x, int count);
  // One step of Viterbi's search among kMostLabels labels: ways[j] = the greatest alpha[i] +
  // step[i][j] of i < size, from[j] the first such i.
  void (*advance)(const float* alpha, const float* step, int size, float* ways, std::int32_t* from);
};
inline constexpr int kMostLabels = 16;

// The fastest kernels that this processor runs; those that PARLEY_KERNELS names, where it runs
// them.
[[nodiscard]] const Kernels& best_kernels();
// All kernels that this processor runs, the reference first, the fastest last.
[[nodiscard]] std::vector<const Kernels*> all_kernels();
// The kernels of that name, or none.
[[nodiscard]] const Kernels* kernels_named(std::string_view name);

}  // namespace parley::model
