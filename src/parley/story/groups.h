// Joins things pair by pair into groups: a union-find whose groups come out in a fixed order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <numeric>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace parley::story {

// Groups by their smallest member, members ascending, in one piece of memory.
class GroupList {
 public:
  // What it holds is taken from `memory`, which must outlive it.
  explicit GroupList(std::pmr::memory_resource* memory = std::pmr::get_default_resource())
      : members_(memory), ends_(memory) {}

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t group) const {
    const std::size_t begin = group == 0 ? 0 : ends_[group - 1];
    return std::span(members_).subspan(begin, ends_[group] - begin);
  }
  // The next group. REQUIRES: not empty.
  template <typename Members>
  void add(const Members& group) {
    for (const auto member : group) members_.push_back(static_cast<std::uint32_t>(member));
    ends_.push_back(static_cast<std::uint32_t>(members_.size()));
  }

 private:
  friend class Groups;
  std::pmr::vector<std::uint32_t> members_, ends_;
};

class Groups {
 public:
  // What it and its all() hold is taken from `memory`. REQUIRES: size < 2^32
  explicit Groups(std::size_t size,
                  std::pmr::memory_resource* memory = std::pmr::get_default_resource())
      : memory_(memory), parent_(size, memory) {
    std::iota(parent_.begin(), parent_.end(), 0U);
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
    if (a < b) parent_[b] = static_cast<std::uint32_t>(a);
    if (b < a) parent_[a] = static_cast<std::uint32_t>(b);
  }

  GroupList all() {
    // A root is the smallest of its group, so that it comes before all others.
    std::pmr::vector<std::uint32_t> number(parent_.size(), memory_);
    GroupList groups(memory_);
    for (std::size_t i = 0; i < parent_.size(); ++i) {
      const std::size_t own = root(i);
      if (own == i) {
        number[i] = static_cast<std::uint32_t>(groups.ends_.size());
        groups.ends_.push_back(0);
      }
      ++groups.ends_[number[own]];
    }
    std::uint32_t begin = 0;
    for (std::uint32_t& end : groups.ends_) {
      const std::uint32_t size = std::exchange(end, begin);
      begin += size;
    }
    groups.members_.resize(parent_.size());
    for (std::size_t i = 0; i < parent_.size(); ++i) {
      groups.members_[groups.ends_[number[root(i)]]++] = static_cast<std::uint32_t>(i);
    }
    return groups;
  }

 private:
  std::pmr::memory_resource* memory_;
  std::pmr::vector<std::uint32_t> parent_;
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

[[nodiscard]] inline GroupList regrouped(const std::vector<Regrouping>& edits, GroupList groups) {
  if (edits.empty()) return groups;
  std::vector<std::vector<std::size_t>> all(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) all[g].assign(groups[g].begin(), groups[g].end());
  regroup(edits, all);
  GroupList edited;
  for (const std::vector<std::size_t>& group : all) edited.add(group);
  return edited;
}

}  // namespace parley::story
