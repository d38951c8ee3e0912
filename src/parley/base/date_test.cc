#include "parley/base/date.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

TEST(Date, KnowsWhichDaysExist) {
  EXPECT_TRUE(is_valid({2024, 2, 29}));
  EXPECT_FALSE(is_valid({2023, 2, 29}));
  EXPECT_FALSE(is_valid({2023, 2, 30}));
  EXPECT_FALSE(is_valid({0, 1, 1}));
  EXPECT_TRUE(is_valid({9999, 12, 31}));
  EXPECT_FALSE(is_valid({2023, 13, 1}));
}

TEST(Date, NamesWeekdaysFromMonday) {
  EXPECT_EQ(weekday({2023, 11, 20}), 1);
  EXPECT_EQ(weekday({2024, 12, 1}), 7);
}

TEST(Date, AddsMonthsWithinTheShorterMonth) {
  EXPECT_EQ(add_months({2024, 1, 31}, 1), (Date{2024, 2, 29}));
  EXPECT_EQ(add_months({2024, 3, 15}, -15), (Date{2022, 12, 15}));
}

TEST(Date, StopsAtTheEndsOfTheCalendar) {
  EXPECT_EQ(add_days({9999, 12, 30}, 100), (Date{9999, 12, 31}));
  EXPECT_EQ(add_days({1, 1, 2}, INT64_MIN), (Date{1, 1, 1}));
  EXPECT_EQ(add_months({1, 5, 5}, -100), (Date{1, 1, 1}));
}

TEST(IsoWeek, BelongsToTheYearOfItsThursday) {
  EXPECT_EQ(iso_week({2021, 1, 3}), (IsoWeek{2020, 53}));
  EXPECT_EQ(iso_week({2024, 12, 30}), (IsoWeek{2025, 1}));
  EXPECT_EQ(monday_of({2025, 1}), (Date{2024, 12, 30}));
}

TEST(ParseIsoDate, TakesOnlyWholeValidDays) {
  EXPECT_EQ(parse_iso_date("2023-11-20"), (Date{2023, 11, 20}));
  EXPECT_EQ(parse_iso_date("2023-02-30"), std::nullopt);
  EXPECT_EQ(parse_iso_date("2023-1-2"), std::nullopt);
  EXPECT_EQ(parse_iso_date("2023-11-2x"), std::nullopt);
}

}  // namespace
}  // namespace parley::base
