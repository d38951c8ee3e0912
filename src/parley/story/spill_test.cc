#include "parley/story/spill.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace parley::story {
namespace {

TEST(Spill, KeepsWhatWasWrittenOnceItsPagesAreGivenBack) {
  Spill spill(/*plain_bytes=*/0);
  std::pmr::vector<std::uint64_t> numbers(1U << 24U, &spill);  // 128 MiB, more than is held
  std::iota(numbers.begin(), numbers.end(), std::uint64_t{7});

  for (int i = 0; i < 100'000; ++i) spill.relax();

  EXPECT_GE(spill.mapped_bytes(), 128U << 20U);
  for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i + 7);
}

TEST(Spill, GivesPagesBackBesideWorkThatNeverAsksForIt) {
  Spill spill(/*plain_bytes=*/0);
  std::pmr::vector<std::uint64_t> numbers(1U << 24U, &spill);
  std::iota(numbers.rbegin(), numbers.rend(), std::uint64_t{7});

  // The keeper drops pages while they are sorted and looked at.
  for (int round = 0; round < 3; ++round) {
    std::ranges::sort(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i + 7);
    std::ranges::reverse(numbers);
  }
}

TEST(Spill, LeavesSmallPiecesInOrdinaryMemory) {
  Spill spill;
  const std::pmr::vector<char> small(1000, 'x', &spill);
  const std::pmr::vector<char> first(Spill::kLeastBytes, 'x', &spill);

  EXPECT_EQ(spill.mapped_bytes(), 0U);
}

TEST(Spill, TakesPiecesBack) {
  Spill spill(/*plain_bytes=*/0);
  {
    const std::pmr::vector<char> large(Spill::kLeastBytes * 2, 'x', &spill);
    EXPECT_EQ(spill.mapped_bytes(), Spill::kLeastBytes * 2);
  }
  EXPECT_EQ(spill.mapped_bytes(), 0U);
}

}  // namespace
}  // namespace parley::story
