#include "parley/story/groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::story {
namespace {

using ::testing::ElementsAre;

using Members = std::vector<std::vector<std::size_t>>;

TEST(Groups, ComeByTheirSmallestMember) {
  Groups groups(6);
  groups.join(5, 1);
  groups.join(3, 5);
  groups.join(4, 2);

  const GroupList all = groups.all();

  ASSERT_EQ(all.size(), 3U);
  EXPECT_THAT(all[0], ElementsAre(0));
  EXPECT_THAT(all[1], ElementsAre(1, 3, 5));
  EXPECT_THAT(all[2], ElementsAre(2, 4));
}

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
