#include "parley/statements/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parley::statements {
namespace {

using analysis::Attribution;
using ::testing::SizeIs;

Attribution attribution(text::Span source, text::Span cue, text::Span content, float confidence) {
  return {.source = {source}, .cue = {cue}, .content = {content}, .confidence = confidence};
}

TEST(MergeAttributions, KeepsTheRulesWhereNothingIsTrained) {
  EXPECT_THAT(merge_attributions({}, {attribution({0, 4}, {5, 9}, {10, 30}, 0.5F)}), SizeIs(1));
}

TEST(MergeAttributions, TrustsTheTrainedOneOnASharedCue) {
  const auto merged = merge_attributions({attribution({0, 4}, {5, 9}, {10, 30}, 0.9F)},
                                         {attribution({0, 2}, {5, 9}, {12, 30}, 0.9F)});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].content[0], (text::Span{10, 30}));
}

TEST(MergeAttributions, AddsWhatStandsInsideATrainedContent) {
  const auto merged = merge_attributions({attribution({0, 4}, {5, 9}, {10, 60}, 0.9F)},
                                         {attribution({10, 14}, {15, 20}, {21, 60}, 0.5F)});

  EXPECT_THAT(merged, SizeIs(2));
}

TEST(MergeAttributions, LeavesOutAnUnsureRuleElsewhere) {
  const auto merged = merge_attributions({attribution({0, 4}, {5, 9}, {10, 60}, 0.9F)},
                                         {attribution({70, 74}, {75, 80}, {81, 99}, 0.5F)});

  EXPECT_THAT(merged, SizeIs(1));
}

}  // namespace
}  // namespace parley::statements
