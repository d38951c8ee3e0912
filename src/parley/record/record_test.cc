#include "parley/record/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "parley/record/sample_reading.h"
#include "parley/record/schema.h"
#include "parley/record/sqlite.h"

namespace parley::record {
namespace {

using ::testing::HasSubstr;

class RecordTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("parley_record_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    path_ = (folder_ / "talks.parley").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Record open() {
    base::Result<Record> record = Record::create_or_open(path_);
    EXPECT_TRUE(record) << record.error().message;
    return std::move(*record);
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(RecordTest, KeepsWhatIsKnownOfWatchedFeeds) {
  {
    Record record = open();
    EXPECT_TRUE(record.watched()->empty());
    ASSERT_TRUE(record.keep_watched({{"https://wire.example/a", "{}"}, {"watch:b", "{\"x\":1}"}}));
    ASSERT_TRUE(record.keep_watched({{"https://wire.example/a", "{\"etag\":\"e\"}"}}));
  }
  const auto feeds = open().watched();
  ASSERT_TRUE(feeds);
  EXPECT_EQ(*feeds, (std::map<std::string, std::string>{
                        {"https://wire.example/a", "{\"etag\":\"e\"}"}, {"watch:b", "{\"x\":1}"}}));
}

TEST_F(RecordTest, GivesBackWhatWasStored) {
  const std::array readings = {sample_reading()};
  Record record = open();

  ASSERT_TRUE(record.add(readings));

  std::vector<StoredArticle> articles;
  ASSERT_TRUE(record.each_article([&](const StoredArticle& stored) {
    articles.push_back(stored);
    return true;
  }));
  ASSERT_EQ(articles.size(), 1U);
  EXPECT_EQ(articles[0].article.text, readings[0].article.text);
  EXPECT_EQ(articles[0].article.outlet, "Example Wire");
  EXPECT_EQ(articles[0].article.url, std::nullopt);
  EXPECT_EQ(articles[0].article.published, readings[0].article.published);
  EXPECT_EQ(articles[0].article.blocks, readings[0].article.blocks);
  std::vector<Finding> findings;
  ASSERT_TRUE(record.each_finding([&](const StoredFinding& stored) {
    EXPECT_EQ(stored.article, "a1");
    findings.push_back(stored.finding);
    return true;
  }));
  EXPECT_THAT(findings, ::testing::UnorderedElementsAreArray(findings_of(readings[0])));
}

TEST_F(RecordTest, ChangesNothingOnReadingTwice) {
  const std::array readings = {sample_reading()};
  Record record = open();
  ASSERT_TRUE(record.add(readings));

  const base::Result<Added> again = record.add(readings);

  ASSERT_TRUE(again);
  EXPECT_EQ(again->articles, 0U);
  EXPECT_EQ(again->known, 1U);
  EXPECT_EQ(record.generation().value(), 1);
}

TEST_F(RecordTest, LeavesAnArticleWhoseIdComesWithAnotherText) {
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading("a1")}));

  const base::Result<Added> other =
      record.add(std::array{sample_reading("a1", "Coast Radio", "A line more.\n")});

  ASSERT_TRUE(other);
  EXPECT_EQ(other->taken, std::vector<std::size_t>{0});
}

TEST_F(RecordTest, FindsSentencesByTheirWords) {
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));

  const auto hits = record.search("\"workers\"", 10);

  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 1U);
  EXPECT_EQ(hits->front().article, "a1");
  EXPECT_EQ(hits->front().span.start, 0U);
}

TEST_F(RecordTest, KeepsDerivedRowsUntilMoreIsRead) {
  const std::vector<DerivedRow> rows = {{"actors", "x1", 1, "{}"}, {"origins", "o1", 2, "{}"}};
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  ASSERT_TRUE(record.replace_derived(rows));

  EXPECT_TRUE(record.derived_is_current().value());
  EXPECT_EQ(record.derived("").value(), rows);
  EXPECT_EQ(record.derived_numbered(2).value(), rows[1]);

  ASSERT_TRUE(record.add(std::array{sample_reading("a2")}));
  EXPECT_FALSE(record.derived_is_current().value());
}

TEST_F(RecordTest, LetsOthersWriteWhileRowsAreBuilt) {
  const DerivedRow old = {"actors", "old", 1, "{}"};
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  ASSERT_TRUE(record.replace_derived(std::array{old}));
  ASSERT_TRUE(record.add(std::array{sample_reading("a2")}));
  Record other = open();
  int builds = 0;

  const auto rebuilt = record.rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    int articles = 0;
    const auto read = record.each_article([&](const StoredArticle&) { return ++articles > 0; });
    // More than a piece, so that some rows stand in the file.
    const std::string item = "{\"is\":\"" + std::string(100'000, 'x') + "\"}";
    for (int i = 1; i <= 50; ++i) {
      writer.add({"actors", "new" + std::to_string(articles), i, item});
    }
    if (++builds == 1) {
      EXPECT_TRUE(other.add(std::array{sample_reading("a3")}));
      EXPECT_EQ(other.derived("").value(), std::vector{old});
    }
    return read;
  });

  ASSERT_TRUE(rebuilt);
  EXPECT_EQ(builds, 2);
  EXPECT_TRUE(other.derived_is_current().value());
  const std::vector<DerivedRow> rows = other.derived("").value();
  ASSERT_EQ(rows.size(), 50U);
  EXPECT_EQ(rows.front().id, "new3");
}

TEST_F(RecordTest, KeepsWritersWaitingWhereTheyNeverRest) {
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  int builds = 0;

  const auto rebuilt = record.rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    writer.add({"actors", "x", 1, "{}"});
    if (++builds < 3) {
      Record other = open();
      EXPECT_TRUE(other.add(std::array{sample_reading("b" + std::to_string(builds))}));
    }
    return {};
  });

  ASSERT_TRUE(rebuilt);
  EXPECT_EQ(builds, 3);
  EXPECT_TRUE(record.derived_is_current().value());
  EXPECT_EQ(record.derived("").value().size(), 1U);
}

TEST_F(RecordTest, LeavesTheRowsToTheBuildThatBeganLast) {
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  Record other = open();

  const auto rebuilt = record.rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    writer.add({"actors", "first", 1, "{}"});
    EXPECT_TRUE(other.replace_derived(std::array{DerivedRow{"actors", "second", 1, "{}"}}));
    writer.add({"actors", "third", 2, "{}"});
    return {};
  });

  ASSERT_TRUE(rebuilt);
  const std::vector<DerivedRow> rows = record.derived("").value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().id, "second");
}

TEST_F(RecordTest, KeepsTheRowsWhereABuildFails) {
  const DerivedRow old = {"actors", "old", 1, "{}"};
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  ASSERT_TRUE(record.replace_derived(std::array{old}));

  const auto failed = record.rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    writer.add({"actors", "new", 1, std::string(5'000'000, 'x')});
    return base::fail(base::ErrorCode::kIo, "the disk is gone");
  });

  EXPECT_FALSE(failed);
  EXPECT_EQ(open().derived("").value(), std::vector{old});
}

TEST_F(RecordTest, HasAnIndexOfIdsAgainAfterABuildThatFailed) {
  Record record = open();
  ASSERT_TRUE(record.add(std::array{sample_reading()}));
  const auto failed = record.rebuild_derived([&](DerivedWriter& writer) -> base::Result<void> {
    writer.add({"actors", "new", 1, "{}"});
    EXPECT_TRUE(writer.find("actors", "new").has_value());
    writer.add({"actors", "newer", 2, "{}"});
    EXPECT_TRUE(writer.find("actors", "newer").has_value());
    return base::fail(base::ErrorCode::kIo, "the disk is gone");
  });
  ASSERT_FALSE(failed);
  for (const char* id : {"second", "third"}) {  // one build into each of the two tables
    ASSERT_TRUE(record.replace_derived(std::array{DerivedRow{"actors", id, 1, "{}"}}));
    EXPECT_EQ(record.derived_called(id).value()->number, 1);
  }
  Connection connection = Connection::open(path_, OpenMode::kRead).value();
  EXPECT_EQ(connection.number("SELECT count(*) FROM sqlite_schema WHERE name IN "
                              "('derived_a_by_id', 'derived_b_by_id')"),
            2);
}

TEST_F(RecordTest, IsReadWhereAProgramEndedWhileItMadeTheFile) {
  const std::string left = (folder_ / "left.parley").string();
  {
    Connection writing = Connection::open(path_, OpenMode::kCreate).value();
    ASSERT_TRUE(writing.run("PRAGMA cache_size=1; CREATE TABLE meta(key)"));
    ASSERT_TRUE(
        writing.run("BEGIN; INSERT INTO meta WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                    "SELECT i + 1 FROM n WHERE i < 9999) SELECT i FROM n"));
    for (const char* part : {"", "-journal"}) std::filesystem::copy_file(path_ + part, left + part);
  }
  Connection reading = Connection::open(left, OpenMode::kRead).value();

  EXPECT_EQ(reading.number("SELECT count(*) FROM meta"), 0);
}

TEST_F(RecordTest, TakesInWhatAnotherRecordHolds) {
  Record from = open();
  ASSERT_TRUE(from.add(std::array{sample_reading("a1"), sample_reading("a2")}));
  std::vector<StoredReading> stored;
  ASSERT_TRUE(from.each_article([&](const StoredArticle& article) {
    stored.push_back({article, {}});
    const auto findings = from.findings(article.article.id);
    for (const StoredFinding& one : *findings) stored.back().findings.push_back(one.finding);
    return true;
  }));
  Record into = Record::create_or_open(":memory:").value();

  const base::Result<Added> added = into.add_stored(stored);

  ASSERT_TRUE(added);
  EXPECT_EQ(added->articles, 2U);
  EXPECT_EQ(into.add_stored(stored).value().known, 2U);
  EXPECT_EQ(into.findings("a2").value().size(), from.findings("a2").value().size());
  EXPECT_EQ(into.article("a1").value()->article.blocks, from.article("a1").value()->article.blocks);
  EXPECT_EQ(into.search("\"workers\"", 10).value().size(), 2U);
}

TEST_F(RecordTest, RefusesAFileOfANewerVersion) {
  open();
  {
    Connection connection = Connection::open(path_, OpenMode::kWrite).value();
    ASSERT_TRUE(connection.run("PRAGMA user_version=99"));
  }

  const base::Result<Record> record = Record::open_to_read(path_);

  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code, base::ErrorCode::kTooNew);
  EXPECT_THAT(record.error().message, HasSubstr("record version 99"));
}

TEST_F(RecordTest, RefusesAFileThatIsNoRecord) {
  std::ofstream(path_) << "Talks resumed on Monday, the council said, and went on for hours.";

  const base::Result<Record> record = Record::create_or_open(path_);

  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code, base::ErrorCode::kDamaged);
  EXPECT_THAT(record.error().message, HasSubstr("no Parley record"));
}

TEST_F(RecordTest, NamesTheCommandThatMakesAMissingRecord) {
  const base::Result<Record> record = Record::open_to_read(path_);

  ASSERT_FALSE(record);
  EXPECT_THAT(record.error().message, HasSubstr("parley read"));
}

TEST_F(RecordTest, IsDocumentedTableByTable) {
  std::ifstream file(PARLEY_SOURCE_DIR "/docs/formats/record.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  open();
  Connection connection = Connection::open(path_, OpenMode::kRead).value();
  Query columns = connection
                      .prepare(
                          "SELECT t.name, c.name FROM pragma_table_list t "
                          "JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND "
                          "t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'sentence_words_%'")
                      .value();

  int count = 0;
  while (columns.step().value()) {
    const std::string table(columns.text(0));
    const std::string column(columns.text(1));
    ++count;
    const std::size_t section =
        std::min(page.find("\n## " + table), page.find(", " + table + "\n"));
    ASSERT_NE(section, std::string::npos) << table;
    const std::string_view body =
        std::string_view(page).substr(section, page.find("\n## ", section + 1) - section);
    EXPECT_THAT(std::string(body), ::testing::ContainsRegex("\n\\| [a-z, ]*" + column))
        << table << '.' << column;
  }
  EXPECT_GT(count, 30);
}

}  // namespace
}  // namespace parley::record
