#include "parley/charset/decode.h"

#include <gtest/gtest.h>

#include "parley/base/sha256.h"
#include "parley/charset/tables.h"

namespace parley::charset {
namespace {

std::string read(std::string_view bytes, Encoding encoding) { return decode(bytes, encoding).text; }

// The lines "pointer code-point" of a table, as the standard's own index files give them.
std::string lines_of(std::span<const char32_t> table) {
  std::string out;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i] == 0) continue;
    out += std::to_string(i) + " " + std::to_string(static_cast<std::uint32_t>(table[i])) + "\n";
  }
  return out;
}

std::string digest(std::string_view lines) { return base::sha256_hex(lines).substr(0, 16); }

TEST(EncodingNamed, KnowsLabelsWhateverTheirCase) {
  EXPECT_EQ(encoding_named(" ISO-8859-1\n"), Encoding::kWindows1252);
  EXPECT_EQ(encoding_named("utf8"), Encoding::kUtf8);
  EXPECT_EQ(encoding_named("iso-2022-kr"), Encoding::kReplacement);
  EXPECT_EQ(encoding_named("latin 1"), std::nullopt);
  EXPECT_EQ(encoding_named(""), std::nullopt);
}

TEST(EncodingNamed, NamesEveryEncoding) {
  for (std::size_t i = 0; i < kEncodings; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    EXPECT_EQ(encoding_named(name_of(encoding)), encoding) << name_of(encoding);
  }
}

TEST(Tables, AreThoseOfTheStandard) {
  EXPECT_EQ(digest(lines_of(big5_table())), "e7aea50d349526dc");
  EXPECT_EQ(digest(lines_of(euc_kr_table())), "a626ac20b444175a");
  EXPECT_EQ(digest(lines_of(gb18030_table())), "0f098afb69d86387");
  EXPECT_EQ(digest(lines_of(jis0208_table())), "ebfbec9d61e5e7b8");
  EXPECT_EQ(digest(lines_of(jis0212_table())), "3537f319d2bbf4b0");
}

TEST(Tables, OfSingleBytesAreThoseOfTheStandard) {
  std::string lines;
  for (auto i = static_cast<std::size_t>(Encoding::kIbm866);
       i <= static_cast<std::size_t>(Encoding::kXMacCyrillic); ++i) {
    const auto encoding = static_cast<Encoding>(i);
    if (encoding != Encoding::kIso8859_8I) lines += lines_of(single_byte_table(encoding));
  }
  EXPECT_EQ(digest(lines), "09b9759dff130af1");
}

TEST(Decode, ReadsEachKindOfEncoding) {
  EXPECT_EQ(read("caf\xE9 \x93ja\x94", Encoding::kWindows1252), "café “ja”");
  EXPECT_EQ(read("\xCD\xC5\xD4", Encoding::kKoi8R), "мет");
  EXPECT_EQ(read("\xA4\xE9\x88\x62", Encoding::kBig5), "日Ê̄");
  EXPECT_EQ(read("\xC6\xFC\x8E\xB1\x8F\xB0\xA1", Encoding::kEucJp), "日ｱ丂");
  EXPECT_EQ(read("\x93\xFA\xB1", Encoding::kShiftJis), "日ｱ");
  EXPECT_EQ(read("\x1B$BF|\x1B(B!", Encoding::kIso2022Jp), "日!");
  EXPECT_EQ(read("\xC7\xD1", Encoding::kEucKr), "한");
  EXPECT_EQ(read("\xC8\xD5\x90\x30\x81\x30", Encoding::kGb18030), "日\U00010000");
  EXPECT_EQ(read(std::string_view("h\0i\0=\xD8\0\xDE", 8), Encoding::kUtf16Le), "hi😀");
  EXPECT_EQ(read(std::string_view("\0h\0i", 4), Encoding::kUtf16Be), "hi");
  EXPECT_EQ(read("anything", Encoding::kReplacement), "\uFFFD");
}

TEST(Decode, NeverSwallowsMarkupAfterABrokenCharacter) {
  EXPECT_EQ(read("\x81<p>", Encoding::kBig5), "\uFFFD<p>");
  EXPECT_EQ(read("\x81<p>", Encoding::kEucKr), "\uFFFD<p>");
  EXPECT_EQ(read("\x81<p>", Encoding::kShiftJis), "\uFFFD<p>");
  EXPECT_EQ(read("\x8F\xA1<p>", Encoding::kEucJp), "\uFFFD<p>");
  EXPECT_EQ(read("\x81\x30\x81<p>", Encoding::kGb18030), "\uFFFD0\uFFFD<p>");
  EXPECT_EQ(read("\xE2\x80<p>", Encoding::kUtf8), "\uFFFD<p>");
}

TEST(Decode, CountsWhatIsBrokenAndTellsWhere) {
  const Decoded decoded = decode("ok \xFF\xC3(", Encoding::kUtf8);

  EXPECT_EQ(decoded.text, "ok \uFFFD\uFFFD(");
  EXPECT_EQ(decoded.broken, 2U);
  EXPECT_EQ(decoded.first_broken, 3U);
}

TEST(Decode, TakesTwoEscapesInARowForBroken) {
  EXPECT_EQ(read("a\x1B(J\x1B(Bb", Encoding::kIso2022Jp), "a\uFFFDb");
  EXPECT_EQ(read("\x1B(I1\x1B", Encoding::kIso2022Jp), "ｱ\uFFFD");
}

}  // namespace
}  // namespace parley::charset
