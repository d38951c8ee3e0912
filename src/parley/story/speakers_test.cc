#include "parley/story/speakers.h"

#include <gtest/gtest.h>

namespace parley::story {
namespace {

TEST(NamesASpeaker, KnowsPersonsAndBodiesByTheirNoun) {
  EXPECT_TRUE(names_a_speaker("a senior council official"));
  EXPECT_TRUE(names_a_speaker("Two union officials"));
  EXPECT_TRUE(names_a_speaker("the ministry of ports"));
  EXPECT_TRUE(names_a_speaker("The director of the Inland Office, Mirela Costan"));
}

TEST(NamesASpeaker, RefusesThingsAndPronouns) {
  EXPECT_FALSE(names_a_speaker("the heavy fighting in the harbour"));
  EXPECT_FALSE(names_a_speaker("a deal with the council"));
  EXPECT_FALSE(names_a_speaker("it"));
  EXPECT_FALSE(names_a_speaker(""));
}

TEST(ProcessWordsIn, CountsEachWordOfTheTalksOnce) {
  EXPECT_EQ(process_words_in("The offer is close to an agreement; an offer is an offer."), 2);
  EXPECT_EQ(process_words_in("The harbour was quiet."), 0);
}

TEST(AllegesBreach, NeedsAnAgreementThatIsBroken) {
  EXPECT_TRUE(alleges_breach("the board has already violated the accord"));
  EXPECT_FALSE(alleges_breach("the board is near an accord"));
  EXPECT_FALSE(alleges_breach("the storm breached the harbour wall"));
  EXPECT_FALSE(alleges_breach("the union will breach the deadline for its answer"));
  EXPECT_FALSE(alleges_breach("the board wants to renegotiate the accord"));
  EXPECT_TRUE(alleges_breach("the board reneged on the accord"));
}

TEST(DeedWord, IsWhereTheBreachOrTheKeepingIsTold) {
  EXPECT_EQ(deed_word_in("the board violated the accord"), 10U);
  EXPECT_EQ(deed_word_in("the union has honoured the deal"), 14U);
  EXPECT_EQ(deed_word_in("talks go on"), 11U);
  EXPECT_TRUE(tells_of_keeping("the union has honoured the deal"));
  EXPECT_FALSE(tells_of_keeping("the mayor honoured the crew"));
}

}  // namespace
}  // namespace parley::story
