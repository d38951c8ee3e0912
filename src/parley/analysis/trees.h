// The best tree over the words of a sentence: maximum spanning arborescence with one root.
#pragma once

#include <cstdint>
#include <vector>

namespace parley::analysis {

// score[d * (n + 1) + h]: how well word h governs word d; h = n is the root. Returns the head of
// each word, -1 for the root word; exactly one word has -1, and there are no cycles.
// Method: Chu and Liu 1965, Edmonds 1967; the root word is the one that gives the best tree among
// the greedy candidates. Cost: n^2 where greedy heads are a tree already, at the worst n^3.
[[nodiscard]] std::vector<std::int32_t> best_tree(const std::vector<float>& score, int n);

}  // namespace parley::analysis
