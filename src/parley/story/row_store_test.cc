#include "parley/story/row_store.h"

#include <gtest/gtest.h>

#include <vector>

#include "parley/story/spilled_rows.h"

namespace parley::story {
namespace {

const record::DerivedRow kFirst{"origins", "o1", 1, R"({"said":"talks would resume"})"};
const record::DerivedRow kSecond{"events", "e1", 2, R"({"cameo":"03"})"};
const record::DerivedRow kThird{"origins", "o2", 3, R"({"said":"talks have ended"})"};

// Changes the first row and takes the third out.
void change(RowStore& rows) {
  for (const record::DerivedRow& row : {kFirst, kSecond, kThird}) rows.add(row);
  record::DerivedRow first = rows.find("origins", "o1").value();
  first.json = R"({"said":"nothing"})";
  rows.replace(first);
  rows.erase(rows.find("origins", "o2").value());
}

TEST(RowStores, HoldTheSameRowsWhereverTheyLie) {
  record::Record record = record::Record::create_or_open(":memory:").value();
  const auto stored = record.rebuild_derived([](record::DerivedWriter& writer) {
    StoredRows rows(writer);
    change(rows);
    EXPECT_FALSE(rows.find("events", "o1").has_value());
    return base::Result<void>();
  });
  ASSERT_TRUE(stored.has_value());

  const std::vector<record::DerivedRow> rows = record.derived("").value();

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], kSecond);
  EXPECT_EQ(rows[1].json, R"({"said":"nothing"})");
  SpilledRows spilled;
  change(spilled);
  spilled.settle();
  ASSERT_EQ(spilled.size(), 2U);
  EXPECT_EQ((std::vector{spilled.at(0), spilled.at(1)}), rows);
  EXPECT_TRUE(record.derived_is_current().value());
}

TEST(RowStores, KeepTheOldRowsWhereMakingNewOnesFails) {
  record::Record record = record::Record::create_or_open(":memory:").value();
  ASSERT_TRUE(record.replace_derived(std::vector{kFirst}).has_value());

  const auto failed = record.rebuild_derived([](record::DerivedWriter& writer) {
    writer.add(kThird);
    return base::Result<void>(base::fail(base::ErrorCode::kIo, "a disk that fails"));
  });

  EXPECT_FALSE(failed.has_value());
  EXPECT_EQ(record.derived("").value(), std::vector{kFirst});
}

}  // namespace
}  // namespace parley::story
