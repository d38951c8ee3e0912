#include "parley/intake/read_inputs.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "parley/intake/json_row.h"
#include "parley/intake/read_feed.h"

namespace parley::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ReadInputs : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("parley-intake-" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, std::string_view bytes) {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  void read(const std::string& input, const InputOptions& options = {}) {
    summary_ = read_inputs({input}, options,
                           {.article =
                                [&](text::Article article) {
                                  articles_.push_back(std::move(article));
                                  return true;
                                },
                            .rejection =
                                [&](Rejection rejection) {
                                  reasons_.push_back(rejection.reason);
                                  offsets_.push_back(rejection.offset);
                                }});
  }

  std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const text::Article& article : articles_) out.push_back(article.text);
    return out;
  }

  std::filesystem::path folder_;
  std::vector<text::Article> articles_;
  std::vector<std::string> reasons_;
  std::vector<std::uint64_t> offsets_;
  Summary summary_;
};

TEST_F(ReadInputs, ReadsAFolderInTheOrderOfItsNames) {
  file("b.txt", "Second.");
  file("a/z.txt", "First.");
  file(".hidden", "Not read.");

  read(folder_.string());

  EXPECT_THAT(texts(), ElementsAre("First.", "Second."));
  EXPECT_THAT(reasons_, IsEmpty());
}

TEST_F(ReadInputs, RejectsABadLineAndReadsOn) {
  const auto path = file("rows.jsonl",
                         "{\"id\":\"r1\",\"text\":\"One.\",\"other\":{\"x\":[1,2]}}\n"
                         "{\"id\":\"r2\",\"text\":\"Cut\n"
                         "[1]\n"
                         "{\"id\":\"r3\"}\n\r\n"
                         "{\"id\":7,\"text\":\"Seven \\ud800.\"}");

  read(path);

  EXPECT_THAT(texts(), ElementsAre("One.", "Seven \xEF\xBF\xBD."));
  EXPECT_EQ(articles_[0].id, "r1");
  EXPECT_EQ(articles_[1].id, "7");
  EXPECT_EQ(articles_[1].input, path + ":6");
  EXPECT_THAT(reasons_, ElementsAre("bad-json", "not-an-object", "no-text"));
  EXPECT_EQ(summary_.rejections, 3U);
}

TEST_F(ReadInputs, ReadsTextInItsOwnEncoding) {
  read(file("latin.txt", "The caf\xE9 workers\x92 union met the owners on Friday."));
  read(file("wide.txt", std::string_view("\xFF\xFE"
                                         "H\0i\0.\0",
                                         8)));
  read(file("twice.jsonl",
            "{\"text\":\"They\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2re back.\"}\n"
            "{\"text\":\"Caf\xE9.\"}\n"));

  EXPECT_THAT(texts(), ElementsAre("The café workers’ union met the owners on Friday.", "Hi.",
                                   "They’re back.", "Café."));
  EXPECT_EQ(articles_[0].issues[0].kind, "guessed-encoding");
  EXPECT_EQ(articles_[2].issues[0].kind, "mended-encoding");
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string capture(std::string_view target, std::string_view http) {
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\n"
         "WARC-Target-URI: " +
         std::string(target) + "\r\nContent-Length: " + std::to_string(http.size()) + "\r\n\r\n" +
         std::string(http) + "\r\n\r\n";
}

TEST_F(ReadInputs, ReadsPackedFiles) {
  read(file("report.txt.gz", gzip("The strike goes on.")));
  read(file("rows.jsonl.gz", gzip("{\"text\":\"One.\"}\n") + gzip("{\"text\":\"Two.\"}\n")));

  EXPECT_THAT(texts(), ElementsAre("The strike goes on.", "One.", "Two."));
}

TEST_F(ReadInputs, TellsWhereAPackedFileIsCut) {
  const std::string whole = gzip("{\"text\":\"One.\"}\n");
  read(file("rows.jsonl.gz", whole + whole.substr(0, 20)));

  EXPECT_THAT(texts(), ElementsAre("One."));
  EXPECT_THAT(reasons_, ElementsAre("truncated"));
  EXPECT_THAT(offsets_, ElementsAre(whole.size()));
}

TEST_F(ReadInputs, ReadsTheTextsOfAWebArchive) {
  const std::string path =
      file("crawl.warc.gz",
           gzip(capture("http://news.example/a",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                        "Content-Encoding: gzip\r\n\r\n" +
                            gzip("The caf\xE9 strike goes on."))) +
               gzip(capture("http://news.example/b", "HTTP/1.1 404 Gone\r\n\r\nNo such page.")) +
               gzip(capture("http://news.example/c",
                            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG")));
  read(path);

  EXPECT_THAT(texts(), ElementsAre("The café strike goes on."));
  EXPECT_EQ(articles_[0].url, "http://news.example/a");
  EXPECT_EQ(articles_[0].input, path + "#urn:uuid:7");
  EXPECT_THAT(reasons_, IsEmpty());
}

TEST_F(ReadInputs, TellsOfAnswersInAnArchiveThatAreNone) {
  const std::string sound = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe strike ends.";
  read(file("crawl.warc", capture("http://news.example/a", "HXTP" + sound.substr(4)) +
                              capture("dns:news.example", "news.example 60 IN A 192.0.2.1") +
                              capture("http://news.example/b", sound)));

  EXPECT_THAT(texts(), ElementsAre("The strike ends."));
  EXPECT_THAT(reasons_, ElementsAre("no-http-head"));
}

TEST_F(ReadInputs, ReadsTheEntriesOfAFeed) {
  const std::string path = file(
      "feed.xml",
      "<rss version='2.0'><channel><title>Example Wire</title><item><title>Talks resume</title>"
      "<link>http://news.example/1</link><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>"
      "<description>The crews met the owners.&lt;p&gt;More soon.</description></item></channel>"
      "</rss>");
  read(path);
  read(file("evil.xml", "<!DOCTYPE rss [<!ENTITY a 'x'>]><rss><channel><item><title>&a;"));

  ASSERT_THAT(texts(), ElementsAre("Talks resume\n\nThe crews met the owners.\n\nMore soon."));
  EXPECT_EQ(articles_[0].input, path + "#1");
  EXPECT_EQ(articles_[0].outlet, "Example Wire");
  EXPECT_EQ(articles_[0].published.value, "2004-01-01T19:48Z");
  EXPECT_EQ(articles_[0].blocks[0].role, text::BlockRole::kHeadline);
  EXPECT_THAT(reasons_, ElementsAre("entities"));
}

TEST_F(ReadInputs, GivesATitleThatIsAPictureAsInertText) {
  const auto titled = [](const std::string& title) {
    return "<rss version='2.0'><channel><item><title><![CDATA[" + title +
           "]]></title><description>The crews met the owners.</description></item></channel></rss>";
  };
  read(file("alt.xml", titled("<img src='x' alt='Talks&#10;resume' onerror='a()'><img>")));
  read(file("bare.xml", titled("<p><img onload=\"a('\" src=\"http://news.example/1.png\"/></p>")));
  read(file("mark.xml", titled("<img src='http://news.example/\"onerror=a(1)>&lt;b&gt;'>")));
  read(file("none.xml", titled("<img src='javascript:a()'><img src='data:image/png;base64,AA'>")));

  ASSERT_EQ(articles_.size(), 4U);
  EXPECT_EQ(articles_[0].title, "Talks resume");
  EXPECT_EQ(articles_[0].text, "Talks resume\n\nThe crews met the owners.");
  EXPECT_EQ(articles_[0].issues[0].kind, "picture-title");
  EXPECT_EQ(articles_[1].title, "<img src=\"http://news.example/1.png\" />");
  EXPECT_EQ(articles_[1].text, "The crews met the owners.");
  EXPECT_EQ(articles_[1].issues[0].kind, "picture-title");
  EXPECT_EQ(articles_[2].title, "<img src=\"http://news.example/%22onerror=a(1)%3E%3Cb%3E\" />");
  EXPECT_EQ(articles_[3].title, std::nullopt);
}

TEST(DecodeFeed, NamesTheFeedOfAPage) {
  const auto refused = [](const std::string& page) {
    return decode_feed("https://wire.example/news/", page, "").error().message;
  };

  EXPECT_EQ(
      refused("<!DOCTYPE html><html><head><link rel=stylesheet href=a.css><link rel='ALTERNATE' "
              "type='application/rss+xml' href='../feed.xml?a=1&amp;b=2'><p>Talks."),
      "https://wire.example/news/: is a web page and no feed; it names "
      "https://wire.example/feed.xml?a=1&b=2 as its feed, give that");
  EXPECT_EQ(refused("<!DOCTYPE html><html><p>Talks resume."),
            "https://wire.example/news/: is a web page and no feed; give the address of a feed");
  EXPECT_EQ(refused("Talks resume."),
            "https://wire.example/news/: is no feed that is known; check its kind");
}

TEST_F(ReadInputs, NamesWhatItCannotRead) {
  read(file("a", "PK\x03\x04rest"));
  read(file("b", "%PDF-1.7"));

  EXPECT_THAT(reasons_, ElementsAre("unsupported-kind", "unsupported-kind"));
}

TEST_F(ReadInputs, PassesOverALineThatIsTooLong) {
  InputOptions options;
  options.max_line_bytes = 40;
  const auto path = file(
      "rows.jsonl", "{\"text\":\"" + std::string(200'000, 'x') + "\"}\n{\"text\":\"Short.\"}\n");

  read(path, options);

  EXPECT_THAT(texts(), ElementsAre("Short."));
  EXPECT_THAT(reasons_, ElementsAre("line-too-long"));
  EXPECT_THAT(offsets_, ElementsAre(0U));
}

TEST_F(ReadInputs, TellsWhyThereIsNothingToRead) {
  read((folder_ / "missing.txt").string());
  read(folder_.string());
  read(file("empty.txt", " \n\n"));
  read(file("page.html", "<!DOCTYPE html><p></p>"));
  read(file("note.xml", "<?xml version=\"1.0\"?><note/>"));
  read(file("binary", std::string_view("a\0b", 3)));

  EXPECT_THAT(reasons_, ElementsAre("not-found", "empty-folder", "empty", "no-text",
                                    "unsupported-kind", "binary"));
}

TEST_F(ReadInputs, ReadsAWebPageWithoutItsFurniture) {
  read(file("page.html",
            "<!DOCTYPE html><title>Talks</title><nav><a href=/>Home</a></nav><p>Mediators said the "
            "talks on the river ports had resumed.</p>"));

  EXPECT_THAT(texts(), ElementsAre("Mediators said the talks on the river ports had resumed."));
}

TEST_F(ReadInputs, RefusesATextThatIsTooLarge) {
  InputOptions options;
  options.max_document_bytes = 100'000;
  read(file("large.txt", std::string(200'000, 'x')), options);

  EXPECT_THAT(reasons_, ElementsAre("too-large"));
}

TEST_F(ReadInputs, StopsWhenTheSinkAsksTo) {
  const auto path = file("rows.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n");
  int seen = 0;

  const Summary summary = read_inputs({path}, {},
                                      {.article =
                                           [&](const text::Article&) {
                                             ++seen;
                                             return false;
                                           },
                                       .rejection = [](const Rejection&) {}});

  EXPECT_EQ(seen, 1);
  EXPECT_TRUE(summary.stopped);
}

TEST(ReadJsonRow, StopsAtADepthWithAReason) {
  const auto row = read_json_row("{\"x\":" + std::string(1'000'000, '['));

  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().reason, "json-depth");
}

TEST(ReadJsonRow, TakesTheFieldsOfExtractors) {
  const auto row = read_json_row(
      R"({"date":"2025-03-03","sitename":"Example Wire","author":"Ana Velm","text":"x",)"
      R"("published":{"value":"2025-03-04","basis":"given"},"authors":["Jon Sund"]})");

  ASSERT_TRUE(row);
  EXPECT_EQ(row->published, "2025-03-04");
  EXPECT_EQ(row->outlet, "Example Wire");
  EXPECT_THAT(row->authors, ElementsAre("Ana Velm", "Jon Sund"));
}

}  // namespace
}  // namespace parley::intake
