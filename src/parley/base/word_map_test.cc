#include "parley/base/word_map.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

TEST(WordMap, FindsAWordInAnyCase) {
  WordMap<int> map;
  map["monday"] = 1;

  ASSERT_NE(map.find("MonDay"), nullptr);
  EXPECT_EQ(*map.find("MonDay"), 1);
  EXPECT_EQ(map.find("mondays"), nullptr);
  EXPECT_EQ(map.find("sunday"), nullptr);
}

TEST(WordMap, TellsApartBytesThatDifferInTheCaseBitAlone) {
  WordMap<int> map;
  map["a@b"] = 1;
  map["a`b"] = 2;

  EXPECT_EQ(*map.find("a@b"), 1);
  EXPECT_EQ(*map.find("A`B"), 2);
}

TEST(WordMap, KeepsEveryEntryWhileItGrows) {
  WordMap<int> map;
  for (int i = 0; i < 2000; ++i) map["word" + std::to_string(i)] = i;

  for (int i = 0; i < 2000; ++i) {
    const int* found = map.find("Word" + std::to_string(i));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(*found, i);
  }
  EXPECT_EQ(map.entries().size(), 2000U);
}

TEST(WordMap, HasNoEmptyAndNoOverlongWord) {
  WordMap<int> map;

  EXPECT_EQ(map.find(""), nullptr);
  EXPECT_EQ(map.find(std::string(400, 'a')), nullptr);
}

}  // namespace
}  // namespace parley::base
