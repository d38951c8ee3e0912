#include "parley/feeds/read_feed.h"

#include <gmock/gmock.h>

#include "parley/feeds/address.h"
#include "parley/feeds/person.h"

namespace parley::feeds {
namespace {

using testing::ElementsAre;

TEST(ReadFeed, ReadsRss) {
  const Feed feed = read_feed(
      "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/"
      "content/' xmlns:d='http://purl.org/dc/elements/1.1/'><channel><title>Example "
      "Wire</title><item><title>Talks &amp;amp; terms</title><link> http://news.example/1 </link>"
      "<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><d:creator>Ana Velm</d:creator>"
      "<description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]>"
      "</content:encoded></item><item><guid>http://news.example/2</guid></item></channel></rss>");

  EXPECT_EQ(feed.format, FeedFormat::kRss);
  EXPECT_EQ(feed.title.value, "Example Wire");
  ASSERT_EQ(feed.entries.size(), 2U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.title.value, "Talks &amp; terms");
  EXPECT_EQ(entry.address, "http://news.example/1");
  EXPECT_EQ(entry.published, "Thu, 01 Jan 2004 19:48:21 GMT");
  EXPECT_EQ(entry.content.value, "<p>Long.</p>");
  EXPECT_THAT(entry.authors, ElementsAre("Ana Velm"));
  EXPECT_EQ(feed.entries[1].address, "http://news.example/2");
  EXPECT_FALSE(feed.broken);
}

TEST(ReadFeed, ReadsAtom) {
  const Feed feed = read_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://news.example/a/' xml:lang='en'>"
      "<title>Example Wire</title><author><name>Jon Sund</name></author>"
      "<entry><title type='html'>&lt;b&gt;Talks&lt;/b&gt;</title>"
      "<link rel='edit' href='x'/><link href='../1'/>"
      "<published>2004-01-01T00:00:00Z</published><updated>2005-01-01T00:00:00Z</updated>"
      "<content type='xhtml'><div>One <p>two</p></div></content></entry></feed>");

  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(feed.language, "en");
  EXPECT_EQ(entry.title.value, "<b>Talks</b>");
  EXPECT_TRUE(entry.title.html);
  EXPECT_EQ(entry.address, "http://news.example/1");
  EXPECT_EQ(entry.published, "2004-01-01T00:00:00Z");
  EXPECT_EQ(entry.content.value, "<div>One <p>two</p></div>");
  EXPECT_THAT(entry.authors, ElementsAre("Jon Sund"));
}

TEST(ReadFeed, ReadsJsonFeedAndOpml) {
  const Feed feed = read_feed(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"Example Wire","items":[)"
      R"({"id":7,"url":"http://news.example/1","content_text":"Talks.","authors":[{"name":"Ana"}]},)"
      R"(3]})");
  EXPECT_EQ(feed.format, FeedFormat::kJsonFeed);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].content.value, "Talks.");
  EXPECT_TRUE(feed.broken);

  EXPECT_THAT(
      read_feed("<opml><body><outline xmlUrl='http://a.example/f'/></body></opml>").outlines,
      ElementsAre("http://a.example/f"));
}

TEST(ReadFeed, ReadsWhatIsNotWellFormed) {
  const Feed feed = read_feed(
      "<rss><channel><title>A & B</title><item><title>One<link>http://news.example/1</link>"
      "<description>Tea &eacute; <b>bold</description></item><item><title>Two");

  EXPECT_TRUE(feed.broken);
  EXPECT_EQ(feed.title.value, "A & B");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[1].title.value, "Two");
}

TEST(ReadFeed, RefusesEntitiesOfItsOwn) {
  const Feed feed = read_feed(
      "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
      "<rss><channel><item><title>&b;&a;</title></item></channel></rss>");
  EXPECT_TRUE(feed.declares_entities);
  EXPECT_TRUE(feed.entries.empty());
  EXPECT_EQ(read_feed("<!DOCTYPE rss PUBLIC 'x' 'y'><rss><channel><item><title>T</title></item>")
                .entries.size(),
            1U);
}

TEST(ReadFeed, TakesLinearTimeForDeepElements) {
  std::string text = "<rss><channel><item><description>";
  for (int i = 0; i < 200'000; ++i) text += "<div>";
  EXPECT_EQ(read_feed(text).entries.size(), 1U);
}

TEST(ResolveAddress, FollowsTheStandard) {
  const auto resolve = [](std::string_view reference) {
    return resolve_address("http://a/b/c/d;p?q", reference);
  };
  EXPECT_EQ(resolve("g"), "http://a/b/c/g");
  EXPECT_EQ(resolve("./g/"), "http://a/b/c/g/");
  EXPECT_EQ(resolve("/g"), "http://a/g");
  EXPECT_EQ(resolve("//g"), "http://g");
  EXPECT_EQ(resolve("?y"), "http://a/b/c/d;p?y");
  EXPECT_EQ(resolve("#s"), "http://a/b/c/d;p?q#s");
  EXPECT_EQ(resolve(""), "http://a/b/c/d;p?q");
  EXPECT_EQ(resolve(".."), "http://a/b/");
  EXPECT_EQ(resolve("../../../g"), "http://a/g");
  EXPECT_EQ(resolve("mailto:x@y"), "mailto:x@y");
  EXPECT_EQ(resolve_address("", "g"), "g");
  EXPECT_EQ(resolve_address("http://a", "g"), "http://a/g");
}

TEST(PersonName, TakesTheNameAndNotTheAddress) {
  EXPECT_EQ(person_name("ana@news.example (Ana Velm)"), "Ana Velm");
  EXPECT_EQ(person_name("Ana Velm <ana@news.example>"), "Ana Velm");
  EXPECT_EQ(person_name("ana@news.example"), "ana@news.example");
  EXPECT_EQ(person_name("Ana Velm (Northport)"), "Ana Velm (Northport)");
}

}  // namespace
}  // namespace parley::feeds
