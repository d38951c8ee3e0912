#include "parley/base/json_writer.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

TEST(JsonWriter, PlacesCommasInNestedValues) {
  JsonWriter json;

  json.begin_object().field("a", 1).key("b").begin_array().value("x").null().end_array();
  json.field("c", true).end_object();

  EXPECT_EQ(json.text(), R"({"a":1,"b":["x",null],"c":true})");
}

TEST(JsonWriter, KeepsNumbersAsTheyAre) {
  JsonWriter json;

  json.begin_array().value(13300.0).value(0.75).value(1e21).end_array();

  EXPECT_EQ(json.text(), "[13300,0.75,1e+21]");
}

TEST(JsonString, ReplacesBrokenUtf8AndEscapesControls) {
  EXPECT_EQ(json_string("a\x01\xC3\xA9\xC3\"\xED\xA0\x80"),
            "\"a\\u0001\xC3\xA9\xEF\xBF\xBD\\\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace parley::base
