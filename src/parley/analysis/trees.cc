#include "parley/analysis/trees.h"

#include <algorithm>
#include <cstddef>

namespace parley::analysis {
namespace {

// A cycle among `heads` (words 0 to n-1, heads[root] = -1), empty if there is none.
std::vector<int> find_cycle(const std::vector<int>& heads, const std::vector<char>& alive) {
  const int n = static_cast<int>(heads.size());
  std::vector<int> mark(heads.size(), -1);
  for (int start = 0; start < n; ++start) {
    if (alive[start] == 0) continue;
    int at = start;
    while (at >= 0 && mark[at] < 0) {
      mark[at] = start;
      at = heads[at];
    }
    if (at < 0 || mark[at] != start) continue;
    std::vector<int> cycle = {at};
    for (int next = heads[at]; next != at; next = heads[next]) cycle.push_back(next);
    return cycle;
  }
  return {};
}

// Edmonds' algorithm from a fixed root: contracts cycles one by one, then takes them apart again.
// Empty where there are more than `room` cycles; there are never n.
std::vector<int> arborescence(const std::vector<float>& score, int n, int root, int room) {
  const int most = n + room;
  const auto cell = [most](int d, int h) { return static_cast<std::size_t>(d) * most + h; };
  std::vector<float> weight(static_cast<std::size_t>(most) * most, -1e30F);
  std::vector<int> from(weight.size(), -1);  // the original word behind a contracted head
  std::vector<int> into(weight.size(), -1);  // the original word behind a contracted dependent
  for (int d = 0; d < n; ++d) {
    for (int h = 0; h < n; ++h) {
      if (d == h || d == root) continue;
      weight[cell(d, h)] = score[static_cast<std::size_t>(d) * (n + 1) + h];
      from[cell(d, h)] = h;
      into[cell(d, h)] = d;
    }
  }
  std::vector<char> alive(most, 0);
  std::fill(alive.begin(), alive.begin() + n, 1);
  std::vector<int> parent_cycle(most, -1);
  std::vector<std::vector<int>> members(most);
  std::vector<std::vector<int>> cycle_heads(most);
  std::vector<int> heads(most, -1);
  int nodes = n;
  while (true) {
    std::vector<int> greedy(nodes, -1);
    for (int d = 0; d < nodes; ++d) {
      if (alive[d] == 0 || d == root) continue;
      for (int h = 0; h < nodes; ++h) {
        if (alive[h] == 0 || h == d) continue;
        if (greedy[d] < 0 || weight[cell(d, h)] > weight[cell(d, greedy[d])]) greedy[d] = h;
      }
    }
    const std::vector<char> living(alive.begin(), alive.begin() + nodes);
    const std::vector<int> cycle = find_cycle(greedy, living);
    if (cycle.empty()) {
      for (int d = 0; d < nodes; ++d) heads[d] = greedy[d];
      break;
    }
    if (nodes == most) return {};
    const int merged = nodes++;
    members[merged] = cycle;
    for (const int d : cycle) {
      cycle_heads[merged].push_back(greedy[d]);
      alive[d] = 0;
      parent_cycle[d] = merged;
    }
    for (int other = 0; other < merged; ++other) {
      if (alive[other] == 0) continue;
      for (const int d : cycle) {
        // Out of the cycle: the best word of it as head. Into it: what breaking it there gains.
        if (weight[cell(other, d)] > weight[cell(other, merged)]) {
          weight[cell(other, merged)] = weight[cell(other, d)];
          from[cell(other, merged)] = d;
          into[cell(other, merged)] = other;
        }
        const float gain = weight[cell(d, other)] - weight[cell(d, greedy[d])];
        if (from[cell(merged, other)] < 0 || gain > weight[cell(merged, other)]) {
          weight[cell(merged, other)] = gain;
          from[cell(merged, other)] = other;
          into[cell(merged, other)] = d;
        }
      }
    }
    alive[merged] = 1;
  }
  // From the last contraction back: the edge into a cycle breaks it at one word.
  for (int merged = nodes - 1; merged >= n; --merged) {
    const int head = heads[merged];
    const int entry = into[cell(merged, head)];
    for (std::size_t i = 0; i < members[merged].size(); ++i) {
      heads[members[merged][i]] = cycle_heads[merged][i];
    }
    heads[entry] = head;
    for (int d = 0; d < merged; ++d) {
      if (heads[d] == merged && parent_cycle[d] != merged) heads[d] = from[cell(d, merged)];
    }
  }
  heads.resize(n);
  return heads;
}

}  // namespace

std::vector<std::int32_t> best_tree(const std::vector<float>& score, int n) {
  std::vector<std::int32_t> heads(static_cast<std::size_t>(n), -1);
  if (n <= 1) return heads;
  // The root: the word for which being root costs least against its best other head.
  int root = 0;
  float best = -1e30F;
  for (int d = 0; d < n; ++d) {
    const float* row = score.data() + static_cast<std::size_t>(d) * static_cast<std::size_t>(n + 1);
    int choice = d == 0 ? 1 : 0;
    float top = row[choice];
    for (int h = 0; h < n; ++h) {
      if (row[h] > top && h != d) {
        choice = h;
        top = row[h];
      }
    }
    heads[static_cast<std::size_t>(d)] = choice;
    const float gain = row[n] - top;
    if (gain > best) {
      best = gain;
      root = d;
    }
  }
  heads[static_cast<std::size_t>(root)] = -1;
  const std::vector<int> greedy(heads.begin(), heads.end());
  if (find_cycle(greedy, std::vector<char>(static_cast<std::size_t>(n), 1)).empty()) return heads;
  constexpr int kUsualCycles = 4;
  std::vector<int> tree = arborescence(score, n, root, std::min(kUsualCycles, n));
  if (tree.empty()) tree = arborescence(score, n, root, n);
  return {tree.begin(), tree.end()};
}

}  // namespace parley::analysis
