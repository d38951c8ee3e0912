#include "parley/net/robots.h"

#include <gtest/gtest.h>

#include <string>

namespace parley::net {
namespace {

bool allows(const std::string& rules, const std::string& path) {
  return RobotsRules::parse(rules, "parley").allows(path);
}

TEST(RobotsRules, TheGroupOfThisProgramComesBeforeThatOfAll) {
  const std::string rules =
      "User-agent: *\nDisallow: /\n\nUser-agent: Parley/1.0\nDisallow: /closed/\n";
  EXPECT_TRUE(allows(rules, "/open"));
  EXPECT_FALSE(allows(rules, "/closed/a"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /\n", "/open"));
  EXPECT_TRUE(allows("User-agent: other\nDisallow: /\n", "/open"));
}

TEST(RobotsRules, SeveralAgentsShareTheRulesBelowThem) {
  const std::string rules =
      "User-agent: other\nUser-agent: parley\nDisallow: /a\nUser-agent: third\nDisallow: /b\n";
  EXPECT_FALSE(allows(rules, "/a"));
  EXPECT_TRUE(allows(rules, "/b"));
}

TEST(RobotsRules, TheLongestRuleDecidesAndAllowWinsATie) {
  const std::string rules =
      "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /x\nAllow: /x\n";
  EXPECT_FALSE(allows(rules, "/news/a"));
  EXPECT_TRUE(allows(rules, "/news/open/a"));
  EXPECT_TRUE(allows(rules, "/x"));
}

TEST(RobotsRules, StarsAndEndsAreUnderstood) {
  const std::string rules = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\n";
  EXPECT_FALSE(allows(rules, "/x/report.pdf"));
  EXPECT_TRUE(allows(rules, "/x/report.pdf?page=1"));
  EXPECT_FALSE(allows(rules, "/a1b2c3"));
  EXPECT_TRUE(allows(rules, "/a1c2b3"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /*aab$\n", "/aaab"));
}

TEST(RobotsRules, EscapesHaveOneSpelling) {
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /%7Eclosed\n", "/~closed/a"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /caf\xC3\xA9\n", "/caf%c3%a9"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /a%2Fb\n", "/a/b"));
}

TEST(RobotsRules, AnEmptyDisallowAndNonsenseForbidNothing) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow:\n", "/a"));
  EXPECT_TRUE(allows("<html>no rules</html>", "/a"));
  EXPECT_TRUE(allows("Disallow: /\n", "/a"));
  EXPECT_TRUE(allows("", "/a"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

TEST(RobotsRules, KeepsTheDelayAskedFor) {
  const auto rules =
      RobotsRules::parse("\xEF\xBB\xBFUser-agent: *\r\nCrawl-delay: 7\r\n", "parley");
  EXPECT_EQ(rules.crawl_delay(), std::chrono::seconds(7));
  EXPECT_FALSE(RobotsRules::parse("User-agent: *\nCrawl-delay: soon\n", "parley").crawl_delay());
}

TEST(RobotsRules, ManyStarsTakeNoLongTime) {
  std::string pattern = "/";
  for (int i = 0; i < 500; ++i) pattern += "*a";
  EXPECT_TRUE(allows("User-agent: *\nDisallow: " + pattern + "b$\n", "/" + std::string(8000, 'a')));
}

}  // namespace
}  // namespace parley::net
