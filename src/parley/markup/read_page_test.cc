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

}  // namespace
}  // namespace parley::markup
