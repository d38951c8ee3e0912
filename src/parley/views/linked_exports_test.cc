#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "parley/views/annotations.h"
#include "parley/views/atom.h"
#include "parley/views/characters.h"
#include "parley/views/event_rows.h"
#include "parley/views/json_ld.h"
#include "parley/views/linked_rows.h"

namespace parley::views {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::json;

StoredArticles one_article(const std::string& text) {
  record::StoredArticle stored;
  stored.article.id = "a1";
  stored.article.url = "https://wire.example/1";
  stored.article.text = text;
  return {{"a1", stored}};
}

record::DerivedRow row(const std::string& type, const std::string& id, const std::string& json) {
  return {type, id, 1, json};
}

TEST(UrnOf, EncodesWhatIsNoPlainLetter) {
  EXPECT_EQ(urn_of("article", "a-1._b"), "urn:parley:article:a-1._b");
  EXPECT_EQ(urn_of("article", "a b/ü"), "urn:parley:article:a%20b%2F%C3%BC");
}

TEST(CharacterOffsets, CountCodePoints) {
  const std::string text = std::string(300, 'a') + "é€b";
  const CharacterOffsets offsets(text);
  EXPECT_EQ(offsets.at(0), 0U);
  EXPECT_EQ(offsets.at(300), 300U);
  EXPECT_EQ(offsets.at(302), 301U);
  EXPECT_EQ(offsets.at(305), 302U);
  EXPECT_EQ(CharacterOffsets("").at(0), 0U);
}

TEST(ToAnnotations, GivesPlaceInCharactersAndWordsWithTheirSurroundings) {
  // "Café owners agreed to talk." The é has two bytes.
  const auto rows = {row("positions", "p1",
                         R"({"stance":"accept","term":{"family":"process"},"holder":"Café owners",
                             "evidence":[{"article":"a1","start":0,"end":12,"quote":"Café owners"},
                                         {"article":"gone","start":0,"end":4,"quote":"Café"}]})")};

  const Json page = Json::parse(to_annotations(rows, one_article("Café owners agreed to talk.")));

  EXPECT_EQ(page["total"], 1);
  const Json& annotation = page["first"]["items"][0];
  EXPECT_EQ(annotation["body"][1]["value"], "accept, process, Café owners");
  ASSERT_THAT(annotation["target"], SizeIs(1));
  const Json& target = annotation["target"][0];
  EXPECT_EQ(target["source"]["via"], "https://wire.example/1");
  EXPECT_EQ(target["selector"][0],
            Json({{"type", "TextPositionSelector"}, {"start", 0}, {"end", 11}}));
  EXPECT_EQ(target["selector"][1]["exact"], "Café owners");
  EXPECT_EQ(target["selector"][1]["prefix"], "");
  EXPECT_EQ(target["selector"][1]["suffix"], " agreed to talk.");
}

TEST(ToAnnotations, LeavesOutPassagesThatTheTextDoesNotHave) {
  const auto rows = {
      row("figures", "f1", R"({"evidence":[{"article":"a1","start":3,"end":99,"quote":"x"}]})")};
  EXPECT_EQ(Json::parse(to_annotations(rows, one_article("Short.")))["total"], 0);
}

TEST(ToJsonLd, AClaimLeadsToItsAuthorAndItsArticles) {
  const auto rows = {
      row("actors", "k1", R"({"name":"Crews Union","type":"ORG","names":[{"name":"the union"}]})"),
      row("articles", "a1", R"({"title":"Talks","sha256":"00","outlet":"Example Wire",
                                "published":{"value":"2025-03-14"}})"),
      row("origins", "o1", R"({"said":"no deal","speaker":"Crews Union","speaker_id":"k1",
                               "date":"2025-03-14","members":[{"article":"a1"},{"article":"a1"}]})"),
      row("statements", "s1", R"({"speech":"indirect","article":"a1"})")};

  const Json graph = Json::parse(to_json_ld(rows, "1"))["@graph"];

  ASSERT_THAT(graph, SizeIs(5)) << "an indirect statement is no quotation";
  const Json& claim = graph[4];
  EXPECT_EQ(claim["@type"], Json({"Claim", "prov:Entity"}));
  EXPECT_EQ(claim["author"]["@id"], "urn:parley:actor:k1");
  EXPECT_EQ(claim["appearance"], Json::parse(R"([{"@id":"urn:parley:article:a1"}])"));
  EXPECT_EQ(graph[2]["publisher"]["name"], "Example Wire");
  EXPECT_EQ(graph[3]["alternateName"], Json({"the union"}));
}

TEST(EventRows, GiveEachPairOfActorAndRecipientARow) {
  const auto rows = {row("events", "e1",
                         R"({"article":"a1","start":0,"end":9,"cameo":"03","outlet":null,
                             "plover":{"event":"AGREE","mode":null},"modality":"planned",
                             "actors":[{"quote":"the board"},{"quote":"the union"}],
                             "recipients":[],"evidence":[{"quote":"They agreed."}]})")};

  const auto out = event_rows(rows);

  ASSERT_THAT(out, SizeIs(2));
  const Json second = Json::parse(out[1]);
  EXPECT_EQ(second["actor_name"], "the union");
  EXPECT_EQ(second["quad_code"], 1);
  EXPECT_TRUE(second["recipient_name"].is_null());
  EXPECT_TRUE(second["event_date"].is_null());
}

TEST(ToAtom, EntriesKeepTheirIdsAndTextCannotBecomeMarkup) {
  const std::vector<std::string> changes = {
      R"({"change":"new_position","type":"positions","id":"p1","date":"2025-03-13","who":"<b>",
          "what":"offer: \u0007 & more","evidence":[{"article":"a1","quote":"]]>"}]})",
      R"({"change":"new_origin","type":"origins","id":"o1","date":null,"what":"x","evidence":[]})"};
  const auto rows = {row("articles", "a1", R"({"outlet":"Example Wire","url":"javascript:x",
                                               "published":{"value":"2025-03-14"}})")};

  const std::string feed = to_atom(changes, rows);

  EXPECT_THAT(feed, HasSubstr("<id>urn:parley:change:new_position.positions.p1</id>"));
  EXPECT_THAT(feed, HasSubstr("<updated>2025-03-13T00:00:00Z</updated>"));
  EXPECT_THAT(feed, HasSubstr("<updated>2025-03-14T00:00:00Z</updated>"));
  EXPECT_THAT(feed, HasSubstr("&lt;b&gt;, offer: &lt;U+0007&gt; &amp; more"));
  EXPECT_THAT(feed, Not(HasSubstr("javascript")));
}

}  // namespace
}  // namespace parley::views
