#include "parley/views/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace parley::views {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Json = nlohmann::json;

record::DerivedRow article(const std::string& id, const std::string& outlet,
                           const std::string& story) {
  return {"articles", id, 1,
          R"({"outlet":")" + outlet + R"(","story":")" + story + R"(","evidence":[]})"};
}

record::DerivedRow statement(const std::string& id, const std::string& in,
                             const std::string& words) {
  return {"statements", id, 2,
          R"({"article":")" + in + R"(","content":{"quote":")" + words +
              R"("},"evidence":[{"article":")" + in + R"(","start":0,"end":4,"quote":"said"}]})"};
}

record::DerivedRow origin(const std::string& id, const std::string& members) {
  return {"origins", id, 3, R"({"speaker":"Ana Velm","members":[)" + members + "]}"};
}

std::vector<record::DerivedRow> sample() {
  return {article("a1", "Example Wire", "y1"),
          article("a2", "Coast Radio", "y1"),
          article("a3", "Coast Radio", "y2"),
          statement("s1", "a1", "an offer was made"),
          statement("s2", "a2", "an offer is on the table"),
          statement("s3", "a3", "talks are over"),
          origin("o1", R"({"statement":"s1","article":"a1"},{"statement":"s2","article":"a2"})"),
          origin("o2", R"({"statement":"s3","article":"a3"})"),
          {"actors", "k1", 4,
           R"({"name":"Ana Velm","names":[
               {"name":"Ana Velm","count":1,"outlets":[{"outlet":"Example Wire","count":1}]},
               {"name":"Velm","count":2,"outlets":[{"outlet":"Coast Radio","count":2}]}],
               "evidence":[{"article":"a1","start":5,"end":13,"quote":"Ana Velm"},
                           {"article":"a2","start":5,"end":9,"quote":"Velm"}]})"}};
}

std::vector<Json> of(const std::vector<std::string>& lines, const std::string& aspect) {
  std::vector<Json> found;
  for (const std::string& line : lines) {
    Json row = Json::parse(line);
    if (row["aspect"] == aspect) found.push_back(std::move(row));
  }
  return found;
}

TEST(Compare, SetsBothWordingsOfOneSayingSideBySide) {
  const auto said = of(compare(sample(), "example wire", "Coast Radio", {}), "said");

  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(said[0]["told_by"], "both");
  EXPECT_EQ(said[0]["a"], "an offer was made");
  EXPECT_EQ(said[0]["b"], "an offer is on the table");
  EXPECT_EQ(said[0]["same"], false);
  EXPECT_THAT(said[0]["evidence"], SizeIs(2));
}

TEST(Compare, TellsWhatOneHasAlone) {
  const auto said = of(compare(sample(), "Example Wire", "Coast Radio", {}), "said");

  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(said[1]["told_by"], "b");
  EXPECT_TRUE(said[1]["a"].is_null());
  EXPECT_TRUE(said[1]["same"].is_null());
}

TEST(Compare, ShowsWhatEachCallsWhom) {
  const auto names = of(compare(sample(), "Example Wire", "Coast Radio", {}), "name");

  ASSERT_THAT(names, SizeIs(1));
  EXPECT_EQ(names[0]["a"], "Ana Velm");
  EXPECT_EQ(names[0]["b"], "Velm");
}

TEST(Compare, KeepsToOneStory) {
  const auto only = articles_of_story(sample(), "a1");

  ASSERT_TRUE(only);
  EXPECT_THAT(*only, UnorderedElementsAre("a1", "a2"));
  EXPECT_THAT(of(compare(sample(), "Example Wire", "Coast Radio", *only), "said"), SizeIs(1));
  EXPECT_FALSE(articles_of_story(sample(), "y9"));
}

TEST(OutletsOf, NamesEachOnce) {
  EXPECT_THAT(outlets_of(sample()), ElementsAre("Coast Radio", "Example Wire"));
}

}  // namespace
}  // namespace parley::views
