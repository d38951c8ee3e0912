#include "parley/events/tree.h"

#include <algorithm>

#include "parley/events/vocabulary.h"
#include "parley/text/utf8.h"

namespace parley::events {

Tree::Tree(const statements::Words& words) : statements::Tree(words) {
  lemmas_.reserve(size());
  for (std::uint32_t t = 0; t < size(); ++t) {
    const std::string& lemma = token(t).lemma;
    const bool lower = !lemma.empty() && std::ranges::none_of(lemma, text::is_ascii_upper);
    lemmas_.emplace_back(lower ? std::string_view(lemma) : words.at(t));
    std::string& own = lemmas_.back();
    if (words.upos(t) == analysis::Upos::kVerb && !vocabulary().base_of(words.at(t)).empty()) {
      own = vocabulary().base_of(words.at(t));
    }
    if (words.upos(t) == analysis::Upos::kVerb && !vocabulary().knows(own)) {
      own += 'e';
      if (!vocabulary().knows(own)) own.pop_back();
    }
  }
}

}  // namespace parley::events
