#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "parley/engine/check.h"
#include "parley/engine/pipeline.h"
#include "parley/engine/read_article.h"
#include "parley/engine/read_batch.h"
#include "parley/record/sample_reading.h"
#include "parley/story/derive.h"

namespace parley::engine {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

text::Article report(int number) {
  text::Article article;
  article.id = "a" + std::to_string(number);
  article.text = "The council met for the " + std::to_string(number) + "th time.";
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  return article;
}

class EngineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() /
             ("parley_engine_" + std::to_string(getpid()) + ".parley"))
                .string();
    TearDown();
  }
  void TearDown() override {
    for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + tail);
  }
  record::Record open() { return record::Record::create_or_open(path_).value(); }

  std::string path_;
};

TEST(ReadArticle, KeepsTheSentencesOfALanguageThatIsNotAnalysed) {
  text::Article article = report(1);
  article.language = "fr";
  article.text = "Le conseil a dit non. Le syndicat attend.";
  article.blocks = {{article.whole(), text::BlockRole::kBody}};

  const Reading reading = read_article(article, {});

  EXPECT_EQ(reading.analysis.sentences.size(), 2U);
  EXPECT_THAT(reading.statements, IsEmpty());
}

TEST(RunPipeline, KeepsTheOrderOfTheInputs) {
  std::vector<std::string> ids;

  run_pipeline(
      [](const intake::Sink& sink) {
        for (int i = 0; i < 200; ++i) {
          if (i % 50 == 7) sink.rejection({"bad", 0, "empty", "bad: empty"});
          sink.article(report(i));
        }
      },
      Models{}, 4,
      [&](const Outcome& outcome) {
        ids.push_back(outcome ? outcome->article.id : outcome.error().input);
        return true;
      });

  ASSERT_EQ(ids.size(), 204U);
  EXPECT_EQ(ids[6], "a6");
  EXPECT_EQ(ids[7], "bad");
  EXPECT_EQ(ids.back(), "a199");
}

TEST(RunPipeline, EndsEarlyWhenTheReceiverStops) {
  int received = 0;

  run_pipeline(
      [](const intake::Sink& sink) {
        for (int i = 0; sink.article(report(i)); ++i) {
        }
      },
      Models{}, 2, [&](const Outcome&) { return ++received < 5; });

  EXPECT_EQ(received, 5);
}

TEST_F(EngineTest, ReadsEachDocumentOnce) {
  record::Record record = open();
  RejectList rejects;
  Progress progress(ProgressStyle::kNone);
  const auto source = [](const intake::Sink& sink) {
    for (int i = 0; i < 100; ++i) sink.article(report(i % 80));
  };

  const BatchSummary first = read_batch(record, source, Models{}, 2, rejects, progress).value();
  const BatchSummary second = read_batch(record, source, Models{}, 2, rejects, progress).value();

  EXPECT_EQ(first.added, 80U);
  EXPECT_EQ(first.known, 20U);
  EXPECT_EQ(second.added, 0U);
  EXPECT_EQ(second.known, 100U);
}

TEST_F(EngineTest, ProvesASoundRecord) {
  record::Record record = open();
  ASSERT_TRUE(record.add(std::array{record::sample_reading()}));
  ASSERT_TRUE(record.replace_derived(story::derive(story::load_corpus(record).value())));

  const CheckReport report = check_record(record).value();

  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_GT(report.quotes, 10U);
  EXPECT_GT(report.references, 1U);
  EXPECT_GT(report.rows, 5U);
}

TEST_F(EngineTest, SeesOneChangedByteOfAStoredText) {
  {
    record::Record record = open();
    ASSERT_TRUE(record.add(std::array{record::sample_reading()}));
    ASSERT_TRUE(record.replace_derived(story::derive(story::load_corpus(record).value())));
  }
  {
    record::Connection connection =
        record::Connection::open(path_, record::OpenMode::kWrite).value();
    ASSERT_TRUE(connection.run("UPDATE articles SET text = replace(text, 'least 50', 'least 60')"));
  }
  record::Record record = open();

  const CheckReport report = check_record(record).value();

  EXPECT_THAT(report.faults, Contains(HasSubstr("its digest differs")));
  EXPECT_THAT(report.faults, Contains(HasSubstr("a quote is not what the text holds there")));
}

TEST_F(EngineTest, SeesARowThatDoesNotFollow) {
  record::Record record = open();
  ASSERT_TRUE(record.add(std::array{record::sample_reading()}));
  std::vector<record::DerivedRow> rows = story::derive(story::load_corpus(record).value());
  rows.pop_back();
  ASSERT_TRUE(record.replace_derived(rows));

  EXPECT_THAT(check_record(record).value().faults, Contains(HasSubstr("derived rows")));
}

}  // namespace
}  // namespace parley::engine
