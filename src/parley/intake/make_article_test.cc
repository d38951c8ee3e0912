#include "parley/intake/make_article.h"

#include <gmock/gmock.h>

namespace parley::intake {
namespace {

using testing::Contains;
using testing::Field;

text::Article make(std::string text, std::optional<std::string> published = std::nullopt,
                   ArticleOptions options = {}) {
  RawDocument raw;
  raw.input = "report.txt";
  raw.text = std::move(text);
  raw.published = std::move(published);
  return make_article(std::move(raw), options);
}

auto has_issue(const std::string& kind) { return Contains(Field(&text::Issue::kind, kind)); }

TEST(MakeArticle, PrefersTheGivenDateToTheDateline) {
  const auto article = make("NORTHPORT, March 3, 2025 (EW) - Talks resumed.", "2025-03-04");

  EXPECT_EQ(article.published.value, "2025-03-04");
  EXPECT_EQ(article.published.basis, text::DateBasis::kGiven);
}

TEST(MakeArticle, TakesDateAndOutletFromADateline) {
  const auto article = make(" date 2025-03-03 Example Wire - Talks resumed.");

  EXPECT_EQ(article.published.value, "2025-03-03");
  EXPECT_EQ(article.published.basis, text::DateBasis::kDateline);
  EXPECT_EQ(article.outlet, "Example Wire");
}

TEST(MakeArticle, NeverGuessesADate) {
  const auto article = make("NORTHPORT, March 3 (EW) - On Monday 7 October 2024 talks began.");

  EXPECT_EQ(article.published.value, std::nullopt);
  EXPECT_EQ(article.published.basis, text::DateBasis::kNone);
  EXPECT_THAT(article.issues, has_issue("no-date"));
  EXPECT_THAT(article.issues, has_issue("date-without-year"));
}

TEST(MakeArticle, FlagsImpossibleAndFutureDates) {
  EXPECT_THAT(make("Talks resumed.", "2025-02-30").issues, has_issue("impossible-date"));
  ArticleOptions options;
  options.today = base::Date{2025, 3, 3};
  EXPECT_THAT(make("Talks resumed.", "2025-03-09", options).issues, has_issue("future-date"));
  EXPECT_TRUE(make("Talks resumed.", "2025-03-04", options).issues.empty());
}

TEST(MakeArticle, KeepsTheBytesOfATextAsItIs) {
  ArticleOptions options;
  options.as_is = true;
  const std::string text =
      "\r\nTalks  resume\r\n\r\nTalks  resume\r\nPlease enter your comment!\xFF";

  const auto article = make(text, std::nullopt, options);

  EXPECT_EQ(article.text, text);
  EXPECT_THAT(article.issues, has_issue("broken-utf8"));
  for (const text::Block& block : article.blocks) {
    EXPECT_NE(block.role, text::BlockRole::kComment);
    EXPECT_NE(block.role, text::BlockRole::kBoilerplate);
  }
}

TEST(MakeArticle, GivesOneIdToOneText) {
  EXPECT_EQ(make("Talks  resumed.\r\n").id, make("Talks resumed.").id);
  EXPECT_NE(make("Talks resumed.").id, make("Talks failed.").id);
  EXPECT_EQ(make("Talks resumed.").id.size(), 16U);
}

}  // namespace
}  // namespace parley::intake
