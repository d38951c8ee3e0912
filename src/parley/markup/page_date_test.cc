#include "parley/markup/page_date.h"

#include <gtest/gtest.h>

namespace parley::markup {
namespace {

// The first date's value, "-" for none.
std::string read(std::string_view words, NumberOrder order = NumberOrder::kUnknown) {
  const std::optional<PageDate> date = find_page_date(words, order);
  return date ? date->value() : "-";
}

TEST(FindPageDate, ReadsWhatMetadataWrite) {
  EXPECT_EQ(read("2025-03-14T08:30:05.123+01:00"), "2025-03-14T08:30+01:00");
  EXPECT_EQ(read("2025-03-14T08:30:00Z"), "2025-03-14T08:30Z");
  EXPECT_EQ(read("2025-03-14 08:30:00 +0100"), "2025-03-14T08:30+01:00");
  EXPECT_EQ(read("Fri, 14 Mar 2025 08:30:00 GMT"), "2025-03-14T08:30Z");
  EXPECT_EQ(read("20250314"), "2025-03-14");
}

TEST(FindPageDate, ReadsWhatPeopleWriteInManyLanguages) {
  EXPECT_EQ(read("Published: March 14th, 2025, 8:30 p.m."), "2025-03-14T20:30");
  EXPECT_EQ(read("Freitag, 14. März 2025, 8:30 Uhr"), "2025-03-14T08:30");
  EXPECT_EQ(read("14.03.2025"), "2025-03-14");
  EXPECT_EQ(read("Publié le 1er août 2025"), "2025-08-01");
  EXPECT_EQ(read("14 de marzo de 2025"), "2025-03-14");
  EXPECT_EQ(read("14 марта 2025"), "2025-03-14");
  EXPECT_EQ(read("2025年3月14日"), "2025-03-14");
  EXPECT_EQ(read("14 Kas\xC4\xB1m 2024"), "2024-11-14");
}

TEST(FindPageDate, ReadsNumbersInTheOrderOfTheLanguage) {
  EXPECT_EQ(read("03/04/2025", NumberOrder::kDayFirst), "2025-04-03");
  EXPECT_EQ(read("03/04/2025", NumberOrder::kMonthFirst), "2025-03-04");
  EXPECT_EQ(read("03/04/2025"), "-");
  EXPECT_EQ(read("03/14/2025"), "2025-03-14");
  EXPECT_EQ(number_order("en-US"), NumberOrder::kMonthFirst);
  EXPECT_EQ(number_order("de"), NumberOrder::kDayFirst);
}

TEST(FindPageDate, TakesNoDayThatIsNone) {
  EXPECT_EQ(read("30 February 2025"), "-");
  EXPECT_EQ(read("2025-13-01"), "-");
  EXPECT_EQ(read("version 2.10.2025.3"), "-");
  EXPECT_EQ(read("14 March"), "-");
  EXPECT_EQ(read("\xC2\xA0\xC2\xA0"), "-");
}

TEST(FindAddressDate, ReadsThePathAlone) {
  EXPECT_EQ(find_address_date("https://wire.example/2025/03/14/talks")->value(), "2025-03-14");
  EXPECT_EQ(find_address_date("https://wire.example/talks-20250314.html")->value(), "2025-03-14");
  EXPECT_FALSE(find_address_date("https://wire.example/talks?d=2025-03-14").has_value());
  EXPECT_FALSE(find_address_date("https://wire.example/story/1202503141").has_value());
}

}  // namespace
}  // namespace parley::markup
