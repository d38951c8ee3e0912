// The two loops of training that PyTorch would run step by step: the simple recurrent unit (Lei et
// al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence") and the linear-chain CRF.
// Built into a shared object and called through ctypes by net.py. All arrays are dense float32,
// row-major; B texts of T tokens, of which the first length[b] count.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace {

inline float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }

}  // namespace

extern "C" {

// Both directions of one layer. u: [B, T, 2, 3, D] candidate, forget, output; x: [B, T, 2, D] passed
// on; vectors: [2, 4, D] forget and output weights of the state, forget and output bias.
// h, c, f, r: [B, T, 2, D]. Positions behind the length are set to 0 in h.
void sru_forward(int b_count, int t_count, int d, const float* u, const float* x,
                 const float* vectors, const int* length, float* h, float* c, float* f, float* r) {
  std::vector<float> state(d);
  for (int b = 0; b < b_count; ++b) {
    const long base = static_cast<long>(b) * t_count;
    std::memset(h + (base + length[b]) * 2 * d, 0, sizeof(float) * (t_count - length[b]) * 2 * d);
    for (int side = 0; side < 2; ++side) {
      const float* vf = vectors + side * 4 * d;
      const float* vr = vf + d;
      const float* bf = vr + d;
      const float* br = bf + d;
      std::fill(state.begin(), state.end(), 0.0F);
      float* s = state.data();
      for (int step = 0; step < length[b]; ++step) {
        const long at = base + (side != 0 ? length[b] - 1 - step : step);
        const long k = (at * 2 + side) * d;
        const float* ut = u + 3 * k;
#pragma omp simd
        for (int i = 0; i < d; ++i) {
          const float forget = sigmoid(ut[d + i] + vf[i] * s[i] + bf[i]);
          const float out = sigmoid(ut[2 * d + i] + vr[i] * s[i] + br[i]);
          const float cell = forget * s[i] + (1 - forget) * ut[i];
          f[k + i] = forget;
          r[k + i] = out;
          c[k + i] = cell;
          h[k + i] = out * cell + (1 - out) * x[k + i];
          s[i] = cell;
        }
      }
    }
  }
}

void sru_backward(int b_count, int t_count, int d, const float* u, const float* x,
                  const float* vectors, const int* length, const float* c, const float* f,
                  const float* r, const float* dh, float* du, float* dx, float* dvectors) {
  std::vector<float> dstate(d);
  const std::vector<float> zeros(d, 0.0F);
  for (int b = 0; b < b_count; ++b) {
    const long base = static_cast<long>(b) * t_count;
    const long tail = (base + length[b]) * 2 * d;
    std::memset(du + 3 * tail, 0, sizeof(float) * (t_count - length[b]) * 6 * d);
    std::memset(dx + tail, 0, sizeof(float) * (t_count - length[b]) * 2 * d);
    for (int side = 0; side < 2; ++side) {
      const float* vf = vectors + side * 4 * d;
      const float* vr = vf + d;
      float* dvf = dvectors + side * 4 * d;
      float* dvr = dvf + d;
      float* dbf = dvr + d;
      float* dbr = dbf + d;
      std::fill(dstate.begin(), dstate.end(), 0.0F);
      float* ds = dstate.data();
      for (int step = length[b] - 1; step >= 0; --step) {
        const long at = base + (side != 0 ? length[b] - 1 - step : step);
        const long k = (at * 2 + side) * d;
        const float* s = step == 0 ? zeros.data() : c + (side != 0 ? k + 2 * d : k - 2 * d);
        const float* ut = u + 3 * k;
        float* dut = du + 3 * k;
#pragma omp simd
        for (int i = 0; i < d; ++i) {
          const float out = r[k + i];
          const float forget = f[k + i];
          const float gh = dh[k + i];
          const float gr = gh * (c[k + i] - x[k + i]) * out * (1 - out);
          const float gc = ds[i] + gh * out;
          const float gf = gc * (s[i] - ut[i]) * forget * (1 - forget);
          dx[k + i] = gh * (1 - out);
          dut[i] = gc * (1 - forget);
          dut[d + i] = gf;
          dut[2 * d + i] = gr;
          dvf[i] += gf * s[i];
          dvr[i] += gr * s[i];
          dbf[i] += gf;
          dbr[i] += gr;
          ds[i] = gc * forget + gf * vf[i] + gr * vr[i];
        }
      }
    }
  }
}

// Negative log likelihood of the gold labels, summed; its gradients in dscores and dsteps (added).
// scores: [B, T, L]; steps: [L, L], first: [L], both with large negative values where illegal.
double crf_nll(int b_count, int t_count, int l, const float* scores, const float* steps,
               const float* first, const int* gold, const int* length, float* dscores,
               float* dsteps) {
  double loss = 0;
  std::vector<double> alpha(static_cast<std::size_t>(t_count) * l);
  std::vector<double> beta(l);
  std::vector<double> next(l);
  std::memset(dscores, 0, sizeof(float) * b_count * t_count * l);
  const auto log_sum = [l](const double* v) {
    double top = v[0];
    for (int i = 1; i < l; ++i) top = std::max(top, v[i]);
    double sum = 0;
    for (int i = 0; i < l; ++i) sum += std::exp(v[i] - top);
    return top + std::log(sum);
  };
  std::vector<double> row(l);
  for (int b = 0; b < b_count; ++b) {
    const int n = length[b];
    if (n == 0) continue;
    const float* s = scores + static_cast<long>(b) * t_count * l;
    float* ds = dscores + static_cast<long>(b) * t_count * l;
    const int* g = gold + static_cast<long>(b) * t_count;
    for (int j = 0; j < l; ++j) alpha[j] = s[j] + first[j];
    double path = s[g[0]] + first[g[0]];
    for (int t = 1; t < n; ++t) {
      for (int j = 0; j < l; ++j) {
        for (int i = 0; i < l; ++i) row[i] = alpha[(t - 1) * l + i] + steps[i * l + j];
        alpha[t * l + j] = log_sum(row.data()) + s[t * l + j];
      }
      path += s[t * l + g[t]] + steps[g[t - 1] * l + g[t]];
      dsteps[g[t - 1] * l + g[t]] -= 1;
    }
    const double total = log_sum(&alpha[(n - 1) * l]);
    loss += total - path;
    std::fill(beta.begin(), beta.end(), 0.0);
    for (int t = n - 1; t >= 0; --t) {
      for (int j = 0; j < l; ++j) {
        ds[t * l + j] = static_cast<float>(std::exp(alpha[t * l + j] + beta[j] - total));
      }
      ds[t * l + g[t]] -= 1;
      if (t == 0) break;
      for (int i = 0; i < l; ++i) {
        for (int j = 0; j < l; ++j) row[j] = steps[i * l + j] + s[t * l + j] + beta[j];
        for (int j = 0; j < l; ++j) {
          dsteps[i * l + j] += static_cast<float>(std::exp(alpha[(t - 1) * l + i] + row[j] - total));
        }
        next[i] = log_sum(row.data());
      }
      beta = next;
    }
  }
  return loss;
}
}
