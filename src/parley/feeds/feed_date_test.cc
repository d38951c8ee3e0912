#include "parley/feeds/feed_date.h"

#include <gtest/gtest.h>

namespace parley::feeds {
namespace {

std::string date(std::string_view text) {
  const auto found = read_feed_date(text);
  return found ? found->value.value_or("null") : "none";
}

TEST(ReadFeedDate, ReadsRfc822WithItsLiberties) {
  EXPECT_EQ(date("Thu, 01 Jan 2004 19:48:21 GMT"), "2004-01-01T19:48Z");
  EXPECT_EQ(date("Thu, 1 Jan 04 19:48 EST"), "2004-01-01T19:48-05:00");
  EXPECT_EQ(date("01 Jan 2004 19:48:21 +0530"), "2004-01-01T19:48+05:30");
  EXPECT_EQ(date("Thursday, January 1, 2004 19:48:21"), "2004-01-01T19:48");
  EXPECT_EQ(date("Thu, 01-Jan-2004 00:00:00 GMT+1"), "2004-01-01T00:00+01:00");
  EXPECT_EQ(date("Sun Jan 4 16:29:06 PST 2004"), "2004-01-04T16:29-08:00");
  EXPECT_EQ(date("31 Jan 1999"), "1999-01-31");
}

TEST(ReadFeedDate, ReadsIsoInFullAndInPart) {
  EXPECT_EQ(date("2003-12-31T10:14:55-08:00"), "2003-12-31T10:14-08:00");
  EXPECT_EQ(date("2003-12-31 10:14:55.7Z"), "2003-12-31T10:14Z");
  EXPECT_EQ(date("20031231T101455Z"), "2003-12-31T10:14Z");
  EXPECT_EQ(date("2003-12-31"), "2003-12-31");
  EXPECT_EQ(date("2003-12"), "2003-12");
  EXPECT_EQ(date("2003"), "2003");
  EXPECT_EQ(date("Fri, 2006/09/15 08:19:53 EDT"), "2006-09-15T08:19-04:00");
}

TEST(ReadFeedDate, MakesNoDateOfWhatIsNone) {
  EXPECT_EQ(date(""), "none");
  EXPECT_EQ(date("yesterday"), "none");
  EXPECT_EQ(date("2003-02-30"), "none");
  EXPECT_EQ(date("Thu, 32 Jan 2004 19:48:21 GMT"), "none");
  EXPECT_EQ(date("12345678901234567890"), "none");
}

}  // namespace
}  // namespace parley::feeds
