#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/markup/read_page.h"

namespace parley::markup {
namespace {

constexpr std::string_view kText =
    "<h1>Port talks resume</h1><p>The Northern Council said that talks on the river ports had "
    "resumed, and that an answer was expected soon.</p>";

PageReport page(std::string_view head, std::string_view after = "") {
  return read_page("<html lang=en-GB><head>" + std::string(head) + "</head><body>" +
                   std::string(kText) + std::string(after));
}

TEST(PublicationDate, TrustsMetadataInTheirOrder) {
  const PageReport report = page(
      "<meta name=date content=2025-03-01><meta property='article:published_time' "
      "content='2025-03-14'><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
      "\"datePublished\":\"2025-03-13\",\"dateModified\":\"2025-03-20\"}</script>");

  EXPECT_EQ(report.published.value, "2025-03-13");
  ASSERT_EQ(report.issues.size(), 1U);
  EXPECT_EQ(report.issues[0].kind, "date-conflict");
  EXPECT_THAT(report.issues[0].message, testing::HasSubstr("2025-03-14"));
}

TEST(PublicationDate, TakesTheLastChangeOnlyWhereNothingElseIsKnown) {
  EXPECT_EQ(page("<meta property='article:modified_time' content='2025-03-20'>").published.value,
            "2025-03-20");
  EXPECT_EQ(page("<meta property='article:modified_time' content='2025-03-20'>",
                 "<time datetime=2025-03-14>14 March</time>")
                .published.value,
            "2025-03-14");
}

TEST(PublicationDate, FallsBackToTheAddressAndTheWords) {
  const PageReport by_address =
      page("<link rel=canonical href='https://wire.example/2025/03/14/talks'>");
  EXPECT_EQ(by_address.published.value, "2025-03-14");
  EXPECT_EQ(by_address.published.basis, text::DateBasis::kUrl);

  const PageReport by_words = page("", "<div class=pubdate>Published 14 March 2025</div>");
  EXPECT_EQ(by_words.published.value, "2025-03-14");
  EXPECT_EQ(by_words.published.basis, text::DateBasis::kByline);
}

TEST(PublicationDate, TakesTheDayOfTheOutletFromTheAddress) {
  const PageReport report = page(
      "<meta property='article:published_time' content='2025-03-15T02:25:00Z'>"
      "<link rel=canonical href='https://wire.example/2025/03/14/talks'>");

  EXPECT_EQ(report.published.value, "2025-03-14");
}

TEST(PublicationDate, GivesNoneForBrokenDates) {
  const PageReport report = page(
      "<meta property='article:published_time' content='2025-02-30'><meta name=date "
      "content='yesterday'>");

  EXPECT_FALSE(report.published.value.has_value());
}

TEST(PublicationDate, PassesOverDatesOfOtherReports) {
  const PageReport report =
      page("",
           "<aside><time datetime=2024-01-01>1 January</time></aside><div class=related>"
           "<time datetime=2024-02-02>2 February</time></div>");

  EXPECT_FALSE(report.published.value.has_value());
}

}  // namespace
}  // namespace parley::markup
