#include "parley/net/fetch.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "parley/net/local_server.h"
#include "parley/net/robots.h"

namespace parley::net {
namespace {

using std::chrono::milliseconds;

FetchOptions quick() {
  FetchOptions options;
  options.gate = {
      .delay = milliseconds(0), .first_pause = milliseconds(1), .longest_wait = milliseconds(1000)};
  options.time_limit = milliseconds(3000);
  return options;
}

FetchOptions allowing(const LocalServer& server, const std::string& number = "127.0.0.1") {
  FetchOptions options = quick();
  options.policy.allowed.push_back({number, server.port()});
  return options;
}

bool never() { return false; }

std::string at(const LocalServer& server, const std::string& path = "/") {
  return "http://127.0.0.1:" + std::to_string(server.port()) + path;
}

FetchFault fault_of(FetchOptions options, const Request& request) {
  Fetcher fetcher(std::move(options), never);
  const auto answer = fetcher.fetch(request);
  EXPECT_FALSE(answer) << request.address;
  return answer ? FetchFault::kStopped : answer.error().fault;
}

TEST(Fetch, BringsBodyTypeAndValidators) {
  LocalServer server("127.0.0.1", [](const std::string&) {
    return http_answer("200 OK", "<rss/>",
                       "Content-Type: application/rss+xml; charset=utf-8\r\nETag: \"a1\"\r\n"
                       "Last-Modified: Mon, 03 Mar 2025 08:00:00 GMT\r\n");
  });
  Fetcher fetcher(allowing(server), never);

  const auto answer = fetcher.fetch({.address = at(server, "/feed.xml")});

  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "<rss/>");
  EXPECT_EQ(answer->content_type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(answer->etag, "\"a1\"");
  EXPECT_EQ(answer->last_modified, "Mon, 03 Mar 2025 08:00:00 GMT");
}

TEST(Fetch, AsksOnlyForWhatIsNewer) {
  LocalServer server("127.0.0.1", [](const std::string& head) {
    return head.find("If-None-Match: \"a1\"\r\n") != std::string::npos &&
                   head.find("If-Modified-Since: Mon") != std::string::npos
               ? http_answer("304 Not Modified", "")
               : http_answer("200 OK", "new");
  });
  Fetcher fetcher(allowing(server), never);

  const auto answer = fetcher.fetch(
      {.address = at(server), .etag = "\"a1\"", .last_modified = "Mon, 03 Mar 2025 08:00:00 GMT"});

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 304);
}

TEST(Fetch, AValidatorWithALineEndIsNotSentOn) {
  LocalServer server("127.0.0.1", [](const std::string&) { return http_answer("200 OK", ""); });
  Fetcher fetcher(allowing(server), never);

  ASSERT_TRUE(fetcher.fetch({.address = at(server), .etag = "\"a\"\r\nX-Planted: yes"}));

  EXPECT_EQ(server.asked()[0].find("X-Planted"), std::string::npos);
}

// Ways to write an address of this machine or of a private network. The port is one that may be
// asked, so that only the number is left to refuse.
TEST(Fetch, NoSpellingOfThisMachineReachesIt) {
  LocalServer canary("127.0.0.1", [](const std::string&) { return http_answer("200 OK", "in"); });
  const std::vector<std::string> hosts = {"127.0.0.1",
                                          "127.1",
                                          "127.0.1",
                                          "127.00.00.01",
                                          "2130706433",
                                          "0x7f000001",
                                          "0x7F.1",
                                          "0x7f.0x0.0x0.0x1",
                                          "017700000001",
                                          "0177.0.0.1",
                                          "0177.0.0.0x1",
                                          "00000177.0.0.1",
                                          "127.0.0.1.",
                                          "127.1.",
                                          "2130706433.",
                                          "0",
                                          "0.0.0.0",
                                          "0x0",
                                          "00",
                                          "0.0",
                                          "127.0.0.2",
                                          "127.127.127.127",
                                          "127.255.255.254",
                                          "localhost",
                                          "LOCALHOST",
                                          "localhost.",
                                          "localhost.localdomain",
                                          "ip6-localhost",
                                          "ip6-loopback",
                                          "foo.localhost",
                                          "[::1]",
                                          "[0:0:0:0:0:0:0:1]",
                                          "[0000:0000:0000:0000:0000:0000:0000:0001]",
                                          "[::]",
                                          "[::ffff:127.0.0.1]",
                                          "[::ffff:7f00:1]",
                                          "[::FFFF:7F00:0001]",
                                          "[0:0:0:0:0:ffff:127.0.0.1]",
                                          "[::127.0.0.1]",
                                          "[::7f00:1]",
                                          "[64:ff9b::7f00:1]",
                                          "[64:ff9b::127.0.0.1]",
                                          "[2002:7f00:1::]",
                                          "[fe80::1]",
                                          "[fe80::1%25lo]",
                                          "[fc00::1]",
                                          "[fd00::1]",
                                          "[ff02::1]",
                                          "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA6.0.0.1",
                                          "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1",
                                          "127\xE3\x80\x82"
                                          "0.0.1",
                                          "127\xEF\xBC\x8E"
                                          "0.0.1",
                                          "%31%32%37.0.0.1",
                                          "127%2e0%2e0%2e1",
                                          "10.0.0.1",
                                          "192.168.1.1",
                                          "172.16.0.1",
                                          "169.254.169.254",
                                          "100.64.0.1",
                                          "224.0.0.1",
                                          "255.255.255.255",
                                          "198.18.0.1",
                                          "192.0.0.1",
                                          "240.0.0.1"};
  ASSERT_GE(hosts.size(), 60U);
  FetchOptions options = quick();
  options.policy.ports = {80, 443, canary.port()};
  options.time_limit = milliseconds(1500);
  for (const std::string& host : hosts) {
    for (const char* user : {"", "wire.example@"}) {
      Fetcher fetcher(options, never);
      const auto answer = fetcher.fetch(
          {.address = std::string("http://") + user + host + ":" + std::to_string(canary.port())});
      EXPECT_FALSE(answer) << user << host;
    }
  }
  EXPECT_EQ(canary.connections(), 0);
}

TEST(Fetch, ARedirectToThisMachineIsRefused) {
  LocalServer canary("127.0.0.2", [](const std::string&) { return http_answer("200 OK", "in"); });
  const std::string inside = "http://127.0.0.2:" + std::to_string(canary.port()) + "/";
  LocalServer server("127.0.0.1", [&](const std::string& head) {
    // A chain: /1 leads to /2, /2 inside.
    const bool second = head.starts_with("GET /2 ");
    return http_answer("302 Found", "",
                       "Location: " + (second ? inside : std::string("/2")) + "\r\n");
  });
  FetchOptions options = allowing(server);
  options.policy.ports.push_back(canary.port());

  EXPECT_EQ(fault_of(options, {.address = at(server, "/1")}), FetchFault::kRefused);
  EXPECT_EQ(server.connections(), 2);
  EXPECT_EQ(canary.connections(), 0);
}

TEST(Fetch, ARedirectToAnotherSchemeIsRefused) {
  for (const char* scheme : {"file:///etc/passwd", "ftp://wire.example/", "gopher://127.0.0.1/",
                             "http://user@wire.example/"}) {
    LocalServer server("127.0.0.1", [&](const std::string&) {
      return http_answer("301 Moved", "", std::string("Location: ") + scheme + "\r\n");
    });
    EXPECT_EQ(fault_of(allowing(server), {.address = at(server)}), FetchFault::kRefused) << scheme;
  }
}

TEST(Fetch, ANameThatTurnsToThisMachineIsRefusedAtItsSecondConnection) {
  // 127.0.0.2 stands for a public number, by an exception; the name then turns to 127.0.0.1.
  LocalServer outside("127.0.0.2", [](const std::string&) {
    return http_answer("302 Found", "", "Location: /again\r\n");
  });
  LocalServer canary(
      "127.0.0.1", [](const std::string&) { return http_answer("200 OK", "in"); }, outside.port());
  ASSERT_EQ(canary.port(), outside.port());
  FetchOptions options = allowing(outside, "127.0.0.2");
  options.policy.ports.push_back(outside.port());
  int looked_up = 0;
  options.resolve = [&](const std::string& host) {
    EXPECT_EQ(host, "turning.example");
    return std::string(++looked_up == 1 ? "127.0.0.2" : "127.0.0.1");
  };

  const std::string address = "http://turning.example:" + std::to_string(outside.port()) + "/";
  EXPECT_EQ(fault_of(options, {.address = address}), FetchFault::kRefused);
  EXPECT_EQ(outside.connections(), 1);
  EXPECT_EQ(canary.connections(), 0);
}

TEST(Fetch, FollowsFiveRedirectsAndNoMore) {
  LocalServer server("127.0.0.1", [](const std::string& head) {
    const int number = std::stoi(head.substr(5));
    return number == 0
               ? http_answer("200 OK", "here")
               : http_answer("302 Found", "", "Location: /" + std::to_string(number - 1) + "\r\n");
  });
  Fetcher fetcher(allowing(server), never);

  const auto five = fetcher.fetch({.address = at(server, "/5")});
  ASSERT_TRUE(five) << five.error().message;
  EXPECT_EQ(five->body, "here");
  EXPECT_EQ(five->address, at(server, "/0"));
  EXPECT_EQ(fault_of(allowing(server), {.address = at(server, "/6")}), FetchFault::kRedirects);
}

TEST(Fetch, ABodyOverTheLimitIsRefusedHoweverItComes) {
  const std::string large(3000, 'x');
  for (const bool told : {true, false}) {
    LocalServer server("127.0.0.1", [&](const std::string&) {
      return told ? http_answer("200 OK", large)
                  : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + large;
    });
    FetchOptions options = allowing(server);
    options.max_bytes = 2999;
    EXPECT_EQ(fault_of(options, {.address = at(server)}), FetchFault::kTooLarge);
    Fetcher fetcher(options, never);
    const auto cut = fetcher.fetch({.address = at(server), .max_bytes = 100, .cut = true});
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->body.size(), 100U);
  }
}

TEST(Fetch, ASlowServerEndsAtTheTimeLimit) {
  LocalServer server("127.0.0.1", [](const std::string&) {
    std::this_thread::sleep_for(milliseconds(900));
    return http_answer("200 OK", "late");
  });
  FetchOptions options = allowing(server);
  options.time_limit = milliseconds(300);
  const auto began = Clock::now();
  EXPECT_EQ(fault_of(options, {.address = at(server)}), FetchFault::kTimeout);
  EXPECT_LT(Clock::now() - began, milliseconds(800));
}

TEST(Fetch, ABusyHostIsAskedAgainAfterThePauseItNames) {
  int asked = 0;
  LocalServer server("127.0.0.1", [&](const std::string&) {
    return ++asked == 1 ? http_answer("503 Busy", "", "Retry-After: 1\r\n")
                        : http_answer("200 OK", "now");
  });
  Fetcher fetcher(allowing(server), never);
  const auto began = Clock::now();

  const auto answer = fetcher.fetch({.address = at(server)});

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "now");
  EXPECT_GE(Clock::now() - began, milliseconds(950));
}

TEST(Fetch, AHostThatAsksForALongPauseIsLeftAlone) {
  LocalServer server("127.0.0.1", [](const std::string&) {
    return http_answer("429 Too Many", "", "Retry-After: 3600\r\n");
  });
  Fetcher fetcher(allowing(server), never);

  const auto first = fetcher.fetch({.address = at(server)});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->status, 429);
  EXPECT_EQ(first->retry_after, std::chrono::seconds(3600));
  const auto second = fetcher.fetch({.address = at(server)});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, FetchFault::kAskedToWait);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Fetch, StopsWhenAsked) {
  LocalServer server("127.0.0.1", [](const std::string&) { return http_answer("200 OK", ""); });
  Fetcher fetcher(allowing(server), [] { return true; });
  const auto answer = fetcher.fetch({.address = at(server)});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, FetchFault::kStopped);
}

TEST(HostGate, LetsOneAtATimeToAHostAndWaitsBetween) {
  HostGate gate({.delay = milliseconds(60)}, never);
  std::atomic<int> inside = 0, most = 0, turns = 0;
  const auto began = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        const auto turn = gate.wait_turn("wire.example");
        if (!turn) return;
        ++turns;
        most = std::max(most.load(), ++inside);
        std::this_thread::sleep_for(milliseconds(5));
        --inside;
      });
    }
  }
  EXPECT_EQ(turns, 4);
  EXPECT_EQ(most, 1);
  EXPECT_GE(Clock::now() - began, milliseconds(180));
}

TEST(HostGate, PausesDoubleAndAreSpread) {
  HostGate gate({.first_pause = milliseconds(1000), .longest_wait = milliseconds(10)}, never);
  for (const int expected : {1000, 2000, 4000}) {
    const milliseconds pause = gate.back_off("wire.example", std::nullopt);
    EXPECT_GE(pause.count(), expected / 2);
    EXPECT_LE(pause.count(), expected * 3 / 2);
  }
  EXPECT_EQ(gate.back_off("wire.example", std::chrono::seconds(90)), std::chrono::seconds(90));
  EXPECT_FALSE(gate.wait_turn("wire.example"));
  EXPECT_TRUE(gate.wait_turn("coast.example"));
}

TEST(RobotsCache, AsksOnceAndTakesTheHostsWord) {
  LocalServer server("127.0.0.1", [](const std::string&) {
    return http_answer("200 OK", "User-agent: *\nDisallow: /closed\n");
  });
  Fetcher fetcher(allowing(server), never);
  RobotsCache robots(fetcher, "parley");

  EXPECT_TRUE(robots.look(*read_web_address(at(server, "/open"))));
  const auto closed = robots.look(*read_web_address(at(server, "/closed/a")));
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().fault, FetchFault::kRobots);
  EXPECT_EQ(server.connections(), 1);
}

TEST(RobotsCache, AHostWithoutRulesAllowsAndAFailingOneForbids) {
  for (const bool fails : {false, true}) {
    LocalServer server("127.0.0.1", [&](const std::string&) {
      return http_answer(fails ? "500 Broken" : "404 Not Found", "");
    });
    Fetcher fetcher(allowing(server), never);
    RobotsCache robots(fetcher, "parley");
    EXPECT_EQ(robots.look(*read_web_address(at(server, "/a"))).has_value(), !fails);
  }
}

}  // namespace
}  // namespace parley::net
