#include "parley/views/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/base/date.h"
#include "parley/views/chart.h"
#include "parley/views/report_words.h"

namespace parley::views {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

TEST(DayWords, TellWhatADateTells) {
  EXPECT_EQ(day_words("2025-03-14"), "14 March 2025");
  EXPECT_EQ(day_words("2025-03-14T08:00:00Z"), "14 March 2025");
  EXPECT_EQ(day_words("2025-03"), "March 2025");
  EXPECT_EQ(day_words("2025"), "2025");
  EXPECT_EQ(day_words("2025-03-14/2025-03-16"), "14 March 2025 to 16 March 2025");
  EXPECT_EQ(day_words("2025-03-14/.."), "since 14 March 2025");
  EXPECT_EQ(day_words("../2025-03-14"), "until 14 March 2025");
  EXPECT_EQ(day_words("2025-03~"), "March 2025 (uncertain)");
  EXPECT_EQ(day_words("soon"), "soon");
  EXPECT_EQ(day_words(""), "no date");
}

TEST(DayRange, HoldsEveryDayThatADateMayMean) {
  const auto day = [](int year, int month, int number) {
    return base::to_days({year, month, number});
  };
  EXPECT_EQ(day_range("2025-02"), std::pair(day(2025, 2, 1), day(2025, 2, 28)));
  EXPECT_EQ(day_range("2024"), std::pair(day(2024, 1, 1), day(2024, 12, 31)));
  EXPECT_EQ(day_range("2025-03-14/2025-03"), std::pair(day(2025, 3, 14), day(2025, 3, 31)));
  EXPECT_FALSE(day_range("2025-02-30"));
  EXPECT_FALSE(day_range("../2025"));
  EXPECT_FALSE(day_range(""));
}

TEST(Grouped, PutsCommasBetweenThousands) {
  EXPECT_EQ(grouped(13300), "13,300");
  EXPECT_EQ(grouped(-1234567.5), "-1,234,567.5");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(0), "0");
}

TEST(Ticks, AreRoundNumbers) {
  EXPECT_THAT(ticks(0, 3360, 4), ElementsAre(0, 1000, 2000, 3000));
  EXPECT_THAT(ticks(0, 1, 4), ElementsAre(0, 0.5, 1));
}

TEST(DrawSeries, ShowsAnOpenBoundAndTwoClaimsThatDisagree) {
  const Json series = Json::parse(R"({"points":[
    {"figure":"f1","value":50,"low":50,"high":null,"bound":"at_least","quote":"At least 50",
     "claimant":"Harbour Board","day":"2025-03-11"},
    {"figure":"f2","value":20,"low":20,"high":20,"bound":"exact","quote":"<20>",
     "claimant":"Crews Union","day":"2025-03-11"},
    {"figure":"f3","value":7,"day":null}],
    "conflicts":[{"a":"f1","b":"f2"}]})");

  EXPECT_THAT(claimants_of(series), ElementsAre("Harbour Board", "Crews Union"));
  Html html;
  draw_series(html, series);
  const std::string svg = html.take();

  EXPECT_THAT(svg, HasSubstr("class=\"clash\""));
  EXPECT_THAT(svg, HasSubstr("class=\"reach\""));
  EXPECT_THAT(svg, HasSubstr("&lt;20&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(DrawSeries, OnePointOfZeroIsDrawnToo) {
  const Json series = Json::parse(
      R"({"points":[{"figure":"f1","value":0,"quote":"none","bound":"exact","day":"2025"}]})");
  Html html;
  draw_series(html, series);
  const std::string svg = html.take();
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

TEST(ToReport, OfAnEmptyRecordSaysThatNothingWasFound) {
  const std::string page = to_report({}, {}, "1");
  EXPECT_THAT(page, HasSubstr("Report of a record"));
  EXPECT_THAT(page, HasSubstr("No position was found"));
  EXPECT_THAT(page, HasSubstr("No figure was found"));
}

}  // namespace
}  // namespace parley::views
