#include "parley/model/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace parley::model {
namespace {

struct Product {
  int rows;
  int inputs;
  int outputs;
};

Matrix random_matrix(const Kernels& kernels, int inputs, int outputs, std::mt19937& random) {
  std::vector<std::int8_t> weights(static_cast<std::size_t>(inputs) * outputs);
  for (std::int8_t& w : weights)
    w = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
  Matrix matrix;
  matrix.inputs = inputs;
  matrix.outputs = outputs;
  for (int o = 0; o < outputs; ++o) {
    matrix.scale.push_back(0.001F * static_cast<float>(1 + random() % 9));
    matrix.bias.push_back(0.01F * static_cast<float>(random() % 100));
  }
  bound_weights(weights, inputs, matrix.scale);
  kernels.pack(weights, matrix);
  return matrix;
}

std::vector<float> random_rows(std::size_t count, std::mt19937& random) {
  std::normal_distribution<float> number(0, 2);
  std::vector<float> rows(count);
  for (float& x : rows) x = number(random);
  return rows;
}

std::vector<float> multiply(const Kernels& kernels, Product shape, unsigned seed) {
  std::mt19937 random(seed);
  const Matrix matrix = random_matrix(kernels, shape.inputs, shape.outputs, random);
  const auto x = random_rows(static_cast<std::size_t>(shape.rows) * shape.inputs, random);
  std::vector<float> y(static_cast<std::size_t>(shape.rows) * shape.outputs, -1);
  Scratch scratch;
  kernels.multiply(x.data(), shape.rows, shape.inputs, matrix, y.data(), shape.outputs, scratch);
  return y;
}

constexpr Product kShapes[] = {{1, 16, 16},  {7, 212, 128}, {13, 384, 256}, {6, 256, 768},
                               {5, 192, 51}, {2, 3, 5},     {75, 256, 700}};

TEST(Kernels, AllIntegerKernelsGiveTheSameBits) {
  const auto kernels = all_kernels();
  for (const Product shape : kShapes) {
    const std::vector<float> expected = multiply(*kernels_named("portable"), shape, 3);
    for (std::size_t k = 2; k < kernels.size(); ++k) {
      EXPECT_EQ(multiply(*kernels[k], shape, 3), expected) << kernels[k]->name;
    }
  }
}

TEST(Kernels, IntegerProductsStayNearTheReference) {
  for (const Product shape : kShapes) {
    const std::vector<float> expected = multiply(*kernels_named("reference"), shape, 5);
    const std::vector<float> found = multiply(best_kernels(), shape, 5);

    double error = 0;
    double size = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      error += (found[i] - expected[i]) * (found[i] - expected[i]);
      size += expected[i] * expected[i];
    }
    EXPECT_LT(std::sqrt(error / size), 0.02);
  }
}

TEST(Kernels, LoopsGiveTheSameBitsEverywhere) {
  const auto kernels = all_kernels();
  constexpr int kRows = 9;
  constexpr int kSize = 32;
  constexpr int kFloats = kRows * 6 * kSize;
  std::vector<std::vector<float>> results;
  for (const Kernels* kernel : kernels) {
    std::mt19937 random(17);
    const auto u = random_rows(kFloats, random);
    auto x = random_rows(kRows * 2 * kSize, random);
    const auto vectors = random_rows(8 * kSize, random);
    kernel->normalise(x.data(), kRows, 2 * kSize, vectors.data(), vectors.data() + 2 * kSize);
    x.push_back(kernel->dot(u.data(), vectors.data(), 4 * kSize));
    kernel->rectify(x.data(), x.size() / 2);
    results.push_back(x);
  }

  for (std::size_t k = 1; k < results.size(); ++k) {
    EXPECT_EQ(results[k], results[0]) << kernels[k]->name;
  }
}

TEST(Kernels, LayersGiveTheSameBitsWhateverTheirSizes) {
  const auto kernels = all_kernels();
  for (const int size : {16, 48, 128}) {
    for (const int rows : {1, 6, 36, 37, 100}) {
      std::vector<std::vector<float>> results;
      for (std::size_t k = 1; k < kernels.size(); ++k) {
        std::mt19937 random(19);
        const Matrix matrix = random_matrix(*kernels[k], 2 * size, 6 * size, random);
        const auto vectors = random_rows(static_cast<std::size_t>(8 * size), random);
        auto x = random_rows(static_cast<std::size_t>(rows * 2 * size), random);
        Scratch scratch;
        kernels[k]->recur(x.data(), rows, matrix, vectors.data(), scratch);
        results.push_back(std::move(x));
      }
      for (std::size_t k = 1; k < results.size(); ++k) {
        EXPECT_EQ(results[k], results[0]) << kernels[k + 1]->name << " " << size << " " << rows;
      }
    }
  }
}

TEST(Kernels, ManyDotsAreEachDotToTheLastBit) {
  constexpr int kLeft = 3;
  constexpr int kRight = 6;
  constexpr int kSize = 48;
  constexpr int kStride = 50;
  for (const Kernels* kernel : all_kernels()) {
    std::mt19937 random(29);
    const auto left = random_rows(kLeft * kStride, random);
    const auto right = random_rows(kRight * kStride, random);
    std::vector<float> out(kLeft * (kRight + 1), -1);
    kernel->dots(left.data(), kLeft, kStride, right.data(), kRight, kStride, kSize, out.data(),
                 kRight + 1);
    for (int a = 0; a < kLeft; ++a) {
      for (int b = 0; b < kRight; ++b) {
        EXPECT_EQ(out[a * (kRight + 1) + b],
                  kernel->dot(left.data() + a * kStride, right.data() + b * kStride, kSize))
            << kernel->name;
      }
      EXPECT_EQ(out[a * (kRight + 1) + kRight], -1) << kernel->name;
    }
  }
}

TEST(Kernels, BestIsTheFirstOfTheGreatest) {
  for (const Kernels* kernel : all_kernels()) {
    for (const int count : {1, 2, 15, 16, 17, 49, 137}) {
      for (const int place : {0, count / 2, count - 1}) {
        std::vector<float> scores(static_cast<std::size_t>(count), -3);
        scores[static_cast<std::size_t>(place)] = -2;
        scores.back() = -2;
        EXPECT_EQ(kernel->best(scores.data(), count), place) << kernel->name << " " << count;
      }
    }
  }
}

TEST(Kernels, AdvanceTakesTheBestWayToEachLabel) {
  for (const Kernels* kernel : all_kernels()) {
    // To label 0: 1 + 0, 4 - 5, 2 + 0; to label 1: 1 + 2, 4 - 1 (as good, but later), 2 + 0.
    const float alpha[kMostLabels] = {1, 4, 2, 100};
    float step[kMostLabels * kMostLabels] = {};
    step[1] = 2;
    step[kMostLabels] = -5;
    step[kMostLabels + 1] = -1;
    float ways[kMostLabels];
    std::int32_t from[kMostLabels];
    kernel->advance(alpha, step, 3, ways, from);
    EXPECT_EQ(ways[0], 2) << kernel->name;
    EXPECT_EQ(from[0], 2) << kernel->name;
    EXPECT_EQ(ways[1], 3) << kernel->name;
    EXPECT_EQ(from[1], 0) << kernel->name;
    EXPECT_EQ(ways[2], 4) << kernel->name;
    EXPECT_EQ(from[2], 1) << kernel->name;
  }
}

TEST(Kernels, RecurFollowsTheEquations) {
  // Without weights, gates are given their bias: f = s(1), r = s(-1), c = (1 - f) * 2, and
  // h = r c + (1 - r) x.
  const Kernels& kernels = best_kernels();
  constexpr int kSize = 16;
  Matrix matrix;
  matrix.inputs = 2 * kSize;
  matrix.outputs = 6 * kSize;
  matrix.scale.assign(6 * kSize, 1.0F);
  for (int side = 0; side < 2; ++side) {
    for (const float bias : {2.0F, 1.0F, -1.0F}) {
      matrix.bias.insert(matrix.bias.end(), kSize, bias);
    }
  }
  kernels.pack(std::vector<std::int8_t>(2 * kSize * 6 * kSize, 0), matrix);
  std::vector<float> x(2 * kSize, 5);
  const std::vector<float> vectors(8 * kSize, 0);
  Scratch scratch;

  kernels.recur(x.data(), 1, matrix, vectors.data(), scratch);

  const double f = 1 / (1 + std::exp(-1.0));
  const double r = 1 / (1 + std::exp(1.0));
  for (const float h : x) EXPECT_NEAR(h, r * (1 - f) * 2 + (1 - r) * 5, 1e-5);
}

}  // namespace
}  // namespace parley::model
