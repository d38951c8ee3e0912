#include "parley/statements/find_statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/actors/find_entities.h"
#include "parley/analysis/analyse.h"

namespace parley::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Read {
  text::Article article;
  std::vector<Statement> statements;

  [[nodiscard]] std::string quote(const std::vector<text::Span>& spans) const {
    std::string words;
    for (const text::Span span : spans) {
      if (!words.empty()) words += " / ";
      words += article.at(span);
    }
    return words;
  }
};

Read read(std::string text) {
  Read result;
  result.article.text = std::move(text);
  result.article.blocks.push_back({result.article.whole(), text::BlockRole::kBody});
  const analysis::Analysis analysis = analysis::analyse(result.article);
  const actors::Entities entities = actors::find_entities(result.article, analysis);
  result.statements = find_statements(result.article, analysis, entities, {});
  return result;
}

TEST(FindStatements, TakesABodyThatPassesOnUnnamedWordsForTheirChannel) {
  const Read r = read("According to Harbour24, sources said the port would close.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].source.spans), "sources");
  ASSERT_THAT(r.statements[0].channel, SizeIs(1));
  EXPECT_EQ(r.statements[0].channel[0].relation, Relation::kCites);
  EXPECT_EQ(r.quote(r.statements[0].channel[0].spans), "Harbour24");
}

TEST(FindStatements, CountsUnnamedOfficialsAndKeepsTheirAffiliation) {
  const Read r = read("Two Northern Council officials said talks would resume.");

  ASSERT_THAT(r.statements, SizeIs(1));
  const Source& source = r.statements[0].source;
  EXPECT_EQ(source.kind, SourceKind::kUnnamed);
  EXPECT_EQ(source.count, 2);
  EXPECT_EQ(source.affiliation, "Northern Council");
  EXPECT_EQ(source.name, std::nullopt);
}

TEST(FindStatements, TakesAMinistryForARole) {
  const Read r = read("Late on Friday the ministry said that the port would close.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_EQ(r.statements[0].source.kind, SourceKind::kRole);
}

TEST(FindStatements, PutsTheOutletThatWasToldIntoTheChannel) {
  const Read r = read("Ana Velm told the Harbour Times that the port would reopen.");

  ASSERT_THAT(r.statements, SizeIs(1));
  ASSERT_THAT(r.statements[0].channel, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].channel[0].spans), "the Harbour Times");
  EXPECT_EQ(r.statements[0].channel[0].relation, Relation::kTold);
  EXPECT_FALSE(r.statements[0].addressee.has_value());
}

TEST(FindStatements, TakesReportersForTheAddressee) {
  const Read r = read("Ana Velm told reporters that the port would reopen.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_THAT(r.statements[0].channel, IsEmpty());
  ASSERT_TRUE(r.statements[0].addressee.has_value());
  EXPECT_EQ(r.quote(r.statements[0].addressee->spans), "reporters");
}

TEST(FindStatements, TakesAStatementForTheChannelButNotASpeech) {
  const Read written = read("The union said in a statement that it would strike.");
  const Read spoken = read("The union leader said in a speech that it would strike.");

  ASSERT_THAT(written.statements, SizeIs(1));
  ASSERT_THAT(written.statements[0].channel, SizeIs(1));
  EXPECT_EQ(written.quote(written.statements[0].channel[0].spans), "a statement");
  EXPECT_EQ(written.statements[0].channel[0].relation, Relation::kPublished);
  ASSERT_THAT(spoken.statements, SizeIs(1));
  EXPECT_THAT(spoken.statements[0].channel, IsEmpty());
}

TEST(FindStatements, KeepsTheReasonForAnonymity) {
  const Read r = read(
      "The port would reopen, said an official who spoke on condition of anonymity because the "
      "talks were private.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_TRUE(r.statements[0].anonymous);
  ASSERT_TRUE(r.statements[0].anonymity_reason.has_value());
  EXPECT_EQ(r.article.at(*r.statements[0].anonymity_reason), "because the talks were private");
}

TEST(FindStatements, TellsActsFromAttitudesAndNegatedCues) {
  const Read r = read(
      "The union wants to meet. The council has not endorsed the plan. Velm declined to comment.");

  ASSERT_THAT(r.statements, SizeIs(3));
  EXPECT_FALSE(r.statements[0].act);
  EXPECT_EQ(r.statements[1].force, Force::kAgree);
  EXPECT_TRUE(r.statements[1].negated);
  EXPECT_EQ(r.statements[2].force, Force::kDecline);
  EXPECT_THAT(r.statements[2].content, IsEmpty());
}

TEST(FindStatements, MarksSpeechInsideSpeech) {
  const Read r = read("The envoy said the council had rejected the plan.");

  ASSERT_THAT(r.statements, SizeIs(2));
  EXPECT_EQ(r.statements[0].inside, std::nullopt);
  EXPECT_EQ(r.statements[1].inside, 0U);
  EXPECT_EQ(r.statements[1].force, Force::kReject);
}

TEST(FindStatements, TellsDirectFromMixedSpeech) {
  const Read r = read("“We are ready,” Velm said. Orr called the plan “a trap for the unions”.");

  ASSERT_THAT(r.statements, SizeIs(2));
  EXPECT_EQ(r.statements[0].speech, Speech::kDirect);
  EXPECT_EQ(r.statements[1].speech, Speech::kMixed);
}

TEST(FindStatements, TakesAnOutletWithAPersonBehindItForTheChannel) {
  const Read r = read("Coast Radio reported that a council official said the port would close.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].source.spans), "a council official");
  ASSERT_THAT(r.statements[0].channel, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].channel[0].spans), "Coast Radio");
  EXPECT_EQ(r.statements[0].channel[0].relation, Relation::kCites);
}

TEST(FindStatements, LeavesAnOutletAloneThatIsTheSource) {
  const Read r = read("Coast Radio said the proposal includes a truce of ten days.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].source.spans), "Coast Radio");
  EXPECT_THAT(r.statements[0].channel, IsEmpty());
}

TEST(FindStatements, TakesTheAuthorOfADocumentForTheSource) {
  const Read r = read("A Northern Council statement said that talks would resume.");

  ASSERT_THAT(r.statements, SizeIs(1));
  EXPECT_EQ(r.quote(r.statements[0].source.spans), "Northern Council");
  ASSERT_THAT(r.statements[0].channel, SizeIs(1));
  EXPECT_EQ(r.statements[0].channel[0].relation, Relation::kPublished);
}

TEST(FindStatements, GivesTheFirstPersonOfAQuotationItsSpeaker) {
  const Read r = read("“We reject the plan for the port,” Ana Velm said in Oslo.");

  ASSERT_THAT(r.statements, SizeIs(2));
  for (const Statement& statement : r.statements) EXPECT_EQ(statement.source.name, "Ana Velm");
}

TEST(FindStatements, MarksHedgesInsideTheContent) {
  const Read r = read("The envoy said the port could reopen, possibly on Friday.");

  ASSERT_THAT(r.statements, SizeIs(1));
  std::vector<std::string> hedges;
  for (const text::Span span : r.statements[0].hedges) hedges.emplace_back(r.article.at(span));
  EXPECT_THAT(hedges, ElementsAre("could", "possibly"));
}

}  // namespace
}  // namespace parley::statements
