#include "parley/markup/site_names.h"

#include <gmock/gmock.h>

namespace parley::markup {
namespace {

using testing::ElementsAre;

SiteNames names_of(const char* outlet, const char* address) {
  PageFacts facts;
  if (*outlet != '\0') facts.outlet = outlet;
  if (*address != '\0') facts.canonical = address;
  return SiteNames(facts);
}

TEST(SiteNames, CutsTheSiteBehindAndBeforeATitle) {
  const SiteNames wire = names_of("Example Wire", "");

  EXPECT_EQ(wire.without_site("Talks resume | Example Wire"), "Talks resume");
  EXPECT_EQ(wire.without_site("Talks resume \xE2\x80\x93 Example Wire \xE2\x80\x93 14.03.2025"),
            "Talks resume");
  EXPECT_EQ(wire.without_site("Example Wire | Talks resume"), "Talks resume");
  EXPECT_EQ(wire.without_site("Talks resume - World News - Example Wire News"),
            "Talks resume - World News");
  EXPECT_EQ(wire.without_site("Talks resume"), "Talks resume");
}

TEST(SiteNames, CutsNoMoreThanTheSite) {
  const SiteNames port = names_of("Harbour.example", "");

  EXPECT_EQ(port.without_site("Back to work with the N.C. - a truce | Harbour.example"),
            "Back to work with the N.C. - a truce");
  EXPECT_EQ(port.without_site("Owners - and crews - agree"), "Owners - and crews - agree");
  EXPECT_EQ(port.without_site("Harbour.example"), "Harbour.example");
  EXPECT_EQ(names_of("NW", "").without_site("Strike ends - Northwest reopens"),
            "Strike ends - Northwest reopens");
}

TEST(SiteNames, KnowsTheSiteByItsHost) {
  const SiteNames host = names_of("", "https://www.harbour-post.example/2025/talks");

  EXPECT_EQ(host.without_site("Talks resume \xE2\x80\xBA harbour-post.example"), "Talks resume");
  EXPECT_EQ(host.without_site("Talks resume - Harbour Post Online"), "Talks resume");
  EXPECT_EQ(host.without_site("Talks resume - at the harbour"), "Talks resume - at the harbour");
}

TEST(TitleParts, AreWhatStandsBetweenTheMarks) {
  EXPECT_THAT(title_parts("Talks - Terms | Example Wire"),
              ElementsAre("Talks", "Terms", "Example Wire"));
  EXPECT_THAT(title_parts(" | x - "), ElementsAre(" | x - "));
  EXPECT_TRUE(ends_part("Talks resume : 14.03.2025", "talksresume"));
  EXPECT_FALSE(ends_part("Talks resume soon", "talksresume"));
}

}  // namespace
}  // namespace parley::markup
