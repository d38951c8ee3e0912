#include "parley/analysis/tokenise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/analysis/quotations.h"

namespace parley::analysis {
namespace {

using ::testing::ElementsAre;

text::Article report(std::string text) {
  text::Article article;
  article.text = std::move(text);
  return article;
}

std::vector<std::string> tokens_of(const std::string& text) {
  const text::Article article = report(text);
  std::vector<std::string> words;
  for (const Token& token : segment(article).tokens) words.emplace_back(article.at(token.span));
  return words;
}

std::vector<std::string> sentences_of(const std::string& text) {
  const text::Article article = report(text);
  std::vector<std::string> found;
  for (const Sentence& sentence : segment(article).sentences) {
    found.emplace_back(article.at(sentence.span));
  }
  return found;
}

TEST(Segment, SplitsHyphensContractionsAndPossessives) {
  EXPECT_THAT(tokens_of("The council-backed plan isn't the union’s, nor the miners'."),
              ElementsAre("The", "council", "-", "backed", "plan", "is", "n't", "the", "union",
                          "’s", ",", "nor", "the", "miners", "'", "."));
}

TEST(Segment, KeepsAbbreviationsNumbersAndAddressesWhole) {
  EXPECT_THAT(tokens_of("Mr. Lund of the U.S. paid $1,300.50 (3.5%) at 10:30 via www.ex.org/a-b."),
              ElementsAre("Mr.", "Lund", "of", "the", "U.S.", "paid", "$", "1,300.50", "(", "3.5",
                          "%", ")", "at", "10:30", "via", "www.ex.org/a-b", "."));
}

TEST(Segment, SplitsSentencesGluedWithoutSpace) {
  EXPECT_THAT(sentences_of("They met on the coast.Envoys left."),
              ElementsAre("They met on the coast.", "Envoys left."));
}

TEST(Segment, EndsNoSentenceAtTitlesAndInitials) {
  EXPECT_THAT(
      sentences_of("Gen. A. Lund met Dr. Orr on Jan. 5. He left at 5 p.m. The talks go on."),
      ElementsAre("Gen. A. Lund met Dr. Orr on Jan. 5.", "He left at 5 p.m.", "The talks go on."));
}

TEST(Segment, KeepsFootnoteNumbersWithTheirSentence) {
  EXPECT_THAT(sentences_of("Workers at Harbour Works (HW.N) struck. They left (so they say.They"),
              ElementsAre("Workers at Harbour Works (HW.N) struck.", "They left (so they say.",
                          "They"));
  EXPECT_THAT(sentences_of("They met in 1801. [17] Talks ended (c. 1810) soon."),
              ElementsAre("They met in 1801. [17]", "Talks ended (c. 1810) soon."));
}

TEST(Segment, KeepsTheClosingMarkWithItsSentence) {
  EXPECT_THAT(
      sentences_of("“We agree.” She left. \"No deal!\" he said. (It rained.) Then"),
      ElementsAre("“We agree.”", "She left.", "\"No deal!\" he said.", "(It rained.)", "Then"));
}

TEST(Segment, JoinsTheLinesOfHardWrappedText) {
  EXPECT_EQ(sentences_of("The envoy of the northern council said on the first day of\n"
                         "the month that the long talks on the harbour had come to a\n"
                         "halt and would not begin again before the spring.\n")
                .size(),
            1U);
}

TEST(Segment, CutsEndlessRunsWithoutLosingBytes) {
  const auto words = tokens_of(std::string(100'000, 'x'));

  std::size_t bytes = 0;
  for (const std::string& word : words) bytes += word.size();
  EXPECT_EQ(bytes, 100'000U);
}

TEST(FindQuotations, ReadsCurlyStraightAndContinuedMarks) {
  const text::Article article =
      report("“We are close,” he said. \"No,\" she said.\n“First part.\n“Second part.” It’s done.");
  std::vector<Token> tokens;
  append_tokens(article, article.whole(), tokens);

  std::vector<std::string> inner;
  for (const Quotation& quotation : find_quotations(article.text, tokens)) {
    inner.emplace_back(article.at(quotation.inner));
  }

  EXPECT_THAT(inner, ElementsAre("We are close,", "No,", "First part.", "Second part."));
}

}  // namespace
}  // namespace parley::analysis
