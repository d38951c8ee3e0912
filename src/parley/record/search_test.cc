#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parley/record/rank.h"
#include "parley/record/record.h"
#include "parley/record/sentence_number.h"

namespace parley::record {
namespace {

using ::testing::ElementsAre;

// A report of one sentence each of `words`.
Reading report(const std::string& id, const std::string& day,
               const std::vector<std::string>& sentences) {
  Reading reading;
  text::Article& article = reading.article;
  article.id = id;
  if (!day.empty()) article.published = {day, text::DatePrecision::kDay, text::DateBasis::kGiven};
  for (const std::string& words : sentences) {
    const auto start = static_cast<std::uint32_t>(article.text.size());
    article.text += words;
    const auto end = static_cast<std::uint32_t>(article.text.size());
    reading.analysis.sentences.push_back({{start, end}, 0, 0});
    article.text += "\n";
  }
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  return reading;
}

std::vector<std::string> articles_of(const std::vector<SentenceHit>& hits) {
  std::vector<std::string> ids;
  for (const SentenceHit& hit : hits) ids.push_back(hit.article);
  return ids;
}

TEST(Search, PutsShortSentencesWithRareWordsFirst) {
  Record record = Record::create_or_open(":memory:").value();
  ASSERT_TRUE(record.add(std::vector{
      report("a", "2025-03-01",
             {"The ferry crews met the board of the harbour on Monday to talk about pay.",
              "The board said nothing."}),
      report("b", "2025-03-02", {"The ferry stays in port.", "The board said no."})}));

  EXPECT_THAT(articles_of(record.search("\"ferry\"", 10).value()), ElementsAre("b", "a"));
}

TEST(Search, WeighsTheLatestWhereAWordStandsInVeryMany) {
  Record record = Record::create_or_open(":memory:").value();
  const std::vector<std::string> many(Record::kMostWeighed + 1, "The board said so at length.");
  // The oldest has the shortest sentence, which would come first.
  ASSERT_TRUE(record.add(std::vector{report("new", "2025-03-05", many),
                                     report("old", "2024-01-01", {"Board said."})}));

  const auto hits = record.search("\"said\"", 1).value();

  EXPECT_THAT(articles_of(hits), ElementsAre("new"));
  EXPECT_EQ(record.search("\"said\"", Record::kMostWeighed + 2).value().size(),
            Record::kMostWeighed + 2);
}

TEST(Search, DoesNotDependOnTheOrderOfReading) {
  std::vector<Reading> readings;
  for (int i = 0; i < 60; ++i) {
    readings.push_back(report("r" + std::to_string(i), i % 7 == 0 ? "" : "2025-03-01",
                              std::vector<std::string>(50, "The union said so.")));
  }
  Record one = Record::create_or_open(":memory:").value();
  Record other = Record::create_or_open(":memory:").value();
  ASSERT_TRUE(one.add(readings));
  std::ranges::reverse(readings);
  for (const Reading& reading : readings) ASSERT_TRUE(other.add(std::vector{reading}));

  const auto hits = one.search("\"said\"", 100).value();
  const auto others = other.search("\"said\"", 100).value();

  EXPECT_EQ(articles_of(hits), articles_of(others));
}

TEST(Search, FindsNothingOfAReportThatWasReadAgain) {
  Record record = Record::create_or_open(":memory:").value();
  ASSERT_TRUE(record.add(std::vector{report("a", "2025-03-01", {"The ferry sails."})}));
  ASSERT_TRUE(record.add(std::vector{report("a", "2025-04-01", {"The train leaves."})}, true));

  EXPECT_TRUE(record.search("\"ferry\"", 10).value().empty());
  EXPECT_EQ(record.search("\"train\"", 10).value().size(), 1U);
}

TEST(SentenceRank, IsThatOfTheIndexWhereWordsAreRare) {
  Connection connection = Connection::open(":memory:", OpenMode::kCreate).value();
  ASSERT_TRUE(connection.add_ranking());
  ASSERT_TRUE(connection.run(
      "CREATE VIRTUAL TABLE w USING fts5(words, content='');"
      "INSERT INTO w(rowid, words) VALUES(1, 'the ferry and the other ferry'), (2, 'a ferry'),"
      "(3, 'no talks on the ferry today'), (4, 'the board said no'), (5, 'said he'), (6, 'it "
      "is')"));
  Query query = connection
                    .prepare(
                        "SELECT sentence_rank(w), bm25(w) FROM w WHERE w MATCH 'ferry OR \"the "
                        "board\" OR said'")
                    .value();

  int rows = 0;
  while (query.step().value()) {
    EXPECT_DOUBLE_EQ(query.real(0), query.real(1));
    ++rows;
  }
  EXPECT_EQ(rows, 5);
}

TEST(FirstSentenceNumber, ShrinksWithTheDay) {
  const std::int64_t none = first_sentence_number(std::nullopt, "a");
  const std::int64_t year = first_sentence_number("2025", "a");
  const std::int64_t old = first_sentence_number("1912-04-15", "a");
  const std::int64_t day = first_sentence_number("2025-03-01", "a");
  const std::int64_t next = first_sentence_number("2025-03-02T09:30:00Z", "b");

  EXPECT_GT(next, 0);
  EXPECT_EQ(none, year);
  EXPECT_GT(none, old);
  EXPECT_GT(old, day);
  EXPECT_GT(day, next);
}

}  // namespace
}  // namespace parley::record
