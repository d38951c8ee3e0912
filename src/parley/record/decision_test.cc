#include "parley/record/decision.h"

#include <gtest/gtest.h>

#include <vector>

namespace parley::record {
namespace {

Decision decision(const std::string& made_at, const std::string& kind, const std::string& target) {
  Decision made{"", made_at, "Example Desk", kind, target, "{}", {}, {}};
  made.id = decision_id(made);
  return made;
}

TEST(DecisionId, DependsOnTheWholeReason) {
  Decision one = decision("2025-03-14T09:00:00Z", "reject", "p1");
  one.reason = "The board withdrew this offer before the report was printed.";
  Decision other = one;
  other.reason = "The board withdrew this offer after the report was printed.";

  // SHA-256 of "20 2025-03-14T09:00:00Z12 Example Desk6 reject…", its first 16 digits.
  EXPECT_EQ(decision_id(one), "c44a4c765462fe458");
  EXPECT_NE(decision_id(one), decision_id(other));
}

TEST(SettleUndos, MarksWhatAnUndoTakesBack) {
  const Decision reject = decision("2025-03-14T09:00:00Z", "reject", "p1");
  const Decision undo = decision("2025-03-14T10:00:00Z", "undo", reject.id);
  std::vector<Decision> all = {undo, reject};

  settle_undos(all);

  EXPECT_EQ(all[0].id, reject.id);
  EXPECT_EQ(all[0].undone_at, "2025-03-14T10:00:00Z");
  EXPECT_EQ(all[1].undone_at, std::nullopt);
}

TEST(SettleUndos, BringsBackWhatAnUndoneUndoTookBack) {
  const Decision reject = decision("2025-03-14T09:00:00Z", "reject", "p1");
  const Decision undo = decision("2025-03-14T10:00:00Z", "undo", reject.id);
  const Decision again = decision("2025-03-14T11:00:00Z", "undo", undo.id);
  std::vector<Decision> all = {reject, undo, again};

  settle_undos(all);

  EXPECT_EQ(all[0].undone_at, std::nullopt);
  EXPECT_EQ(all[1].undone_at, "2025-03-14T11:00:00Z");
}

TEST(SettleUndos, PassesOverAnUndoThatIsOlderThanItsTarget) {
  const Decision reject = decision("2025-03-14T09:00:00Z", "reject", "p1");
  std::vector<Decision> all = {reject, decision("2025-03-14T08:00:00Z", "undo", reject.id)};

  settle_undos(all);

  EXPECT_EQ(all[1].undone_at, std::nullopt);
}

TEST(DecisionId, TellsWhereOnePartEndsAndTheNextBegins) {
  EXPECT_NE(decision("2025-03-14T09:00:00Z", "ab", "c").id,
            decision("2025-03-14T09:00:00Z", "a", "bc").id);
}

}  // namespace
}  // namespace parley::record
