#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/record/sample_reading.h"
#include "parley/views/article_json.h"
#include "parley/views/brief.h"
#include "parley/views/rows.h"

namespace parley::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ArticleJson, PrintsOnlyTheLayersAskedFor) {
  const std::string json = article_json(record::sample_reading(), {"figures"});

  EXPECT_THAT(json, HasSubstr(R"("figures":[{)"));
  EXPECT_THAT(json, Not(HasSubstr("\"statements\":")));
  EXPECT_THAT(json, HasSubstr("\"text\":"));
}

TEST(ParseLayers, NamesTheLayersOnAMistake) {
  const auto layers = parse_layers("figures,figure");

  ASSERT_FALSE(layers);
  EXPECT_THAT(layers.error().message, HasSubstr("no such layer"));
}

TEST(WriteRows, GuardsTextThatASpreadsheetWouldRun) {
  const std::vector<std::string> rows = {R"({"id":"a","text":"=1+1","low":-5})"};

  EXPECT_EQ(write_rows(rows, "", {Format::kCsv, {}, true}).value(),
            "id,text,low\r\na,'=1+1,-5\r\n");
  EXPECT_EQ(write_rows(rows, "", {Format::kCsv, {}, false}).value(),
            "id,text,low\r\na,=1+1,-5\r\n");
}

TEST(WriteRows, QuotesCellsWithCommasAndMarks) {
  EXPECT_EQ(write_rows({R"({"a":"he said \"no\", twice"})"}, "", {Format::kCsv, {}, true}).value(),
            "a\r\n\"he said \"\"no\"\", twice\"\r\n");
}

TEST(WriteRows, PrintsFieldsInTheOrderAskedFor) {
  EXPECT_EQ(write_rows({R"({"a":1,"b":null})"}, "", {Format::kJsonl, {"b", "a"}, true}).value(),
            "{\"b\":null,\"a\":1}\n");
}

TEST(WriteRows, RefusesAFieldThatIsNotThere) {
  const auto text = write_rows({R"({"a":1})"}, "", {Format::kTsv, {"c"}, true});

  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("the fields are a"));
}

TEST(Visible, ShowsMarksThatTurnTheText) {
  EXPECT_EQ(visible("a\xE2\x80\xAE"
                    "b\x1B[31m\nc"),
            "a<U+202E>b<U+001B>[31m c");
}

TEST(Brief, KeepsTheLatestDaysAndSaysHowMuchIsLeft) {
  std::vector<record::DerivedRow> rows;
  for (int i = 1; i <= 3; ++i) {
    rows.push_back({"timeline", "d" + std::to_string(i), i,
                    R"({"date":"2025-03-1)" + std::to_string(i) +
                        R"(","kind":"told","what":"The council met.","evidence":[]})"});
  }

  const std::string page = to_page(make_brief(rows, 2));

  EXPECT_THAT(page, HasSubstr("    3  2025-03-13  told: “The council met.”"));
  EXPECT_THAT(page, Not(HasSubstr("2025-03-11")));
  EXPECT_THAT(page, HasSubstr("and 1 more"));
}

}  // namespace
}  // namespace parley::views
