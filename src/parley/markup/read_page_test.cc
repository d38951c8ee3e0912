#include "parley/markup/read_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::markup {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using text::BlockRole;

// The words of the blocks of one role, in text order.
std::vector<std::string> words_of(const PageReport& report, BlockRole role) {
  std::vector<std::string> words;
  for (const text::Block& block : report.blocks) {
    if (block.role == role) {
      words.push_back(report.text.substr(block.span.start, block.span.size()));
    }
  }
  return words;
}

constexpr std::string_view kArticle = R"(<!DOCTYPE html>
<html lang="en"><head>
<title>Port talks resume | Example Wire</title>
<meta property="og:site_name" content="Example Wire">
<link rel="canonical" href="https://wire.example/2025/03/14/port-talks">
<script type="application/ld+json">
{"@context":"https://schema.org","@type":"NewsArticle","headline":"Port talks resume",
 "datePublished":"2025-03-14T08:30:00+01:00","author":[{"@type":"Person","name":"Ana Velm"}]}
</script>
<style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Port talks resume</h1>
<div class="byline">By Ana Velm</div>
<div class="article-body">
<p>The Northern Council said on Friday that talks on the river ports had resumed.</p>
<p>&ldquo;We expect an answer by&nbsp;Monday,&rdquo; its envoy Jon Sund told reporters.</p>
<figure><img src="gate.jpg"><figcaption>The gate of the port.</figcaption></figure>
<h2>What is asked for</h2>
<ul><li>Passage for forty barges a day.</li><li>Two observers at each lock.</li></ul>
<div class="related-articles"><a href="/x">Ferries stand idle</a></div>
<p>The Coastal League has not replied, although its chair spoke of progress, aides said.</p>
</div></article>
<section class="comments"><p>I do not believe a word of it, they said the same last year.</p></section>
<footer><p>Copyright Example Wire. All rights reserved.</p></footer></body></html>)";

TEST(ReadPage, KeepsTheReportAndItsParagraphs) {
  const PageReport report = read_page(kArticle);

  EXPECT_THAT(
      words_of(report, BlockRole::kBody),
      ElementsAre(
          "The Northern Council said on Friday that talks on the river ports had resumed.",
          "\xE2\x80\x9CWe expect an answer by Monday,\xE2\x80\x9D its envoy Jon Sund told "
          "reporters.",
          "What is asked for",
          "The Coastal League has not replied, although its chair spoke of progress, aides said."));
  EXPECT_THAT(words_of(report, BlockRole::kList),
              ElementsAre("Passage for forty barges a day.", "Two observers at each lock."));
}

TEST(ReadPage, NamesWhatIsNoMainText) {
  const PageReport report = read_page(kArticle);

  EXPECT_THAT(words_of(report, BlockRole::kHeadline), ElementsAre("Port talks resume"));
  EXPECT_THAT(words_of(report, BlockRole::kByline), ElementsAre("By Ana Velm"));
  EXPECT_THAT(words_of(report, BlockRole::kCaption), ElementsAre("The gate of the port."));
  EXPECT_THAT(words_of(report, BlockRole::kRelated), ElementsAre("Ferries stand idle"));
  EXPECT_THAT(report.text, Not(HasSubstr("last year")));
  EXPECT_THAT(report.text, Not(HasSubstr("Copyright")));
}

TEST(ReadPage, TakesTitleAuthorsDateAndAddressFromMetadata) {
  const PageReport report = read_page(kArticle);

  EXPECT_EQ(report.title, "Port talks resume");
  EXPECT_THAT(report.authors, ElementsAre("Ana Velm"));
  EXPECT_EQ(report.published.value, "2025-03-14T08:30+01:00");
  EXPECT_EQ(report.published.precision, text::DatePrecision::kMinute);
  EXPECT_EQ(report.published.basis, text::DateBasis::kMetadata);
  EXPECT_EQ(report.outlet, "Example Wire");
  EXPECT_EQ(report.address, "https://wire.example/2025/03/14/port-talks");
  EXPECT_EQ(report.language, "en");
}

TEST(ReadPage, MapsEachWordBackToThePage) {
  const PageReport report = read_page(kArticle);
  text::Article article;
  article.text = report.text;
  article.source = report.source;

  for (const std::string_view word : {"Northern", "Monday", "observers", "gate"}) {
    const auto at = static_cast<std::uint32_t>(article.text.find(word));
    const std::optional<std::uint32_t> source = article.source_of(at);

    ASSERT_TRUE(source.has_value());
    EXPECT_EQ(kArticle.substr(*source, word.size()), word);
  }
}

TEST(ReadPage, TakesTheReportAmongTeasersOfOthers) {
  std::string html = "<body><h1>Port talks resume</h1><div class=story>";
  for (int i = 0; i < 6; ++i) {
    html += "<p>The Northern Council said on Friday, day " + std::to_string(i) +
            " of the talks, that the river ports would open again.</p>";
  }
  html += "</div><div>";
  for (int i = 0; i < 9; ++i) {
    html += "<div><h3><a href=/x>Ferries stand idle " + std::to_string(i) +
            "</a></h3><p>Crews along the coast have been on strike for a week, their union told "
            "this paper.</p></div>";
  }
  const PageReport report = read_page(html + "</div></body>");

  EXPECT_EQ(words_of(report, BlockRole::kBody).size(), 6U);
  EXPECT_THAT(words_of(report, BlockRole::kBody), testing::Each(HasSubstr("Northern Council")));
}

TEST(ReadPage, KeepsEveryEntryOfALiveBlog) {
  std::string html = "<article><h1>Port talks: live</h1>";
  for (int i = 10; i < 15; ++i) {
    html += "<section><time datetime=2025-03-14T" + std::to_string(i) + ":00>" + std::to_string(i) +
            ":00</time><h2>Session " + std::to_string(i) +
            "</h2><p>Envoys went into session number " + std::to_string(i) +
            ", the mediators said in a short note.</p></section>";
  }
  const PageReport report = read_page(html + "</article>");

  EXPECT_THAT(report.text, HasSubstr("session number 10,"));
  EXPECT_THAT(report.text, HasSubstr("session number 14,"));
  EXPECT_EQ(words_of(report, BlockRole::kBody).size(), 10U);
}

TEST(ReadPage, LeavesOutConsentAndHiddenText) {
  const PageReport report = read_page(
      "<body><div class=cookie-banner><p>We use cookies to improve your visit, and so do our many "
      "partners, who may keep them for a year or more.</p><p>You can change your mind at any time "
      "in the settings of this site, as the law asks.</p></div><p>The Coastal League has not "
      "replied, aides said.</p><p style='display:none'>Not shown.</p>");

  EXPECT_EQ(report.text, "The Coastal League has not replied, aides said.");
}

TEST(ReadPage, ReadsUnclosedTagsAndReferences) {
  const PageReport report = read_page(
      "<p>Talks &ndash; the third round&nbsp;&ndash; resumed on Monday, aides said.<p>&lt;No "
      "comment&gt;, said the Harbour Union&#39;s chair on Tuesday.<script>var a = "
      "'<p>no';</script>");

  EXPECT_EQ(report.text,
            "Talks \xE2\x80\x93 the third round \xE2\x80\x93 resumed on Monday, aides said.\n\n"
            "<No comment>, said the Harbour Union's chair on Tuesday.");
}

TEST(ReadPage, TakesTheTextOfMetadataWhereThePageShowsNone) {
  std::string body;
  for (int i = 0; i < 8; ++i)
    body += "The Northern Council met for the " + std::to_string(i) +
            "th time, officials said, and parted late.\\n";
  const PageReport report =
      read_page("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                body + "\"}</script><div id=app></div>");

  EXPECT_EQ(words_of(report, BlockRole::kBody).size(), 8U);
  ASSERT_EQ(report.issues.size(), 1U);
  EXPECT_EQ(report.issues[0].kind, "text-from-metadata");
}

TEST(ReadPage, JoinsSourcesOfOneTitle) {
  EXPECT_EQ(read_page("<title>Port talks resume - Example Wire</title><meta property='og:title' "
                      "content='Port talks resume'><h1>Port talks resume</h1><p>Text, said one.")
                .title,
            "Port talks resume");
  EXPECT_EQ(read_page("<title>Port talks resume | Example Wire</title><p>Text, said one.").title,
            "Port talks resume");
}

TEST(ReadPage, TakesTheSiteForNoTitle) {
  EXPECT_EQ(read_page("<title>Port talks resume : Wire Log | Since 2005</title><h1>Wire Log</h1>"
                      "<h2>Port talks resume</h2><p>Text, said one.")
                .title,
            "Port talks resume");
  EXPECT_EQ(
      read_page("<title>Log | Port talks resume</title><h1>Port talks resume</h1><p>Text.").title,
      "Port talks resume");
  EXPECT_EQ(read_page("<meta property='og:site_name' content='Example Wire'><meta property="
                      "'og:title' content='Example Wire | Port talks resume'><h1>Port talks "
                      "resume</h1><h1>More</h1><p>Text, said one.")
                .title,
            "Port talks resume");
  EXPECT_EQ(read_page("<meta property='og:title' content='&amp;quot;Port&amp;quot; &amp; talks'>"
                      "<p>Text, said one.")
                .title,
            "\"Port\" & talks");
}

TEST(ReadPage, NamesAuthorsOneByOne) {
  const PageReport report = read_page(
      "<meta property='og:site_name' content='Example Wire'><meta name=author content='By Ana Velm "
      "and Jon Sund (EW)'><p>Text, said one.");

  EXPECT_THAT(report.authors, ElementsAre("Ana Velm", "Jon Sund"));
}

TEST(ReadPage, TakesAListOfTeasersForNoText) {
  std::string html =
      "<article><h1>Port talks resume</h1><p>The Northern Council said on Friday that talks on the "
      "river ports had resumed.</p><ul>";
  for (int i = 0; i < 4; ++i) {
    html +=
        "<li><a href=/x>Ferries stand idle along the coast</a> LORN: Crews have been on strike "
        "for a week and more, their union said in day " +
        std::to_string(i) + " of talks.</li>";
  }
  const PageReport report = read_page(html + "</ul></article>");

  EXPECT_TRUE(words_of(report, BlockRole::kList).empty());
  EXPECT_EQ(words_of(report, BlockRole::kRelated).size(), 4U);
}

TEST(ReadPage, TakesTheTopHeadingWhereTheMetadataSayItDifferently) {
  const PageReport report = read_page(
      "<meta property='og:title' content='A deal on the ports?'><div><h1>Port talks "
      "resume</h1></div>"
      "<div class=article-body><p>The Northern Council said on Friday that talks on the river "
      "ports "
      "had resumed.</p><p>Its envoy expects an answer by Monday, he told reporters.</p></div>");

  EXPECT_THAT(words_of(report, BlockRole::kHeadline), ElementsAre("Port talks resume"));
}

}  // namespace
}  // namespace parley::markup
