#include "parley/events/tree.h"

#include <algorithm>

#include "parley/events/vocabulary.h"
#include "parley/text/utf8.h"

namespace parley::events {

namespace {

// The verb of the vocabulary that `form` is a form of, where the trained layer's lemma is none:
// "requesting" -> "request", "propos" -> "propose", "dropped" -> "drop". `form` itself for others.
std::string known_base(const std::string& form) {
  std::vector<std::string> stems = {form};
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (form.size() > ending.size() + 2 && form.ends_with(ending)) {
      stems.push_back(form.substr(0, form.size() - ending.size()));
    }
  }
  for (const std::string& stem : stems) {
    if (vocabulary().knows(stem)) return stem;
    if (vocabulary().knows(stem + 'e')) return stem + 'e';
    if (stem.size() > 3 && stem.back() == stem[stem.size() - 2] &&
        vocabulary().knows(std::string_view(stem).substr(0, stem.size() - 1))) {
      return stem.substr(0, stem.size() - 1);
    }
  }
  return form;
}

// "troops" that the trained layer left as they were, where the vocabulary knows "troop".
std::string known_singular(const std::string& form) {
  if (form.size() < 4 || form.back() != 's') return form;
  std::string stem = form.substr(0, form.size() - 1);
  if (vocabulary().knows(stem) || vocabulary().party_noun(stem)) return stem;
  if (stem.ends_with("ie")) {
    stem.replace(stem.size() - 2, 2, "y");
  } else if (stem.back() == 'e') {
    stem.pop_back();
  }
  return vocabulary().knows(stem) || vocabulary().party_noun(stem) ? stem : form;
}

}  // namespace

Tree::Tree(const statements::Words& words) : statements::Tree(words) {
  lemmas_.reserve(size());
  for (std::uint32_t t = 0; t < size(); ++t) {
    const std::string& lemma = token(t).lemma;
    const bool lower = !lemma.empty() && std::ranges::none_of(lemma, text::is_ascii_upper);
    lemmas_.emplace_back(lower ? std::string_view(lemma) : words.at(t));
    std::string& own = lemmas_.back();
    if (vocabulary().knows(own)) continue;
    if (words.upos(t) == analysis::Upos::kNoun) {
      own = known_singular(own);
      continue;
    }
    // "Liberals", "Senators" that no layer takes for a name
    if (words.upos(t) == analysis::Upos::kPropn && token(t).xpos == "NNPS") {
      std::string stem = known_singular(own);
      if (vocabulary().party_noun(stem)) own = std::move(stem);
      continue;
    }
    if (words.upos(t) != analysis::Upos::kVerb) continue;
    own = known_base(own);
    if (vocabulary().knows(own)) continue;
    std::string word = known_base(std::string(words.at(t)));
    if (vocabulary().knows(word)) own = std::move(word);
  }
}

}  // namespace parley::events
