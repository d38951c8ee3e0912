#include "parley/analysis/trees.h"

#include <gtest/gtest.h>

#include <random>

namespace parley::analysis {
namespace {

// The best tree by trying all assignments of heads; for small n.
float best_score_by_hand(const std::vector<float>& score, int n) {
  std::vector<int> heads(n, 0);
  float best = -1e30F;
  while (true) {
    int roots = 0;
    bool tree = true;
    float sum = 0;
    for (int d = 0; d < n; ++d) {
      roots += heads[d] == n ? 1 : 0;
      sum += score[d * (n + 1) + heads[d]];
      int at = d;
      for (int step = 0; step <= n && at != n; ++step) at = heads[at];
      tree = tree && at == n;
    }
    if (tree && roots == 1) best = std::max(best, sum);
    int d = 0;
    while (d < n && ++heads[d] > n) heads[d++] = 0;
    if (d == n) return best;
  }
}

TEST(BestTree, GivesOneRootAndNoCycles) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> number(-1, 1);
  for (int round = 0; round < 300; ++round) {
    const int n = 2 + round % 20;
    std::vector<float> score(n * (n + 1));
    for (float& s : score) s = number(random);

    const auto heads = best_tree(score, n);

    int roots = 0;
    for (int d = 0; d < n; ++d) {
      roots += heads[d] < 0 ? 1 : 0;
      int at = d;
      for (int step = 0; step < n && at >= 0; ++step) at = heads[at];
      ASSERT_LT(at, 0) << "cycle in round " << round;
    }
    ASSERT_EQ(roots, 1);
  }
}

TEST(BestTree, FindsTheBestTreeUnderItsRoot) {
  std::mt19937 random(11);
  std::uniform_real_distribution<float> number(-1, 1);
  for (int round = 0; round < 200; ++round) {
    const int n = 2 + round % 4;
    std::vector<float> score(n * (n + 1));
    for (float& s : score) s = number(random);
    const int root = round % n;
    for (int d = 0; d < n; ++d) score[d * (n + 1) + n] = d == root ? 50.0F : -50.0F;

    const auto heads = best_tree(score, n);

    float sum = 0;
    for (int d = 0; d < n; ++d) sum += score[d * (n + 1) + (heads[d] < 0 ? n : heads[d])];
    EXPECT_NEAR(sum, best_score_by_hand(score, n), 1e-4) << "round " << round;
  }
}

}  // namespace
}  // namespace parley::analysis
