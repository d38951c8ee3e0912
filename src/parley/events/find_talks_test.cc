#include "parley/events/find_talks.h"

#include <array>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace parley::events {
namespace {

using analysis::Upos;

// An article with its trees, one token a word: "union/NOUN/nsubj/3" hangs on the third word of its
// sentence, 0 is the root. A sentence ends at the full stop.
struct Sample {
  text::Article article;
  analysis::Analysis analysis;

  std::vector<statements::Statement> statements;

  Talks talks() const { return find_talks(article, analysis, {}, {}, statements, {}); }
};

Upos tag_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Upos::kX); ++i) {
    if (analysis::name_of(static_cast<Upos>(i)) == name) return static_cast<Upos>(i);
  }
  return Upos::kX;
}

std::string_view relation_named(const std::string& name) {
  constexpr std::array<std::string_view, 15> kNames = {"nsubj", "obj",  "xcomp", "ccomp",  "advcl",
                                                       "mark",  "det",  "aux",   "root",   "case",
                                                       "obl",   "nmod", "punct", "advmod", "cop"};
  for (const std::string_view known : kNames) {
    if (known == name) return known;
  }
  return "dep";
}

Sample sample(const std::string& words) {
  Sample made;
  std::istringstream in(words);
  std::string piece;
  std::uint32_t first = 0;
  while (in >> piece) {
    std::istringstream parts(piece);
    std::array<std::string, 4> part;
    for (std::string& text : part) std::getline(parts, text, '/');
    if (!made.article.text.empty() && part[0] != ".") made.article.text += ' ';
    analysis::Token token;
    token.span.start = static_cast<std::uint32_t>(made.article.text.size());
    made.article.text += part[0];
    token.span.end = static_cast<std::uint32_t>(made.article.text.size());
    token.upos = tag_named(part[1]);
    token.xpos = token.upos == Upos::kVerb ? "VBD" : "NN";
    token.deprel = relation_named(part[2]);
    const int head = std::stoi(part[3]);
    token.head = head == 0 ? analysis::kRoot : static_cast<std::int32_t>(first) + head - 1;
    token.lemma = part[0];
    if (token.upos == Upos::kVerb && token.lemma.ends_with("ed")) {
      token.lemma.resize(token.lemma.size() - 2);
    }
    if (token.lemma == "met") token.lemma = "meet";
    made.analysis.tokens.push_back(token);
    if (part[0] == ".") {
      const auto end = static_cast<std::uint32_t>(made.analysis.tokens.size());
      made.analysis.sentences.push_back(
          {{made.analysis.tokens[first].span.start, token.span.end}, first, end});
      first = end;
    }
  }
  made.article.blocks.push_back({made.article.whole(), text::BlockRole::kBody});
  return made;
}

const std::string kOffer =
    "The/DET/det/2 union/NOUN/nsubj/3 offered/VERB/root/0 to/PART/mark/5 end/VERB/xcomp/3 "
    "the/DET/det/7 strike/NOUN/obj/5 if/SCONJ/mark/10 pay/NOUN/nsubj/10 rises/VERB/advcl/5 "
    "./PUNCT/punct/3 ";

TEST(FindTalks, ReadsAnOfferWithTheConditionThatItHangsOn) {
  const Sample made = sample(kOffer);
  const Talks talks = made.talks();
  ASSERT_EQ(talks.positions.size(), 1U);
  const Position& offer = talks.positions[0];
  EXPECT_EQ(made.article.at(offer.actor), "union");
  EXPECT_EQ(offer.stance, Stance::kOffer);
  EXPECT_EQ(offer.term.family, Family::kCessation);
  EXPECT_EQ(made.article.at(offer.term.span), "end the strike");
  ASSERT_TRUE(offer.exchange.has_value());
  EXPECT_EQ(offer.exchange->relation, ExchangeRelation::kIf);
  EXPECT_EQ(made.article.at(offer.exchange->span), "pay rises");
}

TEST(FindTalks, GivesARefusalTheTermOfTheOfferThatItAnswers) {
  const Sample made = sample(kOffer +
                             "The/DET/det/2 company/NOUN/nsubj/3 rejected/VERB/root/0 "
                             "the/DET/det/5 proposal/NOUN/obj/3 ./PUNCT/punct/3");
  const Talks talks = made.talks();
  ASSERT_EQ(talks.positions.size(), 2U);
  const Position& refusal = talks.positions[1];
  EXPECT_EQ(made.article.at(refusal.actor), "company");
  EXPECT_EQ(refusal.stance, Stance::kReject);
  EXPECT_EQ(made.article.at(refusal.term.span), "end the strike");
}

TEST(FindTalks, TakesASupposedRefusalForNone) {
  const Sample made = sample(
      "If/SCONJ/mark/4 the/DET/det/3 board/NOUN/nsubj/4 rejected/VERB/advcl/10 the/DET/det/6 "
      "merger/NOUN/obj/4 the/DET/det/9 takeover/NOUN/dep/9 talks/NOUN/nsubj/10 end/VERB/root/0 "
      "./PUNCT/punct/10");
  EXPECT_TRUE(made.talks().positions.empty());
}

TEST(FindTalks, TurnsANegatedAcceptanceIntoARefusal) {
  const Sample made = sample(
      "The/DET/det/2 union/NOUN/nsubj/5 did/AUX/aux/5 not/PART/advmod/5 accepted/VERB/root/0 "
      "the/DET/det/8 truce/NOUN/dep/8 offer/NOUN/obj/5 ./PUNCT/punct/5");
  const Talks talks = made.talks();
  ASSERT_EQ(talks.positions.size(), 1U);
  EXPECT_EQ(talks.positions[0].stance, Stance::kReject);
}

TEST(FindTalks, EndsWhereAPronounStandsForItself) {
  Sample made = sample(
      "He/PRON/nsubj/2 rejected/VERB/root/0 the/DET/det/5 truce/NOUN/dep/5 proposal/NOUN/obj/2 "
      "./PUNCT/punct/2");
  statements::Statement said;
  said.source.kind = statements::SourceKind::kUnnamed;
  said.source.spans = {{0, 2}};
  said.content = {{0, 31}};
  made.statements = {said};
  EXPECT_TRUE(made.talks().positions.empty());
}

TEST(FindTalks, GivesAnAnalystNoPosition) {
  const Sample made = sample(
      "The/DET/det/2 analyst/NOUN/nsubj/3 rejected/VERB/root/0 the/DET/det/6 truce/NOUN/dep/6 "
      "proposal/NOUN/obj/3 ./PUNCT/punct/3");
  EXPECT_TRUE(made.talks().positions.empty());
}

TEST(FindTalks, FindsNoPositionWhereNothingIsBargainedFor) {
  const Sample made = sample(
      "The/DET/det/2 council/NOUN/nsubj/3 rejected/VERB/root/0 the/DET/det/5 law/NOUN/obj/3 "
      "./PUNCT/punct/3");
  EXPECT_TRUE(made.talks().positions.empty());
}

TEST(FindTalks, CodesAMeetingWithBothSides) {
  const Sample made = sample(
      "The/DET/det/2 board/NOUN/nsubj/3 met/VERB/root/0 the/DET/det/5 union/NOUN/obj/3 "
      "./PUNCT/punct/3");
  const Talks talks = made.talks();
  ASSERT_EQ(talks.events.size(), 1U);
  EXPECT_EQ(talks.events[0].cameo, "04");
  EXPECT_EQ(talks.events[0].plover_event, "CONSULT");
  ASSERT_EQ(talks.events[0].recipients.size(), 1U);
  EXPECT_EQ(made.article.at(talks.events[0].recipients[0]), "union");
  EXPECT_EQ(talks.events[0].modality, Modality::kHappened);
}

}  // namespace
}  // namespace parley::events
