#include "parley/analysis/mend_trees.h"

#include <gtest/gtest.h>

#include <string>

#include "parley/analysis/analyse.h"

namespace parley::analysis {
namespace {

// A tree written by hand: per token its word, tag, relation and head.
struct Node {
  std::string word;
  Upos upos;
  std::string_view xpos;
  std::string_view relation;
  std::int32_t head;
};

struct Sample {
  text::Article article;
  Analysis analysis;
};

Sample sample(const std::vector<Node>& nodes) {
  Sample made;
  for (const Node& node : nodes) {
    const auto start = static_cast<std::uint32_t>(made.article.text.size());
    made.article.text += node.word + " ";
    Token token;
    token.span = {start, start + static_cast<std::uint32_t>(node.word.size())};
    token.upos = node.upos;
    token.xpos = node.xpos;
    token.deprel = node.relation;
    token.head = node.head;
    token.lemma = node.word;
    made.analysis.tokens.push_back(token);
  }
  Sentence sentence;
  sentence.end_token = static_cast<std::uint32_t>(nodes.size());
  made.analysis.sentences.push_back(sentence);
  mend_trees(made.article, made.analysis);
  return made;
}

TEST(MendTrees, WhatIsOfferedIsAnObject) {
  const Sample made = sample({{"Council", Upos::kNoun, "NN", "nsubj", 1},
                              {"offered", Upos::kVerb, "VBD", "root", kRoot},
                              {"workers", Upos::kNoun, "NNS", "iobj", 1},
                              {"a", Upos::kDet, "DT", "det", 4},
                              {"raise", Upos::kNoun, "NN", "xcomp", 1}});
  EXPECT_EQ(made.analysis.tokens[4].deprel, "obj");
}

TEST(MendTrees, WhatSomebodyBecomesStays) {
  const Sample made = sample({{"Brask", Upos::kPropn, "NNP", "nsubj", 1},
                              {"become", Upos::kVerb, "VBD", "root", kRoot},
                              {"a", Upos::kDet, "DT", "det", 3},
                              {"member", Upos::kNoun, "NN", "xcomp", 1}});
  EXPECT_EQ(made.analysis.tokens[3].deprel, "xcomp");
}

TEST(MendTrees, AParticipleWithItsDoerDescribesTheNounBeforeIt) {
  const Sample made = sample({{"freeze", Upos::kNoun, "NN", "nsubj", 4},
                              {"sought", Upos::kVerb, "VBN", "advcl", 4},
                              {"by", Upos::kAdp, "IN", "case", 3},
                              {"Council", Upos::kPropn, "NNP", "obl:agent", 1},
                              {"failed", Upos::kVerb, "VBD", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[1].head, 0);
  EXPECT_EQ(made.analysis.tokens[1].deprel, "acl");
}

TEST(MendTrees, APercentRaiseIsANoun) {
  const Sample made = sample({{"and", Upos::kCconj, "CC", "cc", 4},
                              {"a", Upos::kDet, "DT", "det", 3},
                              {"10", Upos::kNum, "CD", "nummod", 3},
                              {"percent", Upos::kNoun, "NN", "nsubj", 4},
                              {"raise", Upos::kVerb, "VBP", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[4].upos, Upos::kNoun);
  EXPECT_EQ(made.analysis.tokens[3].deprel, "compound");
  EXPECT_EQ(made.analysis.tokens[1].head, 4);
}

TEST(MendTrees, AParticipleWithAnObjectIsTheVerb) {
  const Sample made = sample({{"group", Upos::kNoun, "NN", "root", kRoot},
                              {"killed", Upos::kVerb, "VBN", "acl", 0},
                              {"people", Upos::kNoun, "NNS", "obj", 1}});
  EXPECT_EQ(made.analysis.tokens[1].deprel, "root");
  EXPECT_EQ(made.analysis.tokens[0].deprel, "nsubj");
  EXPECT_EQ(made.analysis.tokens[0].head, 1);
}

TEST(MendTrees, ATitleAndItsNameAreOneSubject) {
  const Sample made = sample({{"leader", Upos::kNoun, "NN", "nsubj", 2},
                              {"Brask", Upos::kPropn, "NNP", "nsubj", 2},
                              {"agreed", Upos::kVerb, "VBD", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[1].deprel, "flat");
  EXPECT_EQ(made.analysis.tokens[1].head, 0);
}

TEST(MendTrees, AtLeastIsNoPlace) {
  const Sample made = sample({{"needs", Upos::kVerb, "VBZ", "root", kRoot},
                              {"at", Upos::kAdp, "IN", "case", 4},
                              {"least", Upos::kAdj, "JJS", "nmod", 4},
                              {"a", Upos::kDet, "DT", "det", 4},
                              {"raise", Upos::kNoun, "NN", "obl", 0}});
  EXPECT_EQ(made.analysis.tokens[4].deprel, "obj");
}

TEST(MendTrees, AWordBehindAModalIsAVerb) {
  const Sample made = sample({{"it", Upos::kPron, "PRP", "nsubj", 4},
                              {"would", Upos::kAux, "MD", "aux", 4},
                              {"free", Upos::kAdj, "JJ", "amod", 4},
                              {"1,500", Upos::kNum, "CD", "nummod", 4},
                              {"prisoners", Upos::kNoun, "NNS", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[2].deprel, "root");
  EXPECT_EQ(made.analysis.tokens[0].head, 2);
  EXPECT_EQ(made.analysis.tokens[1].head, 2);
  EXPECT_EQ(made.analysis.tokens[3].head, 4);
  EXPECT_EQ(made.analysis.tokens[4].deprel, "obj");
  EXPECT_EQ(made.analysis.tokens[4].head, 2);
}

TEST(MendTrees, APastFormBehindItsSubjectIsTheVerb) {
  const Sample made = sample({{"A", Upos::kDet, "DT", "det", 3},
                              {"court", Upos::kNoun, "NN", "compound", 3},
                              {"freed", Upos::kAdj, "JJ", "amod", 3},
                              {"activist", Upos::kNoun, "NN", "nmod:desc", 4},
                              {"Velm", Upos::kPropn, "NNP", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[2].deprel, "root");
  EXPECT_EQ(made.analysis.tokens[2].lemma, "free");
  EXPECT_EQ(made.analysis.tokens[1].deprel, "nsubj");
  EXPECT_EQ(made.analysis.tokens[0].head, 1);
  EXPECT_EQ(made.analysis.tokens[4].deprel, "obj");
}

TEST(MendTrees, WhatFollowsACommaBehindIncludingIsIncludedToo) {
  const Sample made = sample({{"conditions", Upos::kNoun, "NNS", "root", kRoot},
                              {"including", Upos::kVerb, "VBG", "case", 2},
                              {"ceasefire", Upos::kNoun, "NN", "nmod", 0},
                              {",", Upos::kPunct, ",", "punct", 4},
                              {"withdrawal", Upos::kNoun, "NN", "appos", 2},
                              {"and", Upos::kCconj, "CC", "cc", 6},
                              {"aid", Upos::kNoun, "NN", "conj", 4}});
  EXPECT_EQ(made.analysis.tokens[4].deprel, "conj");
  EXPECT_EQ(made.analysis.tokens[4].head, 2);
}

TEST(MendTrees, ASubjectHangsOnItsVerbNotOnTheObject) {
  const Sample made = sample({{"Peru", Upos::kPropn, "NNP", "nsubj", 3},
                              {"opposed", Upos::kVerb, "VBD", "root", kRoot},
                              {"the", Upos::kDet, "DT", "det", 3},
                              {"text", Upos::kNoun, "NN", "obj", 1}});
  EXPECT_EQ(made.analysis.tokens[0].head, 1);
}

TEST(MendTrees, ADeedBehindAnAsideIsTheSentences) {
  const Sample made = sample({{"Peru", Upos::kPropn, "NNP", "nsubj", 2},
                              {",", Upos::kPunct, ",", "punct", 2},
                              {"joined", Upos::kVerb, "VBN", "root", kRoot},
                              {"by", Upos::kAdp, "IN", "case", 4},
                              {"Chile", Upos::kPropn, "NNP", "obl:agent", 2},
                              {",", Upos::kPunct, ",", "punct", 6},
                              {"rejected", Upos::kVerb, "VBD", "advcl", 2},
                              {"it", Upos::kPron, "PRP", "obj", 6}});
  EXPECT_EQ(made.analysis.tokens[6].deprel, "root");
  EXPECT_EQ(made.analysis.tokens[0].head, 6);
  EXPECT_EQ(made.analysis.tokens[2].deprel, "acl");
  EXPECT_EQ(made.analysis.tokens[2].head, 0);
}

TEST(MendTrees, AVerbThatOpensTheReportStandsBehindNoAside) {
  const Sample made = sample({{"Rejected", Upos::kVerb, "VBD", "advcl", 2},
                              {"Peru", Upos::kPropn, "NNP", "nsubj", 2},
                              {"left", Upos::kVerb, "VBD", "root", kRoot}});
  EXPECT_EQ(made.analysis.tokens[0].head, 2);
}

TEST(MendTrees, APastFormWithAnObjectIsJoinedToTheVerbThatHasTheSubject) {
  const Sample made = sample({{"Peru", Upos::kPropn, "NNP", "nsubj", 1},
                              {"said", Upos::kVerb, "VBD", "root", kRoot},
                              {"it", Upos::kPron, "PRP", "nsubj:pass", 5},
                              {"should", Upos::kAux, "MD", "aux", 5},
                              {"be", Upos::kAux, "VB", "aux:pass", 5},
                              {"cut", Upos::kVerb, "VBN", "ccomp", 1},
                              {"and", Upos::kCconj, "CC", "cc", 7},
                              {"suggested", Upos::kVerb, "VBD", "conj", 5},
                              {"talks", Upos::kNoun, "NNS", "obj", 7}});
  EXPECT_EQ(made.analysis.tokens[7].head, 1);
}

}  // namespace
}  // namespace parley::analysis
