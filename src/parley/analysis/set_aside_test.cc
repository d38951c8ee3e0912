#include "parley/analysis/set_aside.h"

#include <gtest/gtest.h>

#include <string>

#include "parley/analysis/analyse.h"

namespace parley::analysis {
namespace {

text::Article report(std::string text) {
  text::Article article;
  article.text = std::move(text);
  return article;
}

std::string left_of(const std::string& text) {
  const text::Article article = report(text);
  const Analysis analysis = analyse(article, nullptr);
  std::string left;
  for (const std::uint32_t t : tokens_without_asides(article, analysis)) {
    left += (left.empty() ? "" : " ") + std::string(article.at(analysis.tokens[t].span));
  }
  return left;
}

TEST(SetAside, ASeatInBracketsIsTakenOut) {
  EXPECT_EQ(left_of("Senator Ana Brask (R-Northport) and Ola Vik (D-N. Eastport) agreed."),
            "Senator Ana Brask and Ola Vik agreed .");
}

TEST(SetAside, ASeatBetweenCommasIsTakenOut) {
  EXPECT_EQ(left_of("Ana Brask, R-Northport, agreed."), "Ana Brask agreed .");
}

TEST(SetAside, ASeatAtTheEndOfASentenceIsTakenOut) {
  EXPECT_EQ(left_of("They met Ana Brask, R-Northport."), "They met Ana Brask .");
}

TEST(SetAside, OtherBracketsStay) {
  EXPECT_EQ(left_of("The Harbour Union (HU) agreed (after B-tests) in June."), "");
  EXPECT_EQ(left_of("The Union, E-mails show, agreed."), "");
}

TEST(SetAside, WhatWasReadComesBackInPlace) {
  const text::Article article = report("Brask (R-Northport) agreed.");
  Analysis analysis = analyse(article, nullptr);
  const std::vector<std::uint32_t> kept = tokens_without_asides(article, analysis);
  Analysis part = without_asides(analysis, kept);
  ASSERT_EQ(part.tokens.size(), 3U);
  ASSERT_EQ(part.sentences.at(0).end_token, 3U);
  part.tokens[0].head = 1;
  part.tokens[0].deprel = "nsubj";
  part.tokens[1].deprel = "root";
  part.tokens[2].head = 1;
  part.names.push_back({part.tokens[0].span, 0, 1, NameType::kPer, 1.0F});
  bring_back(article, part, kept, analysis);
  ASSERT_EQ(analysis.tokens.size(), 8U);
  EXPECT_EQ(analysis.tokens[0].head, 6);
  EXPECT_EQ(analysis.tokens[2].head, 0);
  EXPECT_EQ(analysis.tokens[2].upos, Upos::kPropn);
  EXPECT_EQ(analysis.tokens[7].head, 6);
  EXPECT_EQ(analysis.names.at(0).end_token, 1U);
}

}  // namespace
}  // namespace parley::analysis
