#include "parley/intake/written_date.h"

#include <gtest/gtest.h>

namespace parley::intake {
namespace {

std::string read(std::string_view text) {
  const auto date = find_written_date(text);
  return date && date->usable() ? date->value() : "none";
}

TEST(FindWrittenDate, ReadsTheShapesOfBylinesAndMetadata) {
  EXPECT_EQ(read("2023-11-21T08:05:30Z"), "2023-11-21T08:05Z");
  EXPECT_EQ(read("2023-11-21 08:05:30.123+02:00"), "2023-11-21T08:05+02:00");
  EXPECT_EQ(read("Tue, 21 Nov 2023 08:00:00 GMT"), "2023-11-21T08:00Z");
  EXPECT_EQ(read("Published on Nov. 21st, 2023"), "2023-11-21");
  EXPECT_EQ(read("the 3rd of May 2024"), "2024-05-03");
  EXPECT_EQ(read("November 2023"), "2023-11");
  EXPECT_EQ(read("21.11.2023"), "2023-11-21");
  EXPECT_EQ(read("11/21/2023"), "2023-11-21");
}

TEST(FindWrittenDate, DoesNotGuessBetweenTwoDays) {
  const auto date = find_written_date("03/04/2023");

  ASSERT_TRUE(date);
  EXPECT_TRUE(date->ambiguous);
  EXPECT_FALSE(date->usable());
}

TEST(FindWrittenDate, KnowsThatADayDoesNotExist) {
  EXPECT_TRUE(find_written_date("30 February 2023")->impossible);
  EXPECT_TRUE(find_written_date("2023-13-01")->impossible);
}

TEST(FindWrittenDate, KeepsADayWithoutYearUnusable) {
  const auto date = find_written_date("NORTHPORT, March 3 (Example Wire)");

  ASSERT_TRUE(date);
  EXPECT_EQ(date->month, 3);
  EXPECT_EQ(date->day, 3);
  EXPECT_FALSE(date->usable());
}

TEST(FindWrittenDate, FindsNoneInLongNumbers) {
  EXPECT_FALSE(find_written_date(std::string(400, '9')));
  EXPECT_FALSE(find_written_date("13,300 people; may I add 5"));
}

TEST(FindUrlDate, ReadsThePathOnly) {
  EXPECT_EQ(find_url_date("https://wire.example/2024/03/05/talks")->value(), "2024-03-05");
  EXPECT_EQ(find_url_date("https://wire.example/news/talks-20240305.html")->value(), "2024-03-05");
  EXPECT_EQ(find_url_date("https://wire.example/2024/mar/05/talks")->value(), "2024-03-05");
  EXPECT_FALSE(find_url_date("https://wire.example/talks?d=2024/03/05"));
  EXPECT_FALSE(find_url_date("https://wire.example/id/20241399"));
}

}  // namespace
}  // namespace parley::intake
