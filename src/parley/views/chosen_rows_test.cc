#include "parley/views/chosen_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parley/views/changes.h"
#include "parley/views/compare.h"

namespace parley::views {
namespace {

using ::testing::UnorderedElementsAre;

record::DerivedRow row(const std::string& type, const std::string& id, const std::string& json) {
  return {type, id, 1, json};
}

std::string place(const std::string& article) {
  return R"({"article":")" + article + R"(","start":0,"end":4,"quote":"Velm"})";
}

record::DerivedRow position(const std::string& id, const std::string& in, const std::string& holder,
                            const std::string& stance) {
  return row("positions", id,
             R"({"article":")" + in + R"(","holder":")" + holder + R"(","stance":")" + stance +
                 R"(","quote":"the plan","term":{"family":"release"},"evidence":[)" + place(in) +
                 "]}");
}

record::DerivedRow figure(const std::string& id, const std::string& in) {
  return row("figures", id,
             R"({"article":")" + in + R"(","quote":"9","evidence":[)" + place(in) + "]}");
}

std::string member(const std::string& id, const std::string& in) {
  return R"({"figure":")" + id + R"(","statement":")" + id + R"(","article":")" + in + R"("})";
}

// Report a1 of Example Wire, a2 of Coast Radio, a3 of Harbour Post; a2 is the new one.
std::vector<record::DerivedRow> sample() {
  const auto point = [](const std::string& id, const std::string& in) {
    return R"({"figure":")" + id + R"(","claimant":"Board","quote":"9","members":[)" +
           member(id, in) + "]}";
  };
  return {
      row("articles", "a1", R"({"outlet":"Example Wire"})"),
      row("articles", "a2", R"({"outlet":"Coast Radio"})"),
      row("articles", "a3", R"({"outlet":"Harbour Post"})"),
      row("statements", "s1", R"({"content":{"quote":"yes"},"evidence":[)" + place("a1") + "]}"),
      row("statements", "s2", R"({"content":{"quote":"no"},"evidence":[)" + place("a2") + "]}"),
      row("statements", "s3", R"({"content":{"quote":"so"},"evidence":[)" + place("a3") + "]}"),
      row("origins", "o1",
          R"({"members":[)" + member("s1", "a1") + "," + member("s2", "a2") + "]}"),
      row("origins", "o2", R"({"members":[)" + member("s2", "a2") + "]}"),
      row("origins", "o3", R"({"members":[)" + member("s3", "a3") + "]}"),
      position("p1", "a1", "Crews Union", "reject"),
      position("p2", "a2", "Crews Union", "accept"),
      position("p3", "a3", "Harbour Board", "offer"),
      figure("f1", "a1"),
      figure("f2", "a2"),
      figure("f3", "a3"),
      row("series", "r1",
          R"({"measure":"paid","points":[)" + point("f1", "a1") + "," + point("f2", "a2") +
              R"(],"conflicts":[{"a":"f1","b":"f2"}]})"),
      row("series", "r2", R"({"measure":"paid","points":[)" + point("f3", "a3") + "]}"),
      row("actors", "k1",
          R"({"name":"Velm","names":[{"name":"Velm"}],"evidence":[)" + place("a1") + "]}"),
      row("actors", "k2",
          R"({"name":"Velm","names":[{"name":"Velm"}],"evidence":[)" + place("a3") + "]}"),
      row("links", "l1", "{}"),
  };
}

EachRow each_of(const std::vector<record::DerivedRow>& rows) {
  return [rows](const std::string& type, const auto& visit) -> base::Result<void> {
    for (const record::DerivedRow& one : rows) {
      if (type.empty() || one.type == type) visit(one);
    }
    return {};
  };
}

std::vector<std::string> ids_of(const std::vector<record::DerivedRow>& rows) {
  std::vector<std::string> ids;
  for (const record::DerivedRow& one : rows) ids.push_back(one.id);
  return ids;
}

TEST(ChosenRows, OfChangesSayWhatAllRowsSay) {
  const std::set<std::string> fresh = {"a2"};

  const auto chosen = rows_of_changes(each_of(sample()), fresh).value();

  EXPECT_EQ(changes(chosen, fresh), changes(sample(), fresh));
  EXPECT_THAT(ids_of(chosen), UnorderedElementsAre("a2", "o2", "p1", "p2", "r1", "f1", "f2"));
}

TEST(ChosenRows, OfAComparisonSayWhatAllRowsSay) {
  const auto chosen =
      rows_of_comparison(each_of(sample()), "example wire", "Coast Radio", {}).value();

  EXPECT_EQ(compare(chosen, "example wire", "Coast Radio", {}),
            compare(sample(), "example wire", "Coast Radio", {}));
  EXPECT_THAT(ids_of(chosen), UnorderedElementsAre("a1", "a2", "o1", "o2", "p1", "p2", "r1", "k1",
                                                   "s1", "s2", "f1", "f2"));
}

TEST(ChosenRows, OfOneStoryLeaveItsOtherReportsOut) {
  const auto chosen = rows_of_comparison(each_of(sample()), "Example Wire", "Harbour Post", {"a3"});

  EXPECT_THAT(ids_of(*chosen), UnorderedElementsAre("a3", "o3", "p3", "r2", "k2", "s3", "f3"));
}

TEST(ChosenRows, TellWhereRowsCannotBeRead) {
  const EachRow fails = [](const std::string&, const auto&) -> base::Result<void> {
    return base::fail(base::ErrorCode::kDamaged, "no rows");
  };

  EXPECT_FALSE(rows_of_type(fails, "articles"));
  EXPECT_FALSE(rows_of_changes(fails, {"a1"}));
  EXPECT_FALSE(rows_of_comparison(fails, "a", "b", {}));
}

}  // namespace
}  // namespace parley::views
