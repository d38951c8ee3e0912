#include "parley/statements/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parley/analysis/analyse.h"

namespace parley::statements {
namespace {

using analysis::Attribution;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A report whose attributions are named by their words.
class MergeAttributions : public ::testing::Test {
 protected:
  void read(std::string text) {
    article_.text = std::move(text);
    article_.blocks.push_back({article_.whole(), text::BlockRole::kBody});
    analysis_ = analysis::analyse(article_);
  }

  // The last place of some words; none for "".
  std::vector<text::Span> spans(std::string_view words) const {
    if (words.empty()) return {};
    const auto start = static_cast<std::uint32_t>(article_.text.rfind(words));
    return {{start, start + static_cast<std::uint32_t>(words.size())}};
  }

  Attribution attribution(std::string_view source, std::string_view cue, std::string_view content,
                          float confidence) const {
    return {.source = spans(source),
            .cue = spans(cue),
            .content = spans(content),
            .confidence = confidence};
  }

  // Hangs the word at `token` on `head`.
  void hang(std::uint32_t token, std::int32_t head, std::string_view relation) {
    analysis_.tokens[token].head = head;
    analysis_.tokens[token].deprel = relation;
  }

  std::vector<Attribution> merge(std::vector<Attribution> trained,
                                 const std::vector<Attribution>& rules) const {
    return merge_attributions(Words(article_, analysis_), std::move(trained), rules);
  }

  text::Article article_;
  analysis::Analysis analysis_;
};

TEST_F(MergeAttributions, KeepsTheRulesWhereNothingIsTrained) {
  read("Velm said talks would resume.");

  EXPECT_THAT(merge({}, {attribution("Velm", "said", "talks would resume", 0.5F)}), SizeIs(1));
}

TEST_F(MergeAttributions, TrustsTheTrainedOneOnASharedCue) {
  read("Ana Velm said on Monday talks would resume.");

  const auto merged = merge({attribution("Ana Velm", "said", "talks would resume", 0.9F)},
                            {attribution("Velm", "said", "on Monday talks would resume", 0.9F)});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].content, spans("talks would resume"));
}

TEST_F(MergeAttributions, AddsWhatStandsInsideATrainedContent) {
  read("Velm said the union feared a strike.");

  EXPECT_THAT(merge({attribution("Velm", "said", "the union feared a strike", 0.9F)},
                    {attribution("the union", "feared", "a strike", 0.5F)}),
              SizeIs(2));
}

TEST_F(MergeAttributions, LeavesOutAnUnsureRuleElsewhere) {
  read("Velm said talks would resume. The union feared a strike.");

  EXPECT_THAT(merge({attribution("Velm", "said", "talks would resume", 0.9F)},
                    {attribution("The union", "feared", "a strike", 0.5F)}),
              SizeIs(1));
}

TEST_F(MergeAttributions, TakesTheSourceOfTheRuleWhereTheTrainedOneHasNone) {
  read("Velm said talks would resume.");

  const auto merged = merge({attribution("", "said", "talks would resume", 0.9F)},
                            {attribution("Velm", "said", "talks would resume", 0.7F)});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].source, spans("Velm"));
}

TEST_F(MergeAttributions, GivesAJoinedVerbTheSubjectOfTheFirst) {
  read("The envoy spoke and warned delays would follow.");
  hang(0, 1, "det");
  hang(1, 2, "nsubj");
  hang(4, 2, "conj");

  const auto merged = merge({attribution("", "warned", "delays would follow", 0.9F)}, {});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].source, spans("The envoy"));
}

TEST_F(MergeAttributions, DropsWhatNobodySaid) {
  read("It appears talks would resume.");
  hang(0, 1, "nsubj");

  EXPECT_THAT(merge({attribution("It", "appears", "talks would resume", 0.9F)}, {}), IsEmpty());
  EXPECT_THAT(merge({attribution("", "", "talks would resume", 0.9F)}, {}), IsEmpty());
}

TEST_F(MergeAttributions, DropsAnUnsureOneThatNoRuleSees) {
  read("The scheme hinges on delays at the port.");

  EXPECT_THAT(merge({attribution("The scheme", "hinges on", "delays at the port", 0.5F)}, {}),
              IsEmpty());
}

TEST_F(MergeAttributions, KeepsTheSpeakerNearestToTheCue) {
  read("A driver left. Velm told an envoy talks would resume.");
  Attribution trained = attribution("A driver", "told", "talks would resume", 0.9F);
  trained.source.push_back(spans("Velm").front());

  const auto merged = merge({trained}, {});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].source, spans("Velm"));
}

TEST_F(MergeAttributions, DropsTheRequestNotToBeNamed) {
  read("A clerk, who asked to remain anonymous, left.");

  EXPECT_THAT(merge({attribution("who", "asked", "to remain anonymous", 0.9F)}, {}), IsEmpty());
}

TEST_F(MergeAttributions, GivesNoSpeechToAThing) {
  read("Velm said the fierce storm continued to rage.");
  for (analysis::Token& token : analysis_.tokens) {
    token.upos = analysis::Upos::kNoun;
    token.xpos = "NN";
  }
  hang(2, 4, "det");
  hang(3, 4, "amod");
  hang(4, 5, "nsubj");

  EXPECT_THAT(merge({attribution("Velm", "said", "the fierce storm continued to rage", 0.9F)},
                    {attribution("the fierce storm", "continued", "to rage", 0.7F)}),
              SizeIs(1));
}

TEST_F(MergeAttributions, ReadsTheWordsOfSomebodyCited) {
  read("Harbour24 cited an envoy saying the port would close.");

  const auto merged =
      merge({attribution("Harbour24", "cited", "an envoy saying the port would close", 0.9F)}, {});

  ASSERT_THAT(merged, SizeIs(2));
  EXPECT_EQ(merged[1].source, spans("an envoy"));
  EXPECT_EQ(merged[1].cue, spans("saying"));
  EXPECT_EQ(merged[1].content, spans("the port would close"));
}

TEST_F(MergeAttributions, EndsIndirectContentWithItsSentence) {
  read("Velm said talks would resume. The port closed.");

  const auto merged =
      merge({attribution("Velm", "said", "talks would resume. The port closed", 0.9F)}, {});

  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_THAT(merged[0].content, ElementsAre(spans("talks would resume.").front()));
}

}  // namespace
}  // namespace parley::statements
