// Which numbers of invented reports disagree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parley/record/sample_reading.h"
#include "parley/story/derive.h"
#include "parley/story/sample_corpus.h"

namespace parley::story {
namespace {

// "[50] workers were hurt in the depot fire.": the number and what its sentence says.
struct Told {
  std::string sentence;
  std::string number;
  double value;
  std::string claimant;  // "" where the outlet says so
};

record::Reading report(const std::string& id, const std::string& measure,
                       const std::string& population, const std::vector<Told>& told) {
  record::Reading reading;
  text::Article& article = reading.article;
  article.id = id;
  article.input = id + ".txt";
  article.outlet = "Outlet " + id;
  article.published = {"2025-03-14", text::DatePrecision::kDay, text::DateBasis::kGiven};
  for (const Told& one : told) {
    const auto start = static_cast<std::uint32_t>(article.text.size());
    article.text += one.sentence;
    const auto end = static_cast<std::uint32_t>(article.text.size());
    article.text += ' ';
    reading.analysis.sentences.push_back({{start, end}, 0, 0});
    const auto find = [&](const std::string& words) {
      const auto at = static_cast<std::uint32_t>(article.text.find(words, start));
      return text::Span{at, at + static_cast<std::uint32_t>(words.size())};
    };
    figures::Figure figure;
    figure.span = find(one.number);
    figure.value = figure.low = figure.high = one.value;
    figure.measure = measure;
    figure.unit = "person";
    figure.population = find(population);
    if (!one.claimant.empty()) {
      statements::Statement said;
      said.source.spans = {find(one.claimant)};
      said.source.kind = statements::SourceKind::kNamed;
      said.source.name = one.claimant;
      said.content = {figure.span};
      figure.statement = static_cast<std::uint32_t>(reading.statements.size());
      reading.statements.push_back(said);
    }
    reading.figures.push_back(figure);
  }
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  return reading;
}

std::size_t conflicts(const std::vector<record::Reading>& readings) {
  std::size_t found = 0;
  for (const record::DerivedRow& row : derive(corpus_of(readings))) {
    if (row.type == "series") found += Json::parse(row.json)["conflicts"].size();
  }
  return found;
}

TEST(SameCount, IsWhatTwoReportsOfOneEventCount) {
  EXPECT_EQ(
      conflicts(
          {report("a1", "injured", "workers",
                  {{"A fire at the Northport depot hurt 50 workers on Friday.", "50", 50, ""}}),
           report("b2", "injured", "workers",
                  {{"30 workers were hurt by the fire at the Northport depot on Friday.", "30", 30,
                    ""}})}),
      1U);
  EXPECT_EQ(conflicts({report("a1", "injured", "workers",
                              {{"A fire at the depot hurt 50 workers.", "50", 50, ""}}),
                       report("b2", "injured", "workers",
                              {{"A bus crash in Sund hurt 30 workers.", "30", 30, ""}})}),
            0U);
}

TEST(SameCount, IsWhatOneReportSetsSideBySideByTwoSources) {
  EXPECT_EQ(conflicts({report("a1", "injured", "workers",
                              {{"Velm said 50 workers were hurt.", "50", 50, "Velm"},
                               {"Reed put it at 30 workers.", "30", 30, "Reed"}})}),
            1U);
  EXPECT_EQ(conflicts({report("a1", "injured", "workers",
                              {{"Velm said 50 workers were hurt.", "50", 50, "Velm"},
                               {"In all 30 workers went home.", "30", 30, ""}})}),
            0U);
}

TEST(SameCount, IsNotThatOfOthers) {
  EXPECT_EQ(conflicts({report("a1", "injured", "workers",
                              {{"Velm said 50 workers were hurt.", "50", 50, "Velm"},
                               {"Reed told of 30 more workers.", "30", 30, "Reed"}})}),
            0U);
}

TEST(SameCount, IsNotThatOfOneAlone) {
  EXPECT_EQ(conflicts({report("a1", "injured", "workers",
                              {{"Velm said 50 workers were hurt.", "50", 50, "Velm"},
                               {"Reed told of a man, of workers the first.", "a", 1, "Reed"}})}),
            0U);
}

TEST(SameCount, OfMereQuantitiesNeedsMostWordsOfTheSentence) {
  const record::Reading one = report(
      "a1", "count", "members",
      {{"The crews committee of the Northport union elects 28 members by secret ballot on Friday.",
        "28", 28, ""}});
  EXPECT_EQ(conflicts({one, report("b2", "count", "members",
                                   {{"On Friday 31 members are elected by secret ballot to the "
                                     "crews committee of the Northport union.",
                                     "31", 31, ""}})}),
            1U);
  EXPECT_EQ(conflicts({one, report("b2", "count", "members",
                                   {{"On Friday 400 members of the union marched in Northport.",
                                     "400", 400, ""}})}),
            0U);
}

TEST(SameCount, OfMereQuantitiesMayBeWhatTwoSourcesSayInTheSameWords) {
  EXPECT_EQ(conflicts({report(
                "a1", "count", "passengers",
                {{"Velm said 3,000 passengers waited on Friday.", "3,000", 3000, "Velm"},
                 {"Reed said 2,000 passengers waited on Friday.", "2,000", 2000, "Reed"}})}),
            1U);
  EXPECT_EQ(conflicts({report("a1", "count", "members",
                              {{"Velm boasts 3,000 members.", "3,000", 3000, "Velm"},
                               {"Reed boasts 2,000 members.", "2,000", 2000, "Reed"}})}),
            0U);
}

TEST(SameCount, IsNotWhatASentenceWithBothNumbersTells) {
  EXPECT_EQ(conflicts({report("a1", "count", "voters",
                              {{"The poll asked 1,177 voters in Norland and 1,193 in Vestria by "
                                "telephone in late July.",
                                "1,177", 1177, ""}}),
                       report("b2", "count", "voters",
                              {{"The poll by telephone in late July asked 1,193 voters in Vestria "
                                "and 1,177 in Norland.",
                                "1,193", 1193, ""}})}),
            0U);
}

}  // namespace
}  // namespace parley::story
