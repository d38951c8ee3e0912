#include "parley/story/plain_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace parley::story {
namespace {

// Writes down what it is told.
struct Notes {
  bool null() { return note("null"); }
  bool boolean(bool truth) { return note(truth ? "true" : "false"); }
  bool number_integer(std::int64_t number) { return note(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return note("+" + std::to_string(number)); }
  bool number_float(double number, const std::string& /*text*/) {
    return note(std::to_string(number));
  }
  bool string(std::string_view text) { return note("'" + std::string(text) + "'"); }
  bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return note("{"); }
  bool end_object() { return note("}"); }
  bool start_array(std::size_t /*size*/) { return note("["); }
  bool end_array() { return note("]"); }
  bool key(std::string_view name) { return note(std::string(name) + ":"); }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*why*/) {
    return false;
  }

  bool note(const std::string& what) {
    all += what + " ";
    return true;
  }
  std::string all;
};

TEST(PlainJson, TellsWhatAWholeParserTells) {
  for (const std::string json :
       {R"({"quote":"said it would pay","start":40,"end":57,"low":null,"negated":false})",
        R"( { "spans" : [ {"start":1} , [ ] , { } ] , "value" : -12.5 , "x": -0 } )",
        R"([1,2.25,-3])", R"({"a":{"b":[true,{"c":"d"}]},"e":123456789012345678})", "{}", "[]", "7",
        "\"text\""}) {
    Notes expected;
    ASSERT_TRUE(nlohmann::json::sax_parse(json, &expected)) << json;
    Notes found;
    EXPECT_TRUE(read_plain_json(json, found)) << json;
    EXPECT_EQ(found.all, expected.all) << json;
  }
}

TEST(PlainJson, GivesUpWhereAnythingIsRareOrWrong) {
  for (const std::string json :
       {"",           "{",        "}",         "[1,]",  "[,1]",
        "{\"a\":1,}", "{\"a\"}",  "{\"a\" 1}", "[1 2]", "01",
        "-",          "1.",       "1e3",       "1.5e3", "1234567890123456789",
        "\"a\\nb\"",  "\"a\nb\"", "\"a",       "nul",   "{} {}",
        "[}",         "{\"a\":}"}) {
    Notes notes;
    EXPECT_FALSE(read_plain_json(json, notes)) << json;
  }
}

}  // namespace
}  // namespace parley::story
