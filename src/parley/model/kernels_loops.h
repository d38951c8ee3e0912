// The loops between the matrix products, written once and compiled for each kind of processor. No
// operation may be contracted or reordered: sums run in 16 lanes that are added in one fixed order.
// Included by the kernels_*.cc files alone, each inside a namespace of its own.

inline constexpr int kLanes = 16;

inline float add_lanes(const float* lanes) {
  float eight[8];
  for (int i = 0; i < 8; ++i) eight[i] = lanes[i] + lanes[i + 8];
  float four[4];
  for (int i = 0; i < 4; ++i) four[i] = eight[i] + eight[i + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

// REQUIRES: size is a multiple of kLanes
inline float dot(const float* a, const float* b, int size) {
  float lanes[kLanes] = {};
  for (int i = 0; i < size; i += kLanes) {
    for (int j = 0; j < kLanes; ++j) lanes[j] += a[i + j] * b[i + j];
  }
  return add_lanes(lanes);
}

// exp to about 2e-7, relative: 2^n times a polynomial on [-0.5, 0.5] (Cephes' expf).
inline float fast_exp(float x) {
  constexpr float kLimit = 80.0F;
  x = x > kLimit ? kLimit : x;
  x = x < -kLimit ? -kLimit : x;
  constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  const float scaled = x * 1.44269504088896341F + kShift;
  const float whole = scaled - kShift;
  float r = x - whole * 0.693359375F;
  r = r - whole * -2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * (r * r) + r + 1.0F;
  const auto power = static_cast<std::int32_t>(whole) + 127;
  return p * std::bit_cast<float>(power << 23);
}

inline float sigmoid(float x) { return 1.0F / (1.0F + fast_exp(-x)); }

inline void recur(const float* u, float* x, const float* vectors, int rows, int size,
                  float* state) {
  for (int side = 0; side < 2; ++side) {
    const float* forget_weight = vectors + static_cast<std::ptrdiff_t>(side) * 4 * size;
    const float* out_weight = forget_weight + size;
    const float* forget_bias = out_weight + size;
    const float* out_bias = forget_bias + size;
    for (int i = 0; i < size; ++i) state[i] = 0.0F;
    for (int step = 0; step < rows; ++step) {
      const std::ptrdiff_t at = side == 0 ? step : rows - 1 - step;
      const float* __restrict ut = u + (at * 2 + side) * 3 * size;
      float* __restrict xt = x + (at * 2 + side) * size;
      float* __restrict s = state;
      for (int i = 0; i < size; ++i) {
        const float forget = sigmoid(ut[size + i] + forget_weight[i] * s[i] + forget_bias[i]);
        const float out = sigmoid(ut[2 * size + i] + out_weight[i] * s[i] + out_bias[i]);
        const float cell = forget * s[i] + (1.0F - forget) * ut[i];
        xt[i] = out * cell + (1.0F - out) * xt[i];
        s[i] = cell;
      }
    }
  }
}

// REQUIRES: size is a multiple of kLanes
inline void normalise(float* x, int rows, int size, const float* gain, const float* shift) {
  for (int row = 0; row < rows; ++row) {
    float* v = x + static_cast<std::ptrdiff_t>(row) * size;
    float lanes[kLanes] = {};
    for (int i = 0; i < size; i += kLanes) {
      for (int j = 0; j < kLanes; ++j) lanes[j] += v[i + j];
    }
    const float mean = add_lanes(lanes) / static_cast<float>(size);
    float squares[kLanes] = {};
    for (int i = 0; i < size; i += kLanes) {
      for (int j = 0; j < kLanes; ++j) {
        const float d = v[i + j] - mean;
        squares[j] += d * d;
      }
    }
    const float variance = add_lanes(squares) / static_cast<float>(size);
    const float rate = 1.0F / std::sqrt(variance + 1e-5F);
    for (int i = 0; i < size; ++i) v[i] = (v[i] - mean) * rate * gain[i] + shift[i];
  }
}

inline void rectify(float* x, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) x[i] = x[i] > 0.0F ? x[i] : 0.0F;
}

// Quantises a row to whole numbers from -127 to 127; returns the scale that undoes it.
template <typename T>
inline float quantise(const float* x, int size, int offset, T* out) {
  float top = 0.0F;
  for (int i = 0; i < size; ++i) {
    const float a = x[i] < 0.0F ? -x[i] : x[i];
    top = a > top ? a : top;
  }
  const float rate = top > 0.0F ? 127.0F / top : 0.0F;
  for (int i = 0; i < size; ++i) {
    const float v = x[i] * rate;
    const float half = v < 0.0F ? -0.5F : 0.5F;
    out[i] = static_cast<T>(static_cast<std::int32_t>(v + half) + offset);
  }
  return top / 127.0F;
}

// Turns integer sums into the outputs: y = sum * row scale * output scale + bias.
inline void rescale(const std::int32_t* sums, int outputs, float row_scale, const Matrix& matrix,
                    float* y) {
  const float* scale = matrix.scale.data();
  const float* bias = matrix.bias.data();
  for (int o = 0; o < outputs; ++o) {
    y[o] = static_cast<float>(sums[o]) * (row_scale * scale[o]) + bias[o];
  }
}
