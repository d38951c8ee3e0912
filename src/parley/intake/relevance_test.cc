#include "parley/intake/relevance.h"

#include <gtest/gtest.h>

namespace parley::intake {
namespace {

text::Article report(std::string title, std::string words) {
  text::Article out;
  out.title = std::move(title);
  out.text = std::move(words);
  out.blocks.push_back({out.whole(), text::BlockRole::kBody});
  return out;
}

double score(std::string_view query, const text::Article& article) {
  const auto topic = parse_topic(query);
  return topic ? judge(*topic, article).score : -1;
}

TEST(ParseTopic, CutsTermsAndSpellings) {
  const auto topic = parse_topic("the \"Northport Council\" ferry|ferries, negotiat*");

  ASSERT_TRUE(topic);
  ASSERT_EQ(topic->terms.size(), 3U);
  EXPECT_EQ(topic->terms[0].spellings[0], (std::vector<std::string>{"northport", "council"}));
  EXPECT_GT(topic->terms[0].weight, topic->terms[1].weight);
  EXPECT_EQ(topic->terms[1].spellings.size(), 2U);
  EXPECT_EQ(topic->terms[2].spellings[0], (std::vector<std::string>{"negotiat*"}));
  EXPECT_FALSE(parse_topic(" the of "));
}

TEST(ParseTopic, WeighsByRarity) {
  const auto topic = parse_topic("said mooring Mooring +talks");

  ASSERT_TRUE(topic);
  EXPECT_LT(topic->terms[0].weight, 1);
  EXPECT_EQ(topic->terms[1].weight, 8);
  EXPECT_EQ(topic->terms[2].weight, 12);
  EXPECT_TRUE(topic->terms[3].required);
  EXPECT_EQ(topic->terms[3].written, "talks");
}

TEST(Judge, FindsTermsWhateverTheirEndings) {
  const text::Article talks =
      report("Ferry strike: talks go on", "Northport’s council met the crews on Monday.");

  EXPECT_GT(score("ferry strike", talks), 0.9);
  EXPECT_GT(score("crew's", talks), 0.9);
  EXPECT_GT(score("counc*", talks), 0.9);
  EXPECT_GT(score("volcano|'ferry strike'", talks), 0.9);
  EXPECT_EQ(score("volcano", talks), 0);
  EXPECT_EQ(score("\"ferry talks\"", talks), 0);
}

TEST(Judge, CountsWhatTheReportHasForItsLength) {
  const std::string filler = " Nothing else was told by anybody.";
  std::string words(" ");
  for (int i = 0; i < 200; ++i) words += filler;
  const text::Article far = report("Weather", words + " A ferry sailed.");
  const text::Article often = report("Weather", words + " A ferry, a ferry, a ferry and a ferry.");
  const text::Article headline = report("Ferry sails", words);

  EXPECT_LT(score("ferry", far), score("ferry", often));
  EXPECT_LT(score("ferry", far), 0.3);
  EXPECT_LT(score("ferry", far), score("ferry", headline));
}

TEST(Judge, SaysWhyAReportIsLeftOut) {
  const text::Article talks = report("Talks go on", "The council said that talks on pay went on.");
  const auto verdict = [&](std::string_view query) {
    return judge(*parse_topic(query), talks).verdict(kAboutThreshold);
  };

  EXPECT_EQ(verdict("talks pay"), Verdict::kKept);
  EXPECT_EQ(verdict("talks"), Verdict::kKept);
  EXPECT_EQ(verdict("talks strike"), Verdict::kLacksRarest);
  EXPECT_EQ(verdict("talks deals"), Verdict::kOneTerm);
  EXPECT_EQ(verdict("talks +ferry"), Verdict::kLacksRequired);
  EXPECT_EQ(verdict("talks pay said mooring"), Verdict::kLacksRarest);
  EXPECT_EQ(judge(*parse_topic("talks pay"), talks).verdict(1.1), Verdict::kLowScore);
}

}  // namespace
}  // namespace parley::intake
