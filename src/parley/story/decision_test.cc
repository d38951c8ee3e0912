#include "parley/story/decision.h"

#include <gtest/gtest.h>

namespace parley::story {
namespace {

Decision sample() {
  Decision decision;
  decision.made_at = "2025-03-14T09:30:00Z";
  decision.made_by = "Example Desk";
  decision.kind = DecisionKind::kCorrect;
  decision.reason = "the second sentence says so";
  decision.targets = {{"positions", "p1", "wants \"more\"", {{"a1", {4, 9}, "wants"}}}};
  decision.field = "stance";
  decision.value = "\"offer\"";
  decision.before = "\"demand\"";
  return decision;
}

TEST(Decision, ComesBackAsItWasStored) {
  Decision decision = sample();
  const record::Decision stored = to_stored(decision);

  const auto read = read_decision(stored);

  ASSERT_TRUE(read) << read.error().message;
  decision.id = stored.id;
  EXPECT_EQ(*read, decision);
  EXPECT_EQ(stored.target, "p1");
}

TEST(Decision, RefusesAValueWithAnInside) {
  record::Decision stored = to_stored(sample());
  stored.value = R"({"targets":[{"type":"positions","id":"p1"}],"value":[[[1]]],"before":null})";

  EXPECT_FALSE(read_decision(stored));
}

TEST(Decision, RefusesAMergeOfOne) {
  record::Decision stored = to_stored(sample());
  stored.kind = "merge";

  EXPECT_FALSE(read_decision(stored));
}

TEST(TargetOf, HoldsOnToTheOwnPlaceOfAFinding) {
  const auto target = target_of({"positions", "p1", 3,
                                 R"({"article":"a1","start":4,"end":9,"quote":"wants",
                                     "evidence":[{"article":"a1","start":0,"end":20,
                                                  "quote":"The council wants it"}]})"});

  ASSERT_TRUE(target);
  ASSERT_EQ(target->anchors.size(), 1U);
  EXPECT_EQ(target->anchors[0], (Anchor{"a1", {4, 9}, "wants"}));
  EXPECT_EQ(target->label, "wants");
}

TEST(CheckedValue, TakesOnlyWhatTheFieldMayHold) {
  EXPECT_EQ(checked_value("positions", "stance", "offer").value(), "\"offer\"");
  EXPECT_FALSE(checked_value("positions", "stance", "maybe"));
  EXPECT_FALSE(checked_value("positions", "quote", "other words"));
  EXPECT_EQ(checked_value("figures", "value", "12.5").value(), "12.5");
  EXPECT_EQ(checked_value("figures", "value", "null").value(), "null");
  EXPECT_FALSE(checked_value("figures", "value", "dozens"));
  EXPECT_FALSE(checked_value("figures", "value", "nan"));
  EXPECT_EQ(checked_value("statements", "act", "false").value(), "false");
  EXPECT_FALSE(checked_value("actors", "name", ""));
}

TEST(CheckedValue, NamesTheFieldsThatCanBeCorrected) {
  const auto refused = checked_value("events", "colour", "red");

  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("cameo, modality, place, time"), std::string::npos);
}

TEST(CorrectableFields, AreEachOfATypeOfExport) {
  for (const Correctable& field : correctable_fields()) {
    EXPECT_FALSE(field.type.empty());
    EXPECT_FALSE(field.field.empty());
    EXPECT_FALSE(field.holds.empty());
  }
}

}  // namespace
}  // namespace parley::story
