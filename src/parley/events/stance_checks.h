// Questions about the words around a word of stance, by which a position is kept or given up.
//
// "The union wants to avert a strike" tells no term, "neither side wants a strike" has no holder,
// "the board has no plans to raise wages" turns the stance. What a word governs is read in
// complement.h; positions.h asks these questions and settles the row.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parley/events/report.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

class StanceChecks {
 public:
  // Refers to the report, which must outlive it.
  explicit StanceChecks(const Report& report)
      : report_(report), tree_(report.tree), words_(report.words) {}

  // The pattern's stance, turned where the words deny it; none where they then tell nothing.
  [[nodiscard]] std::optional<Stance> stance_of(std::uint32_t t,
                                                const StancePattern& pattern) const;
  // "agreed not to strike": whether the word keeps its stance before what is not to be done.
  [[nodiscard]] bool may_deny_deed(const StancePattern& pattern, Stance stance) const;
  // Nobody in particular: "neither side", "no party".
  [[nodiscard]] bool is_nobody(std::uint32_t noun) const;
  [[nodiscard]] bool has_no(std::uint32_t noun) const;
  [[nodiscard]] bool is_of_oneself(std::uint32_t clause,
                                   const std::vector<ActorWords>& tellers) const;
  // "the deal [offered by the board]": what is in it is not said here.
  [[nodiscard]] bool is_bare_proposal(Stance stance, TokenRange range, std::uint32_t head) const;
  // "presented a plan to the board": nothing is said of what is in it.
  [[nodiscard]] bool is_empty_proposal(Stance stance, TokenRange range, std::uint32_t head) const;
  [[nodiscard]] bool is_of_another(std::uint32_t clause,
                                   const std::vector<ActorWords>& holders) const;
  [[nodiscard]] bool is_deed(std::uint32_t verb) const;
  [[nodiscard]] bool is_state_on_text(const StancePattern& pattern, std::uint32_t head,
                                      const std::vector<ActorWords>& holders) const;
  [[nodiscard]] bool is_no_term(Stance stance, TokenRange range, std::uint32_t head) const;
  [[nodiscard]] bool is_called_possible(std::uint32_t t,
                                        const std::vector<ActorWords>& actors) const;
  [[nodiscard]] bool is_misread(std::uint32_t t, const StancePattern& pattern) const;

 private:
  [[nodiscard]] bool is_of_a_kind(std::uint32_t clause) const;
  [[nodiscard]] bool is_held_to_be(std::uint32_t verb) const;

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
};

}  // namespace parley::events
