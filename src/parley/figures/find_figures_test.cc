#include "parley/figures/find_figures.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "parley/analysis/tokenise.h"
#include "parley/times/find_times.h"

namespace parley::figures {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
  text::Article article;
  std::vector<Figure> figures;
};

Read read(std::string words, std::vector<statements::Statement> statements = {}) {
  Read result;
  result.article.text = std::move(words);
  result.article.published.value = "2025-03-14";
  result.article.blocks.push_back({result.article.whole(), text::BlockRole::kBody});
  analysis::Analysis analysis;
  analysis::Segmentation cut = analysis::segment(result.article);
  analysis.sentences = std::move(cut.sentences);
  analysis.tokens = std::move(cut.tokens);
  const auto times = times::find_times(result.article, analysis);
  result.figures = find_figures(result.article, analysis, {}, times, statements);
  return result;
}

// "more than 13,300|13300|more_than|killed|person|workers", one a figure.
std::vector<std::string> figures_in(std::string words) {
  const Read result = read(std::move(words));
  std::vector<std::string> out;
  for (const Figure& figure : result.figures) {
    out.push_back(fmt::format("{}|{}|{}|{}|{}|{}", result.article.at(figure.span),
                              figure.value ? fmt::format("{}", *figure.value) : "null",
                              name_of(figure.bound), figure.measure, figure.unit.value_or("null"),
                              figure.population ? result.article.at(*figure.population) : "null"));
  }
  return out;
}

TEST(FindFigures, KeepsBoundsMeasureAndPopulation) {
  EXPECT_THAT(figures_in("The storm killed at least 50 miners and wounded over 1,300 others."),
              ElementsAre("at least 50|50|at_least|killed|person|miners",
                          "over 1,300|1300|more_than|injured|person|others"));
}

TEST(FindFigures, ReadsMoneyPercentAndFractions) {
  EXPECT_THAT(figures_in("Pay of $1.9 million fell 75 per cent, about two-thirds of the sum."),
              ElementsAre("$1.9 million|1900000|exact|money|USD|null",
                          "75 per cent|75|exact|share|percent|null",
                          "about two-thirds|0.6666666666666666|about|share|fraction|sum"));
}

TEST(FindFigures, ReadsLengthsOfTimeButNoDatesOrAges) {
  EXPECT_THAT(figures_in("On 7 October 2024 the union, led by Ana Velm, 54, offered 60 days."),
              ElementsAre("60|60|exact|duration|day|null"));
}

TEST(FindFigures, LeavesVagueWordsWithoutAValue) {
  const Read result = read("Dozens of drivers were freed.");

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].value, std::nullopt);
  EXPECT_EQ(result.figures[0].low, 24);
  EXPECT_EQ(result.figures[0].high, std::nullopt);
  EXPECT_EQ(result.figures[0].bound, Bound::kVague);
  EXPECT_EQ(result.figures[0].measure, "released");
}

TEST(FindFigures, GivesRangesTwoEndsAndNoValue) {
  const Read result = read("Between 10 and 15 trucks a day would enter.");

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].value, std::nullopt);
  EXPECT_EQ(result.figures[0].low, 10);
  EXPECT_EQ(result.figures[0].high, 15);
}

TEST(FindFigures, TiesAPartToItsTotal) {
  const Read result = read("More than 300 workers were injured, including 55 drivers and 6 cooks.");

  ASSERT_EQ(result.figures.size(), 3U);
  EXPECT_EQ(result.figures[1].part_of, 0U);
  EXPECT_EQ(result.figures[2].part_of, 0U);
  EXPECT_EQ(result.figures[2].measure, "injured");
}

TEST(FindFigures, LinksTheInnermostStatement) {
  statements::Statement outer;
  outer.source.name = "Northern Council";
  outer.content = {{0, 40}};
  statements::Statement inner = outer;
  inner.content = {{5, 40}};

  const Read result = read("They say 12 miners were freed on Monday.", {outer, inner});

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].statement, 1U);
  EXPECT_EQ(result.figures[0].as_of, (AsOf{"2025-03-10", "text"}));
}

TEST(FindFigures, LinksWhoTellsOfAProposalNotWhoRejectsIt) {
  statements::Statement outer;
  outer.source.name = "Northern Council";
  outer.content = {{0, 40}};
  statements::Statement inner = outer;
  inner.content = {{5, 40}};
  inner.force = statements::Force::kReject;

  const Read result = read("They say 12 miners were freed on Monday.", {inner, outer});

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].statement, 1U);
}

TEST(FindFigures, LeavesStatementsThatNameNobodyToTheOutlet) {
  statements::Statement nobody;
  nobody.content = {{0, 40}};

  const Read result = read("They say 12 miners were freed on Monday.", {nobody});

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].statement, std::nullopt);
}

TEST(FindFigures, PassesOverNumbersInNamesAndTeasers) {
  EXPECT_THAT(figures_in("The talks were shown on Channel 12 news and broke Resolution 40."),
              IsEmpty());
  EXPECT_THAT(figures_in("( PHOTOS: 25 great harbours )"), IsEmpty());
}

TEST(FindFigures, MarksARevisedNumber) {
  const Read result = read("A further 28 patients, the number has been revised, were moved.");

  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_TRUE(result.figures[0].revised);
}

TEST(FindFigures, PassesOverWhatIsNoAmount) {
  EXPECT_THAT(figures_in("One of them won 3-1 on Channel 12, the 20th time, in 1998 at 4 p.m."),
              IsEmpty());
  EXPECT_THAT(figures_in("Number " + std::string(400, '7') + " was read."), IsEmpty());
}

}  // namespace
}  // namespace parley::figures
