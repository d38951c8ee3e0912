#include "parley/intake/clean_text.h"

#include <gtest/gtest.h>

namespace parley::intake {
namespace {

TEST(CleanText, CollapsesOddSpacesAndKeepsParagraphs) {
  const CleanText clean =
      clean_text("Talks\xC2\xA0 \xE2\x80\x8Bresumed \r\n\r\n\r\n\r\n On Monday\t. \r");

  EXPECT_EQ(clean.text, "Talks resumed\n\nOn Monday .");
  EXPECT_EQ(clean.broken_sequences, 0U);
}

TEST(CleanText, ComposesAccents) { EXPECT_EQ(clean_text("cafe\xCC\x81").text, "caf\xC3\xA9"); }

TEST(CleanText, ReplacesAndCountsBrokenBytes) {
  const CleanText clean = clean_text(
      "a\xFF"
      "b\x01\x00"
      "c");

  EXPECT_EQ(clean.text,
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(clean.broken_sequences, 1U);
}

TEST(CleanText, LeavesAGluedSentenceAsItStands) {
  EXPECT_EQ(clean_text("in the hills.Officials said so.").text, "in the hills.Officials said so.");
}

}  // namespace
}  // namespace parley::intake
