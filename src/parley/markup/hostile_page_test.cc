// Pages made to be slow or deep. The bounds on time are generous: a step that is not linear misses
// them by far.
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "parley/markup/page.h"
#include "parley/markup/read_page.h"

namespace parley::markup {
namespace {

std::string repeated(std::string_view piece, int times) {
  std::string out;
  out.reserve(piece.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

constexpr int kDeep = 100'000;
constexpr double kBound = 10;

// Of the processor's time: a busy machine is not slow code.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class HostileShape : public testing::TestWithParam<const char*> {};

TEST_P(HostileShape, IsReadInLinearTimeWhateverNests) {
  const std::string html = repeated(GetParam(), kDeep);
  const double start = seconds();

  const Page page = parse_page(html);
  const PageReport report = read_page(html);

  EXPECT_LT(seconds() - start, kBound);
  EXPECT_LE(page.nodes.size(), 8U * kDeep);
  EXPECT_LE(report.text.size(), html.size());
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, HostileShape,
    testing::Values("<div>", "<p>", "<a href=x>", "<b><i>", "<table><tr><td>", "<li>x", "<ul><li>",
                    "<svg>", "<font>", "<h1>x", "<select><option>", "<custom-tag>x", "<form>",
                    "<blockquote>x", "<dl><dt>x<dd>y", "<button>", "<span class=byline>x",
                    "</div></p></b>", "<!--", "<![CDATA[", "<", "&", "&amp;&notit;", "<div a=\"x",
                    "<script>", "<script></scrip", "<title>", "<h2><a href=x>Talks</a></h2>x. ",
                    "<a rel=author>Ana</a>", "<meta name=author content=x>",
                    "<time>1.1.2025</time>",
                    "<script type='application/ld+json'>{\"@type\":\"Article\",\"a\":[{",
                    "<div class='a-b cD e_f'>x", "<div hidden><p>Text, and more of it. "));

TEST(HostilePage, FlagsWhatIsNestedTooDeep) {
  const PageReport report = read_page(
      repeated("<div>", kDeep) +
      "<p>The Northern Council said on Friday that talks on the river ports had resumed.</p>");

  ASSERT_FALSE(report.issues.empty());
  EXPECT_EQ(report.issues[0].kind, "nested-too-deep");
  EXPECT_NE(report.text.find("river ports"), std::string::npos);
}

TEST(HostilePage, StopsAtTheLimitOfTags) {
  const Page page = parse_page(repeated("<b>x", static_cast<int>(kMaxNodes)));

  EXPECT_TRUE(page.too_many_nodes);
  EXPECT_EQ(page.nodes.size(), kMaxNodes);
}

TEST(HostilePage, BearsAnEndAnywhere) {
  constexpr std::string_view kWhole =
      "<!DOCTYPE html><html lang='en'><title>T</title><script type=\"application/ld+json\">"
      "{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-03-14T08:00:00Z\",\"author\":{\"name\":"
      "\"Ana\"}}</script><article class=\"entry-content\"><h1>T</h1><p>Caf&eacute; talks, &#x41; <b"
      ">resumed</b>.</p><!-- c --><ul><li>One</ul></article>";
  for (std::size_t i = 0; i <= kWhole.size(); ++i) {
    const PageReport report = read_page(kWhole.substr(0, i));
    EXPECT_LE(report.text.size(), i);
  }
}

}  // namespace
}  // namespace parley::markup
