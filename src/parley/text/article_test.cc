#include "parley/text/article.h"

#include <gtest/gtest.h>

namespace parley::text {
namespace {

TEST(Article, TellsTheRoleOfAPlace) {
  Article report;
  report.text = "Talks resume\nThe council met.\n";
  report.blocks = {{{0, 12}, BlockRole::kHeadline}, {{13, 29}, BlockRole::kBody}};

  EXPECT_EQ(report.role_at(0), BlockRole::kHeadline);
  EXPECT_EQ(report.role_at(12), BlockRole::kBody);
  EXPECT_EQ(report.role_at(20), BlockRole::kBody);
  EXPECT_EQ(report.at({0, 5}), "Talks");
}

TEST(NameOf, KnowsTheLastValueOfEachEnum) {
  EXPECT_EQ(name_of(BlockRole::kBoilerplate), "boilerplate");
  EXPECT_EQ(name_of(DatePrecision::kYear), "year");
  EXPECT_EQ(name_of(DateBasis::kText), "text");
}

}  // namespace
}  // namespace parley::text
