#include "parley/server/add_articles.h"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "parley/net/local_server.h"
#include "parley/record/sample_reading.h"
#include "parley/server/live.h"

namespace parley::server {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* kHost = "127.0.0.1:8470";
constexpr const char* kAddress = "/api/v1/articles";

Request post(const std::string& body, const std::string& key = "") {
  std::vector<Field> fields = {{"host", kHost},
                               {"origin", std::string("http://") + kHost},
                               {"content-type", "application/json"}};
  if (!key.empty()) fields.push_back({"idempotency-key", key});
  return {"POST", kAddress, fields, body};
}

class AddArticlesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    path_ = (std::filesystem::temp_directory_path() / ("parley_add_" + name + ".parley")).string();
    TearDown();
    auto writer = record::Record::create_or_open(path_);
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->add(std::vector{record::sample_reading("a1", "Example Wire")}).has_value());
    auto live = Live::open(path_, {{{kHost}}, ""});
    ASSERT_TRUE(live.has_value());
    live_ = std::move(*live);
  }
  void TearDown() override {
    live_.reset();
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }

  Json rows(const std::string& type) {
    const Response response = live_->answer({"GET", "/api/v1/" + type, {{"host", kHost}}, ""});
    return Json::parse(response.body, nullptr, false).value("rows", Json::array());
  }

  std::string path_;
  std::unique_ptr<Live> live_;
};

TEST_F(AddArticlesTest, ReadsAPastedTextWithItsFields) {
  const std::int64_t before = live_->state().generation;

  const Response done = live_->answer(post(
      R"({"text":"Karim Saleh of the Northern Council said on Friday that talks would resume.",)"
      R"("title":"Talks to resume","outlet":"Coast Radio","published":"2025-03-15",)"
      R"("url":"https://radio.example/talks"})"));

  ASSERT_EQ(done.status, 200) << done.body;
  const Json told = Json::parse(done.body);
  EXPECT_EQ(told["added"], 1);
  EXPECT_EQ(told["articles"][0]["title"], "Talks to resume");
  EXPECT_GT(live_->state().generation, before);
  EXPECT_FALSE(live_->state().step.has_value());
  const Json articles = rows("articles");
  ASSERT_EQ(articles.size(), 2U);
  for (const Json& row : articles) {
    if (row["id"] != told["articles"][0]["id"]) continue;
    EXPECT_EQ(row["outlet"], "Coast Radio");
    EXPECT_EQ(row["published"]["value"], "2025-03-15");
    EXPECT_EQ(row["url"], "https://radio.example/talks");
  }
}

TEST_F(AddArticlesTest, ReadsAFileAsItsBytesSay) {
  // "<!doctype html><title>Late</title><p>The Crews Union said on Friday that …"
  const std::string bytes =
      "PCFkb2N0eXBlIGh0bWw+PHRpdGxlPkxhdGU8L3RpdGxlPjxwPlRoZSBDcmV3cyBVbmlvbiBzYWlkIG9uIEZyaWRheSB0"
      "aGF0IGl0cyBtZW1iZXJzIHdvdWxkIHZvdGUgYWdhaW4gb24gdGhlIG9mZmVyIG9mIHRoZSBib2FyZCBuZXh0IHdlZWsu"
      "PC9wPg==";
  const Response page =
      live_->answer(post(R"({"base64":")" + bytes + R"(","name":"C:\\kept\\late.html"})"));
  ASSERT_EQ(page.status, 200) << page.body;

  const std::string id = Json::parse(page.body)["articles"][0]["id"];
  for (const Json& row : rows("articles")) {
    if (row["id"] != id) continue;
    EXPECT_EQ(row["input"], "late.html");
    EXPECT_EQ(row["title"], "Late");
  }
}

TEST_F(AddArticlesTest, AddsNothingTwice) {
  const std::string body = R"({"text":"The Crews Union said on Friday that it would vote again."})";
  const Response first = live_->answer(post(body, "k1"));
  const Response repeated = live_->answer(post(body, "k1"));
  const Response again = live_->answer(post(body));

  EXPECT_EQ(first.body, repeated.body);
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(Json::parse(again.body)["added"], 0);
  EXPECT_EQ(Json::parse(again.body)["known"], 1);
  EXPECT_EQ(rows("articles").size(), 2U);
}

TEST_F(AddArticlesTest, TellsWhatIsWrongAndWhereAndLosesNothing) {
  // {"text": "Talks resumed."}\n{"text": \n
  const Response some = live_->answer(post(
      R"({"base64":"eyJ0ZXh0IjogIlRhbGtzIHJlc3VtZWQuIn0KeyJ0ZXh0IjogCg==","name":"a.jsonl"})"));
  // \x7fELF and noughts
  const Response none = live_->answer(post(R"({"base64":"f0VMRgAAAAAAAAAAAAAAAAAAAAA="})"));

  ASSERT_EQ(some.status, 200) << some.body;
  const Json told = Json::parse(some.body);
  EXPECT_EQ(told["added"], 1);
  ASSERT_EQ(told["rejected"].size(), 1U);
  EXPECT_EQ(told["rejected"][0]["reason"], "bad-json");
  EXPECT_GE(told["rejected"][0]["offset"], 27);
  EXPECT_THAT(told["rejected"][0]["message"].get<std::string>(), HasSubstr("a.jsonl:2"));
  EXPECT_EQ(none.status, 422);
  EXPECT_EQ(none.field("content-type"), "application/problem+json");
  EXPECT_EQ(Json::parse(none.body)["rejected"].size(), 1U);
  EXPECT_EQ(rows("articles").size(), 2U);
}

TEST_F(AddArticlesTest, RefusesABodyThatIsNoOrderToRead) {
  for (const char* body :
       {"", "[]", "{", "{}", R"({"text":5})", R"({"text":"a","base64":"YQ=="})",
        R"({"base64":"a b"})", R"({"base64":""})", R"({"text":"a","published":"yesterday"})",
        R"({"text":"a","published":"2025-02-30"})", R"({"text":"a","url":"javascript:0"})",
        R"({"text":"a","kind":"pdf"})", R"({"text":"a","authors":[5]})",
        R"({"base64":"YQ==","title":"t"})"}) {
    const Response refused = live_->answer(post(body));

    EXPECT_EQ(refused.status, 400) << body << refused.body;
  }
  EXPECT_EQ(live_->answer(post(R"({"text":" \n "})")).status, 422);
  EXPECT_EQ(rows("articles").size(), 1U);
}

TEST_F(AddArticlesTest, FetchesNoAddressAndSaysSo) {
  const Response refused = live_->answer(post(R"({"address":"https://example.org/report"})"));

  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("nothing is fetched"));
  EXPECT_THAT(live_->answer({"GET", "/api/v1/session", {{"host", kHost}}, ""}).body,
              HasSubstr(R"("fetches":false)"));
}

class FetchTest : public AddArticlesTest {
 protected:
  void open(net::FetchOptions options) {
    options.gate.delay = std::chrono::milliseconds(0);
    options.time_limit = std::chrono::seconds(5);
    auto live = Live::open(path_, {{{kHost}}, "", "", std::move(options)});
    ASSERT_TRUE(live.has_value());
    live_ = std::move(*live);
  }
  static std::string order(const net::LocalServer& server, const std::string& path) {
    return R"({"address":"http://127.0.0.1:)" + std::to_string(server.port()) + path + R"("})";
  }
};

TEST_F(FetchTest, ReadsThePageAtAnAddressWithItsAddress) {
  const net::LocalServer server("127.0.0.1", [](const std::string& head) -> std::string {
    if (head.find("/none") != std::string::npos) {
      return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    }
    const std::string page =
        "<!doctype html><title>Late</title><p>The Crews Union said on Friday that its members "
        "would vote again on the offer of the board next week.</p>";
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
           std::to_string(page.size()) + "\r\n\r\n" + page;
  });
  net::FetchOptions options;
  options.policy.ports.push_back(server.port());
  options.policy.allowed.push_back({"127.0.0.1", server.port()});
  open(options);

  const Response done = live_->answer(post(order(server, "/late")));
  const Response gone = live_->answer(post(order(server, "/none")));

  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(Json::parse(done.body)["added"], 1);
  EXPECT_EQ(rows("articles").size(), 2U);
  std::string urls;
  for (const Json& row : rows("articles")) urls += row["url"].dump() + " ";
  EXPECT_THAT(urls, HasSubstr("/late"));
  EXPECT_EQ(gone.status, 422);
  EXPECT_THAT(gone.body, HasSubstr("status 404"));
  EXPECT_FALSE(live_->state().step.has_value());
}

TEST_F(FetchTest, AsksNoMachineThatOnlyThisOneCanReach) {
  std::atomic<int> asked = 0;
  const net::LocalServer server("127.0.0.1", [&](const std::string&) {
    ++asked;
    return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno";
  });
  net::FetchOptions options;
  options.policy.ports.push_back(server.port());
  options.resolve = [](const std::string&) { return "127.0.0.1"; };  // a name that turns here
  open(options);
  const std::string port = std::to_string(server.port());

  for (const std::string& address :
       {"http://127.0.0.1:" + port + "/", "http://2130706433:" + port + "/",
        "http://[::ffff:7f00:1]:" + port + "/", "http://wire.example:" + port + "/",
        std::string("http://10.0.0.1/"), std::string("http://169.254.169.254/latest"),
        std::string("file:///etc/passwd"), std::string("gopher://wire.example/"),
        std::string("http://ana:secret@wire.example/")}) {
    const Response refused = live_->answer(post(R"({"address":")" + address + R"("})"));

    EXPECT_EQ(refused.status, 422) << address << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("detail")) << address;
  }
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(rows("articles").size(), 1U);
  EXPECT_EQ(live_->answer(post(R"({"address":"https://wire.example/","text":"a"})")).status, 400);
}

TEST_F(AddArticlesTest, LetsNoOtherOriginRead) {
  Request foreign = post(R"({"text":"Talks resumed."})");
  foreign.fields[1].value = "http://example.org";
  EXPECT_EQ(live_->answer(foreign).status, 403);
  foreign.fields[1].value = std::string("http://") + kHost;
  foreign.fields[2].value = "text/plain";
  EXPECT_EQ(live_->answer(foreign).status, 415);
  EXPECT_EQ(rows("articles").size(), 1U);
}

TEST_F(AddArticlesTest, AnswersEachOfSeveralReadingsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<int> states(4);
  for (std::size_t i = 0; i < states.size(); ++i) {
    threads.emplace_back([&, i] {
      const std::string text = "The Crews Union said in letter " + std::to_string(i) + " no.";
      states[i] = live_->answer(post(R"({"text":")" + text + R"("})")).status;
    });
  }
  for (std::thread& thread : threads) thread.join();

  std::size_t read = 0;
  for (const int state : states) {
    EXPECT_TRUE(state == 200 || state == 409) << state;
    read += state == 200 ? 1 : 0;
  }
  EXPECT_EQ(rows("articles").size(), 1 + read);
}

}  // namespace
}  // namespace parley::server
