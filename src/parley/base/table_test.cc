#include "parley/base/table.h"

#include <gtest/gtest.h>

namespace parley::base {
namespace {

TEST(ParseTable, PassesOverCommentsAndKeepsEmptyColumns) {
  const auto rows = parse_table("# a comment\nsaid\t\tsay\r\n\nwarned\twarn");

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].columns, (std::vector<std::string>{"said", "", "say"}));
  EXPECT_EQ(rows[0].line, 2);
  EXPECT_EQ(rows[1].at(1), "warn");
  EXPECT_EQ(rows[1].at(7), "");
}

TEST(SetUserTables, RefusesAFolderThatIsNotThere) {
  const auto result = set_user_tables("/no/such/folder");

  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace parley::base
