// The loops between the matrix products, written once and compiled for each kind of processor. No
// operation may be contracted or reordered: sums run in 16 lanes that are added in one fixed order.
// Included by the kernels_*.cc files alone, each inside a namespace of its own that says with
// kWidth how many floats a register of its processor holds (a divisor of 16): wider vectors would
// be compared one number at a time.

inline constexpr int kLanes = 16;
inline constexpr int kParts = kLanes / kWidth;  // registers for 16 lanes
typedef float Reals __attribute__((vector_size(4 * kWidth)));
typedef std::int32_t Ints __attribute__((vector_size(4 * kWidth)));
typedef float Four __attribute__((vector_size(16)));

inline Reals load(const float* from) {
  Reals reals;
  std::memcpy(&reals, from, sizeof reals);
  return reals;
}

inline void store(float* to, const Reals& reals) { std::memcpy(to, &reals, sizeof reals); }

// a > b ? a : b and a < b ? a : b, the second where one is no number.
inline Reals greater(const Reals& a, const Reals& b) {
#if defined(__AVX512F__)
  return _mm512_maskz_max_ps(0xFFFF, a, b);
#elif defined(__AVX2__)
  return _mm256_max_ps(a, b);
#else
  return a > b ? a : b;
#endif
}
inline Reals smaller(const Reals& a, const Reals& b) {
#if defined(__AVX512F__)
  return _mm512_maskz_min_ps(0xFFFF, a, b);
#elif defined(__AVX2__)
  return _mm256_min_ps(a, b);
#else
  return a < b ? a : b;
#endif
}

// Lane i with lanes i + 8, i + 4 and i + 12, for i below 4.
inline Four fold_lanes(const Reals (&sum)[kParts]) {
  Four quarter[4];
  std::memcpy(quarter, sum, sizeof quarter);
  return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

// The greatest of numbers.
inline float greatest(const Reals& x) {
  Four part[kWidth / 4];
  std::memcpy(part, &x, sizeof part);
  for (int p = 1; p < kWidth / 4; ++p) part[0] = part[0] > part[p] ? part[0] : part[p];
  const float even = part[0][0] > part[0][2] ? part[0][0] : part[0][2];
  const float odd = part[0][1] > part[0][3] ? part[0][1] : part[0][3];
  return even > odd ? even : odd;
}

inline float add_lanes(const Reals (&sum)[kParts]) {
  const Four four = fold_lanes(sum);
  return (four[0] + four[2]) + (four[1] + four[3]);
}

// REQUIRES: size is a multiple of kLanes
inline float dot(const float* a, const float* b, int size) {
  Reals sum[kParts] = {};
  for (int i = 0; i < size; i += kLanes) {
    for (int p = 0; p < kParts; ++p) sum[p] += load(a + i + p * kWidth) * load(b + i + p * kWidth);
  }
  return add_lanes(sum);
}

// out[a][b] = dot(left row a, right row b), to the last bit.
// REQUIRES: size is a multiple of kLanes
inline void dots(const float* left, int left_rows, int left_stride, const float* right,
                 int right_rows, int right_stride, int size, float* out, int out_stride) {
  for (int a = 0; a < left_rows; ++a) {
    const float* x = left + static_cast<std::ptrdiff_t>(a) * left_stride;
    float* y = out + static_cast<std::ptrdiff_t>(a) * out_stride;
    int b = 0;
    for (; b + 4 <= right_rows; b += 4) {
      const float* r = right + static_cast<std::ptrdiff_t>(b) * right_stride;
      Reals sum[4][kParts] = {};
      for (int i = 0; i < size; i += kLanes) {
        for (int p = 0; p < kParts; ++p) {
          const Reals v = load(x + i + p * kWidth);
          for (int k = 0; k < 4; ++k) {
            sum[k][p] +=
                v * load(r + static_cast<std::ptrdiff_t>(k) * right_stride + i + p * kWidth);
          }
        }
      }
      for (int k = 0; k < 4; ++k) y[b + k] = add_lanes(sum[k]);
    }
    for (; b < right_rows; ++b) {
      y[b] = dot(x, right + static_cast<std::ptrdiff_t>(b) * right_stride, size);
    }
  }
}

// The first of the greatest. REQUIRES: count > 0
inline int best(const float* x, int count) {
  float top = x[0];
  int at = 0;
  int i = 0;
  if (count >= kWidth) {
    Reals tops = load(x);
    Ints blocks = {};
    for (i = kWidth; i + kWidth <= count; i += kWidth) {
      const Reals v = load(x + i);
      blocks = v > tops ? Ints{} + i : blocks;
      tops = greater(v, tops);
    }
    float each[kWidth];
    std::int32_t block[kWidth];
    store(each, tops);
    std::memcpy(block, &blocks, sizeof block);
    top = each[0];
    at = block[0];
    for (int k = 1; k < kWidth; ++k) {
      const int place = block[k] + k;
      const bool better = each[k] > top || (each[k] == top && place < at);
      top = better ? each[k] : top;
      at = better ? place : at;
    }
  }
  for (; i < count; ++i) {
    at = x[i] > top ? i : at;
    top = x[i] > top ? x[i] : top;
  }
  return at;
}

// One step of Viterbi's search among kLanes labels: for each, the best way to it from the first
// `size` of them, and the first label from which it comes. step: kLanes x kLanes, from and to.
inline void advance(const float* alpha, const float* step, int size, float* ways,
                    std::int32_t* from) {
  for (int p = 0; p < kLanes; p += kWidth) {
    Reals top = Reals{} + alpha[0] + load(step + p);
    Ints at = {};
    for (int i = 1; i < size; ++i) {
      const Reals way = alpha[i] + load(step + i * kLanes + p);
      at = way > top ? Ints{} + i : at;
      top = way > top ? way : top;
    }
    store(ways + p, top);
    std::memcpy(from + p, &at, sizeof at);
  }
}

// exp to 2.6e-6, relative: 2^n times the polynomial for 2^f, f from -0.5 to 0.5, whose greatest
// error is least (Remez).
inline Reals fast_exp(Reals x) {
  const Reals limit = Reals{} + 57.0F;  // e^39.5; the product of two is a float still
  x = greater(-limit, smaller(limit, x * 1.44269504088896341F));
  constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  const Reals whole = (x + kShift) - kShift;
  const Reals f = x - whole;
  Reals p = f * 0.009570102015F + 0.05591786031F;
  p = p * f + 0.2402474482F;
  p = p * f + 0.6931218147F;
  p = p * f + 0.9999992614F;
#if defined(__AVX512F__)
  return _mm512_maskz_scalef_ps(0xFFFF, p, whole);
#else
  const Ints power = (__builtin_convertvector(whole, Ints) + 127) << 23;
  Reals two_to_n;
  std::memcpy(&two_to_n, &power, sizeof power);
  return p * two_to_n;
#endif
}

// Two at once, by one division: dividing costs more than all else here.
struct Sigmoids {
  Reals a;
  Reals b;
};
inline Sigmoids sigmoids(const Reals& a, const Reals& b) {
  const Reals under_a = 1.0F + fast_exp(-a);
  const Reals under_b = 1.0F + fast_exp(-b);
  const Reals both = 1.0F / (under_a * under_b);
  return {under_b * both, under_a * both};
}

// Goes on through `rows` tokens with some units of one direction. gates: rows x 3 x units, what the
// cell, the forget gate and the out gate are given; vectors: the weights of both gates' state, then
// their biases, each `size` behind the one before; x: the units' values, x_stride apart.
// REQUIRES: units is a multiple of kLanes
inline void step_units(const float* gates, int rows, bool backward, int units, const float* vectors,
                       int size, float* x, int x_stride, float* state) {
  const float* forget_weight = vectors;
  const float* out_weight = forget_weight + size;
  const float* forget_bias = out_weight + size;
  const float* out_bias = forget_bias + size;
  for (int step = 0; step < rows; ++step) {
    const std::ptrdiff_t at = backward ? rows - 1 - step : step;
    const float* gate = gates + at * 3 * units;
    float* xt = x + at * x_stride;
    for (int i = 0; i < units; i += kWidth) {
      const Reals s = load(state + i);
      const auto [forget, out] =
          sigmoids(load(gate + units + i) + load(forget_weight + i) * s + load(forget_bias + i),
                   load(gate + 2 * units + i) + load(out_weight + i) * s + load(out_bias + i));
      const Reals cell = forget * s + (1.0F - forget) * load(gate + i);
      store(xt + i, out * cell + (1.0F - out) * load(xt + i));
      store(state + i, cell);
    }
  }
}

// REQUIRES: size is a multiple of kLanes
inline void normalise(float* x, int rows, int size, const float* gain, const float* shift) {
  for (int row = 0; row < rows; ++row) {
    float* v = x + static_cast<std::ptrdiff_t>(row) * size;
    Reals sum[kParts] = {};
    for (int i = 0; i < size; i += kLanes) {
      for (int p = 0; p < kParts; ++p) sum[p] += load(v + i + p * kWidth);
    }
    const float mean = add_lanes(sum) / static_cast<float>(size);
    Reals squares[kParts] = {};
    for (int i = 0; i < size; i += kLanes) {
      for (int p = 0; p < kParts; ++p) {
        const Reals d = load(v + i + p * kWidth) - mean;
        squares[p] += d * d;
      }
    }
    const float variance = add_lanes(squares) / static_cast<float>(size);
    const float rate = 1.0F / std::sqrt(variance + 1e-5F);
    for (int i = 0; i < size; i += kWidth) {
      store(v + i, (load(v + i) - mean) * rate * load(gain + i) + load(shift + i));
    }
  }
}

inline void rectify(float* x, std::size_t count) {
  const Reals zero = {};
  std::size_t i = 0;
  for (; i + kWidth <= count; i += kWidth) {
    const Reals v = load(x + i);
    store(x + i, greater(v, zero));
  }
  for (; i < count; ++i) x[i] = x[i] > 0.0F ? x[i] : 0.0F;
}

// Quantises a row to whole numbers from -kMost to kMost, plus offset; returns the scale that undoes
// it.
template <typename T>
inline float quantise(const float* x, int size, int offset, T* out) {
  typedef T Narrow __attribute__((vector_size(sizeof(T) * kWidth)));
  Reals tops = {};
  int i = 0;
  for (; i + kWidth <= size; i += kWidth) {
    const Reals v = load(x + i);
    tops = greater(greater(-v, v), tops);
  }
  float top = greatest(tops);
  for (; i < size; ++i) {
    const float a = x[i] < 0.0F ? -x[i] : x[i];
    top = a > top ? a : top;
  }
  const float rate = top > 0.0F ? kMost / top : 0.0F;
  const Ints sign = Ints{} | std::numeric_limits<std::int32_t>::min();
  const Reals half = Reals{} + 0.5F;
  i = 0;
  for (; i + kWidth <= size; i += kWidth) {
    const Reals v = load(x + i) * rate;
    const Reals away = (Reals)(((Ints)v & sign) | (Ints)half);  // half with the sign of v
    const Ints whole = __builtin_convertvector(v + away, Ints) + offset;
    const Narrow narrow = __builtin_convertvector(whole, Narrow);
    std::memcpy(out + i, &narrow, sizeof narrow);
  }
  for (; i < size; ++i) {
    const float v = x[i] * rate;
    const float h = v < 0.0F ? -0.5F : 0.5F;
    out[i] = static_cast<T>(static_cast<std::int32_t>(v + h) + offset);
  }
  return top / kMost;
}
