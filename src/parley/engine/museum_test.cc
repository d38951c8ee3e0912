// Records as older versions made them: tests/fixtures/records holds the schema of each, which is
// filled here and opened with the present program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "parley/engine/check.h"
#include "parley/record/sample_reading.h"
#include "parley/record/schema.h"
#include "parley/story/derive.h"

namespace parley::engine {
namespace {

using ::testing::IsEmpty;

std::string schema_of(int version) {
  std::ifstream file(PARLEY_SOURCE_DIR "/tests/fixtures/records/version-" +
                     std::to_string(version) + ".sql");
  return {(std::istreambuf_iterator<char>(file)), {}};
}

// What version 1 would have made of the same readings, from the record at `now`.
std::string filled_1(const std::string& now) {
  return schema_of(1) + "ATTACH '" + now +
         "' AS now;"
         "INSERT INTO meta SELECT key, value FROM now.meta WHERE key IN ('generation', "
         "'derived_generation', 'made_by', 'last_read_from');"
         "INSERT INTO articles SELECT number, id, sha256, input, url, outlet, title, authors, "
         "language, published, published_precision, published_basis, issues, text "
         "FROM now.articles;"
         "INSERT INTO blocks SELECT article, start, \"end\", role FROM now.blocks;"
         "INSERT INTO sentences(article, start, \"end\") SELECT article, start, \"end\" "
         "FROM now.sentences ORDER BY article, start;"
         "INSERT INTO sentence_words(rowid, words) SELECT s.number, "
         "substr(a.text, s.start + 1, s.\"end\" - s.start) "
         "FROM sentences s JOIN articles a ON a.number = s.article;"
         "INSERT INTO findings SELECT article, layer, position, id, start, \"end\", finding "
         "FROM now.findings;"
         "INSERT INTO derived SELECT type, position, id, number, item FROM now.derived;"
         "INSERT INTO decisions SELECT number, id, made_at, made_by, kind, target, value, reason, "
         "undone_at FROM now.decisions;"
         "DETACH now;";
}

class MuseumTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("parley_museum_" + std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    now_ = (folder_ / "now.parley").string();
    old_ = (folder_ / "old.parley").string();
    record::Record record = record::Record::create_or_open(now_).value();
    ASSERT_TRUE(record.add(std::array{record::sample_reading("a3"),
                                      record::sample_reading("a1", "Coast Radio"),
                                      record::sample_reading("a2")}));
    ASSERT_TRUE(story::bring_up_to_date(record));
    rows_ = record.derived("").value();
    hits_ = places_of(record);
    ASSERT_FALSE(rows_.empty());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void make_old(const std::string& sql) const {
    record::Connection connection =
        record::Connection::open(old_, record::OpenMode::kCreate).value();
    const auto made = connection.run(sql.c_str());
    ASSERT_TRUE(made) << made.error().message;
  }

  static std::vector<std::string> places_of(record::Record& record) {
    std::vector<std::string> places;
    const auto hits = record.search("\"workers\" OR \"talks\"", 50).value();
    for (const record::SentenceHit& hit : hits) {
      places.push_back(hit.article + ' ' + std::to_string(hit.span.start));
    }
    return places;
  }

  // Tables and indexes with their columns.
  static std::set<std::string> shape_of(const std::string& path) {
    record::Connection connection = record::Connection::open(path, record::OpenMode::kRead).value();
    record::Query query =
        connection
            .prepare(
                "SELECT s.type || ' ' || s.name || ' ' || s.tbl_name || ' ' || "
                "coalesce((SELECT group_concat(name || ' ' || type) FROM pragma_table_info(s.name)"
                "), '') FROM sqlite_schema s")
            .value();
    std::set<std::string> shape;
    while (query.step().value()) shape.emplace(query.text(0));
    return shape;
  }

  std::filesystem::path folder_;
  std::string now_, old_;
  std::vector<record::DerivedRow> rows_;
  std::vector<std::string> hits_;
};

TEST_F(MuseumTest, HasARecordOfEachVersionBeforeThisOne) {
  for (int version = 1; version < record::kSchemaVersion; ++version) {
    EXPECT_FALSE(schema_of(version).empty()) << version;
  }
}

TEST_F(MuseumTest, ReadsVersion1AsItIs) {
  make_old(filled_1(now_));
  record::Record record = record::Record::open_to_read(old_).value();

  EXPECT_TRUE(record.derived_is_current().value());
  EXPECT_EQ(record.derived("").value(), rows_);
  EXPECT_EQ(places_of(record), hits_);
}

TEST_F(MuseumTest, UpgradesVersion1) {
  make_old(filled_1(now_));
  {
    record::Record record = record::Record::open_to_write(old_).value();
    EXPECT_EQ(record.derived("").value(), rows_);
    EXPECT_EQ(places_of(record), hits_);
    EXPECT_THAT(check_record(record).value().faults, IsEmpty());
    ASSERT_TRUE(record.add(std::array{record::sample_reading("a4")}));
    ASSERT_TRUE(story::bring_up_to_date(record));
    EXPECT_THAT(check_record(record).value().faults, IsEmpty());
  }
  EXPECT_EQ(shape_of(old_), shape_of(now_));
}

TEST_F(MuseumTest, LeavesARecordAsItWasWhereAnUpgradeFails) {
  make_old(filled_1(now_) + "CREATE TABLE derived_b(other)");

  EXPECT_FALSE(record::Record::open_to_write(old_));

  record::Record record = record::Record::open_to_read(old_).value();
  EXPECT_EQ(record.derived("").value(), rows_);
  EXPECT_EQ(places_of(record), hits_);
}

}  // namespace
}  // namespace parley::engine
