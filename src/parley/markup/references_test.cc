#include "parley/markup/references.h"

#include <gtest/gtest.h>

namespace parley::markup {
namespace {

TEST(AttributeText, ResolvesReferencesHoweverTheyAreWritten) {
  EXPECT_EQ(attribute_text("Caf&eacute; &amp; bar"), "Caf\xC3\xA9 & bar");
  EXPECT_EQ(attribute_text("&#8220;Yes&#x201D;"), "\xE2\x80\x9CYes\xE2\x80\x9D");
  EXPECT_EQ(attribute_text("&#150;"), "\xE2\x80\x93");
}

TEST(AttributeText, LeavesWhatIsNoReference) {
  EXPECT_EQ(attribute_text("AT&T & others&"), "AT&T & others&");
  EXPECT_EQ(attribute_text("?a=1&copy=2"), "?a=1&copy=2");
  EXPECT_EQ(attribute_text("&unknown; &#; &#x;"), "&unknown; &#; &#x;");
}

TEST(AttributeText, ReplacesNumbersThatAreNoCharacters) {
  EXPECT_EQ(attribute_text("&#0;&#xD800;&#99999999999;"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ReadReference, TakesOldNamesWithoutSemicolonInText) {
  std::string out;

  EXPECT_EQ(read_reference("&notit;", 0, /*in_attribute=*/false, out), 4U);
  EXPECT_EQ(out, "\xC2\xAC");
}

}  // namespace
}  // namespace parley::markup
