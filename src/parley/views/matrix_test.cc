#include "parley/views/matrix.h"

#include <gmock/gmock.h>

#include "parley/views/source_graph.h"

namespace parley::views {
namespace {

record::DerivedRow position(const std::string& id, const std::string& holder,
                            const std::string& day, const std::string& stance,
                            const std::string& family = "access") {
  return {"positions", id, 1,
          R"({"id":")" + id + R"(","holder":")" + holder + R"(","actor_id":"k)" + holder +
              R"(","published":)" + (day.empty() ? "null" : "\"" + day + "\"") + R"(,"stance":")" +
              stance + R"(","quote":"q","statement":"s)" + id + R"(","term":{"family":")" + family +
              R"(","quote":"the depot"},"hedges":[],"exchange":null})"};
}

const std::vector<record::DerivedRow> kRows = {
    position("p1", "Council", "2025-03-10", "reject"),
    position("p2", "Council", "2025-03-14", "offer"),
    position("p3", "Union", "2025-03-12", "demand"),
    position("p4", "Union", "", "demand", "release"),
};

TEST(MakeMatrix, ShowsTheLatestPositionOfEachPartyAndCountsAll) {
  const std::vector<Standing> standings = read_standings(kRows);

  const Matrix matrix = make_matrix(standings, {});

  ASSERT_EQ(matrix.columns.size(), 2U);
  EXPECT_EQ(matrix.columns[0].name, "Council");
  ASSERT_EQ(matrix.rows.size(), 2U);  // release comes before access
  const MatrixCell& council = matrix.rows[1].cells[0];
  EXPECT_EQ(standings[council.latest].id, "p2");
  EXPECT_EQ(council.count, 2U);
}

TEST(MakeMatrix, KnowsNothingLaterThanTheDayAskedFor) {
  const std::vector<Standing> standings = read_standings(kRows);

  const Matrix matrix = make_matrix(standings, {.process = "", .as_of = "2025-03-11"});

  EXPECT_EQ(standings[matrix.rows[1].cells[0].latest].id, "p1");
  EXPECT_EQ(matrix.rows[1].cells[1].count, 0U);  // the union's demand is of the day after
  EXPECT_EQ(matrix.undated, 1U);
}

TEST(MakeMatrix, IsTheSameInWhateverOrderTheRowsCome) {
  std::vector<record::DerivedRow> turned(kRows.rbegin(), kRows.rend());
  const std::vector<Standing> standings = read_standings(kRows);
  const std::vector<Standing> other = read_standings(turned);

  EXPECT_EQ(to_json(make_matrix(standings, {}), standings), to_json(make_matrix(other, {}), other));
}

TEST(MakeMatrix, LeavesOutColumnsBeyondTheMostAndSaysHowMany) {
  const std::vector<Standing> standings = read_standings(kRows);

  const Matrix matrix = make_matrix(standings, {.process = "", .as_of = "", .most_columns = 1});

  EXPECT_EQ(matrix.columns.size(), 1U);
  EXPECT_EQ(matrix.columns_left_out, 1U);
}

TEST(MakeSourceGraph, CountsASayingOnceHoweverManyOutletsCarryIt) {
  const std::vector<record::DerivedRow> rows = {
      {"origins", "o1", 1,
       R"({"speaker":"Ana Velm","speaker_id":"k1","kind":"named","outlets":["Example Wire",)"
       R"("Harbour Post"],"channel":["Coast Radio"]})"}};

  const SourceGraph graph = make_source_graph(rows, 0);

  ASSERT_EQ(graph.nodes.size(), 4U);
  EXPECT_EQ(graph.nodes[0].name, "Ana Velm");
  EXPECT_EQ(graph.nodes[0].sayings, 1U);
  EXPECT_EQ(graph.edges.size(), 3U);  // two outlets to the radio, the radio to the speaker
}

}  // namespace
}  // namespace parley::views
