// The trees of an article's sentences, walked downwards: children, subjects, the words of a clause.
//
// In "The union rejected the offer" the subject of "rejected" is "union", and the words under
// "offer" are "the offer". Nothing here knows of talks. Refers to the Words it was made from, which
// must outlive it. Made in linear time; every walk stays inside one sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "parley/statements/words.h"

namespace parley::statements {

using Found = std::optional<std::uint32_t>;

class Tree {
 public:
  explicit Tree(const Words& words);

  [[nodiscard]] const Words& words() const { return words_; }
  [[nodiscard]] std::uint32_t size() const { return words_.size(); }
  [[nodiscard]] const analysis::Token& token(std::uint32_t t) const;
  // The relation without its subtype is `relation`: "nsubj" for nsubj:pass.
  [[nodiscard]] bool is(std::uint32_t t, std::string_view relation) const;
  [[nodiscard]] Found head(std::uint32_t t) const;
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t t) const;
  // The first child of that relation.
  [[nodiscard]] Found child(std::uint32_t t, std::string_view relation) const;
  // The first child that is this word, in lower case, with one of the relations of function words.
  [[nodiscard]] bool has_function_word(std::uint32_t t, std::string_view word) const;
  [[nodiscard]] bool is_negated(std::uint32_t t) const;

  // Who does what `predicate` says: its subject, that of the verb it hangs on, or the noun that it
  // describes. For a passive, the one after "by".
  [[nodiscard]] Found doer(std::uint32_t predicate) const;
  // What it is done to: its object, the subject of a passive, the noun that a participle or a
  // relative clause describes.
  [[nodiscard]] Found object(std::uint32_t predicate) const;

  // The words under `t`, without leading markers, commas at the edges, asides after a comma and
  // clauses of condition.
  [[nodiscard]] TokenRange phrase(std::uint32_t t) const;
  // The words under `t`, markers at its head left out, conditions and all.
  [[nodiscard]] TokenRange clause(std::uint32_t t) const;
  // True for "if", "unless", "until", "once" … clauses.
  [[nodiscard]] bool is_condition(std::uint32_t t) const;

 private:
  [[nodiscard]] TokenRange gather(std::uint32_t t, bool whole) const;

  const Words& words_;
  std::vector<std::uint32_t> first_child_;  // per token, into children_
  std::vector<std::uint32_t> children_;
};

}  // namespace parley::statements
