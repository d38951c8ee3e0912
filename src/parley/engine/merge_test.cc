#include "parley/engine/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "parley/engine/check.h"
#include "parley/engine/decide.h"
#include "parley/record/sample_reading.h"
#include "parley/story/derive.h"

namespace parley::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MergeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("parley_merge_" + std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  void make(const std::string& name, const std::vector<record::Reading>& readings) const {
    record::Record record = record::Record::create_or_open(path(name)).value();
    ASSERT_TRUE(record.add(readings));
    ASSERT_TRUE(story::bring_up_to_date(record));
  }
  void decide_on(const std::string& name, const std::string& field_value, const std::string& at) {
    record::Record record = record::Record::open_to_write(path(name)).value();
    Order order;
    order.kind = story::DecisionKind::kCorrect;
    order.targets = {record.derived("positions").value().front().id};
    order.field = "stance";
    order.value = field_value;
    order.by = "coder";
    order.at = at;
    const auto decision = make_decision(record, order);
    ASSERT_TRUE(decision) << decision.error().message;
    ASSERT_TRUE(decide(record, std::array{*decision}));
  }
  base::Result<MergeSummary> merge(const std::vector<std::string>& names, const std::string& into) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(path(name));
    record::Record record = record::Record::create_or_open(path(into)).value();
    RejectList rejects(rejected_);
    Progress progress(ProgressStyle::kNone);
    return merge_records(paths, record, rejects, progress);
  }
  std::vector<record::DerivedRow> rows(const std::string& name) const {
    record::Record record = record::Record::open_to_read(path(name)).value();
    EXPECT_TRUE(record.derived_is_current().value());
    EXPECT_THAT(check_record(record).value().faults, IsEmpty());
    return record.derived("").value();
  }

  std::filesystem::path folder_;
  std::vector<intake::Rejection> rejected_;
};

TEST_F(MergeTest, GivesTheRowsOfOneRecordThatReadEverything) {
  const record::Reading one = record::sample_reading("a1");
  const record::Reading two = record::sample_reading("a2", "Coast Radio", "More is expected.\n");
  const record::Reading three = record::sample_reading("a3", "Example Post");
  make("a", {one, two});
  make("b", {three, two});
  make("all", {three, two, one});

  const auto summary = merge({"a", "b"}, "c");

  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->articles, 3U);
  EXPECT_EQ(summary->known, 1U);
  EXPECT_EQ(rows("c"), rows("all"));
}

TEST_F(MergeTest, ChangesNothingTheSecondTime) {
  make("a", {record::sample_reading("a1")});
  ASSERT_TRUE(merge({"a"}, "c"));
  const std::vector<record::DerivedRow> before = rows("c");

  const auto again = merge({"a"}, "c");

  ASSERT_TRUE(again);
  EXPECT_EQ(again->articles, 0U);
  EXPECT_EQ(again->known, 1U);
  EXPECT_EQ(rows("c"), before);
}

TEST_F(MergeTest, ExtendsWhatIsThere) {
  make("a", {record::sample_reading("a1")});
  make("c", {record::sample_reading("a2")});
  make("all", {record::sample_reading("a1"), record::sample_reading("a2")});

  ASSERT_TRUE(merge({"a"}, "c"));

  EXPECT_EQ(rows("c"), rows("all"));
}

TEST_F(MergeTest, KeepsTheFirstOfTwoTextsUnderOneId) {
  make("a", {record::sample_reading("a1")});
  make("b", {record::sample_reading("a1", "Coast Radio", "Another line.\n")});

  const auto summary = merge({"a", "b"}, "c");

  ASSERT_TRUE(summary);
  ASSERT_THAT(rejected_, SizeIs(1));
  EXPECT_THAT(rejected_.front().message, HasSubstr("b: another text stands under the id a1"));
  EXPECT_EQ(rows("c"), rows("a"));
}

TEST_F(MergeTest, TakesDecisionsAndTellsWhereTheyDisagree) {
  make("a", {record::sample_reading("a1")});
  make("b", {record::sample_reading("a1")});
  decide_on("a", "demand", "2025-03-15T09:00:00Z");
  decide_on("b", "reject", "2025-03-16T09:00:00Z");

  const auto summary = merge({"a", "b"}, "c");

  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->decisions, 2U);
  EXPECT_THAT(summary->contested,
              ElementsAre(HasSubstr("a says stance = \"demand\" (coder, 2025-03-15T09:00:00Z), b "
                                    "says stance = \"reject\"")));
  record::Record record = record::Record::open_to_read(path("c")).value();
  EXPECT_THAT(record.derived("positions").value().front().json, HasSubstr("\"stance\":\"reject\""));
}

TEST_F(MergeTest, SaysWhatIsWrongWithItsInputs) {
  make("a", {record::sample_reading("a1")});
  std::ofstream(path("text"))
      << "Talks resumed on Monday, the council said, and went on for hours.";
  std::filesystem::create_symlink(path("a"), path("link"));

  EXPECT_THAT(merge({"a", "link"}, "c").error().message, HasSubstr("is the same file as"));
  EXPECT_THAT(merge({"a"}, "a").error().message, HasSubstr("name it with --into alone"));
  EXPECT_THAT(merge({"a", "text"}, "c").error().message, HasSubstr("no Parley record"));
  EXPECT_THAT(merge({"a", "none"}, "c").error().message, HasSubstr("no such record"));
}

}  // namespace
}  // namespace parley::engine
