#include "parley/analysis/mend_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analyse.h"

namespace parley::analysis {
namespace {

using ::testing::ElementsAre;

// An article cut into tokens, with the names that a test adds.
struct Report {
  explicit Report(std::string text) {
    article.text = std::move(text);
    analysis = analyse(article, nullptr);
  }

  // The first `words` behind byte `from`, as a name.
  void add(std::string_view words, NameType type, std::size_t from = 0) {
    const auto start = static_cast<std::uint32_t>(article.text.find(words, from));
    Name name;
    name.span = {start, start + static_cast<std::uint32_t>(words.size())};
    name.first_token = analysis.token_at(start);
    name.end_token = analysis.token_at(name.span.end - 1) + 1;
    name.type = type;
    analysis.names.push_back(name);
  }

  [[nodiscard]] std::vector<std::string_view> names() const {
    std::vector<std::string_view> found;
    for (const Name& name : analysis.names) found.push_back(article.at(name.span));
    return found;
  }

  text::Article article;
  Analysis analysis;
};

TEST(MendNames, TakesASurnameForThePersonWhoseFullNameStandsInTheArticle) {
  Report report("Ana Velm declined. Velm left. Talks with Alma go on.");
  report.add("Ana Velm", NameType::kPer);
  report.add("Velm", NameType::kOrg, 10);
  report.add("Alma", NameType::kOrg);

  mend_names(report.article, report.analysis);

  ASSERT_EQ(report.analysis.names.size(), 3U);
  EXPECT_EQ(report.analysis.names[1].type, NameType::kPer);
  EXPECT_EQ(report.analysis.names[2].type, NameType::kOrg);
}

TEST(MendNames, LeavesACountryWhoseNameSomebodyBears) {
  Report report("Ana Norway declined. Talks in Norway go on.");
  report.add("Ana Norway", NameType::kPer);
  report.add("Norway", NameType::kLoc, 15);

  mend_names(report.article, report.analysis);

  ASSERT_EQ(report.analysis.names.size(), 2U);
  EXPECT_EQ(report.analysis.names[1].type, NameType::kLoc);
}

TEST(MendNames, CompletesANameThatWasCutAtItsHyphen) {
  Report report("President Velm Jae-in of Alma declined. The pro- and the anti-party wait.");
  report.add("Velm Jae-", NameType::kPer);

  mend_names(report.article, report.analysis);

  ASSERT_EQ(report.analysis.names.size(), 1U);
  EXPECT_EQ(report.article.at(report.analysis.names[0].span), "Velm Jae-in");
}

TEST(MendNames, CompletesANameThatStandsWholeElsewhere) {
  Report report("The Harbour Board met. The Harbour Board and Alma wait. Harbour towns wait.");
  report.add("Harbour Board", NameType::kOrg);
  report.add("Harbour", NameType::kOrg, 23);
  report.add("Alma", NameType::kLoc);
  report.add("Harbour", NameType::kOrg, 40);

  mend_names(report.article, report.analysis);

  ASSERT_EQ(report.analysis.names.size(), 4U);
  EXPECT_EQ(report.article.at(report.analysis.names[1].span), "Harbour Board");
  EXPECT_EQ(report.article.at(report.analysis.names[2].span), "Alma");
  EXPECT_EQ(report.article.at(report.analysis.names[3].span), "Harbour");
}

TEST(MendNames, PartsTwoPeopleWhoMeet) {
  Report report("Ana Velm met Ola Brask. The Brask-Velm talks went on. Mia Lund-Berg left.");
  report.add("Ana Velm", NameType::kPer);
  report.add("Ola Brask", NameType::kPer);
  report.add("Brask-Velm", NameType::kPer);
  report.add("Lund-Berg", NameType::kPer);

  mend_names(report.article, report.analysis);

  ASSERT_EQ(report.analysis.names.size(), 5U);
  EXPECT_EQ(report.article.at(report.analysis.names[2].span), "Brask");
  EXPECT_EQ(report.article.at(report.analysis.names[3].span), "Velm");
  EXPECT_EQ(report.article.at(report.analysis.names[4].span), "Lund-Berg");
}

TEST(MendNames, PartsABodyFromThePersonWhoseItIs) {
  Report report(
      "Ana Velm declined. Mr. Orr's old Harbour Board and Velm's Port Council met Sund's Inn.");
  report.add("Ana Velm", NameType::kPer);
  report.add("Mr. Orr's old Harbour Board", NameType::kOrg);
  report.add("Velm's Port Council", NameType::kOrg);
  report.add("Sund's Inn", NameType::kOrg);

  mend_names(report.article, report.analysis);

  EXPECT_THAT(report.names(), ElementsAre("Ana Velm", "Orr", "Harbour Board", "Velm",
                                          "Port Council", "Sund's Inn"));
  EXPECT_EQ(report.analysis.names[1].type, NameType::kPer);
  EXPECT_EQ(report.analysis.names[2].type, NameType::kOrg);
}

TEST(MendNames, FindsAPersonByAWordThatNamesOneElsewhere) {
  Report report(
      "Ana Velm declined. It was up to [Velm]. The Velm Bridge and Orr stayed. Orr left.");
  report.add("Ana Velm", NameType::kPer);
  report.add("Orr", NameType::kPer, 70);

  mend_names(report.article, report.analysis);

  EXPECT_THAT(report.names(), ElementsAre("Ana Velm", "Velm", "Orr"));
  EXPECT_EQ(report.analysis.names[1].span.start, 33U);
}

TEST(MendNames, FindsABodyByItsAbbreviation) {
  Report report("The H.W.U. met the H.W.U. board. The H.W.U. declined, and so did the B.B.A.");
  report.add("H.W.U.", NameType::kOrg);
  report.add("H.W.U.", NameType::kMisc, 12);

  mend_names(report.article, report.analysis);

  EXPECT_THAT(report.names(), ElementsAre("H.W.U.", "H.W.U.", "H.W.U."));
}

TEST(MendNames, TakesTheNorthForACountryWhereBothHalvesAreNamed) {
  Report report(
      "North Korea and South Korea met. The North agreed, the North Sea and the south did not.");
  report.add("North Korea", NameType::kLoc);
  report.add("South Korea", NameType::kLoc);

  mend_names(report.article, report.analysis);

  EXPECT_THAT(report.names(), ElementsAre("North Korea", "South Korea", "North"));
}

}  // namespace
}  // namespace parley::analysis
