// Things of many articles in one piece of memory, found by article: mentions, names.
//
//   ByArticle<Mention> mentions(corpus.memory());
//   mentions.add(article, {span, actor});
//   mentions.group(corpus.articles.size());
//   for (const Mention& one : mentions.of(article)) …
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <span>
#include <utility>
#include <vector>

namespace parley::story {

template <typename T>
class ByArticle {
 public:
  // What it holds is taken from `memory`, which must outlive it.
  explicit ByArticle(std::pmr::memory_resource* memory)
      : added_(memory), first_(memory), all_(memory) {}

  void add(std::uint32_t article, const T& one) { added_.emplace_back(article, one); }

  // Call once after all are added. REQUIRES: each article below `articles`. Those of one article
  // keep the order in which they were added. Linear.
  void group(std::size_t articles) {
    first_.assign(articles + 2, 0);
    for (const auto& [article, one] : added_) ++first_[article + 2];
    for (std::size_t i = 2; i < first_.size(); ++i) first_[i] += first_[i - 1];
    all_.resize(added_.size());
    for (const auto& [article, one] : added_) all_[first_[article + 1]++] = one;
    std::pmr::vector<std::pair<std::uint32_t, T>>(added_.get_allocator()).swap(added_);
  }

  [[nodiscard]] std::span<const T> of(std::uint32_t article) const {
    return {all_.data() + first_[article], all_.data() + first_[article + 1]};
  }
  [[nodiscard]] std::span<T> of(std::uint32_t article) {
    return {all_.data() + first_[article], all_.data() + first_[article + 1]};
  }
  [[nodiscard]] std::size_t articles() const { return first_.empty() ? 0 : first_.size() - 2; }

 private:
  std::pmr::vector<std::pair<std::uint32_t, T>> added_;
  std::pmr::vector<std::uint32_t> first_;  // in all_, by article
  std::pmr::vector<T> all_;
};

}  // namespace parley::story
