#include "parley/analysis/numeral.h"

#include <gtest/gtest.h>

#include "parley/analysis/tokenise.h"

namespace parley::analysis {
namespace {

struct Read {
  double value = -1;
  std::uint32_t tokens = 0;
};

Read read(std::string words) {
  text::Article article;
  article.text = std::move(words);
  std::vector<Token> tokens;
  append_tokens(article, article.whole(), tokens);
  const auto numeral =
      read_numeral(article.text, tokens, 0, static_cast<std::uint32_t>(tokens.size()));
  return numeral ? Read{numeral->value, numeral->end} : Read{};
}

TEST(ReadNumeral, ReadsDigitsWithMarksAndScales) {
  EXPECT_EQ(read("13,300 people").value, 13300);
  EXPECT_EQ(read("1.9 million people").value, 1.9e6);
  EXPECT_EQ(read("5bn").value, 5e9);
  EXPECT_EQ(read("2 1/2 years").value, 2.5);
  EXPECT_EQ(read("3/4 of them").value, 0.75);
  EXPECT_EQ(read_digits("1,00,000")->value, 100000);
}

TEST(ReadNumeral, ReadsWords) {
  EXPECT_EQ(read("twenty-eight babies").value, 28);
  EXPECT_EQ(read("two hundred and fifty lorries").value, 250);
  EXPECT_EQ(read("one hundred twenty-three thousand four hundred").value, 123400);
  EXPECT_EQ(read("a hundred").value, 100);
  EXPECT_EQ(read("half a million people").value, 500000);
  EXPECT_EQ(read("two and a half million people").value, 2.5e6);
  EXPECT_EQ(read("two dozen trucks").value, 24);
}

TEST(ReadNumeral, ReadsPartsBehindAWholeNumber) {
  EXPECT_EQ(read("three million and a half").value, 3.5e6);
  EXPECT_EQ(read("three and a fifth of them").value, 3.2);
  EXPECT_EQ(read("five point two").value, 5.2);
  EXPECT_EQ(read("quarter million people").value, 250000);
  EXPECT_EQ(read("hundred thousand people").value, 100000);
}

TEST(ReadNumeral, ReadsSmallerNumbersBehindAScale) {
  EXPECT_EQ(read("3 million 400 thousand people").value, 3.4e6);
  EXPECT_EQ(read("4 thousand 3 hundred and 21 people").value, 4321);
  EXPECT_EQ(read("three million 400 thousand people").value, 3.4e6);
  EXPECT_EQ(read("100 billion and 200 million").value, 1e11);
  EXPECT_EQ(read("2 million 31 people").value, 2e6);
}

TEST(ReadNumeral, ReadsPartsOfAScale) {
  EXPECT_EQ(read("five billion and three quarters").value, 5.75e9);
  EXPECT_EQ(read("one billion and a half million").value, 1.0005e9);
  EXPECT_EQ(read("2 million and a half").value, 2.5e6);
  EXPECT_EQ(read("a quarter of a million").value, 250000);
  EXPECT_EQ(read("half-a-million people").value, 500000);
  EXPECT_EQ(read("two hundred point seventy-one").value, 200.71);
}

TEST(ReadNumeral, ReadsSignsForParts) {
  EXPECT_EQ(read("\xC2\xBE of them").value, 0.75);
  EXPECT_EQ(read("2\xC2\xBD tonnes").value, 2.5);
  EXPECT_EQ(read("1\xE2\x81\x84"
                 "4 of them")
                .value,
            0.25);
  EXPECT_EQ(read("10-1/2 points").value, 10.5);
}

TEST(ReadNumeral, ReadsPowersOfTen) {
  EXPECT_EQ(read("1.5x10^3").value, 1500);
  EXPECT_EQ(read("1.5 x 10^3").value, 1500);
  EXPECT_EQ(read("12.5e+3").value, 12500);
  EXPECT_EQ(read_digits("1.5e3")->scale, 1000);
  EXPECT_FALSE(read_digits("2e5x"));
  EXPECT_EQ(read("1.5x10^99").value, -1);
}

TEST(ReadNumeral, TakesACommaForAPointWhereItCanBeNothingElse) {
  EXPECT_EQ(read("1,3 million people").value, 1.3e6);
  EXPECT_EQ(read("1, 3 and 5").value, 1);
  EXPECT_EQ(read("22,24,26").tokens, 1U);
}

TEST(ReadNumeral, ReadsLettersForScalesBehindADecimal) {
  EXPECT_EQ(read("4.5 k").value, 4500);
  EXPECT_EQ(read("4.5 M signatures").value, 4.5e6);
  EXPECT_EQ(read("20 mil dinars").value, 2e7);
  EXPECT_EQ(read("4 M signatures").value, 4);
}

TEST(ReadNumeral, ReadsGroupsPartedBySpaces) {
  EXPECT_EQ(read("40\xE2\x80\xAF"
                 "123 people")
                .value,
            40123);
  EXPECT_EQ(read("40 000 people").value, 40000);
  EXPECT_EQ(read("12 345 678 people").value, 12345678);
  EXPECT_EQ(read("12 300-page books").value, 12);
  EXPECT_EQ(read("in 12 345 ways").value, -1);
  EXPECT_EQ(read("12 345 ways").value, 12);
}

TEST(ReadNumeral, StopsBeforeTheNextNumber) {
  EXPECT_EQ(read("two three").tokens, 1U);
  EXPECT_EQ(read("six and four others").tokens, 1U);
  EXPECT_EQ(read("twenty and four others").tokens, 1U);
}

TEST(ReadNumeral, ReadsDigitsOfOtherScripts) {
  EXPECT_EQ(read("\xD9\xA1\xD9\xA3\xD9\xAC\xD9\xA3\xD9\xA0\xD9\xA0").value, 13300);
}

TEST(ReadNumeral, RefusesWhatIsNoNumber) {
  EXPECT_EQ(read(std::string(400, '9')).value, -1);
  EXPECT_EQ(read("a council").value, -1);
  EXPECT_EQ(read("half of them").value, -1);
  EXPECT_FALSE(read_digits("13,30"));
  EXPECT_FALSE(read_digits("20th"));
}

TEST(ReadOrdinal, ReadsDigitsAndWords) {
  EXPECT_EQ(read_ordinal("21st"), 21);
  EXPECT_EQ(read_ordinal("Third"), 3);
  EXPECT_EQ(read_ordinal("4pm"), std::nullopt);
}

}  // namespace
}  // namespace parley::analysis
