#include "parley/markup/lenient_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::markup {
namespace {

// "key=raw" of every string, in document order.
std::vector<std::string> strings(std::string_view json) {
  std::vector<std::string> out;
  for (const JsonValue& value : read_lenient_json(json)) {
    if (value.kind != JsonValue::Kind::kString) continue;
    out.push_back(std::string(value.key) + "=" + json_text(value.raw));
  }
  return out;
}

TEST(ReadLenientJson, ReadsWhatIsWrittenByTheRules) {
  EXPECT_THAT(strings(R"({"a":"x","b":{"c":["y","z"]},"d":1,"e":"\u00e9\"\ud83d\ude00"})"),
              testing::ElementsAre("a=x", "=y", "=z", "e=\xC3\xA9\"\xF0\x9F\x98\x80"));
}

TEST(ReadLenientJson, BearsWhatPagesGetWrong) {
  EXPECT_THAT(strings("<!-- {\"a\":\"one\ntwo\",,\"b\":\"x\",} -->"),
              testing::ElementsAre("a=one\ntwo", "b=x"));
  EXPECT_THAT(strings("{\"a\":\"never closed"), testing::ElementsAre("a=never closed"));
  EXPECT_THAT(strings("/* data */ [{\"a\":\"x\"}]"), testing::ElementsAre("a=x"));
}

TEST(ReadLenientJson, EndsEachValueAfterItsDescendants) {
  const std::vector<JsonValue> values = read_lenient_json(R"({"a":{"b":"x"},"c":"y"})");

  ASSERT_EQ(values.size(), 4U);
  EXPECT_EQ(values[0].end, 4U);
  EXPECT_EQ(values[1].end, 3U);
  EXPECT_EQ(values[3].parent, 0U);
}

}  // namespace
}  // namespace parley::markup
