#include "parley/text/utf8.h"

#include <gtest/gtest.h>

namespace parley::text {
namespace {

TEST(RepairUtf8, ReplacesEachMaximalSubpartOnce) {
  std::size_t broken = 0;

  const std::string repaired = repair_utf8("a\xE2\x82z\xFF\xC3\xA9", &broken);

  EXPECT_EQ(repaired, "a\xEF\xBF\xBDz\xEF\xBF\xBD\xC3\xA9");
  EXPECT_EQ(broken, 2U);
}

TEST(DecodeAt, RefusesSurrogatesAndOverlongForms) {
  EXPECT_FALSE(decode_at("\xED\xA0\x80", 0).valid);
  EXPECT_FALSE(decode_at("\xC0\xAF", 0).valid);
  EXPECT_EQ(decode_at("\xF0\x9F\x95\x8A", 0).value, 0x1F54AU);
}

TEST(FoldCase, LowersLettersOfAnyScript) {
  EXPECT_EQ(fold_case("\xC3\x89T\xC3\x89 \xD0\x9F"), "\xC3\xA9t\xC3\xA9 \xD0\xBF");
}

TEST(Trim, TakesNoBreakSpacesToo) { EXPECT_EQ(trim(" \xC2\xA0 a b\n\xC2\xA0"), "a b"); }

}  // namespace
}  // namespace parley::text
