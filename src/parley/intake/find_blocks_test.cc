#include "parley/intake/find_blocks.h"

#include <gmock/gmock.h>

#include "parley/intake/line_shapes.h"

namespace parley::intake {
namespace {

using testing::ElementsAre;

// "headline:Talks resume", one a block.
std::vector<std::string> blocks_of(std::string_view text, std::string_view title = "") {
  std::vector<std::string> out;
  for (const text::Block& block : find_blocks(text, title).blocks) {
    out.push_back(std::string(text::name_of(block.role)) + ":" +
                  std::string(text.substr(block.span.start, block.span.size())));
  }
  return out;
}

TEST(FindBlocks, SeparatesHeadlineBylineDatelineAndBody) {
  EXPECT_THAT(blocks_of("Talks resume in Northport\n\nBy Ana Velm and Jon Sund\n\n"
                        "NORTHPORT, March 3 (Example Wire) - Mediators said talks resumed.\n\n"
                        "They will go on."),
              ElementsAre("headline:Talks resume in Northport", "byline:By Ana Velm and Jon Sund",
                          "dateline:NORTHPORT, March 3 (Example Wire) - ",
                          "body:Mediators said talks resumed.", "body:They will go on."));
}

TEST(FindBlocks, MarksTheSecondCopyOfAHeadline) {
  const std::string text = "Talks resume\n\nTalks resume\n\nMediators met on Monday.";

  EXPECT_THAT(blocks_of(text), ElementsAre("headline:Talks resume", "boilerplate:Talks resume",
                                           "body:Mediators met on Monday."));
  EXPECT_THAT(find_blocks(text, "").repeated, ElementsAre(text::Span{14, 26}));
}

TEST(FindBlocks, KeepsCaptionAndCreditApartFromTheReport) {
  EXPECT_THAT(blocks_of("harbour gate\nWorkers stand at the harbour gate. JON B. SUND/EW\n\n"
                        "The strike went on."),
              ElementsAre("caption:harbour gate", "caption:Workers stand at the harbour gate. ",
                          "credit:JON B. SUND/EW", "body:The strike went on."));
}

TEST(FindBlocks, MarksCommentBoxesAndLinkLists) {
  EXPECT_THAT(blocks_of("The strike went on.\nRelated articles\nPort shut for a day\n"
                        "Sign up for our newsletter\nPlease enter your comment!\n"),
              ElementsAre("body:The strike went on.", "related:Related articles",
                          "related:Port shut for a day", "boilerplate:Sign up for our newsletter",
                          "comment:Please enter your comment!"));
}

TEST(FindBlocks, MarksNoticesOfSubscriptionsAndAdvertisers) {
  EXPECT_THAT(
      blocks_of("Talks in Northport went on, the council said.\n\n"
                "If you see this but you\u2019re already a subscriber, log in here.\n\n"
                "We may earn a commission from links on this page.\n\n"
                "\u00C0 lire aussi\n\n"
                "Example Wire is not responsible for the opinions of its guests.\n\n"
                "The union said that it would not earn a commission on the deal."),
      ElementsAre("body:Talks in Northport went on, the council said.",
                  "boilerplate:If you see this but you\u2019re already a subscriber, log in here.",
                  "boilerplate:We may earn a commission from links on this page.",
                  "related:\u00C0 lire aussi",
                  "boilerplate:Example Wire is not responsible for the opinions of its guests.",
                  "body:The union said that it would not earn a commission on the deal."));
}

TEST(FindBlocks, JoinsLinesThatAreWrappedAtAWidth) {
  const std::string text =
      "The council said on Monday that it would send its answer to the\n"
      "mediators within a week, and that no further changes to the text\n"
      "of the accord were needed before the two sides could sign it in\n"
      "Northport.\n\nThe company did not comment.\n";

  const PageLayout layout = find_blocks(text, "");

  EXPECT_EQ(layout.blocks.size(), 2U);
  EXPECT_EQ(layout.soft_breaks.size(), 3U);
}

TEST(FindBlocks, TakesAFirstSentenceForBodyNotHeadline) {
  EXPECT_THAT(blocks_of("A delegation met officials on Sunday.\nTalks will go on."),
              ElementsAre("body:A delegation met officials on Sunday.", "body:Talks will go on."));
}

TEST(FindBlocks, HoldsEveryWordOfTheText) {
  const std::string text = "By\n\n- \n/\n(\n\xFF\xFE\n- - -\nBy A/B\n(/)\nA -\n\n\n--\nX\xE2\x80";
  std::size_t covered = 0;
  for (const text::Block& block : find_blocks(text, "").blocks) {
    EXPECT_GE(block.span.start, covered);
    for (std::size_t i = covered; i < block.span.start; ++i)
      EXPECT_TRUE(text[i] == '\n' || text[i] == ' ');
    covered = block.span.end;
  }
}

TEST(DatelineLength, NeedsAPlaceInCapitalsABracketOrADate) {
  EXPECT_EQ(dateline_length("NORTHPORT--Mediators met."), 11U);
  EXPECT_EQ(dateline_length("NORTHPORT \xE2\x80\x93 Mediators met."), 14U);
  EXPECT_EQ(dateline_length("Northport (Example Wire) - Mediators met."), 27U);
  EXPECT_EQ(dateline_length("Northport (AFP) Mediators met."), 16U);
  EXPECT_EQ(dateline_length("Coast Union (CU) Chair Ana Velm met."), 0U);
  EXPECT_EQ(dateline_length("Northport (AFP) said so."), 0U);
  EXPECT_EQ(dateline_length("Bergen, Norway - Mediators met."), 17U);
  EXPECT_EQ(dateline_length("Velm, Norway - Mediators met, Sund - left."), 15U);
  EXPECT_EQ(dateline_length("Northport, Velm - Mediators met."), 0U);
  EXPECT_EQ(dateline_length("date 2025-03-03 Example Wire - Mediators met."), 31U);
  EXPECT_EQ(dateline_length("Northport - its people said - is quiet."), 0U);
  EXPECT_EQ(dateline_length("The mediators met - at last."), 0U);
  EXPECT_EQ(dateline_length("On March 3, 2025, Velm and Sund - his aide - met."), 0U);
}

TEST(BylineNames, StopsBeforeTheOutlet) {
  EXPECT_THAT(byline_names("By Ana Velm, Example Wire"), ElementsAre("Ana Velm"));
  EXPECT_THAT(byline_names("By Ana Velm and Jon al Sund"), ElementsAre("Ana Velm", "Jon al Sund"));
  EXPECT_TRUE(byline_names("By the end of the week").empty());
  EXPECT_TRUE(byline_names("By Monday, they had gone home.").empty());
}

TEST(IsDateLine, AllowsLabelsButNoStory) {
  EXPECT_TRUE(is_date_line("Published: Mon 3 March 2025, 10:00 GMT"));
  EXPECT_TRUE(is_date_line("March 3, 2025"));
  EXPECT_FALSE(is_date_line("Talks resumed on March 3, 2025"));
  EXPECT_FALSE(is_date_line("March 2025"));
}

}  // namespace
}  // namespace parley::intake
