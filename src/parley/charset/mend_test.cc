#include "parley/charset/mend.h"

#include <gtest/gtest.h>

namespace parley::charset {
namespace {

std::string mended(std::string text) { return mend_double_encoding(std::move(text)).text; }

TEST(MendDoubleEncoding, PutsPunctuationAndLettersRight) {
  EXPECT_EQ(mended("theyâ€™d said â€œnoâ€\u009D"), "they’d said “no”");
  EXPECT_EQ(mended("the cafÃ© in OrÃ¡n"), "the café in Orán");
  EXPECT_EQ(mended("Â£5Â\u00A0million"), "£5\u00A0million");
  EXPECT_EQ(mended("ÐŸÐµÑ€ÐµÐ³Ð¾Ð²Ð¾Ñ€Ñ‹"), "Переговоры");
}

TEST(MendDoubleEncoding, ReadsControlsAsTheMarksTheyWereMeantFor) {
  EXPECT_EQ(mended("don\u0092t \u0093go\u0094"), "don’t “go”");
}

TEST(MendDoubleEncoding, MendsTextThatWasEncodedThreeTimes) {
  EXPECT_EQ(mended("cafÃƒÂ© and cafÃƒÂ©"), "café and café");
}

TEST(MendDoubleEncoding, LeavesSoundTextAlone) {
  for (const std::string text : {"“É a IRMÃ”, disse", "“in the café”—he said", "CAFÉ”",
                                 "naïve é à ü", "À… bientôt", "price 5°, Ñandú", "日本"}) {
    EXPECT_EQ(mended(text), text);
  }
}

TEST(MendDoubleEncoding, MapsBackToTheDamagedText) {
  OffsetMap map;
  const Mended out = mend_double_encoding("a cafÃ© b", &map);

  EXPECT_EQ(out.text, "a café b");
  EXPECT_EQ(out.characters, 1U);
  EXPECT_EQ(map.source(5), 5U);   // é
  EXPECT_EQ(map.source(8), 10U);  // b
}

}  // namespace
}  // namespace parley::charset
