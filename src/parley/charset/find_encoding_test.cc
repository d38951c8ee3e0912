#include "parley/charset/find_encoding.h"

#include <gtest/gtest.h>

#include "parley/charset/prescan.h"
#include "parley/charset/read_bytes.h"

namespace parley::charset {
namespace {

Encoding found(std::string_view bytes, Markup markup, std::string_view transport = {}) {
  return find_encoding(bytes, markup, transport).encoding;
}

TEST(FindEncoding, TrustsAMarkBeforeTheTransportBeforeThePage) {
  constexpr std::string_view kPage = "<meta charset=koi8-r>\xC1";

  EXPECT_EQ(found("\xEF\xBB\xBF<meta charset=koi8-r>", Markup::kHtml, "big5"), Encoding::kUtf8);
  EXPECT_EQ(found(kPage, Markup::kHtml, "windows-1251"), Encoding::kWindows1251);
  EXPECT_EQ(found(kPage, Markup::kHtml), Encoding::kKoi8R);
  EXPECT_EQ(found(kPage, Markup::kHtml, "no such thing"), Encoding::kKoi8R);
}

TEST(FindEncoding, ReadsTheDeclarationsOfPages) {
  EXPECT_EQ(encoding_in_meta("<meta name=x content='text/html; charset=big5'>"), std::nullopt);
  EXPECT_EQ(encoding_in_meta("<META content='text/html; charset=big5' HTTP-EQUIV=Content-Type>"),
            Encoding::kBig5);
  EXPECT_EQ(encoding_in_meta("<!-- <meta charset=big5> --><meta charset='utf-16'>"),
            Encoding::kUtf8);
  EXPECT_EQ(encoding_in_meta("<meta charset=big5"), std::nullopt);
  EXPECT_EQ(encoding_in_xml("<?xml version='1.0' encoding = \"euc-kr\"?>"), Encoding::kEucKr);
  EXPECT_EQ(encoding_in_xml("<feed encoding='euc-kr'>"), std::nullopt);
  EXPECT_EQ(charset_of("text/html; charset=\"utf-8\"; x=y"), "utf-8");
  EXPECT_EQ(charset_of("text/html; charset koi8-r"), std::nullopt);
}

TEST(FindEncoding, KnowsUtf8WithoutBeingTold) {
  EXPECT_EQ(found("Das Gespräch", Markup::kText), Encoding::kUtf8);
  EXPECT_EQ(found("Das Gespr\xE4"
                  "ch",
                  Markup::kText),
            Encoding::kWindows1252);
  EXPECT_EQ(found("Das Gespräch, gekürzt \xC3", Markup::kHtml), Encoding::kUtf8);
  EXPECT_EQ(found("plain", Markup::kText), Encoding::kUtf8);
  EXPECT_EQ(found("plain", Markup::kHtml), Encoding::kWindows1252);
}

TEST(FindEncoding, TakesQuotationMarksInEnglishForWindows1252) {
  const std::string_view bytes = "The delegate said: \x93We did not agree \x96 not yet.\x94";

  EXPECT_EQ(read_bytes(bytes, {}).text, "The delegate said: “We did not agree – not yet.”");
}

TEST(FindEncoding, JudgesByTheLettersOfALanguage) {
  // "Переговоры о прекращении забастовки продолжатся завтра" in KOI8-R.
  const std::string_view bytes =
      "\xF0\xC5\xD2\xC5\xC7\xCF\xD7\xCF\xD2\xD9 \xCF \xD0\xD2\xC5\xCB\xD2\xC1\xDD\xC5\xCE\xC9\xC9 "
      "\xDA\xC1\xC2\xC1\xD3\xD4\xCF\xD7\xCB\xC9 \xD0\xD2\xCF\xC4\xCF\xCC\xD6\xC1\xD4\xD3\xD1 "
      "\xDA\xC1\xD7\xD4\xD2\xC1";
  EXPECT_EQ(found(bytes, Markup::kText), Encoding::kKoi8R);
  EXPECT_EQ(found(std::string_view("T\0h\0e\0 \0t\0a\0l\0k\0", 16), Markup::kText),
            Encoding::kUtf16Le);
}

TEST(FindEncoding, OverrulesOnlyAWrongDeclarationOfUtf8) {
  const ReadBytes read =
      read_bytes("<meta charset=utf-8>Caf\xE9 \x96 r\xE9sum\xE9", {.markup = Markup::kHtml});

  EXPECT_EQ(read.text, "<meta charset=utf-8>Café – résumé");
  ASSERT_FALSE(issues_of(read).empty());
  EXPECT_EQ(issues_of(read)[0].kind, "wrong-encoding");
}

TEST(ReadBytes, TellsWhatWasOdd) {
  const ReadBytes read = read_bytes("Sound é and \xFF broken", {.transport = "utf-8"});

  ASSERT_EQ(issues_of(read).size(), 1U);
  EXPECT_EQ(issues_of(read)[0].kind, "broken-utf8");
  EXPECT_EQ(issues_of(read)[0].message, "text: 1 places are no UTF-8, the first at byte 13");
}

}  // namespace
}  // namespace parley::charset
