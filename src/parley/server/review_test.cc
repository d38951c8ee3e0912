#include "parley/server/review.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "parley/server/snapshot.h"

namespace parley::server {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;

record::DerivedRow row(const std::string& type, const std::string& id, std::int64_t number,
                       const std::string& fields) {
  return {type, id, number,
          R"({"id":")" + id + R"(","number":)" + std::to_string(number) + "," + fields + "}"};
}

std::string position(double confidence, const std::string& day, const std::string& statement,
                     const std::string& more = R"("hedges":[])",
                     const std::string& decided = "[]") {
  return R"("article":"a1","actor_id":"k1","published":")" + day + R"(","statement":")" +
         statement + R"(","confidence":)" + std::to_string(confidence) + "," + more +
         R"(,"decided":)" + decided;
}

std::shared_ptr<const Snapshot> sample() {
  return index_rows(
      {row("positions", "p1", 1, position(0.9, "2025-03-14", "s1")),
       row("positions", "p2", 2, position(0.4, "2025-03-15", "s2")),
       row("positions", "p3", 3,
           position(0.6, "2025-03-16", "s3", R"("hedges":[{"quote":"reportedly"}])")),
       row("positions", "p4", 4, position(0.2, "2025-03-17", "s1", R"("hedges":[])", R"(["c1"])")),
       row("positions", "p5", 5, position(0.1, "2025-03-18", "s1", R"("hedges":[])", R"(["c3"])")),
       row("origins", "o1", 6, R"("reports":1,"members":[{"statement":"s1"}])"),
       row("origins", "o2", 7,
           R"("reports":3,"members":[{"statement":"s2"},{"statement":"s3"},{"statement":"s4"}])"),
       row("decisions", "c1", 8, R"("kind":"accept","undone_at":null,"targets":[])"),
       row("decisions", "c2", 9,
           R"("kind":"reject","undone_at":null,"targets":[{"type":"positions","standing":"stands"}])"),
       row("decisions", "c3", 10, R"("kind":"note","undone_at":null,"targets":[])"),
       row("decisions", "c4", 11,
           R"("kind":"reject","undone_at":"2025-03-18T00:00:00Z","targets":[{"type":"positions"}])")},
      1, "talks.parley");
}

std::vector<std::string> ids(const Snapshot& snapshot, const std::string& order) {
  const auto target = parse_target("/api/v1/review?order=" + order);
  std::vector<std::string> found;
  for (const ReviewEntry* entry : review_list(snapshot, *target, 0, 100).rows) {
    found.emplace_back(snapshot.id(snapshot.rows[entry->row]));
  }
  return found;
}

TEST(Review, OrdersByDoubtOriginRemarksAndDay) {
  const auto snapshot = sample();

  EXPECT_THAT(ids(*snapshot, "doubt"), ElementsAre("p5", "p2", "p3", "p1"));
  EXPECT_THAT(ids(*snapshot, "single"), ElementsAre("p5", "p1", "p2", "p3"));
  EXPECT_THAT(ids(*snapshot, "flagged"), ElementsAre("p3", "p5", "p2", "p1"));
  EXPECT_THAT(ids(*snapshot, "newest"), ElementsAre("p5", "p3", "p2", "p1"));
}

TEST(Review, CountsAcceptedAndRejectedRowsAsCheckedAndNotedOnesAsLeft) {
  const auto snapshot = sample();

  const Response response = review_response(*snapshot, *parse_target("/api/v1/review?limit=2"));

  const Json told = Json::parse(response.body);
  EXPECT_EQ(told["checked"], 2);  // p4 accepted, one rejected; the undone rejection counts not
  EXPECT_EQ(told["left"], 4);
  EXPECT_EQ(told["total"], 6);
  EXPECT_EQ(told["rows"].size(), 2U);
  EXPECT_EQ(told["rows"][1]["reports"], 3);
  EXPECT_EQ(told["orders"].size(), 4U);
}

TEST(Review, SaysWhyARowShouldBeLookedAt) {
  const auto snapshot = sample();

  const Response response =
      review_response(*snapshot, *parse_target("/api/v1/review?order=flagged&limit=1"));

  EXPECT_EQ(Json::parse(response.body)["rows"][0]["why"], Json::array({"hedged"}));
}

TEST(Review, RefusesWhatItDoesNotKnow) {
  const auto snapshot = sample();
  for (const char* query : {"order=best", "type=actors", "limit=0", "limit=201", "from=-1"}) {
    const auto target = parse_target(std::string("/api/v1/review?") + query);

    EXPECT_EQ(review_response(*snapshot, *target).status, 400) << query;
  }
}

}  // namespace
}  // namespace parley::server
