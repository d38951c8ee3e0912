#include "parley/story/fact.h"

#include <gtest/gtest.h>

#include <string>

namespace parley::story {
namespace {

constexpr const char* kStatement =
    R"({"id":"s0","source":{"spans":[{"start":0,"end":8}],"quote":"Ana Velm","kind":"named"},)"
    R"("cue":{"force":"say","negated":false},"content":{"spans":[{"start":14,"end":33},)"
    R"({"start":300,"end":70000}],"quote":"talks would resume … soon"},"act":true,)"
    R"("channel":[{"actor":"Example Wire"},{"actor":null}],"confidence":0.85,"hedges":[[1],{}]})";

TEST(Fact, GivesWhatTheFindingSays) {
  FactStore store;
  const Fact fact = store.at(store.add(kStatement).value());

  EXPECT_EQ(text_at(part_at(fact, "source"), "quote"), "Ana Velm");
  EXPECT_EQ(text_at(part_at(fact, "cue"), "force"), "say");
  EXPECT_TRUE(fact.at("act").is_true());
  EXPECT_FALSE(fact.at("cue").at("negated").is_true());
  EXPECT_EQ(number_at(fact, "confidence"), 0.85);
  ASSERT_EQ(fact.at("channel").size(), 2U);
  EXPECT_EQ((*fact.at("channel").begin()).at("actor").text(), "Example Wire");
  const std::vector<text::Span> spans = spans_of(fact.at("content"));
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[1], (text::Span{300, 70000}));
}

TEST(Fact, LeavesOutWhatNobodyAsksFor) {
  FactStore store;
  const Fact fact = store.at(store.add(kStatement).value());

  EXPECT_TRUE(fact.at("hedges").is_null());
  EXPECT_TRUE(fact.at("content").at("quote").is_null());
}

TEST(Fact, IsNullWhereThereIsNothing) {
  FactStore store;
  const Fact fact = store.at(store.add(R"({"value":-3,"low":5000000000})").value());

  EXPECT_EQ(number_at(fact, "value"), -3.0);
  EXPECT_EQ(number_at(fact, "low"), 5e9);
  EXPECT_FALSE(fact.at("low").offset().has_value());
  EXPECT_TRUE(fact.at("high").is_null());
  EXPECT_EQ(fact.at("high").at("low").size(), 0U);
  EXPECT_TRUE(spans_of(fact.at("value")).empty());
}

TEST(FactStore, TakesObjectsAlone) {
  FactStore store;

  EXPECT_FALSE(store.add("[1]").has_value());
  EXPECT_FALSE(store.add("{\"value\":").has_value());
  EXPECT_FALSE(store.add("").has_value());
  // Damage alone nests so deep.
  EXPECT_FALSE(store
                   .add(std::string(R"({"answers":)") + std::string(100'000, '[') +
                        std::string(100'000, ']') + "}")
                   .has_value());
}

TEST(Strings, KeepEachTextOnce) {
  Strings strings;
  const std::uint32_t council = strings.add("council");
  for (int i = 0; i < 100'000; ++i) (void)strings.add("word " + std::to_string(i));

  EXPECT_EQ(strings.add("council"), council);
  EXPECT_EQ(strings.at(council), "council");
  EXPECT_EQ(strings.size(), 100'001U);
  EXPECT_FALSE(strings.find("union").has_value());
}

}  // namespace
}  // namespace parley::story
