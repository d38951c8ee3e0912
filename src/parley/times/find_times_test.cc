#include "parley/times/find_times.h"

#include <gmock/gmock.h>

#include <array>
#include <random>

#include "parley/analysis/tokenise.h"
#include "parley/times/holidays.h"

namespace parley::times {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "last week=2023-W46", one an expression; published on Tuesday 2023-11-21 unless told otherwise.
std::vector<std::string> times_in(std::string words,
                                  std::optional<std::string> published = "2023-11-21",
                                  bool show_resolved = false) {
  text::Article article;
  article.text = std::move(words);
  article.published.value = std::move(published);
  article.blocks.push_back({article.whole(), text::BlockRole::kBody});
  analysis::Analysis analysis;
  analysis::Segmentation cut = analysis::segment(article);
  analysis.sentences = std::move(cut.sentences);
  analysis.tokens = std::move(cut.tokens);
  std::vector<std::string> out;
  for (const TimeExpression& time : find_times(article, analysis)) {
    out.push_back(std::string(article.at(time.span)) + "=" +
                  (show_resolved ? time.resolved.value_or("null") : time.value));
  }
  return out;
}

TEST(FindTimes, ReadsWeekdaysByTense) {
  EXPECT_THAT(times_in("The council met on Monday and will meet again on Friday."),
              ElementsAre("Monday=2023-11-20", "Friday=2023-11-24"));
  EXPECT_THAT(times_in("Answer by Thursday, it said on Tuesday."),
              ElementsAre("Thursday=2023-11-23", "Tuesday=2023-11-21"));
}

TEST(FindTimes, ReadsDatesInWordsAndNumbers) {
  EXPECT_THAT(times_in("It began on 7 October 2023, ended Nov. 24, 2023 and failed on 2023-12-01."),
              ElementsAre("7 October 2023=2023-10-07", "Nov. 24, 2023=2023-11-24",
                          "2023-12-01=2023-12-01"));
}

TEST(FindTimes, ResolvesIntervalsAsEdtf) {
  EXPECT_THAT(times_in("Last week and in the 1990s.", "2023-11-21", true),
              ElementsAre("Last week=2023-11-13/2023-11-19", "the 1990s=199X"));
}

TEST(FindTimes, CountsFromADateInTheText) {
  EXPECT_THAT(times_in("Talks began on 7 October 2023. The next day they broke off.", std::nullopt),
              ElementsAre("7 October 2023=2023-10-07", "The next day=2023-10-08"));
}

TEST(FindTimes, LeavesHolesWithoutAnAnchor) {
  EXPECT_THAT(times_in("They met on Monday and on 20 November.", std::nullopt),
              ElementsAre("Monday=XXXX-WXX-1", "20 November=XXXX-11-20"));
  EXPECT_THAT(times_in("They met on Monday.", std::nullopt, true), ElementsAre("Monday=null"));
}

TEST(FindTimes, LeavesAContradictionUnresolved) {
  EXPECT_THAT(times_in("They met on Friday, November 20, 2023.", "2023-11-21", true),
              ElementsAre("Friday, November 20, 2023=null"));
}

TEST(FindTimes, ReadsLengthsAndSets) {
  EXPECT_THAT(
      times_in("A truce of 60 days, a one-month pause, the initial few days, every week."),
      ElementsAre("60 days=P60D", "one-month=P1M", "the initial few days=PXD", "every week=P1W"));
}

TEST(FindTimes, JoinsDayAndClock) {
  EXPECT_THAT(times_in("They met at 4 p.m. on Monday and on Sunday evening."),
              ElementsAre("4 p.m. on Monday=2023-11-20T16:00", "Sunday evening=2023-11-19TEV"));
}

TEST(FindTimes, KnowsThatDaysDoNotExist) {
  EXPECT_THAT(times_in("It was due on 30 February 2023.", "2023-11-21", true),
              ElementsAre("30 February 2023=null"));
}

TEST(FindTimes, TakesNoCountForAYear) {
  EXPECT_THAT(times_in("More than 2,000 people and 1500 soldiers may march."), IsEmpty());
}

TEST(HolidayIn, FollowsItsRule) {
  EXPECT_EQ(holiday_in("11/4/4", 2023), (base::Date{2023, 11, 23}));
  EXPECT_EQ(holiday_in("5/1/-1", 2023), (base::Date{2023, 5, 29}));
  EXPECT_EQ(holiday_in("easter-2", 2024), (base::Date{2024, 3, 29}));
  EXPECT_EQ(holiday_in("moves", 2024), std::nullopt);
}

// Texts put together at random from expressions without a year.
TEST(FindTimes, ResolvesNoDateWithoutAnAnchor) {
  constexpr std::array<std::string_view, 18> kExpressions = {"on Monday",
                                                             "last week",
                                                             "in March",
                                                             "two weeks ago",
                                                             "on 3 May",
                                                             "tomorrow",
                                                             "on Tuesday, 3 June",
                                                             "at 4 p.m. on Friday",
                                                             "on Christmas Eve",
                                                             "this year",
                                                             "the next day",
                                                             "in the last week of July",
                                                             "early next month",
                                                             "on the 27th.",
                                                             "in the spring",
                                                             "three days after Monday",
                                                             "from 4 to 22 January",
                                                             "the previous quarter"};
  std::minstd_rand random(7);
  for (int round = 0; round < 300; ++round) {
    text::Article article;
    for (int k = 0; k < 5; ++k) {
      article.text += "The council met ";
      article.text += kExpressions[random() % kExpressions.size()];
      article.text += ". ";
    }
    article.blocks.push_back({article.whole(), text::BlockRole::kBody});
    analysis::Analysis analysis;
    analysis::Segmentation cut = analysis::segment(article);
    analysis.sentences = std::move(cut.sentences);
    analysis.tokens = std::move(cut.tokens);

    for (const TimeExpression& time : find_times(article, analysis)) {
      EXPECT_EQ(time.resolved, std::nullopt) << article.text;
      EXPECT_FALSE(time.unresolved_reason.empty()) << article.text;
    }

    article.published.value = "2025-03-14";
    for (const TimeExpression& time : find_times(article, analysis)) {
      EXPECT_TRUE(!time.resolved || time.anchor != Anchor::kNone) << article.text;
    }
  }
}

}  // namespace
}  // namespace parley::times
