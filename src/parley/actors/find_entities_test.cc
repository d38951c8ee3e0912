#include "parley/actors/find_entities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parley/actors/join_names.h"
#include "parley/analysis/analyse.h"

namespace parley::actors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Read {
  text::Article article;
  Entities entities;

  // The name that the first occurrence of `words` behind byte `from` stands for, "" for none.
  [[nodiscard]] std::string who(std::string_view words, std::size_t from = 0) const {
    const std::size_t at = article.text.find(words, from);
    const Entity* entity = entities.entity_of(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
    return entity == nullptr ? "" : entity->name;
  }
};

Read read(std::string text) {
  Read result;
  result.article.text = std::move(text);
  result.article.blocks.push_back({result.article.whole(), text::BlockRole::kBody});
  result.entities = find_entities(result.article, analysis::analyse(result.article));
  return result;
}

TEST(FindEntities, JoinsASurnameWithTheFullName) {
  const Read r = read("Ana Velm met Bruno Orr in Oslo. Later Velm left the room.");

  EXPECT_EQ(r.who("Velm", 32), "Ana Velm");
  EXPECT_EQ(r.who("Orr"), "Bruno Orr");
}

TEST(JoinNames, TakesAPartOfAPartyForNoLongerNameOfIt) {
  Read r;
  r.article.text =
      "Coast Unionists met. Unionists left. Sund's Harbour Board spoke. Harbour Board paid. "
      "Brotherhood of Dockers met. Dockers left.";
  std::vector<analysis::Name> names;
  for (const std::string name : {"Coast Unionists", "Unionists left", "Sund's Harbour Board",
                                 "Harbour Board paid", "Brotherhood of Dockers", "Dockers left"}) {
    const auto at = static_cast<std::uint32_t>(r.article.text.find(name));
    const std::size_t end = name.ends_with(" left") || name.ends_with(" paid") ? 5 : 0;
    analysis::Name found;
    found.span = {at, static_cast<std::uint32_t>(at + name.size() - end)};
    found.type = analysis::NameType::kOrg;
    names.push_back(found);
  }

  r.entities = join_names(r.article, names);

  EXPECT_EQ(r.who("Unionists", 21), "Unionists");
  EXPECT_EQ(r.who("Harbour Board", 60), "Harbour Board");
  EXPECT_EQ(r.who("Dockers", 112), "Brotherhood of Dockers");
}

TEST(FindEntities, LeavesASharedSurnameAlone) {
  const Read r = read("Ana Velm met Bruno Velm in Oslo. Later a man named Velm left the room.");

  EXPECT_EQ(r.who("Velm", 45), "");
}

TEST(FindEntities, TakesATitledSurnameForWhoIsNamedInFullWithThatTitle) {
  const Read r = read(
      "Ana Velm met President Bruno Velm in Oslo. A day later President Velm left. The day after "
      "Velm slept.");

  EXPECT_EQ(r.who("Velm left"), "Bruno Velm");
  EXPECT_EQ(r.who("Velm slept"), "");
}

TEST(FindEntities, TakesASurnameForItsOneBearerSoFar) {
  const Read r = read("Ana Velm waved. Velm left the room. Bruno Velm stayed. Velm said no.");

  EXPECT_EQ(r.who("Velm left"), "Ana Velm");
  EXPECT_EQ(r.who("Velm said"), "");
}

TEST(FindEntities, TakesTheSonForNobodyElse) {
  const Read one = read("Ola Vik waved. On Friday Ola Jr. left the room.");
  const Read both = read("Ola Vik met Ola Vik Jr. in Oslo. Later Ola Jr. left the room.");

  EXPECT_NE(one.who("Ola Jr", 20), "Ola Vik");
  EXPECT_EQ(both.who("Ola Jr", 33), "Ola Vik Jr.");
}

TEST(FindEntities, TakesNoSurnameForOneThatIsFarFromIt) {
  const Read r = read("Ana Scarle waved in Oslo. On Friday Mr. Scroly left the room.");

  EXPECT_NE(r.who("Scroly"), "Ana Scarle");
}

TEST(FindEntities, TakesNoSurnameForOneThatIsTwoLettersFromIt) {
  const Read r = read("Ana Moelner waved in Oslo. On Friday Mr. Milner left the room.");

  EXPECT_NE(r.who("Milner"), "Ana Moelner");
}

TEST(FindEntities, TellsFatherAndDaughterApart) {
  const Read r = read("Robert Sorune met Roberta Sorune in Oslo.");

  EXPECT_EQ(r.who("Roberta"), "Roberta Sorune");
}

TEST(FindEntities, TellsFatherAndSonApartByTheirShortNames) {
  const Read r = read("Ted Sorune met Teddy Sorune in Oslo.");

  EXPECT_EQ(r.who("Ted Sorune"), "Ted Sorune");
  EXPECT_EQ(r.who("Teddy Sorune"), "Teddy Sorune");
}

TEST(FindEntities, TakesMisterOfACoupleForTheMan) {
  const Read one = read("Olga Velm waved. Mr. Velm left the room. Velm said no.");
  const Read both = read("Olga Velm met Bruno Velm. Mr. Velm left the room.");

  EXPECT_EQ(one.who("Velm", 21), "Velm");
  EXPECT_EQ(one.who("Velm", 40), "Velm");
  EXPECT_EQ(both.who("Velm", 30), "Bruno Velm");
}

TEST(FindEntities, TakesAPartyForNoBodyNamedWithIt) {
  const Read r = read("The VKP Congress met in Oslo. On Friday the VKP left the talks.");

  EXPECT_NE(r.who("VKP", 44), r.who("VKP Congress"));
}

TEST(FindEntities, JoinsAnAbbreviationWithTheNameThatIntroducesIt) {
  const Read r =
      read("The International Committee of Relief (ICR) sent lorries. On Friday the ICR said so.");

  EXPECT_EQ(r.who("ICR", 60), "International Committee of Relief");
}

TEST(FindEntities, TakesTitleAndAffiliationFromBothSidesOfAName) {
  const Read r = read(
      "We met Northern Council spokeswoman Ana Velm. Bruno Orr, a negotiator for the Harbour "
      "Union, "
      "agreed.");

  const Entity* velm = r.entities.entity_of({40, 44});
  ASSERT_NE(velm, nullptr);
  EXPECT_EQ(velm->affiliation, "Northern Council");
  EXPECT_THAT(velm->titles, ElementsAre("spokeswoman"));
  const Entity* orr = r.entities.entity_of({52, 55});
  ASSERT_NE(orr, nullptr);
  EXPECT_EQ(orr->name, "Bruno Orr");
  EXPECT_EQ(orr->affiliation, "Harbour Union");
  EXPECT_THAT(orr->titles, ElementsAre("negotiator"));
}

TEST(FindEntities, FindsNoNameBetweenTwoTitles) {
  const Read r = read("The talks went on as Norwegian Prime Minister Ana Velm met the union.");

  for (const Mention& mention : r.entities.mentions)
    EXPECT_LT(mention.span.start, mention.span.end);
  EXPECT_EQ(r.who("Ana Velm"), "Ana Velm");
}

TEST(FindEntities, ResolvesPronounsToTheSubjectBefore) {
  const Read r = read("Ana Velm spoke to the press in Oslo. She said that talks would resume.");

  EXPECT_EQ(r.who("She"), "Ana Velm");
}

TEST(FindEntities, MindsTheSexThatATitleTells) {
  const Read r = read("Mr. Bruno Orr met Mrs. Ana Velm in Oslo. She was late.");

  EXPECT_EQ(r.who("She"), "Ana Velm");
}

TEST(FindEntities, LeavesAPronounInAQuotationToItsSpeaker) {
  const Read r = read("Ana Velm said “he will come”.");

  EXPECT_EQ(r.who("he will").substr(0), "");
}

TEST(FindEntities, ResolvesAShortDescriptionByItsNoun) {
  const Read r = read("The Harbour Union met on Monday. A day later the union called a strike.");

  EXPECT_EQ(r.who("union called"), "Harbour Union");
}

TEST(FindEntities, TakesACountryAndItsAdjectiveForOne) {
  const Read r = read("An envoy from Norway came. The Norwegian envoy left.");

  EXPECT_EQ(r.who("Norwegian"), "Norway");
}

TEST(FindEntities, WritesANameOfADatelineInSmallLetters) {
  const Read r = read("Envoys met in BERGEN on Sunday. They left Bergen at noon.");

  EXPECT_EQ(r.who("BERGEN"), "Bergen");
}

TEST(FindEntities, FindsNothingInAnEmptyText) {
  EXPECT_THAT(read("").entities.entities, IsEmpty());
}

}  // namespace
}  // namespace parley::actors
