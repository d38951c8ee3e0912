#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "parley/markup/page.h"

namespace parley::markup {
namespace {

// The tree as text: "p(Talks b(resumed))"; formatting elements as stretches.
std::string shape(std::string_view html) {
  const Page page = parse_page(html);
  std::string out;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 1; i < page.nodes.size(); ++i) {
    while (!ends.empty() && i >= ends.back()) {
      out += ')';
      ends.pop_back();
    }
    const Node& node = page.nodes[i];
    if (!out.empty() && out.back() != '(') out += ' ';
    if (node.tag == Tag::kText) {
      out += page.bytes(node);
      continue;
    }
    out += name_of(node.tag);
    if (node.end > i + 1) {
      out += '(';
      ends.push_back(node.end);
    }
  }
  out.append(ends.size(), ')');
  return out;
}

TEST(ParsePage, ClosesWhatPagesLeaveOpen) {
  EXPECT_EQ(shape("<p>One<p>Two<div>Three</div>"), "p(One) p(Two) div(Three)");
  EXPECT_EQ(shape("<ul><li>One<li>Two<ul><li>In</ul></ul>"), "ul(li(One) li(Two ul(li(In))))");
  EXPECT_EQ(shape("<table><tr><td>A<td>B<tr><td>C</table>D"), "table(tr(td(A) td(B)) tr(td(C))) D");
  EXPECT_EQ(shape("<dl><dt>A<dd>B<dt>C</dl>"), "dl(dt(A) dd(B) dt(C))");
}

TEST(ParsePage, IgnoresEndTagsOfNothing) {
  EXPECT_EQ(shape("<div>One</span></section>Two</div>"), "div(One Two)");
  EXPECT_EQ(shape("<div><table><tr><td></div>In</table>Out"), "div(table(tr(td(In))) Out)");
}

TEST(ParsePage, ReadsNoTagsWithinScripts) {
  EXPECT_EQ(shape("<script>if (a </b && '<p>') {}</script><p>Text"),
            "script(if (a </b && '<p>') {}) p(Text)");
  EXPECT_EQ(shape("<title>A <b> title</TITLE >x"), "title(A <b> title) x");
}

TEST(ParsePage, PassesOverCommentsAndDeclarations) {
  EXPECT_EQ(shape("<!DOCTYPE html><!-- <p>no --><?php no ?><p>Yes<!-->!"), "p(Yes !)");
  EXPECT_EQ(shape("<p>Yes<!-- never closed <p>no"), "p(Yes)");
}

TEST(ParsePage, TakesALoneAngleBracketForText) {
  EXPECT_EQ(shape("<p>3 < 4 and a<"), "p(3 < 4 and a<)");
}

TEST(ParsePage, KeepsAttributesHoweverTheyAreWritten) {
  const Page page = parse_page("<div CLASS='a \"b\"' id=c hidden data-x=1 lang = de><a href=/x/>t");

  EXPECT_EQ(page.attribute(page.nodes[1], AttributeName::kClass), "a \"b\"");
  EXPECT_EQ(page.attribute(page.nodes[1], AttributeName::kId), "c");
  EXPECT_EQ(page.attribute(page.nodes[1], AttributeName::kLang), "de");
  EXPECT_TRUE(page.has_attribute(page.nodes[1], AttributeName::kHidden));
  EXPECT_EQ(page.attribute(page.nodes[2], AttributeName::kHref), "/x/");
}

TEST(ParsePage, EndsALinkWhereTheNextBegins) {
  EXPECT_EQ(shape("<a href=1>One<a href=2>Two</a>Out"), "a(One) a(Two) Out");
  EXPECT_EQ(shape("<table><td><a href=1>In<td>Out</table>Out"), "table(td(a(In)) td(Out)) Out");
}

}  // namespace
}  // namespace parley::markup
