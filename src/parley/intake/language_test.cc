#include "parley/intake/language.h"

#include <gmock/gmock.h>

namespace parley::intake {
namespace {

constexpr std::string_view kEnglish =
    "The harbour authority and the dock workers resumed their talks on Monday after a pause of two "
    "weeks. Both sides said that the question of night shifts was still open.";
constexpr std::string_view kFrench =
    "L'autorité portuaire et les dockers ont repris leurs discussions lundi après une pause de "
    "deux "
    "semaines. Les deux parties ont déclaré que la question du travail de nuit restait ouverte.";

text::Article article(std::string_view words) {
  text::Article out;
  out.text = words;
  out.blocks.push_back({out.whole(), text::BlockRole::kBody});
  return out;
}

std::vector<std::string> kinds(const text::Article& of) {
  std::vector<std::string> out;
  for (const text::Issue& issue : of.issues) out.push_back(issue.kind);
  return out;
}

TEST(DetectLanguage, NamesTheLanguageOfALongEnoughText) {
  EXPECT_EQ(detect_language(kEnglish), "en");
  EXPECT_EQ(detect_language(kFrench), "fr");
  EXPECT_EQ(detect_language("Talks resumed."), std::nullopt);
  EXPECT_EQ(detect_language(std::string(500, '1')), std::nullopt);
  EXPECT_EQ(
      detect_language("שר החוץ אמר כי השיחות יימשכו בשבוע הבא. האיגודים דורשים העלאה מיידית של "
                      "השכר לכל העובדים, וההנהלה תשיב עליה בקרוב."),
      "he");
}

TEST(LanguageTag, IsWrittenInTheUsualWay) {
  EXPECT_EQ(language_tag("en_us"), "en-US");
  EXPECT_EQ(language_tag("ZH-hant-tw"), "zh-Hant-TW");
  EXPECT_EQ(language_tag("english"), std::nullopt);
  EXPECT_EQ(language_tag(""), std::nullopt);
  EXPECT_EQ(language_tag("und"), std::nullopt);
}

TEST(SettleLanguage, NotesADeclarationThatDisagrees) {
  text::Article report = article(kEnglish);
  settle_language(report, "fr");

  EXPECT_EQ(report.language, "en");
  EXPECT_THAT(kinds(report), testing::ElementsAre("language-differs"));
  EXPECT_TRUE(is_analysed(report));
}

TEST(SettleLanguage, MarksWhatIsNotAnalysed) {
  text::Article report = article(kFrench);
  settle_language(report, std::nullopt);

  EXPECT_EQ(report.language, "fr");
  EXPECT_THAT(kinds(report), testing::ElementsAre("not-analysed"));
  EXPECT_FALSE(is_analysed(report));
}

TEST(SettleLanguage, GuessesNothingForAShortText) {
  text::Article report = article("Talks resumed.");
  settle_language(report, std::nullopt);
  EXPECT_EQ(report.language, "und");
  EXPECT_TRUE(is_analysed(report));

  text::Article declared = article("Talks resumed.");
  settle_language(declared, "en-gb");
  EXPECT_EQ(declared.language, "en-GB");
}

}  // namespace
}  // namespace parley::intake
