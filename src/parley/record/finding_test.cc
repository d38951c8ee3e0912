#include "parley/record/finding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "parley/record/sample_reading.h"

namespace parley::record {
namespace {

using ::testing::HasSubstr;

const Finding& only(const std::vector<Finding>& findings, Layer layer) {
  for (const Finding& finding : findings) {
    if (finding.layer == layer) return finding;
  }
  return findings.front();
}

TEST(FindingsOf, GiveTheSameIdsEachTime) {
  EXPECT_EQ(findings_of(sample_reading()), findings_of(sample_reading()));
}

TEST(FindingsOf, GiveOtherArticlesOtherIds) {
  EXPECT_NE(findings_of(sample_reading("a1"))[0].id, findings_of(sample_reading("a2"))[0].id);
}

TEST(FindingsOf, TieAFigureToTheStatementThatCarriesIt) {
  const std::vector<Finding> findings = findings_of(sample_reading());

  const std::string statement = only(findings, Layer::kStatements).id;

  EXPECT_THAT(only(findings, Layer::kFigures).json,
              HasSubstr(R"("statement":")" + statement + '"'));
}

TEST(FindingsOf, WriteUnknownAsNull) {
  const std::string figure = only(findings_of(sample_reading()), Layer::kFigures).json;

  EXPECT_THAT(figure, HasSubstr(R"("quote":"at least 50","value":50,"low":50,"high":null)"));
  EXPECT_THAT(figure, HasSubstr(R"("place":null,"as_of":null,"part_of":null)"));
}

TEST(FindingsOf, JoinTheWordsOfSeveralSpans) {
  Reading reading = sample_reading();
  reading.statements[0].content = {span_of(reading.article, "at least 50 workers"),
                                   span_of(reading.article, "the depot reopens")};

  const std::string json = only(findings_of(reading), Layer::kStatements).json;

  EXPECT_THAT(json, HasSubstr(R"("quote":"at least 50 workers … the depot reopens")"));
}

TEST(FindingsOf, TellApartTwoFindingsOfOnePlace) {
  Reading reading = sample_reading();
  reading.talks.positions.push_back(reading.talks.positions[0]);

  const std::vector<Finding> findings = findings_of(reading);
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.id);
  std::ranges::sort(ids);

  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

}  // namespace
}  // namespace parley::record
