#include "parley/story/groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::story {
namespace {

using ::testing::ElementsAre;

using Members = std::vector<std::vector<std::size_t>>;

TEST(Regroup, JoinsGroupsAndKeepsTheirOrder) {
  Members groups = {{0, 4}, {1}, {2, 3}};

  regroup({{{3, 0}, {}}}, groups);

  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 2, 3, 4), ElementsAre(1)));
}

TEST(Regroup, PartsWhatLeavesAGroup) {
  Members groups = {{0, 1, 2}, {3}};

  regroup({{{0}, {1, 3}}}, groups);

  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 2), ElementsAre(1), ElementsAre(3)));
}

TEST(Regroup, LeavesAGroupWholeThatWouldLeaveAltogether) {
  Members groups = {{0, 1}};

  regroup({{{0}, {0, 1}}}, groups);

  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 1)));
}

TEST(Regroup, AppliesEditsInTheirOrder) {
  Members groups = {{0}, {1}, {2}};

  regroup({{{0, 1}, {}}, {{1}, {0}}, {{0, 2}, {}}}, groups);

  EXPECT_THAT(groups, ElementsAre(ElementsAre(0, 2), ElementsAre(1)));
}

}  // namespace
}  // namespace parley::story
