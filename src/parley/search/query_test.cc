#include "parley/search/query.h"

#include <gtest/gtest.h>

namespace parley::search {
namespace {

TEST(ToExpression, JoinsWordsAndPhrases) {
  EXPECT_EQ(to_expression("depot \"at least 50\" strik*"),
            "\"depot\" AND \"at least 50\" AND \"strik\"*");
}

TEST(ToExpression, LeavesOutWhatAMinusMarks) {
  EXPECT_EQ(to_expression("depot -Friday"), "(\"depot\") NOT (\"Friday\")");
}

TEST(ToExpression, TakesOperatorsAsWords) {
  EXPECT_EQ(to_expression("NEAR( a:b ) OR"), "\"NEAR(\" AND \"a:b\" AND \"OR\"");
}

TEST(ToExpression, IsEmptyWithoutAWord) {
  EXPECT_EQ(to_expression(" \" -* \"\" "), "");
  EXPECT_EQ(to_expression("-depot"), "");
}

TEST(ToExpression, ClosesAPhraseThatIsLeftOpen) {
  EXPECT_EQ(to_expression("\"at least"), "\"at least\"");
}

}  // namespace
}  // namespace parley::search
