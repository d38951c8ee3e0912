#include "parley/base/json_view.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley::base {
namespace {

TEST(JsonView, GivesWhatIsWritten) {
  JsonReader reader;

  const JsonView row = reader.read(
      R"({"stance":"offer","count":3,"share":0.25,"far":-1e30,"big":18446744073709551615,)"
      R"("sure":true,"gone":null,"nothing":"","said":"\"é\"\n"})");

  EXPECT_TRUE(row.is_object());
  EXPECT_EQ(row.at("stance").text(), "offer");
  EXPECT_EQ(row.at("count").whole(), 3);
  EXPECT_EQ(row.at("count").number(), 3.0);
  EXPECT_EQ(row.at("share").number(), 0.25);
  EXPECT_EQ(row.at("share").whole(), std::nullopt);
  EXPECT_EQ(row.at("far").number(), -1e30);
  EXPECT_EQ(row.at("big").whole(), std::nullopt);
  EXPECT_EQ(row.at("big").number(), 18446744073709551616.0);
  EXPECT_TRUE(row.at("sure").is_true());
  EXPECT_TRUE(row.at("gone").is_null());
  EXPECT_EQ(row.at("nothing").text(), "");
  EXPECT_EQ(row.at("said").text(), "\"é\"\n");
}

TEST(JsonView, OfWhatIsNotThereIsNothing) {
  JsonReader reader;

  const JsonView none = reader.read(R"({"term":{"family":"access"},"list":[]})").at("place");

  EXPECT_FALSE(none.is_there());
  EXPECT_FALSE(none.is_null());
  EXPECT_FALSE(none.is_true());
  EXPECT_EQ(none.text(), std::nullopt);
  EXPECT_EQ(none.number(), std::nullopt);
  EXPECT_FALSE(none.at("family").is_there());
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(none.begin() == none.end());
}

TEST(JsonView, GoesThroughElementsAndMembers) {
  JsonReader reader;
  std::vector<std::string> found;

  const JsonView row = reader.read(R"({"outlets":["A",["B","C"],{"name":"D"},4.5,"E"],"none":[],
      "counts":{"A":1,"B":[2,3],"C":"x"}})");
  for (const JsonView& one : row.at("outlets")) found.push_back(text_of(one));
  const JsonView counts = row.at("counts");
  for (auto at = counts.begin(); at != counts.end(); ++at) found.emplace_back(at.key());
  for (const JsonView& one : counts) found.push_back(text_of(one));

  EXPECT_EQ(found, (std::vector<std::string>{"A", "", "", "", "E", "A", "B", "C", "", "", "x"}));
  EXPECT_EQ(row.at("outlets").size(), 5U);
  EXPECT_EQ(counts.size(), 3U);
  EXPECT_TRUE(row.at("none").empty());
  EXPECT_TRUE(row.at("none").begin() == row.at("none").end());
}

TEST(JsonReader, ReadsOneTextAfterTheOther) {
  JsonReader reader;

  EXPECT_EQ(reader.read(R"({"a":1})").at("a").whole(), 1);
  EXPECT_EQ(text_of(reader.read(R"({"a":")" + std::string(100000, 'x') + "\"}").at("a")).size(),
            100000U);
  EXPECT_EQ(reader.read(R"({"a":2})").at("a").whole(), 2);
}

TEST(JsonReader, GivesNothingOfWhatIsNoJson) {
  JsonReader reader;

  for (const std::string_view text :
       {"", "{", "{\"a\":}", "{\"a\":1}}", "\xff", "{\"a\":100000000000000000000000}"}) {
    EXPECT_FALSE(reader.read(text).is_there()) << text;
  }
  const std::string deep(100000, '[');
  EXPECT_FALSE(reader.read(deep).is_there());
}

TEST(JsonReader, ReadsTheHeadOfAnObject) {
  JsonReader reader;

  const JsonView row = reader.read_head(R"({"id":"p1","stance":"offer")");

  EXPECT_EQ(row.at("stance").text(), "offer");
  EXPECT_EQ(row.size(), 2U);
}

}  // namespace
}  // namespace parley::base
