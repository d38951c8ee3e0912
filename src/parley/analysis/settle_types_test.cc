#include "parley/analysis/settle_types.h"

#include <gtest/gtest.h>

#include <vector>

namespace parley::analysis {
namespace {

text::Article report(std::string text) {
  text::Article article;
  article.text = std::move(text);
  return article;
}

Name name(std::uint32_t start, std::uint32_t end, NameType type) {
  Name found;
  found.span = {start, end};
  found.type = type;
  found.confidence = 0.5F;
  return found;
}

constexpr TypeScores scores(float person, float place) {
  TypeScores row;
  row.fill(-9);
  row[static_cast<std::size_t>(NameType::kPer)] = person;
  row[static_cast<std::size_t>(NameType::kLoc)] = place;
  return row;
}

TEST(SettleTypes, GivesNamesOfTheSameWordsTheKindThatAllTheirPlacesSpeakFor) {
  const text::Article article = report("Velm declined. Velm left. Talks in Velm. Alma agreed.");
  Analysis analysis;
  analysis.names = {name(0, 4, NameType::kPer), name(15, 19, NameType::kPer),
                    name(35, 39, NameType::kLoc), name(41, 45, NameType::kLoc)};
  const std::vector<TypeScores> rows = {scores(-0.1F, -3), scores(-0.5F, -1), scores(-0.9F, -0.6F),
                                        scores(-0.9F, -0.6F)};

  settle_types(article, rows, analysis);

  EXPECT_EQ(analysis.names[0].type, NameType::kPer);
  EXPECT_EQ(analysis.names[1].type, NameType::kPer);
  EXPECT_EQ(analysis.names[2].type, NameType::kPer);
  EXPECT_NEAR(analysis.names[2].confidence, 0.607F, 0.001F);  // exp(-1.5 / 3)
  EXPECT_EQ(analysis.names[3].type, NameType::kLoc);
  EXPECT_EQ(analysis.names[3].confidence, 0.5F);
}

TEST(SettleTypes, TakesAnArticleWithoutNames) {
  const text::Article article = report("Nothing happened.");
  Analysis analysis;

  settle_types(article, {}, analysis);

  EXPECT_TRUE(analysis.names.empty());
}

}  // namespace
}  // namespace parley::analysis
