// Joins things pair by pair into groups: a union-find whose groups come out in a fixed order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
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

// What a person decided on groups that were found.
struct Regrouping {
  std::vector<std::size_t> join;  // the groups of these become one
  std::set<std::size_t> leave;    // these leave the group of join.front() for one of their own
};

// Applies `edits` in their order. The groups keep their form: by their smallest member, members
// ascending. Near-linear in the members for each edit that parts a group, else in what is joined.
inline void regroup(const std::vector<Regrouping>& edits,
                    std::vector<std::vector<std::size_t>>& groups) {
  if (edits.empty()) return;
  std::map<std::size_t, std::size_t> group_of;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::size_t member : groups[g]) group_of[member] = g;
  }
  const auto move = [&](std::size_t member, std::size_t to) {
    groups[to].push_back(member);
    group_of[member] = to;
  };
  for (const Regrouping& edit : edits) {
    if (edit.join.empty() || !group_of.contains(edit.join.front())) continue;
    const std::size_t first = group_of[edit.join.front()];
    for (const std::size_t member : edit.join) {
      const auto other = group_of.find(member);
      if (other == group_of.end() || other->second == first) continue;
      std::vector<std::size_t> moved;
      moved.swap(groups[other->second]);
      for (const std::size_t one : moved) move(one, first);
    }
    std::vector<std::size_t> stay, left;
    for (const std::size_t member : groups[first]) {
      (edit.leave.contains(member) ? left : stay).push_back(member);
    }
    if (left.empty() || stay.empty()) continue;
    groups[first] = std::move(stay);
    groups.emplace_back();
    for (const std::size_t member : left) move(member, groups.size() - 1);
  }
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  for (auto& group : groups) std::ranges::sort(group);
  std::ranges::sort(groups, {}, [](const auto& group) { return group.front(); });
}

}  // namespace parley::story
