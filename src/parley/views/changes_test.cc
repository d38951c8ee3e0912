#include "parley/views/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace parley::views {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Json = nlohmann::json;

record::DerivedRow article(const std::string& id, const std::string& day) {
  return {"articles", id, 1,
          R"({"outlet":"Example Wire","title":"Talks","published":{"value":")" + day +
              R"("},"evidence":[]})"};
}

record::DerivedRow position(const std::string& id, const std::string& in, const std::string& day,
                            const std::string& stance, const std::string& quote,
                            const std::string& family = "release") {
  return {"positions", id, 2,
          R"({"article":")" + in + R"(","published":")" + day + R"(","holder":"Crews Union",)" +
              R"("actor_id":"k1","stance":")" + stance + R"(","quote":")" + quote +
              R"(","term":{"family":")" + family + R"(","quote":")" + quote +
              R"("},"evidence":[{"article":")" + in + R"(","start":1,"end":2,"quote":"x"}]})"};
}

std::vector<Json> of(const std::vector<std::string>& lines, const std::string& change) {
  std::vector<Json> found;
  for (const std::string& line : lines) {
    Json row = Json::parse(line);
    if (row["change"] == change) found.push_back(std::move(row));
  }
  return found;
}

TEST(ArticlesSince, TakesThoseOfTheDayAndLater) {
  const std::vector rows = {article("a1", "2025-03-13"), article("a2", "2025-03-14T08:00:00Z"),
                            article("a3", "2025-03")};

  EXPECT_THAT(articles_since(rows, "2025-03-14").value(), UnorderedElementsAre("a2", "a3"));
  EXPECT_THAT(articles_since(rows, "2025").value(), SizeIs(3));
  EXPECT_FALSE(articles_since(rows, "yesterday"));
}

TEST(Changes, TellsAChangedStanceWithTheOneBefore) {
  const std::vector rows = {article("a1", "2025-03-13"), article("a2", "2025-03-15"),
                            position("p1", "a1", "2025-03-13", "reject", "no release"),
                            position("p2", "a2", "2025-03-15", "accept_if", "a release")};

  const auto found = of(changes(rows, {"a2"}), "changed_stance");

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0]["id"], "p2");
  EXPECT_EQ(found[0]["who"], "Crews Union");
  EXPECT_EQ(found[0]["before"]["what"], "reject: no release");
  EXPECT_THAT(found[0]["evidence"], SizeIs(2));
}

TEST(Changes, LeavesOutWhatIsOnlyRepeated) {
  const std::vector rows = {article("a1", "2025-03-13"), article("a2", "2025-03-15"),
                            position("p1", "a1", "2025-03-13", "reject", "no release"),
                            position("p2", "a2", "2025-03-15", "reject", "still no release")};

  EXPECT_THAT(of(changes(rows, {"a2"}), "changed_stance"), IsEmpty());
  EXPECT_THAT(of(changes(rows, {"a2"}), "new_position"), IsEmpty());
}

TEST(Changes, TellsANewPositionOfSeveralReportsOnce) {
  const std::vector rows = {article("a1", "2025-03-15"), article("a2", "2025-03-15"),
                            position("p1", "a1", "2025-03-15", "demand", "a release"),
                            position("p2", "a2", "2025-03-15", "demand", "the release")};

  const auto found = of(changes(rows, {"a1", "a2"}), "new_position");

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0]["reports"], 2);
}

TEST(Changes, KeepsUnlikeTermsOfNoFamilyApart) {
  const std::vector rows = {article("a1", "2025-03-13"), article("a2", "2025-03-15"),
                            position("p1", "a1", "2025-03-13", "demand", "higher pay", "other"),
                            position("p2", "a2", "2025-03-15", "demand", "a new depot", "other")};

  EXPECT_THAT(of(changes(rows, {"a2"}), "new_position"), SizeIs(1));
}

TEST(Changes, TellsARevisedFigureAndANewConflict) {
  const auto figure = [](const std::string& id, const std::string& in, const std::string& quote) {
    return record::DerivedRow{"figures", id, 3,
                              R"({"article":")" + in + R"(","quote":")" + quote +
                                  R"(","claimant":"the council","day":"2025-03-13",)" +
                                  R"("evidence":[{"article":")" + in +
                                  R"(","start":1,"end":2,"quote":"x"}]})"};
  };
  const std::vector rows = {
      article("a1", "2025-03-13"), article("a2", "2025-03-15"), figure("f1", "a1", "50"),
      figure("f2", "a2", "at least 60"),
      record::DerivedRow{"series", "g1", 4,
                         R"({"measure":"returned","population":"workers","points":[
              {"figure":"f1","quote":"50","claimant":"the council","day":"2025-03-13",
               "members":[{"figure":"f1","article":"a1"}],"revises":[]},
              {"figure":"f2","quote":"at least 60","claimant":"the council","day":"2025-03-15",
               "members":[{"figure":"f2","article":"a2"}],"revises":[]}],
              "conflicts":[{"a":"f1","b":"f2","day":"2025-03-15"}],"evidence":[]})"}};

  const auto lines = changes(rows, {"a2"});

  const auto revised = of(lines, "revised_figure");
  ASSERT_THAT(revised, SizeIs(1));
  EXPECT_EQ(revised[0]["what"], "returned, workers: at least 60");
  EXPECT_EQ(revised[0]["before"]["what"], "50");
  EXPECT_THAT(of(lines, "new_figure"), IsEmpty());
  EXPECT_THAT(of(lines, "new_conflict"), SizeIs(1));
}

TEST(Changes, AreEmptyWhereNothingIsNew) {
  EXPECT_THAT(changes({article("a1", "2025-03-13")}, {}), IsEmpty());
}

}  // namespace
}  // namespace parley::views
