// The tree over an article's words with the lemmas that the vocabularies of this module are keyed
// by: "propos" as the trained layer may cut it is "propose" again where data/ knows it so.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "parley/statements/tree.h"

namespace parley::events {

using statements::Found;
using statements::TokenRange;

[[nodiscard]] inline bool one_of(std::string_view word,
                                 std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

class Tree : public statements::Tree {
 public:
  explicit Tree(const statements::Words& words);

  // In lower case: the lemma, or the word where there is none.
  [[nodiscard]] std::string_view lemma(std::uint32_t t) const { return lemmas_[t]; }

 private:
  std::vector<std::string> lemmas_;
};

}  // namespace parley::events
