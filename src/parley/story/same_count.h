// Whether two figures of one measure, population, place and day count the same thing, so that
// different numbers disagree.
//
// "50 were hurt in the fire, the board said" and "30 were hurt in the fire, the crews said" do;
// "12 states vote on Tuesday" and "five states vote by mail" do not, nor do "three dead" and "three
// other dead". What was done to people or things is the same where the reports tell of one event,
// or one report sets two sources side by side; mere counts of people only where most words of two
// reports' sentences are the same, or two sources say the same of both numbers; sums, shares,
// lengths and other counts never.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/story/corpus.h"

namespace parley::story {

// A figure and whose it is.
struct CountedBy {
  const Item& figure;
  std::string_view claimant;  // name or words
  bool of_statement = false;  // a statement carries it
};

// What all figures of one series have in common.
struct Counted {
  std::string_view measure;
  std::string_view unit;        // "" for none
  std::string_view population;  // "" for none
};

class CountComparer {
 public:
  // `stories`: the id of each article's story. Both must outlive the comparer.
  CountComparer(const Corpus& corpus, const std::vector<std::string>& stories)
      : corpus_(corpus), stories_(stories) {}

  // True where `a` and `b`, figures of one series, count the same thing. Reads both articles'
  // texts; linear in the two sentences.
  [[nodiscard]] bool same(const CountedBy& a, const CountedBy& b, const Counted& counted) const;

 private:
  [[nodiscard]] std::vector<std::string> context_of(const CountedBy& counted,
                                                    std::string_view population) const;
  [[nodiscard]] bool counts_others(const Item& figure) const;

  const Corpus& corpus_;
  const std::vector<std::string>& stories_;
};

}  // namespace parley::story
