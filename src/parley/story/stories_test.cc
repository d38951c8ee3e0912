#include "parley/story/stories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parley/story/sample_corpus.h"

namespace parley::story {
namespace {

constexpr const char* kOffer =
    "The Harbour Board raised its pay offer to six percent on Thursday, the Crews Union said.";
constexpr const char* kOfferToo =
    "A pay offer of six percent was made by the Harbour Board, said the Crews Union on Thursday.";
constexpr const char* kFlood =
    "Heavy rain flooded the valley road near Elmford and closed two schools for the week.";

// One reading for each day and text.
Corpus corpus_of(const std::vector<std::pair<std::string, std::string>>& reports) {
  std::vector<record::Reading> readings;
  for (const auto& [day, words] : reports) {
    text::Article& article = readings.emplace_back().article;
    article.id = "a" + std::to_string(readings.size() - 1);
    article.text = words;
    article.blocks = {{article.whole(), text::BlockRole::kBody}};
    if (!day.empty()) article.published.value = day;
  }
  return story::corpus_of(readings);
}

// Other reports, so that no word is in all of them.
std::vector<std::pair<std::string, std::string>> with_others(
    std::vector<std::pair<std::string, std::string>> reports) {
  reports.push_back({"2024-01-01", "A chess final ended in a draw after nine hours."});
  reports.push_back({"2024-02-01", "Farmers expect a poor barley harvest in the north."});
  reports.push_back({"2024-03-01", "An orchestra opened its season with a new symphony."});
  return reports;
}

TEST(FindStories, PutsReportsOfOneEventTogether) {
  const auto stories = find_stories(
      corpus_of(
          with_others({{"2025-03-13", kOffer}, {"2025-03-14", kOfferToo}, {"2025-03-13", kFlood}})),
      {});

  EXPECT_EQ(stories[0], stories[1]);
  EXPECT_NE(stories[0], stories[2]);
  EXPECT_EQ(stories[0], record::content_id('y', "a0"));
}

TEST(FindStories, KeepsApartWhatLiesWeeksApart) {
  const auto stories =
      find_stories(corpus_of(with_others({{"2025-03-13", kOffer}, {"2025-04-13", kOfferToo}})), {});

  EXPECT_NE(stories[0], stories[1]);
}

TEST(FindStories, FollowsAStoryFromDayToDay) {
  const auto stories = find_stories(
      corpus_of(
          with_others({{"2025-03-13", kOffer}, {"2025-03-14", kOfferToo}, {"2025-03-15", kOffer}})),
      {});

  EXPECT_EQ(stories[0], stories[2]);
}

TEST(FindStories, ComparesReportsWithoutADay) {
  const auto stories =
      find_stories(corpus_of(with_others({{"", kOffer}, {"", kOfferToo}, {"", kFlood}})), {});

  EXPECT_EQ(stories[0], stories[1]);
  EXPECT_NE(stories[0], stories[2]);
}

TEST(FindStories, PutsACopyWithoutADayToItsOriginal) {
  Copy copy;
  copy.copy = 1;
  copy.original = 0;

  const auto stories =
      find_stories(corpus_of(with_others({{"2025-03-13", kOffer}, {"", kOffer}})), {copy});

  EXPECT_EQ(stories[0], stories[1]);
}

TEST(FindStories, LeavesAnArticleWithoutWordsAlone) {
  EXPECT_EQ(find_stories(corpus_of({{"2025-03-13", ""}}), {})[0], "");
}

TEST(IsRevision, IsTheSameOutletsOrTheSameAddress) {
  Corpus corpus = corpus_of({{"2025-03-13", kOffer}, {"2025-03-13", kOffer}});
  Copy copy;
  copy.copy = 1;
  copy.original = 0;
  EXPECT_FALSE(is_revision(corpus, copy));

  const auto set = [&](std::uint32_t article, const char* outlet, const char* url) {
    record::StoredArticle head = corpus.head(article);
    head.article.outlet = outlet;
    if (url != nullptr) head.article.url = url;
    corpus.set_head(article, head);
  };
  set(0, "Example Wire", nullptr);
  set(1, "Coast Radio", nullptr);
  EXPECT_FALSE(is_revision(corpus, copy));

  set(0, "Example Wire", "https://wire.example/offer");
  set(1, "Coast Radio", "https://wire.example/offer");
  EXPECT_TRUE(is_revision(corpus, copy));
}

}  // namespace
}  // namespace parley::story
