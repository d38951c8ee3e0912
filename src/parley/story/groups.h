// Joins things pair by pair into groups: a union-find whose groups come out in a fixed order.
#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace parley::story {

class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  // The smallest member of the group of `item`.
  std::size_t root(std::size_t item) {
    while (parent_[item] != item) {
      parent_[item] = parent_[parent_[item]];
      item = parent_[item];
    }
    return item;
  }

  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    if (a < b) parent_[b] = a;
    if (b < a) parent_[a] = b;
  }

  // The groups by their smallest member, members ascending.
  std::vector<std::vector<std::size_t>> all() {
    std::vector<std::vector<std::size_t>> groups(parent_.size());
    for (std::size_t i = 0; i < parent_.size(); ++i) groups[root(i)].push_back(i);
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace parley::story
