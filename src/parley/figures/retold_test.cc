#include "parley/figures/retold.h"

#include <gmock/gmock.h>

#include "parley/analysis/tokenise.h"
#include "parley/figures/find_figures.h"

namespace parley::figures {
namespace {

using testing::ElementsAre;

// What each figure is part of, -1 for nothing; +100 where it says the same number again.
std::vector<int> parts_in(std::string words, std::vector<statements::Statement> statements = {}) {
  text::Article article;
  article.text = std::move(words);
  article.blocks.push_back({article.whole(), text::BlockRole::kBody});
  analysis::Analysis analysis;
  analysis::Segmentation cut = analysis::segment(article);
  analysis.sentences = std::move(cut.sentences);
  analysis.tokens = std::move(cut.tokens);
  std::vector<int> parts;
  for (const Figure& figure : find_figures(article, analysis, {}, {}, statements)) {
    parts.push_back((figure.part_of ? static_cast<int>(*figure.part_of) : -1) +
                    (figure.restates ? 100 : 0));
  }
  return parts;
}

TEST(MarkRetold, TakesTheSameCountOfTheSamePeopleAsToldAgain) {
  EXPECT_THAT(parts_in("The patrol freed two northern drivers. On the way home it said that the "
                       "two drivers were freed unharmed. Later two men were freed."),
              ElementsAre(-1, 100, 100));
}

TEST(MarkRetold, KeepsOtherPeopleApart) {
  EXPECT_THAT(parts_in("The patrol freed two northern drivers. It freed two southern drivers. It "
                       "freed two more drivers. It wounded two drivers. It freed three drivers."),
              ElementsAre(-1, -1, -1, -1, -1));
}

TEST(MarkRetold, CountsTheRestOfANamedGroupAsPartOfIt) {
  EXPECT_THAT(parts_in("Guards arrested four drivers. The crane leader and three other "
                       "drivers were arrested."),
              ElementsAre(-1, 0));
  EXPECT_THAT(parts_in("Guards arrested four drivers. The crane leader and two other "
                       "drivers were arrested."),
              ElementsAre(-1, -1));
}

TEST(MarkRetold, KeepsTheClaimsOfTwoSpeakersApart) {
  const std::string words =
      "Harbour guards said that 40 drivers were arrested. The union said 40 drivers were arrested.";
  const auto said = [&](std::string_view source, std::size_t from) {
    statements::Statement statement;
    const auto at = static_cast<std::uint32_t>(words.find(source, from));
    statement.source.spans = {{at, at + static_cast<std::uint32_t>(source.size())}};
    const auto cue = static_cast<std::uint32_t>(words.find("said", at));
    statement.cue = {{cue, cue + 4}};
    const auto end = static_cast<std::uint32_t>(words.find('.', cue));
    statement.content = {{cue + 5, end}};
    return statement;
  };
  EXPECT_THAT(parts_in(words, {said("Harbour guards", 0), said("The union", 0)}),
              ElementsAre(-1, -1));
  EXPECT_THAT(parts_in(words, {said("Harbour guards", 0)}), ElementsAre(-1, 100));
}

}  // namespace
}  // namespace parley::figures
