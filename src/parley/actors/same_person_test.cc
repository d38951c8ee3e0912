#include "parley/actors/same_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/actors/name_key.h"

namespace parley::actors {
namespace {

using ::testing::ElementsAre;

Entity person(std::string name, std::vector<std::string> titles = {},
              std::string affiliation = "") {
  Entity entity;
  entity.name = std::move(name);
  entity.type = analysis::NameType::kPer;
  entity.titles = std::move(titles);
  entity.affiliation = std::move(affiliation);
  return entity;
}

Entity body(std::string name, std::vector<std::string> aliases = {}) {
  Entity entity;
  entity.name = std::move(name);
  entity.type = analysis::NameType::kOrg;
  entity.aliases = std::move(aliases);
  return entity;
}

TEST(NameWords, LeavesOutTitlesArticlesAndThePossessive) {
  EXPECT_THAT(name_words("Mr. Essam El-Beshiq’s"), ElementsAre("essam", "beshiq"));
  EXPECT_THAT(name_words("Foreign Minister Ana ash-Velm Jr."), ElementsAre("ana", "velm"));
  EXPECT_THAT(name_words("Tomas Reed III"), ElementsAre("tomas", "reed"));
}

TEST(NameWords, KeepsAGivenNameThatLooksLikeAnArticle) {
  EXPECT_THAT(name_words("Al Velm"), ElementsAre("al", "velm"));
  EXPECT_THAT(name_words("Tarek al Velmi"), ElementsAre("tarek", "velmi"));
}

TEST(NameWords, LeavesOutNounsBeforeAName) {
  EXPECT_THAT(name_words("Protester Ana Velm"), ElementsAre("ana", "velm"));
  EXPECT_THAT(name_words("Conservative Velm"), ElementsAre("velm"));
  EXPECT_THAT(name_words("Son Jae-in"), ElementsAre("son", "jae", "in"));
  EXPECT_THAT(name_words("Ana “Bee” Velm"), ElementsAre("ana", "bee", "velm"));
}

TEST(NameWords, LeavesOutWhatStandsBeforeATitle) {
  EXPECT_THAT(name_words("Coast Sen. Ana Velm"), ElementsAre("ana", "velm"));
  EXPECT_THAT(name_words("[Ana] Velm"), ElementsAre("ana", "velm"));
}

TEST(AlikeWords, TakesRomanisationsOfOneNameForOne) {
  EXPECT_TRUE(alike_words("mohammed", "muhammad"));
  EXPECT_TRUE(alike_words("sergei", "sergey"));
  EXPECT_TRUE(alike_words("khalil", "halil"));
  EXPECT_TRUE(alike_words("qassem", "kassem"));
  EXPECT_TRUE(alike_words("djamal", "jamal"));
  EXPECT_TRUE(alike_words("aleksandr", "alexander"));
  EXPECT_TRUE(alike_words("josé", "jose"));
}

TEST(AlikeWords, KeepsDifferentNamesApart) {
  EXPECT_FALSE(alike_words("jamal", "kamal"));
  EXPECT_FALSE(alike_words("velm", "valdin"));
  EXPECT_FALSE(alike_words("lund", "bund"));
  EXPECT_FALSE(alike_words("orr", "ott"));
}

TEST(SpellingLikeness, CountsTheLettersInPlace) {
  EXPECT_EQ(spelling_likeness("velm", "velm"), 1);
  EXPECT_EQ(spelling_likeness("velm", "vela"), 0.75);
  EXPECT_EQ(spelling_likeness("", "velm"), 0);
}

TEST(SamePerson, AsksForEvidenceWhereGivenNamesAreOnlyRemotelyAlike) {
  EXPECT_FALSE(same_person(person("Mack Sorune"), person("Mike Sorune")));
  EXPECT_TRUE(same_person(person("Tarek Sorune"), person("Tariq Sorune")));
}

TEST(SamePerson, AsksForEvidenceWhereSurnamesAreOnlyRemotelyAlike) {
  EXPECT_FALSE(same_person(person("Michael Sorune"), person("Michael Sarone")));
  EXPECT_TRUE(same_person(person("Michael Sorune", {"union official"}),
                          person("Michael Sarone", {}, "the union")));
}

TEST(SamePerson, JoinsTwoTransliterationsOfOneName) {
  EXPECT_TRUE(same_person(person("Tarek al-Hashemi", {"council official"}, "Northern Council"),
                          person("Tariq El-Hashimi", {"official"}, "Northern Council")));
}

TEST(SamePerson, KnowsMisspeltSurnamesOnlyWhereTheyAreLong) {
  EXPECT_TRUE(same_person(person("Michael Lighthaven"), person("Michael Lightaven")));
  EXPECT_FALSE(same_person(person("Michael Dorne"), person("Michael Durne")));
  EXPECT_FALSE(same_person(person("Tomas Castelin"), person("Tomas Costolin")));
  EXPECT_FALSE(same_person(person("Robert Sorune"), person("Roberta Sorune")));
}

TEST(SamePerson, KnowsShortFormsOfGivenNames) {
  EXPECT_TRUE(same_person(person("Bill Sorune"), person("William Sorune")));
  EXPECT_TRUE(same_person(person("W. Neil Sorune"), person("Neil Sorune")));
  EXPECT_FALSE(same_person(person("Bill Sorune"), person("William Sarune")));
  EXPECT_FALSE(same_person(person("Bill Sorune", {}, "Harbour Union"),
                           person("William Sorune", {}, "Northern Council")));
}

TEST(SamePerson, TakesNoNameForAnotherThatSoundsAlikeWithoutItsVowels) {
  EXPECT_FALSE(
      same_person(person("Tomas Wilsund", {"senator"}), person("Tomas Olsund", {"senator"})));
}

TEST(SamePerson, KeepsAJoinedSurnameWhole) {
  EXPECT_FALSE(same_person(person("Ana Reed-Sorune"), person("Ana Sorune")));
  EXPECT_TRUE(same_person(person("Ana Reed-Sorune"), person("Ana Reed Sorune")));
}

TEST(SamePerson, TakesAJoinedSurnameAloneForASurname) {
  EXPECT_EQ(compare_persons(person("Reed-Sorune"), person("Ana Reed-Sorune")), Likeness::kPossible);
  EXPECT_EQ(compare_persons(person("van der Sorune"), person("Ana van der Sorune")),
            Likeness::kPossible);
  EXPECT_EQ(compare_persons(person("Sorune"), person("Ana Reed-Sorune")), Likeness::kDifferent);
  EXPECT_EQ(compare_persons(person("De Sorune"), person("Ana De Sorune")), Likeness::kPossible);
}

TEST(SamePerson, KnowsAFamilyNameThatStandsFirst) {
  EXPECT_EQ(compare_persons(person("Sorun"), person("Sorun Jae-in")), Likeness::kPossible);
  EXPECT_EQ(compare_persons(person("Jae"), person("Sorun Jae-in")), Likeness::kDifferent);
}

TEST(SamePerson, TakesAFathersNameForNoSurname) {
  EXPECT_EQ(compare_persons(person("Omar Saidi"), person("Omar bin Saidi")), Likeness::kPossible);
}

TEST(SamePerson, KnowsNamesThatAreCutShortByAllOfTheirLetters) {
  EXPECT_FALSE(same_person(person("Ana B. V."), person("Ana V.")));
  EXPECT_TRUE(same_person(person("Ana V."), person("Ana V.")));
}

TEST(SamePerson, AsksForEvidenceWhereManyMayHaveTheName) {
  const auto likeness = [](const Entity& a, const Entity& b, double namesakes) {
    return compare_persons(person_of(a), person_of(b), namesakes);
  };
  EXPECT_EQ(likeness(person("Ana Velm"), person("Ana Velm"), 1), Likeness::kSame);
  EXPECT_EQ(likeness(person("Ana Velm"), person("Ana B. Velm"), 1), Likeness::kPossible);
  EXPECT_EQ(likeness(person("Ana Velm"), person("Ana B. Velm"), 0.01), Likeness::kSame);
  EXPECT_EQ(likeness(person("Ana Velm", {"envoy"}), person("Ana B. Velm", {"special envoy"}), 0.5),
            Likeness::kSame);
  EXPECT_EQ(likeness(person("Mike Velm"), person("Michael Velm"), 1), Likeness::kPossible);
  EXPECT_EQ(likeness(person("Mike Velm"), person("Michael Velm"), 0.01), Likeness::kSame);
  EXPECT_EQ(likeness(person("Ana Berit Velm"), person("Ana Velm"), 0.01), Likeness::kPossible);
  EXPECT_EQ(likeness(person("Ana Lighthaven"), person("Ana Lightaven"), 0.01), Likeness::kPossible);
  EXPECT_EQ(likeness(person("A. Velm", {}, "Harbour Union"),
                     person("Ana Velm", {}, "Harbour Union"), 0.1),
            Likeness::kSame);
  EXPECT_EQ(
      likeness(person("A. Velm", {}, "Harbour Union"), person("Ana Velm", {}, "Harbour Union"), 1),
      Likeness::kPossible);
}

TEST(SamePerson, LetsASignSpeakOnlyWhereFewHaveIt) {
  Person mike = person_of(person("Mike Velm", {"chair"}));
  Person michael = person_of(person("Michael Velm", {"chair"}));
  EXPECT_EQ(compare_persons(mike, michael, 1), Likeness::kSame);

  mike.evidence[0].share = michael.evidence[0].share = 0.1;
  EXPECT_EQ(compare_persons(mike, michael, 1), Likeness::kPossible);
}

TEST(SamePerson, KnowsATitleByAllOfItsWords) {
  EXPECT_TRUE(share_evidence(person_of(person("Ana Velm", {"sen."})),
                             person_of(person("Ana Velm", {"former senator"}))));
  EXPECT_TRUE(share_evidence(person_of(person("Ana Velm", {}, "Harbour Relief Committee")),
                             person_of(person("Ana Velm", {}, "H.R.C."))));
  EXPECT_FALSE(share_evidence(person_of(person("Ana Velm", {"mrs.", "former judge"})),
                              person_of(person("Ana Velm", {"mrs.", "former pilot"}))));
}

TEST(SamePerson, KeepsApartWhoseMiddleNamesDiffer) {
  EXPECT_EQ(compare_persons(person("Ola B. Vik"), person("Ola C. B. Vik")), Likeness::kDifferent);
  EXPECT_EQ(compare_persons(person("Ola B. Vik"), person("Ola C. Vik")), Likeness::kDifferent);
  EXPECT_TRUE(same_person(person("Ola B. Vik"), person("Ola Berit Vik")));
  EXPECT_TRUE(same_person(person("Ola Rune Vik"), person("Ola B. Rune Vik")));
}

TEST(SamePerson, TakesAnInitialBeforeASecondNameForThatSecondName) {
  EXPECT_FALSE(same_person(person("A. Bo Velm", {}, "Harbour Union"),
                           person("Ana Velm", {}, "Harbour Union")));
  EXPECT_TRUE(same_person(person("A. Bo Velm"), person("Bo Velm")));
}

TEST(SamePerson, TellsTwoShortFormsOfANameApart) {
  EXPECT_FALSE(same_person(person("Ted Velm"), person("Teddy Velm")));
  EXPECT_TRUE(same_person(person("Ted Velm"), person("Edward Velm")));
}

TEST(SamePerson, TakesTwoNamesForNobodys) {
  EXPECT_FALSE(same_person(person("Velm v. Orr"), person("Velm v Orr")));
  EXPECT_FALSE(same_person(person("Ana Velm, N-Alma, Bo Orr"), person("Bo Orr")));
  EXPECT_TRUE(same_person(person("Bo Orr, Jr."), person("Bo Orr")));
}

TEST(SamePerson, SeesNoDifferenceInAccents) {
  EXPECT_TRUE(same_person(person("Ana García", {}, "Harbour Union"),
                          person("Ana Garcia", {}, "Northern Council")));
}

TEST(SamePerson, MindsTheSexThatATitleTellsOfASurnameAlone) {
  EXPECT_EQ(compare_persons(person("Velm", {"mr."}), person("Olga Velm", {"mrs."})),
            Likeness::kDifferent);
  EXPECT_EQ(compare_persons(person("Velm", {"mrs."}), person("Olga Velm")), Likeness::kPossible);
}

TEST(NameRank, TellsFatherFromSon) {
  EXPECT_EQ(name_rank("Ola Vik Jr."), "jr");
  EXPECT_EQ(name_rank("Ola Vik III"), "iii");
  EXPECT_EQ(name_rank("Ola Vik"), "");
}

TEST(SamePerson, LetsRomanisedNamesBeSpelledFreely) {
  EXPECT_TRUE(same_person(person("Tarek al-Hashemi"), person("Tariq El-Hashimi")));
  EXPECT_FALSE(same_person(person("Tarek Hashemi"), person("Tariq Hashimi")));
}

TEST(SamePerson, NeverJoinsOnASurnameAlone) {
  EXPECT_FALSE(same_person(person("Velm"), person("Ana Velm")));
  EXPECT_EQ(compare_persons(person("Velm"), person("Ana Velm")), Likeness::kPossible);
}

TEST(SamePerson, KeepsTwoPersonsOfOneSurnameApart) {
  EXPECT_EQ(compare_persons(person("Ana Velm"), person("Bruno Velm")), Likeness::kDifferent);
}

TEST(SamePerson, AsksForEvidenceWhereThereIsOnlyAnInitial) {
  EXPECT_FALSE(same_person(person("A. Velm"), person("Ana Velm")));
  EXPECT_TRUE(
      same_person(person("A. Velm", {}, "Harbour Union"), person("Ana Velm", {}, "Harbour Union")));
}

TEST(SamePerson, DoubtsAVariantSpellingWithAnotherAffiliation) {
  EXPECT_EQ(compare_persons(person("Tarek Hashemi", {}, "Harbour Union"),
                            person("Tariq Hashimi", {}, "Northern Council")),
            Likeness::kPossible);
}

TEST(SameBody, KnowsCountriesAndAbbreviations) {
  EXPECT_TRUE(same_body(body("Norwegian"), body("Norway")));
  EXPECT_TRUE(same_body(body("the Northern Council"), body("Northern Council")));
  EXPECT_TRUE(same_body(body("International Relief Committee", {"IRC"}), body("IRC")));
  EXPECT_FALSE(same_body(body("Northern Council"), body("Southern Council")));
}

TEST(SameBody, KnowsOneNameInTwoWritings) {
  EXPECT_TRUE(same_body(body("H.W.U."), body("HWU")));
  EXPECT_TRUE(same_body(body("Harbour Workers' Union", {"H.W.U."}), body("HWU")));
  EXPECT_TRUE(same_body(body("Department of Ports"), body("the Ports Department")));
  EXPECT_TRUE(same_body(body("Ministry of Fish"), body("Fish Ministry")));
  EXPECT_FALSE(same_body(body("Ministry of Fish"), body("Fish Department")));
  EXPECT_FALSE(same_body(body("Department of Ports of Alma"), body("Ports of Alma Department")));
}

TEST(SameBody, KnowsACountryByNoNameOfOneReport) {
  EXPECT_FALSE(same_body(body("North Korea", {"North"}), body("North")));
}

}  // namespace
}  // namespace parley::actors
