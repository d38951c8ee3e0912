#include "parley/views/figures_page.h"

#include <gtest/gtest.h>

namespace parley::views {
namespace {

const std::vector<std::string> kRows = {
    R"({"number":7,"measure":"injured","unit":"person","population":"drivers","place":null,)"
    R"("points":[{"figure":"f1","value":19,"low":19,"high":null,"bound":"at_least",)"
    R"("quote":"at least 19","claimant":"Northern Council","day":"2025-03-03","revises":[],)"
    R"("members":[{},{}],"counting":null,"period":null},)"
    R"({"figure":"f2","value":38,"low":38,"high":38,"bound":"exact","quote":"38",)"
    R"("claimant":"Dockers","day":"2025-03-03","revises":[{"quote":"31"}],"members":[{}],)"
    R"("counting":"cumulative","period":null}],)"
    R"("conflicts":[{"a":"f1","b":"f2","day":"2025-03-03"}]})"};

TEST(FiguresPage, PrintsALineAPointWithItsClaimant) {
  EXPECT_EQ(figures_page(kRows, false).value(),
            "injured · person · drivers  [7]\n"
            "  2025-03-03  at least 19  Northern Council  told 2 times\n"
            "  2025-03-03  38           Dockers           31 before it was corrected; so far\n"
            "  ! 2025-03-03: Northern Council says at least 19, Dockers says 38\n");
}

TEST(FiguresPage, DrawsBarsOnOneScaleWithTheirBound) {
  const std::string page = figures_page(kRows, true).value();

  EXPECT_NE(page.find("████████████▶ "), std::string::npos) << page;
  EXPECT_NE(page.find("████████████████████████ "), std::string::npos) << page;
}

TEST(FiguresPage, RefusesARowThatIsNoObject) { EXPECT_FALSE(figures_page({"[1]"}, false)); }

}  // namespace
}  // namespace parley::views
