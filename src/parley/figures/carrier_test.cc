#include "parley/figures/carrier.h"

#include <gtest/gtest.h>

namespace parley::figures {
namespace {

using statements::Force;
using statements::Statement;
using text::Span;

Statement said(std::string source, std::vector<Span> content, Force force = Force::kSay) {
  Statement statement;
  statement.source.name = std::move(source);
  statement.content = std::move(content);
  statement.act = true;
  statement.force = force;
  return statement;
}

TEST(CarrierSweep, GivesTheInnermostThatHoldsTheNumber) {
  const std::vector<Statement> statements = {said("the committee", {{10, 90}}),
                                             said("the mayor", {{40, 80}})};
  CarrierSweep sweep(statements);

  EXPECT_EQ(sweep.carrier_of({20, 22}), 0U);
  EXPECT_EQ(sweep.carrier_of({50, 52}), 1U);
  EXPECT_EQ(sweep.carrier_of({82, 84}), 0U);
  EXPECT_EQ(sweep.carrier_of({95, 97}), std::nullopt);
}

TEST(CarrierSweep, PrefersWhoGivesTheNumberToWhoRejectsIt) {
  const std::vector<Statement> statements = {said("the union", {{0, 60}}),
                                             said("the company", {{20, 50}}, Force::kReject)};
  CarrierSweep sweep(statements);

  EXPECT_EQ(sweep.carrier_of({30, 32}), 0U);
}

TEST(CarrierSweep, ReadsContentInPieces) {
  const std::vector<Statement> statements = {said("the union", {{0, 10}, {30, 40}})};
  CarrierSweep sweep(statements);

  EXPECT_EQ(sweep.carrier_of({12, 14}), std::nullopt);
  EXPECT_EQ(sweep.carrier_of({32, 34}), 0U);
}

TEST(CarrierSweep, LeavesOutStatementsOfNobody) {
  std::vector<Statement> statements = {said("the union", {{0, 10}})};
  statements.front().source.name.reset();
  CarrierSweep sweep(statements);

  EXPECT_EQ(sweep.carrier_of({2, 4}), std::nullopt);
}

}  // namespace
}  // namespace parley::figures
