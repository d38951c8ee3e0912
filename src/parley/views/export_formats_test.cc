// CoNLL-U and brat standoff, as their descriptions ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parley/record/sample_reading.h"
#include "parley/views/brat.h"
#include "parley/views/conllu.h"

namespace parley::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// "Zoë waits." with a tree, and a name.
record::Reading parsed() {
  record::Reading reading;
  reading.article.id = "a1";
  reading.article.text = "Zoë waits.";
  reading.article.blocks = {{reading.article.whole(), text::BlockRole::kBody}};
  reading.analysis.tokens = {
      {{0, 4}, analysis::Upos::kPropn, "NNP", "nsubj", 1, "Zoë"},
      {{5, 10}, analysis::Upos::kVerb, "VBZ", "root", analysis::kRoot, "wait"},
      {{10, 11}, analysis::Upos::kPunct, ".", "punct", 1, "."},
  };
  reading.analysis.sentences = {{{0, 11}, 0, 3}};
  reading.analysis.names = {{{0, 4}, 0, 1, analysis::NameType::kPer, 0.9F}};
  return reading;
}

TEST(Conllu, GivesEachTokenTenFieldsWithItsHeadCountedFromOne) {
  EXPECT_EQ(to_conllu(parsed()),
            "# newdoc id = a1\n"
            "# sent_id = a1-1\n"
            "# text = Zoë waits.\n"
            "1\tZoë\tZoë\tPROPN\tNNP\t_\t2\tnsubj\t_\tEnd=4|NER=B-PER|Start=0\n"
            "2\twaits\twait\tVERB\tVBZ\t_\t0\troot\t_\tEnd=10|SpaceAfter=No|Start=5\n"
            "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tEnd=11|Start=10\n"
            "\n");
}

TEST(Conllu, LeavesOpenWhatWasNotAnalysed) {
  record::Reading reading = parsed();
  reading.analysis.names.clear();
  for (analysis::Token& token : reading.analysis.tokens) {
    token = {.span = token.span, .xpos = "", .deprel = "", .lemma = ""};
  }

  EXPECT_THAT(to_conllu(reading), HasSubstr("\n1\tZoë\t_\t_\t_\t_\t_\t_\t_\tEnd=4|Start=0\n"));
}

TEST(Conllu, KeepsAnIdOnOneLine) {
  record::Reading reading = parsed();
  reading.article.id = "a\n1\tb";

  EXPECT_THAT(to_conllu(reading), HasSubstr("# newdoc id = a 1 b\n"));
}

TEST(Brat, CountsCharactersAndNotBytes) { EXPECT_EQ(to_brat(parsed()), "T1\tPER 0 3\tZoë\n"); }

TEST(Brat, TellsAStatementAsAnEventOnItsCue) {
  const std::string ann = to_brat(record::sample_reading());

  EXPECT_THAT(ann, HasSubstr("Cue 33 37\ttold\n"));
  EXPECT_THAT(ann, HasSubstr("\tSource 0 32\tAna Velm of the Northern Council\n"));
  EXPECT_THAT(ann, HasSubstr("E1\tCue:T"));
  EXPECT_THAT(ann, HasSubstr("A1\tForce E1 say\n"));
  EXPECT_THAT(ann, HasSubstr("Stance E2 offer\n"));
}

TEST(Brat, CutsASpanAtALineBreak) {
  record::Reading reading = parsed();
  reading.article.text = "Zoë and\n Ida";
  reading.analysis.names = {{{0, 13}, 0, 1, analysis::NameType::kPer, 0.9F}};

  EXPECT_EQ(to_brat(reading), "T1\tPER 0 7;9 12\tZoë and Ida\n");
  EXPECT_THAT(to_brat(reading), Not(HasSubstr("and\n")));
}

TEST(Brat, FindsOffsetsFarIntoAText) {
  record::Reading reading = parsed();
  std::string text;
  for (int i = 0; i < 500; ++i) text += "é";
  reading.article.text = text + "Ida";
  reading.analysis.names = {{{1000, 1003}, 0, 1, analysis::NameType::kPer, 0.9F}};

  EXPECT_EQ(to_brat(reading), "T1\tPER 500 503\tIda\n");
}

TEST(Brat, ConfiguresEveryTypeThatItWrites) {
  for (const char* type : {"PER", "Source", "Channel", "Position\t", "Stance\t"}) {
    EXPECT_THAT(brat_configuration(), HasSubstr(type));
  }
}

}  // namespace
}  // namespace parley::views
