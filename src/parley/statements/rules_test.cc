#include "parley/statements/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/analysis/analyse.h"

namespace parley::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

text::Article report(std::string text) {
  text::Article article;
  article.text = std::move(text);
  article.blocks.push_back({article.whole(), text::BlockRole::kBody});
  return article;
}

// "source | cue | content / more content" of each statement found.
std::vector<std::string> found_in(const std::string& text) {
  const text::Article article = report(text);
  const analysis::Analysis analysis = analysis::analyse(article);
  const Words words(article, analysis);
  std::vector<std::string> rows;
  for (const analysis::Attribution& attribution : find_by_rules(words)) {
    std::string row;
    for (const auto* spans : {&attribution.source, &attribution.cue, &attribution.content}) {
      if (spans != &attribution.source) row += " | ";
      for (std::size_t i = 0; i < spans->size(); ++i) {
        if (i > 0) row += " / ";
        row += article.at((*spans)[i]);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(FindByRules, TakesAClauseAfterThat) {
  EXPECT_THAT(found_in("The Northern Council said on Monday that talks would resume."),
              ElementsAre("The Northern Council | said | talks would resume"));
}

TEST(FindByRules, TakesTheQuotationBeforeAnInvertedCue) {
  EXPECT_THAT(found_in("“The talks are dead,” said Ana Velm, a spokeswoman for the union."),
              ElementsAre("Ana Velm, a spokeswoman for the union | said | The talks are dead"));
}

TEST(FindByRules, TakesTheClauseBeforeATrailingSpeaker) {
  EXPECT_THAT(found_in("Both sides would stop firing at noon, two officials said."),
              ElementsAre("two officials | said | Both sides would stop firing at noon"));
}

TEST(FindByRules, JoinsAQuotationThatGoesOnBehindTheSpeaker) {
  EXPECT_THAT(found_in("“We are ready,” he said. “We will come to the table on Friday.”"),
              ElementsAre("he | said | We are ready / We will come to the table on Friday."));
}

TEST(FindByRules, ReadsAccordingToOnBothSides) {
  EXPECT_THAT(found_in("According to Ana Velm, the port reopens soon."),
              ElementsAre("Ana Velm | According to | the port reopens soon"));
  EXPECT_THAT(found_in("The port reopens soon, according to a harbour official."),
              ElementsAre("a harbour official | according to | The port reopens soon"));
}

TEST(FindByRules, PassesOverTheAddressee) {
  EXPECT_THAT(found_in("Ana Velm told Example Wire that the port would reopen."),
              ElementsAre("Ana Velm | told | the port would reopen"));
}

TEST(FindByRules, GivesAParticipleTheSpeakerBefore) {
  EXPECT_THAT(
      found_in("Velm said the port would reopen, adding that crews were ready."),
      ElementsAre("Velm | said | the port would reopen", "Velm | adding | crews were ready"));
}

TEST(FindByRules, KeepsInfinitivesWithTheirTo) {
  EXPECT_THAT(found_in("The Northern Council has vowed to keep its troops in the valley."),
              ElementsAre("The Northern Council | has vowed | to keep its troops in the valley"));
}

TEST(FindByRules, FindsSpeechInsideSpeech) {
  EXPECT_THAT(found_in("The envoy said the council had rejected the plan."),
              ElementsAre("The envoy | said | the council had rejected the plan",
                          "the council | had rejected | the plan"));
}

TEST(FindByRules, ReadsANounThatHoldsAStatement) {
  EXPECT_THAT(found_in("Talks stalled over the council’s demand that the port reopen."),
              ElementsAre("the council | demand | the port reopen"));
}

TEST(FindByRules, PassesOverWhatHasNotHappened) {
  EXPECT_THAT(found_in("The port stays closed if the union rejects the plan."), IsEmpty());
  EXPECT_THAT(found_in("The council could accept a longer truce."), IsEmpty());
}

TEST(FindByRules, TakesIThinkInASpeechForAHedge) {
  EXPECT_THAT(found_in("“I think the talks are close,” Velm said."),
              ElementsAre("Velm | said | I think the talks are close"));
}

TEST(FindByRules, TakesTheQuotationBeforeEvenWhereTheSentenceGoesOn) {
  EXPECT_THAT(found_in("“It is a fair plan,” Ana Velm told reporters as envoys gathered."),
              ElementsAre("Ana Velm | told | It is a fair plan"));
}

TEST(FindByRules, ReadsAnAdjectiveThatLooksLikeAVerb) {
  EXPECT_THAT(found_in("The union is prepared to reopen the port."),
              ElementsAre("The union | is prepared | to reopen the port"));
}

TEST(FindByRules, ReadsAPassiveWithItsSpeaker) {
  EXPECT_THAT(found_in("The plan was rejected by the Northern Council."),
              ElementsAre("the Northern Council | was rejected by | The plan"));
}

TEST(FindByRules, NamesNobodyWhereTheReportNamesNobody) {
  EXPECT_THAT(found_in("It was announced that the port would reopen."),
              ElementsAre(" | was announced | the port would reopen"));
}

TEST(FindByRules, TakesTheSignatureOfAPostForItsSource) {
  EXPECT_THAT(found_in("The port is open again today. — Ana Velm (@velm) March 3, 2025"),
              ElementsAre("Ana Velm |  | The port is open again today"));
}

TEST(FindByRules, EndsANestedContentWithItsSentence) {
  EXPECT_THAT(found_in("“The council said the port is shut. We will wait,” Velm said."),
              ElementsAre("The council | said | the port is shut",
                          "Velm | said | The council said the port is shut. We will wait"));
}

TEST(FindByRules, FindsNothingWithoutASpeaker) {
  EXPECT_THAT(found_in("The convoy was expected to cross on Friday. Demands grew in the port."),
              IsEmpty());
}

}  // namespace
}  // namespace parley::statements
