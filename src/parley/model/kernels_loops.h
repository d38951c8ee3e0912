// The loops between the matrix products, written once and compiled for each kind of processor. No
// operation may be contracted or reordered: sums run in 16 lanes that are added in one fixed order.
// Included by the kernels_*.cc files alone, each inside a namespace of its own.

inline constexpr int kLanes = 16;
typedef float Lanes __attribute__((vector_size(64)));
typedef std::int32_t IntLanes __attribute__((vector_size(64)));

inline Lanes load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

inline void store(float* to, const Lanes& lanes) { std::memcpy(to, &lanes, sizeof lanes); }

inline float add_lanes(const Lanes& lanes) {
  float eight[8];
  for (int i = 0; i < 8; ++i) eight[i] = lanes[i] + lanes[i + 8];
  float four[4];
  for (int i = 0; i < 4; ++i) four[i] = eight[i] + eight[i + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

// REQUIRES: size is a multiple of kLanes
inline float dot(const float* a, const float* b, int size) {
  Lanes sum = {};
  for (int i = 0; i < size; i += kLanes) sum += load(a + i) * load(b + i);
  return add_lanes(sum);
}

// exp to about 2e-7, relative: 2^n times a polynomial on [-0.5, 0.5] (Cephes' expf).
inline Lanes fast_exp(Lanes x) {
  const Lanes limit = Lanes{} + 80.0F;
  x = x > limit ? limit : x;
  x = x < -limit ? -limit : x;
  constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  const Lanes scaled = x * 1.44269504088896341F + kShift;
  const Lanes whole = scaled - kShift;
  Lanes r = x - whole * 0.693359375F;
  r = r - whole * -2.12194440e-4F;
  Lanes p = r * 1.9875691500e-4F + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * (r * r) + r + 1.0F;
  const IntLanes power = (__builtin_convertvector(whole, IntLanes) + 127) << 23;
  Lanes two_to_n;
  std::memcpy(&two_to_n, &power, sizeof power);
  return p * two_to_n;
}

inline Lanes sigmoid(const Lanes& x) { return 1.0F / (1.0F + fast_exp(-x)); }

// REQUIRES: size is a multiple of kLanes
inline void recur(const float* u, float* x, const float* vectors, int rows, int size,
                  float* state) {
  for (int side = 0; side < 2; ++side) {
    const float* forget_weight = vectors + static_cast<std::ptrdiff_t>(side) * 4 * size;
    const float* out_weight = forget_weight + size;
    const float* forget_bias = out_weight + size;
    const float* out_bias = forget_bias + size;
    std::memset(state, 0, sizeof(float) * static_cast<std::size_t>(size));
    for (int step = 0; step < rows; ++step) {
      const std::ptrdiff_t at = side == 0 ? step : rows - 1 - step;
      const float* ut = u + (at * 2 + side) * 3 * size;
      float* xt = x + (at * 2 + side) * size;
      for (int i = 0; i < size; i += kLanes) {
        const Lanes s = load(state + i);
        const Lanes forget =
            sigmoid(load(ut + size + i) + load(forget_weight + i) * s + load(forget_bias + i));
        const Lanes out =
            sigmoid(load(ut + 2 * size + i) + load(out_weight + i) * s + load(out_bias + i));
        const Lanes cell = forget * s + (1.0F - forget) * load(ut + i);
        store(xt + i, out * cell + (1.0F - out) * load(xt + i));
        store(state + i, cell);
      }
    }
  }
}

// REQUIRES: size is a multiple of kLanes
inline void normalise(float* x, int rows, int size, const float* gain, const float* shift) {
  for (int row = 0; row < rows; ++row) {
    float* v = x + static_cast<std::ptrdiff_t>(row) * size;
    Lanes sum = {};
    for (int i = 0; i < size; i += kLanes) sum += load(v + i);
    const float mean = add_lanes(sum) / static_cast<float>(size);
    Lanes squares = {};
    for (int i = 0; i < size; i += kLanes) {
      const Lanes d = load(v + i) - mean;
      squares += d * d;
    }
    const float variance = add_lanes(squares) / static_cast<float>(size);
    const float rate = 1.0F / std::sqrt(variance + 1e-5F);
    for (int i = 0; i < size; i += kLanes) {
      store(v + i, (load(v + i) - mean) * rate * load(gain + i) + load(shift + i));
    }
  }
}

inline void rectify(float* x, std::size_t count) {
  const Lanes zero = {};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const Lanes v = load(x + i);
    store(x + i, v > zero ? v : zero);
  }
  for (; i < count; ++i) x[i] = x[i] > 0.0F ? x[i] : 0.0F;
}

// Quantises a row to whole numbers from -127 to 127, plus offset; returns the scale that undoes it.
template <typename T>
inline float quantise(const float* x, int size, int offset, T* out) {
  typedef T Narrow __attribute__((vector_size(sizeof(T) * kLanes)));
  Lanes tops = {};
  int i = 0;
  for (; i + kLanes <= size; i += kLanes) {
    const Lanes v = load(x + i);
    const Lanes a = v < -v ? -v : v;
    tops = a > tops ? a : tops;
  }
  float top = 0.0F;
  for (int j = 0; j < kLanes; ++j) top = tops[j] > top ? tops[j] : top;
  for (; i < size; ++i) {
    const float a = x[i] < 0.0F ? -x[i] : x[i];
    top = a > top ? a : top;
  }
  const float rate = top > 0.0F ? 127.0F / top : 0.0F;
  const Lanes half = Lanes{} + 0.5F;
  i = 0;
  for (; i + kLanes <= size; i += kLanes) {
    const Lanes v = load(x + i) * rate;
    const IntLanes whole =
        __builtin_convertvector(v + (v < 0.0F ? -half : half), IntLanes) + offset;
    const Narrow narrow = __builtin_convertvector(whole, Narrow);
    std::memcpy(out + i, &narrow, sizeof narrow);
  }
  for (; i < size; ++i) {
    const float v = x[i] * rate;
    const float h = v < 0.0F ? -0.5F : 0.5F;
    out[i] = static_cast<T>(static_cast<std::int32_t>(v + h) + offset);
  }
  return top / 127.0F;
}

// Turns integer sums into the outputs: y = sum * (row scale * output scale) + bias.
inline void rescale(const std::int32_t* sums, int outputs, float row_scale, const Matrix& matrix,
                    float* y) {
  const float* scale = matrix.scale.data();
  const float* bias = matrix.bias.data();
  int o = 0;
  for (; o + kLanes <= outputs; o += kLanes) {
    IntLanes whole;
    std::memcpy(&whole, sums + o, sizeof whole);
    store(y + o,
          __builtin_convertvector(whole, Lanes) * (row_scale * load(scale + o)) + load(bias + o));
  }
  for (; o < outputs; ++o) {
    y[o] = static_cast<float>(sums[o]) * (row_scale * scale[o]) + bias[o];
  }
}
