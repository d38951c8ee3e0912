#include "parley/server/workbench.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "parley/record/sample_reading.h"
#include "parley/server/assets.h"
#include "parley/server/evidence.h"
#include "parley/server/html.h"
#include "parley/server/live.h"
#include "parley/server/reader.h"
#include "parley/server/target.h"
#include "parley/story/derive.h"

namespace parley::server {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHost = "127.0.0.1:8470";
constexpr const char* kHostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

// A record of a few reports, with its snapshot.
class WorkbenchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    path_ =
        (std::filesystem::temp_directory_path() / ("parley_server_" + name + ".parley")).string();
    TearDown();
    fill({record::sample_reading("a1", "Example Wire"),
          record::sample_reading("a2", "Harbour Post", "More was said.\n")});
  }
  void TearDown() override {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }

  void fill(const std::vector<record::Reading>& readings) {
    auto writer = record::Record::create_or_open(path_);
    ASSERT_TRUE(writer.has_value());
    ASSERT_TRUE(writer->add(readings).has_value());
    const auto corpus = story::load_corpus(*writer);
    ASSERT_TRUE(corpus.has_value());
    ASSERT_TRUE(writer->replace_derived(story::derive(*corpus)).has_value());
    open();
  }

  void open() {
    auto record = record::Record::open_to_read(path_);
    ASSERT_TRUE(record.has_value()) << record.error().message;
    record_.emplace(std::move(*record));
    auto snapshot = take_snapshot(*record_);
    ASSERT_TRUE(snapshot.has_value());
    snapshot_ = *snapshot;
  }

  Response ask(const Request& request) {
    return Workbench({{kHost, "localhost:8470"}}).answer(request, *snapshot_, *record_);
  }
  Response get(const std::string& target, std::vector<Field> more = {}) {
    more.push_back({"host", kHost});
    return ask({"GET", target, more, ""});
  }
  Json json(const std::string& target) {
    const Response response = get(target);
    EXPECT_EQ(response.status, 200) << target << response.body;
    return Json::parse(response.body, nullptr, false);
  }

  std::string path_;
  std::optional<record::Record> record_;
  std::shared_ptr<const Snapshot> snapshot_;
};

const std::vector<std::string> kPages = {
    "/",         "/positions",        "/timeline",    "/figures", "/sources", "/actors",
    "/articles", "/search?q=workers", "/articles/a1", "/news",    "/compare", "/decisions",
    "/read",     "/export",           "/review"};

TEST_F(WorkbenchTest, AnswersEveryScreenAsAPageOfTables) {
  for (const std::string& page : kPages) {
    const Response response = get(page);

    EXPECT_EQ(response.status, 200) << page;
    EXPECT_THAT(std::string(response.field("content-type")), HasSubstr("text/html")) << page;
    EXPECT_THAT(response.body, HasSubstr("<main id=\"main\">")) << page;
  }
}

TEST_F(WorkbenchTest, PutsTheSafeFieldsOnEveryAnswer) {
  std::vector<std::string> targets = kPages;
  for (const char* more : {"/nothing", "/api/v1", "/api/v1/positions", "/api/v1/none", "/healthz",
                           "/assets/style.css", "/assets/none", "/%zz"}) {
    targets.emplace_back(more);
  }
  for (const std::string& target : targets) {
    const Response response = get(target);

    EXPECT_THAT(std::string(response.field("content-security-policy")),
                HasSubstr("default-src 'none'; script-src 'self'"))
        << target;
    EXPECT_EQ(response.field("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(response.field("referrer-policy"), "no-referrer") << target;
    EXPECT_EQ(response.field("cross-origin-resource-policy"), "same-origin") << target;
  }
}

TEST_F(WorkbenchTest, RefusesEveryHostButItsOwn) {
  for (const char* host : {"example.org", "example.org:8470", "127.0.0.1", "127.0.0.1:80",
                           "127.0.0.1:8470.example.org", "localhost", "[::1]:8470", ""}) {
    EXPECT_EQ(ask({"GET", "/", {{"host", host}}, ""}).status, 421) << host;
  }
  EXPECT_EQ(ask({"GET", "/", {}, ""}).status, 421);
  EXPECT_EQ(ask({"GET", "/", {{"host", kHost}, {"host", kHost}}, ""}).status, 421);
  EXPECT_EQ(ask({"GET", "/", {{"host", "LOCALHOST:8470"}}, ""}).status, 200);
}

TEST_F(WorkbenchTest, LetsNoOtherOriginChangeAnything) {
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    for (const char* origin : {"http://example.org", "null", "http://127.0.0.1:8471",
                               "https://127.0.0.1:8470", "http://localhost:8470"}) {
      const Response response =
          ask({method, "/api/v1/positions", {{"host", kHost}, {"origin", origin}}, ""});

      EXPECT_EQ(response.status, 403) << method << " " << origin;
    }
    const Response own = ask(
        {method, "/api/v1/positions", {{"host", kHost}, {"origin", "http://127.0.0.1:8470"}}, ""});
    EXPECT_EQ(own.status, 405) << method;
  }
}

TEST_F(WorkbenchTest, GivesOtherSitesNothingButAPageToOpen) {
  const std::vector<Field> script = {{"sec-fetch-site", "cross-site"},
                                     {"sec-fetch-mode", "no-cors"}};
  const std::vector<Field> link = {{"sec-fetch-site", "cross-site"},
                                   {"sec-fetch-mode", "navigate"}};
  EXPECT_EQ(get("/api/v1/positions", script).status, 403);
  EXPECT_EQ(get("/positions", link).status, 200);
}

TEST_F(WorkbenchTest, AsksForJsonInABody) {
  const auto with_type = [&](const char* type) {
    return ask({"POST", "/api/v1/positions", {{"host", kHost}, {"content-type", type}}, "a=1"})
        .status;
  };
  EXPECT_EQ(with_type("text/plain"), 415);
  EXPECT_EQ(with_type("application/x-www-form-urlencoded"), 415);
  EXPECT_EQ(with_type("application/json; charset=utf-8"), 405);
}

TEST_F(WorkbenchTest, KnowsNoPathButItsRoutes) {
  for (const char* target :
       {"/../etc/passwd", "/assets/../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/style.css", "/..\\..\\windows", "/assets//style.css", "//example.org",
        "/articles/..", "/articles/a1/", "/api/v1/evidence/..%5c..", "/%00", "/positions%0d%0aX: 1",
        "/api/v2/positions", "/api", "/rows/none", "/assets/app.js.map", "http://example.org/", "*",
        ""}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
  EXPECT_EQ(get("/" + std::string(9000, 'a')).status, 414);
}

TEST_F(WorkbenchTest, OpensAnArticleWhoseIdHasASlashOrALineBreak) {
  fill({record::sample_reading("2025/b\\c", "Coast Radio", "And more.\n"),
        record::sample_reading("a\nb", "Coast Radio", "And yet more.\n")});

  EXPECT_EQ(json("/api/v1/articles/a%0Ab")["article"]["id"], "a\nb");

  EXPECT_EQ(get("/articles/2025%2Fb%5Cc").status, 200);
  EXPECT_EQ(json("/api/v1/articles/2025%2Fb%5Cc")["article"]["id"], "2025/b\\c");
}

TEST_F(WorkbenchTest, DoesNotEchoWhatItDoesNotKnow) {
  EXPECT_THAT(get("/zzyzx").body, Not(HasSubstr("zzyzx")));
  EXPECT_THAT(get("/api/v1/zzyzx").body, Not(HasSubstr("zzyzx")));
}

TEST_F(WorkbenchTest, TellsErrorsAsProblems) {
  for (const char* target :
       {"/api/v1/positions?limit=0", "/api/v1/positions?limit=1001", "/api/v1/positions?limit=x",
        "/api/v1/positions?after=5", "/api/v1/positions?since=yesterday",
        "/api/v1/positions?format=xml", "/api/v1/positions?independent=-1",
        "/api/v1/search?limit=9999", "/api/v1/matrix?as_of=2025"}) {
    const Response response = get(target);

    EXPECT_EQ(response.status, 400) << target;
    EXPECT_EQ(response.field("content-type"), "application/problem+json") << target;
    EXPECT_EQ(Json::parse(response.body, nullptr, false).value("status", 0), 400) << target;
  }
}

TEST_F(WorkbenchTest, GivesTheSameRowsInPagesAsInOneStream) {
  std::vector<std::string> paged;
  std::string after;
  while (true) {
    const Json page = json("/api/v1/actors?limit=1" + (after.empty() ? "" : "&after=" + after));
    for (const Json& row : page["rows"]) paged.push_back(row["id"]);
    EXPECT_LE(page["rows"].size(), 1U);
    if (page["next"].is_null()) break;
    after = page["next"];
  }

  Response all = get("/api/v1/actors", {{"accept", "application/x-ndjson"}});
  gather(all);

  std::vector<std::string> streamed;
  std::istringstream lines(all.body);
  Json last;
  for (std::string line; std::getline(lines, line);) {
    last = Json::parse(line);
    if (last.contains("id")) streamed.push_back(last["id"]);
  }
  EXPECT_EQ(paged, streamed);
  EXPECT_FALSE(paged.empty());
  EXPECT_EQ(last["count"], paged.size());
  EXPECT_EQ(last["end"], true);
}

TEST_F(WorkbenchTest, WritesATableInPiecesWithOneHead) {
  std::vector<record::DerivedRow> rows;
  const std::string words(5000, 'x');
  for (int i = 1; i <= 100; ++i) {
    const std::string id = "p" + std::to_string(i);
    rows.push_back({"positions", id, i,
                    R"({"id":")" + id + R"(","quote":"=)" + words + R"(","said":"a\nb"})"});
  }
  const auto many = index_rows(rows, 1, "talks.parley");
  const Workbench workbench({{kHost}});
  for (const char* format : {"csv", "tsv", "jsonl"}) {
    Response response = workbench.answer(
        {"GET", std::string("/api/v1/positions?format=") + format, {{"host", kHost}}, ""}, *many,
        *record_);
    ASSERT_TRUE(response.more);
    std::string whole, piece;
    std::size_t pieces = 0;
    while (response.more(piece)) {
      EXPECT_LE(piece.size(), 80U * 1024);
      whole += piece;
      piece.clear();
      ++pieces;
    }
    EXPECT_GT(pieces, 5U) << format;
    std::size_t heads = 0;
    for (std::size_t at = whole.find("quote"); at != std::string::npos;
         at = whole.find("quote", at + 1)) {
      ++heads;
    }
    EXPECT_EQ(heads, std::string(format) == "jsonl" ? 100U : 1U) << format;
    EXPECT_THAT(
        whole, HasSubstr(format == std::string("jsonl") ? R"({"end":true,"count":100})" : "'=xxx"));
  }
}

TEST_F(WorkbenchTest, GivesOnlyTheFieldsThatAreAskedFor) {
  const Json page = json("/api/v1/positions?fields=id,stance&limit=1");
  EXPECT_EQ(page["rows"][0].size(), 2U);
  EXPECT_EQ(page["rows"][0]["stance"], "offer");

  Response table = get("/api/v1/positions?fields=stance,id&format=csv");
  gather(table);
  EXPECT_TRUE(table.body.starts_with("stance,id\r\n")) << table.body;
  Response lines = get("/api/v1/positions?fields=stance&format=jsonl");
  gather(lines);
  EXPECT_TRUE(lines.body.starts_with("{\"stance\":\"offer\"}\n")) << lines.body;
  EXPECT_EQ(get("/api/v1/positions?fields=colour").status, 400);
}

TEST_F(WorkbenchTest, CountsTheDaysOfTheWholeRecord) {
  const Json days = json("/api/v1/days");
  EXPECT_EQ(days["reported"], Json::parse(R"([{"day":"2025-03-14","count":2}])"));
  std::size_t told = 0;
  for (const Json& one : days["told"]) told += one["count"].get<std::size_t>();
  EXPECT_EQ(told, json("/api/v1/timeline")["total"]);
}

TEST_F(WorkbenchTest, ComparesOnlyAsManyRowsAsAreAskedFor) {
  const Json all = json("/api/v1/compare?a=example+wire&b=Harbour+Post");
  EXPECT_EQ(all["left_out"], 0);
  EXPECT_GT(all["total"], 3);
  const Json few = json("/api/v1/compare?a=example+wire&b=Harbour+Post&limit=1");
  EXPECT_GT(few["left_out"], 0);
  EXPECT_LT(few["total"], all["total"]);
  const Json news = json("/api/v1/news?since=2025-03-14&limit=1");
  EXPECT_GT(news["left_out"], 0);
  EXPECT_EQ(json("/api/v1/news?since=2025-03-15")["total"], 0);
}

TEST_F(WorkbenchTest, SendsTheRecordInTheFormsOfOtherPrograms) {
  const auto whole = [&](const std::string& form) {
    Response response = get("/api/v1/exports/" + form);
    EXPECT_EQ(response.status, 200) << form << response.body;
    EXPECT_THAT(std::string(response.field("content-disposition")), HasSubstr("attachment"));
    gather(response);
    return response.body;
  };

  const Json graph = Json::parse(whole("json-ld"));
  EXPECT_GT(graph["@graph"].size(), 5U);
  const Json notes = Json::parse(whole("annotations"));
  EXPECT_EQ(notes["total"], notes["first"]["items"].size());
  EXPECT_GT(notes["total"], 3);
  EXPECT_THAT(whole("events"), HasSubstr("event_id,event_date"));
  EXPECT_THAT(whole("events?format=tsv"), HasSubstr("event_id\tevent_date"));
  const std::string texts = whole("reports");
  EXPECT_EQ(std::ranges::count(texts, '\n'), 2);
  EXPECT_THAT(whole("atom"), HasSubstr("<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
  EXPECT_THAT(whole("atom?since=2025-03-14"), HasSubstr("<entry>"));
  EXPECT_THAT(whole("html"), HasSubstr("<!doctype html>"));
  for (const char* wrong : {"none", "json-ld?format=csv", "events?format=xml", "atom?since=then"}) {
    const Response refused = get(std::string("/api/v1/exports/") + wrong);
    EXPECT_EQ(refused.status, std::string(wrong) == "none" ? 404 : 400) << wrong;
  }
}

TEST_F(WorkbenchTest, FiltersRows) {
  EXPECT_EQ(json("/api/v1/positions")["total"], 2);
  EXPECT_EQ(json("/api/v1/positions?outlet=Harbour+Post")["total"], 1);
  EXPECT_EQ(json("/api/v1/positions?stance=offer&family=other")["total"], 2);
  EXPECT_EQ(json("/api/v1/positions?stance=reject")["total"], 0);
  EXPECT_EQ(json("/api/v1/positions?since=2025-03-15")["total"], 0);
  EXPECT_EQ(json("/api/v1/positions?until=2025-03")["total"], 2);
  EXPECT_EQ(json("/api/v1/positions?q=DEPOT")["total"], 2);
  EXPECT_EQ(json("/api/v1/positions?q=nothing%20of%20it")["total"], 0);
}

TEST_F(WorkbenchTest, AnswersNotModifiedUntilTheRecordGrows) {
  const std::string etag(get("/api/v1/positions").field("etag"));

  EXPECT_EQ(get("/api/v1/positions", {{"if-none-match", etag}}).status, 304);
  EXPECT_EQ(get("/api/v1/positions?limit=5", {{"if-none-match", etag}}).status, 200);

  fill({record::sample_reading("a3", "Coast Radio", "And more.\n")});
  EXPECT_EQ(get("/api/v1/positions", {{"if-none-match", etag}}).status, 200);
}

TEST_F(WorkbenchTest, OpensARowOntoItsWholeSentence) {
  const std::string id = json("/api/v1/positions?limit=1")["rows"][0]["id"];

  const Json opened = json("/api/v1/evidence/" + id);

  ASSERT_EQ(opened["evidence"].size(), 1U);
  const Json& place = opened["evidence"][0];
  EXPECT_EQ(place["before"], "Ana Velm of the Northern Council told Coast Radio that ");
  EXPECT_EQ(place["quote"], "at least 50 workers would return on Friday if the depot reopens");
  EXPECT_EQ(place["after"], ".");
  EXPECT_EQ(get("/api/v1/evidence/" + opened["row"]["number"].dump()).status, 200);
}

TEST_F(WorkbenchTest, GivesAnArticleInPiecesThatMakeUpItsText) {
  const Json article = json("/api/v1/articles/a1");

  std::string text;
  for (const Json& block : article["blocks"]) {
    for (const Json& piece : block["pieces"]) text += piece["text"].get<std::string>();
  }
  EXPECT_EQ(text, record::sample_reading("a1").article.text);
  std::set<std::string> kinds;
  for (const Json& mark : article["marks"]) kinds.insert(mark["kind"].get<std::string>());
  for (const char* kind : {"source", "cue", "content", "channel", "figure", "position", "time"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  }
}

TEST_F(WorkbenchTest, FindsSentences) {
  const Json found = json("/api/v1/search?q=workers");
  ASSERT_EQ(found["hits"].size(), 2U);
  EXPECT_THAT(found["hits"][0]["quote"].get<std::string>(), HasSubstr("at least 50 workers"));
  EXPECT_EQ(json("/api/v1/search?q=")["hits"].size(), 0U);
  EXPECT_EQ(json("/api/v1/search?q=%22)%20OR%20*%3A")["hits"].size(), 0U);
}

TEST_F(WorkbenchTest, WritesTextThatLooksLikeMarkupAsText) {
  record::Reading hostile = record::sample_reading("h1", kHostile, std::string(kHostile) + "\n");
  hostile.article.title = kHostile;
  hostile.article.authors = {kHostile};
  hostile.article.input = kHostile;
  hostile.article.url = "javascript:alert(1)";
  hostile.entities.entities[0].name = kHostile;
  fill({hostile});
  for (const std::string page : {"/", "/positions", "/timeline", "/figures", "/sources", "/actors",
                                 "/articles", "/search?q=%3Cscript%3Ealert", "/articles/h1"}) {
    const std::string body = get(page).body;

    EXPECT_THAT(body, Not(HasSubstr("<script>alert"))) << page;
    EXPECT_THAT(body, Not(HasSubstr("<img"))) << page;
    EXPECT_THAT(body, Not(HasSubstr("href=\"javascript:"))) << page;
  }
}

// Values that a parameter's schema takes, and some that it does not.
struct Values {
  std::vector<std::string> good, bad;
};

Values values_of(const Json& schema) {
  if (schema.contains("enum")) {
    Values values{{}, {"no-such-choice", "%FF"}};
    for (const Json& one : schema["enum"]) values.good.push_back(one);
    return values;
  }
  if (schema.value("type", "") == "integer") {
    return {{std::to_string(schema.value("minimum", 0))},
            {"-1", "x", "1.5", "", "99999999999999999999"}};
  }
  if (schema.value("pattern", "").find("[0-9]{4}") != std::string::npos) {
    return {{"2025-03-14"}, {"yesterday", "2025-3", "2025-03-14T00:00:00Z", "%00"}};
  }
  return {{"Example+Wire", "a1"}, {"%FF%FE", "%27%3B--", "%22%20OR%20*", std::string(3000, 'a')}};
}

TEST_F(WorkbenchTest, AnswersEachOperationOfItsDescription) {
  const std::optional<Asset> file = asset("openapi.json");
  ASSERT_TRUE(file.has_value());
  const Json description = Json::parse(file->bytes);
  std::size_t asked = 0;
  const auto check = [&](const std::string& target, const Json& operation, bool valid) {
    Response response = get(target);
    gather(response);
    ++asked;
    EXPECT_LT(response.status, 500) << target;
    EXPECT_NE(response.status, 405) << target;
    const std::string type(response.field("content-type"));
    if (response.status != 200) {
      EXPECT_EQ(type, "application/problem+json") << target;
      return;
    }
    if (!valid) return;  // a value that no row has is no error
    const Json& content = operation["responses"]["200"]["content"];
    const std::string plain = type.substr(0, type.find(';'));
    EXPECT_TRUE(content.contains(plain)) << target << " gives " << type;
    if (plain == "application/json" || plain == "application/ld+json") {
      const Json body = Json::parse(response.body, nullptr, false);
      ASSERT_FALSE(body.is_discarded()) << target;
      const Json schema = content.value(plain, Json::object()).value("schema", Json::object());
      for (const Json& name : schema.value("required", Json::array())) {
        EXPECT_TRUE(body.contains(name.get<std::string>())) << target << " " << name;
      }
    }
  };
  for (const auto& [path, operations] : description["paths"].items()) {
    // A stream, and what live.cc alone answers: tests/cli/test_serve.py
    if (path == "/api/v1/changes" || path == "/metrics" || path == "/api/v1/session") continue;
    if (!operations.contains("get")) continue;
    const Json& operation = operations["get"];
    for (const std::string id : {"a1", "none"}) {
      std::string base = path;
      const auto at = base.find("{id}");
      if (at != std::string::npos) base.replace(at, 4, id);
      check(base, operation, true);
      check(base + "?x=%", operation, false);
      if (at == std::string::npos && id == "none") break;
      for (const Json& given : operation.value("parameters", Json::array())) {
        const std::string ref = given.value("$ref", "");
        const Json& parameter =
            ref.empty() ? given : description.at(Json::json_pointer(ref.substr(1)));
        if (parameter["in"] != "query") continue;
        const Values values = values_of(parameter["schema"]);
        const std::string name = parameter["name"];
        for (const std::string& one : values.good) {
          check(base + "?" + name + "=" + one, operation, true);
        }
        for (const std::string& one : values.bad) {
          check(base + "?" + name + "=" + one, operation, false);
        }
      }
    }
  }
  EXPECT_GT(asked, 500U);
}

TEST(Response, LeavesNoWayForAValueToEndItsLine) {
  Response response;
  response.set("x", "a\r\nset-cookie: b\0c");

  EXPECT_EQ(response.field("x"), "aset-cookie: b");
}

TEST(MarkArticle, CutsOverlappingMarksIntoPieces) {
  record::StoredArticle stored;
  stored.article.text = "one two three";
  stored.article.blocks = {{stored.article.whole(), text::BlockRole::kBody}};
  const std::vector<record::StoredFinding> findings = {
      {"a", {"f1", record::Layer::kFigures, {0, 7}, "{}"}},
      {"a", {"t1", record::Layer::kTimes, {4, 13}, "{}"}},
      {"a", {"t2", record::Layer::kTimes, {9, 99}, "{}"}}};  // beyond the text: left out

  const MarkedArticle marked = mark_article(stored, findings);

  ASSERT_EQ(marked.blocks.size(), 1U);
  ASSERT_EQ(marked.blocks[0].pieces.size(), 3U);
  EXPECT_EQ(marked.blocks[0].pieces[1].span, (text::Span{4, 7}));
  EXPECT_EQ(marked.blocks[0].pieces[1].marks.size(), 2U);
  EXPECT_EQ(marked.marks.size(), 2U);
}

TEST_F(WorkbenchTest, ShowsWhatAnotherProcessHasRead) {
  auto live = Live::open(path_, {{{kHost}}, ""});
  ASSERT_TRUE(live.has_value());
  const Request request{"GET", "/api/v1/articles", {{"host", kHost}}, ""};
  const std::int64_t before = (*live)->state().generation;
  EXPECT_EQ(Json::parse((*live)->answer(request).body)["total"], 2);

  fill({record::sample_reading("a3", "Coast Radio", "And more.\n")});
  (*live)->refresh();

  EXPECT_GT((*live)->state().generation, before);
  EXPECT_EQ(Json::parse((*live)->answer(request).body)["total"], 3);
}

TEST_F(WorkbenchTest, TellsHowFarItIsUntilItsRowsAreGoneThrough) {
  auto live = Live::prepare(path_, {{{kHost}}, ""});
  ASSERT_TRUE(live.has_value());
  const Request rows{"GET", "/api/v1/articles", {{"host", kHost}}, ""};
  const Request page{"GET", "/positions", {{"host", kHost}, {"accept", "text/html"}}, ""};
  const Request elsewhere{"GET", "/positions", {{"host", "example.org"}}, ""};

  const Response early = (*live)->answer(rows);
  EXPECT_EQ(early.status, 503);
  EXPECT_EQ(early.field("retry-after"), "1");
  EXPECT_NE(early.body.find("0 %"), std::string::npos);
  EXPECT_NE((*live)->answer(page).body.find("http-equiv=\"refresh\""), std::string::npos);
  EXPECT_EQ((*live)->answer(elsewhere).status, 421);
  EXPECT_EQ((*live)->refuse(rows)->status, 503);

  ASSERT_TRUE((*live)->load().has_value());

  EXPECT_EQ((*live)->answer(rows).status, 200);
  EXPECT_FALSE((*live)->refuse(rows).has_value());
}

Request order(const std::string& body, const std::string& generation, const std::string& key = "") {
  std::vector<Field> fields = {{"host", kHost},
                               {"origin", std::string("http://") + kHost},
                               {"content-type", "application/json"}};
  if (!generation.empty()) fields.push_back({"if-match", "\"" + generation + "\""});
  if (!key.empty()) fields.push_back({"idempotency-key", key});
  return {"POST", "/api/v1/decisions", fields, body};
}

class DecideTest : public WorkbenchTest {
 protected:
  void SetUp() override {
    WorkbenchTest::SetUp();
    auto live = Live::open(path_, {{{kHost}}, ""});
    ASSERT_TRUE(live.has_value());
    live_ = std::move(*live);
    position_ = rows("positions")[0]["id"];
  }

  Json rows(const std::string& type) {
    const Response response = live_->answer({"GET", "/api/v1/" + type, {{"host", kHost}}, ""});
    return Json::parse(response.body, nullptr, false).value("rows", Json::array());
  }
  std::string generation() { return std::to_string(live_->state().generation); }
  std::string reject() const {
    return R"({"kind":"reject","targets":[")" + position_ +
           R"("],"reason":"a headline","by":"desk"})";
  }

  std::unique_ptr<Live> live_;
  std::string position_;
};

TEST_F(DecideTest, TakesARejectedRowAwayAndBringsItBackWhenUndone) {
  const Response done = live_->answer(order(reject(), generation()));

  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(rows("positions").size(), 1U);
  ASSERT_EQ(rows("decisions").size(), 1U);
  EXPECT_EQ(rows("decisions")[0]["made_by"], "desk");

  const std::string id = Json::parse(done.body)["decision"];
  const Response undone =
      live_->answer(order(R"({"kind":"undo","targets":[")" + id + R"("]})", generation()));
  EXPECT_EQ(undone.status, 200) << undone.body;
  EXPECT_EQ(rows("positions").size(), 2U);
}

TEST_F(DecideTest, AsksForTheGenerationThatWasSeen) {
  EXPECT_EQ(live_->answer(order(reject(), "")).status, 428);
  EXPECT_EQ(live_->answer(order(reject(), "999")).status, 412);
  EXPECT_EQ(rows("positions").size(), 2U);
}

TEST_F(DecideTest, DecidesOnceHoweverOftenTheSameOrderComes) {
  const std::string seen = generation();
  const Response first = live_->answer(order(reject(), seen, "k1"));
  const Response second = live_->answer(order(reject(), seen, "k1"));

  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(rows("decisions").size(), 1U);
}

TEST_F(DecideTest, KeepsNothingOfAPreview) {
  std::string body = reject();
  body.insert(1, R"("preview":true,)");

  const Response shown = live_->answer(order(body, generation()));

  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_GE(Json::parse(shown.body)["changed"], 1);
  EXPECT_EQ(rows("positions").size(), 2U);
}

TEST_F(DecideTest, TellsWhatIsWrongWithAnOrder) {
  const std::string seen = generation();
  for (const char* body :
       {"", "[]", "{", R"({"kind":"praise","targets":["1"]})", R"({"kind":"reject","targets":"1"})",
        R"({"kind":["reject"]})", R"({"kind":"reject","targets":["none"],"reason":"x"})"}) {
    const Response refused = live_->answer(order(body, seen));

    EXPECT_GE(refused.status, 400) << body;
    EXPECT_LT(refused.status, 500) << body << refused.body;
  }
  Request foreign = order(reject(), seen);
  foreign.fields[1].value = "http://example.org";
  EXPECT_EQ(live_->answer(foreign).status, 403);
  EXPECT_EQ(rows("decisions").size(), 0U);
}

}  // namespace
}  // namespace parley::server
