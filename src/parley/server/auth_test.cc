#include "parley/server/auth.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "parley/record/sample_reading.h"
#include "parley/server/assets.h"
#include "parley/server/live.h"

namespace parley::server {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHost = "192.0.2.7:8470";
constexpr const char* kPassword = "correct horse battery";

// One of each role, with a token; hashing takes its time, so they are made once.
struct People {
  Accounts accounts;
  std::vector<std::pair<Role, std::string>> tokens;
};
const People& people() {
  static const People* const made = [] {
    auto* all = new People();
    Accounts one;
    EXPECT_TRUE(one.add("one", Role::kReader, kPassword).has_value());
    const std::string encoded = one.all().front().password;
    const std::string path = (std::filesystem::temp_directory_path() /
                              ("parley_people_" + std::to_string(getpid()) + ".accounts"))
                                 .string();
    std::ofstream(path) << "user\trea\treader\t" << encoded << "\nuser\tcod\tcoder\t" << encoded
                        << "\nuser\tcur\tcurator\t" << encoded << "\nuser\tadm\tadmin\t" << encoded
                        << "\n";
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    all->accounts = Accounts::load(path).value();
    std::filesystem::remove(path);
    for (const auto& [role, name] : {std::pair(Role::kReader, "rea"),
                                     {Role::kCoder, "cod"},
                                     {Role::kCurator, "cur"},
                                     {Role::kAdmin, "adm"}}) {
      all->tokens.emplace_back(role, all->accounts.add_token(name).value());
    }
    return all;
  }();
  return *made;
}

class AuthTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    const auto folder = std::filesystem::temp_directory_path();
    path_ = (folder / ("parley_auth_" + name + ".parley")).string();
    file_ = (folder / ("parley_auth_" + name + ".accounts")).string();
    TearDown();
    ASSERT_TRUE(people().accounts.save(file_).has_value());
    auto writer = record::Record::create_or_open(path_);
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->add(std::vector{record::sample_reading("a1", "Example Wire")}).has_value());
    auto live = Live::open(path_, {{{kHost}}, "", file_});
    ASSERT_TRUE(live.has_value()) << live.error().message;
    live_ = std::move(*live);
  }
  void TearDown() override {
    live_.reset();
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
    std::filesystem::remove(file_);
  }

  Response ask(const std::string& method, const std::string& target, const std::string& token,
               const std::string& body = "", std::vector<Field> more = {}) {
    more.push_back({"host", kHost});
    if (!token.empty()) more.push_back({"authorization", "Bearer " + token});
    if (!body.empty()) more.push_back({"content-type", "application/json"});
    Request request{method, target, more, body};
    request.peer = "192.0.2.99";
    return live_->answer(request);
  }
  static const std::string& token(Role role) {
    for (const auto& [one, words] : people().tokens) {
      if (one == role) return words;
    }
    static const std::string none;
    return none;
  }
  Response log_in(const std::string& name, const std::string& password,
                  const std::string& next = "/") {
    Request request{"POST",
                    "/login",
                    {{"host", kHost},
                     {"origin", std::string("http://") + kHost},
                     {"content-type", "application/x-www-form-urlencoded"}},
                    "name=" + escape_part(name) + "&password=" + escape_part(password) +
                        "&next=" + escape_part(next)};
    request.peer = "192.0.2.99";
    return live_->answer(request);
  }
  static std::string cookie_of(const Response& response) {
    const std::string set(response.field("set-cookie"));
    return set.substr(0, set.find(';'));
  }

  std::string path_, file_;
  std::unique_ptr<Live> live_;
};

TEST_F(AuthTest, OpensNoOperationToTheUnknownNorToALowerRole) {
  const std::optional<Asset> file = asset("openapi.json");
  ASSERT_TRUE(file.has_value());
  const Json description = Json::parse(file->bytes);
  std::size_t operations = 0;
  for (const auto& [path, methods] : description["paths"].items()) {
    for (const auto& [name, operation] : methods.items()) {
      std::string method = name;
      for (char& c : method) c = static_cast<char>(c - 32);
      std::string target = path;
      if (const auto at = target.find("{id}"); at != std::string::npos) target.replace(at, 4, "a1");
      const auto least = role_named(operation.value("x-role", ""));
      ASSERT_TRUE(least.has_value()) << method << path << " says no role";
      const std::string body = method == "POST" ? "{}" : "";
      ++operations;
      if (path != "/api/v1/changes") {  // a stream: tests/cli/test_serve.py
        EXPECT_EQ(ask(method, target, "", body).status, 401) << method << target;
        EXPECT_EQ(ask(method, target, "parley_0123", body).status, 401) << method << target;
      }
      for (const auto& [role, token] : people().tokens) {
        Request request{method, target, {{"host", kHost}}, body};
        const auto refused = live_->auth()->refuse(request, Identity{"somebody", role});
        EXPECT_EQ(refused.has_value(), role < *least) << method << target << name_of(role);
        EXPECT_EQ(refused ? refused->status : 403, 403);
        if (path == "/api/v1/changes") continue;
        const int status = ask(method, target, token, body).status;
        EXPECT_EQ(status == 403, role < *least) << method << target << name_of(role);
        EXPECT_NE(status, 401) << method << target;
      }
    }
  }
  EXPECT_GT(operations, 25U);
}

TEST_F(AuthTest, ShowsNothingButTheWayInToTheUnknown) {
  for (const char* page : {"/", "/positions", "/articles/a1", "/rows/1", "/nothing", "/review"}) {
    const Response response = ask("GET", page, "");

    EXPECT_EQ(response.status, 303) << page;
    EXPECT_EQ(response.field("location"), "/login?next=" + escape_part(page));
    EXPECT_THAT(response.body, Not(HasSubstr("Example Wire")));
  }
  EXPECT_EQ(ask("GET", "/assets/app.js", "").status, 401);
  EXPECT_EQ(ask("GET", "/login", "").status, 200);
  EXPECT_EQ(ask("GET", "/assets/style.css", "").status, 200);
  EXPECT_EQ(ask("PUT", "/anything", token(Role::kCurator)).status, 403);
}

TEST_F(AuthTest, GivesASessionThatScriptsCannotReadAndEndsIt) {
  const Response in = log_in("cod", kPassword, "/positions?stance=offer");

  ASSERT_EQ(in.status, 303) << in.body;
  EXPECT_EQ(in.field("location"), "/positions?stance=offer");
  EXPECT_THAT(std::string(in.field("set-cookie")), HasSubstr("; HttpOnly; SameSite=Strict"));
  const std::string cookie = cookie_of(in);
  const Response who = ask("GET", "/api/v1/session", "", "", {{"cookie", "a=b; " + cookie}});
  EXPECT_EQ(Json::parse(who.body)["user"], "cod");
  EXPECT_EQ(Json::parse(who.body)["role"], "coder");
  EXPECT_EQ(who.field("cache-control"), "no-store");

  EXPECT_EQ(ask("DELETE", "/api/v1/session", "", "", {{"cookie", cookie}}).status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/positions", "", "", {{"cookie", cookie}}).status, 401);
}

TEST_F(AuthTest, GivesTheSameAnswerForAWrongNameAndAWrongPassword) {
  const Response name = log_in("nobody", kPassword);
  const Response password = log_in("cod", "correct horse batterz");

  EXPECT_EQ(name.status, 401);
  EXPECT_EQ(name.body, password.body);
  EXPECT_EQ(name.field("set-cookie"), "");
  EXPECT_EQ(log_in("cod", "").status, 401);
  EXPECT_EQ(log_in("", "").status, 401);
}

TEST_F(AuthTest, LetsNobodyGuessForLong) {
  auto now = Auth::Clock::now();
  live_->auth()->set_clock([&] { return now; });
  for (std::size_t i = 0; i < kGuessesAtName; ++i)
    EXPECT_EQ(log_in("cod", "wrong one").status, 401);

  EXPECT_EQ(log_in("cod", kPassword).status, 429);
  EXPECT_EQ(log_in("cur", kPassword).status, 303);

  now += kGuessWindow + std::chrono::seconds(1);
  EXPECT_EQ(log_in("cod", kPassword).status, 303);
}

TEST_F(AuthTest, EndsSessionsInTimeAndWithTheAccount) {
  auto now = Auth::Clock::now();
  live_->auth()->set_clock([&] { return now; });
  const std::string cookie = cookie_of(log_in("cod", kPassword));
  const auto status = [&] {
    return ask("GET", "/api/v1/positions", "", "", {{"cookie", cookie}}).status;
  };
  EXPECT_EQ(status(), 200);
  Accounts fewer = people().accounts;
  ASSERT_TRUE(fewer.remove("cod").has_value());
  ASSERT_TRUE(fewer.save(file_).has_value());
  live_->refresh();
  EXPECT_EQ(status(), 401);
  EXPECT_EQ(ask("GET", "/api/v1/positions", token(Role::kCoder)).status, 401);

  const std::string other = cookie_of(log_in("cur", kPassword));
  now += kSessionLength + std::chrono::seconds(1);
  EXPECT_EQ(ask("GET", "/api/v1/positions", "", "", {{"cookie", other}}).status, 401);
}

TEST_F(AuthTest, KeepsDecisionsUnderTheNameOfWhoMadeThem) {
  const auto decide = [&](Role role, const std::string& body) {
    const std::string seen = "\"" + std::to_string(live_->state().generation) + "\"";
    return ask("POST", "/api/v1/decisions", token(role), body, {{"if-match", seen}});
  };
  const Json rows = Json::parse(ask("GET", "/api/v1/positions", token(Role::kReader)).body);
  const std::string id = rows["rows"][0]["id"];
  const Response made =
      decide(Role::kCoder, R"({"kind":"accept","targets":[")" + id + R"("],"by":"somebody"})");
  ASSERT_EQ(made.status, 200) << made.body;
  const Json kept = Json::parse(ask("GET", "/api/v1/decisions", token(Role::kReader)).body);
  EXPECT_EQ(kept["rows"][0]["made_by"], "cod");

  const std::string merge = R"({"kind":"merge","targets":["1","2"]})";
  EXPECT_EQ(decide(Role::kCoder, merge).status, 403);
  EXPECT_NE(decide(Role::kCurator, merge).status, 403);

  const Response noted = decide(
      Role::kCurator, R"({"kind":"note","reason":"look again","targets":[")" + id + R"("]})");
  const std::string others = Json::parse(noted.body)["decision"];
  const std::string own = Json::parse(made.body)["decision"];
  EXPECT_EQ(decide(Role::kCoder, R"({"kind":"undo","targets":[")" + others + R"("]})").status, 403);
  EXPECT_EQ(decide(Role::kCoder, R"({"kind":"undo","targets":[")" + own + R"("]})").status, 200);
}

TEST(OwnPath, LeadsNowhereElse) {
  for (const char* address :
       {"//example.org", "/\\example.org", "\\\\example.org", "http://example.org",
        "https:example.org", "javascript:0", "example.org", "", "/\t/example.org", "///example.org",
        "/..//example.org", "/.//example.org", "/a\\b", "?next=//example.org", "@example.org"}) {
    EXPECT_EQ(own_path(address), "/") << address;
  }
  EXPECT_EQ(own_path("/positions?stance=offer&as_of=2025-03-14"),
            "/positions?stance=offer&as_of=2025-03-14");
}

TEST(Accounts, AreKeptWholeAndForTheirOwnerAlone) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "parley_accounts_test").string();
  ASSERT_TRUE(people().accounts.save(path).has_value());

  const auto loaded = Accounts::load(path);

  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(loaded->all().size(), 4U);
  ASSERT_NE(loaded->of_token(people().tokens[1].second), nullptr);
  EXPECT_EQ(loaded->of_token(people().tokens[1].second)->name, "cod");
  EXPECT_TRUE(is_password(loaded->find("cod")->password, kPassword));
  std::ifstream in(path);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_THAT(text, Not(HasSubstr(kPassword)));
  EXPECT_THAT(text, Not(HasSubstr(people().tokens[1].second)));
  EXPECT_THAT(text, HasSubstr("$argon2id$"));

  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  EXPECT_FALSE(Accounts::load(path).has_value());
  std::filesystem::remove(path);
  for (const char* line : {"user\tx\tking\t$argon2id$a", "user\tx\treader\tplain",
                           "user\tx y\treader\t$argon2id$a", "token\tx\tzz", "what"}) {
    std::ofstream(path) << line << "\n";
    ASSERT_EQ(chmod(path.c_str(), 0600), 0);
    EXPECT_FALSE(Accounts::load(path).has_value()) << line;
    std::filesystem::remove(path);
  }
}

TEST(Accounts, RefuseShortPasswordsAndOddNames) {
  Accounts accounts;

  EXPECT_FALSE(accounts.add("cod", Role::kCoder, "short").has_value());
  EXPECT_FALSE(accounts.add("a\tb", Role::kCoder, kPassword).has_value());
  EXPECT_FALSE(accounts.add("", Role::kCoder, kPassword).has_value());
  EXPECT_FALSE(accounts.remove("cod").has_value());
}

}  // namespace
}  // namespace parley::server
