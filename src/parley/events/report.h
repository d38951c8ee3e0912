// One article as the patterns of this module look at it, and who in it can be a party.
//
// In "Coast officials said they would wait" the actor at "officials" is the body that they are
// named with; "analysts said" gives none. In a quotation "we" is the one who speaks. A pronoun that
// stands for nobody known is no actor. Refers to what it is made from, which must outlive it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/actors/mention.h"
#include "parley/events/position.h"
#include "parley/events/tree.h"
#include "parley/figures/figure.h"
#include "parley/statements/statement.h"
#include "parley/times/time_expression.h"

namespace parley::events {

struct ActorWords {
  text::Span span;
  std::optional<std::string> name;

  [[nodiscard]] bool same_as(const ActorWords& other, const text::Article& article) const;
};

// Pronouns and relative words that are followed from one to the next for one word: "the panel said
// it hoped it …". Sources and contents of statements may point at each other.
inline constexpr int kMostLinks = 4;

struct Report {
  const text::Article& article;
  const statements::Words& words;
  const Tree& tree;
  const actors::Entities& entities;
  const std::vector<times::TimeExpression>& times;
  const std::vector<statements::Statement>& statements;
  const std::vector<figures::Figure>& figures;

  [[nodiscard]] const actors::Entity* entity_at(std::uint32_t token) const;
  // True where enough words are of bargaining (data/talks_words.tsv).
  [[nodiscard]] bool tells_of_talks() const;
  // The innermost statement whose content holds the token; none for the report's own words.
  [[nodiscard]] std::optional<std::uint32_t> statement_around(std::uint32_t token) const;
  // The statement whose cue holds the token.
  [[nodiscard]] std::optional<std::uint32_t> statement_cued_at(std::uint32_t token) const;
  // The source of a statement as an actor, where it can be one.
  [[nodiscard]] std::optional<ActorWords> speaker(std::uint32_t statement) const;

  // "The company said it would wait": the company, where no name has settled the pronoun.
  [[nodiscard]] std::optional<ActorWords> speaker_meant_by(std::uint32_t pronoun,
                                                           int links = kMostLinks) const;

  // A country, or a bloc that goes by its letters: they speak of texts rather than of deeds.
  [[nodiscard]] bool is_state(const ActorWords& actor) const;

  // "The owners are angry and say they want": the owners, where no name and no speaker is meant.
  [[nodiscard]] std::optional<ActorWords> subject_meant_by(std::uint32_t pronoun,
                                                           int links = kMostLinks) const;

  // "The board outlined its plan": the subject, where number and kind allow it.
  [[nodiscard]] std::optional<ActorWords> subject_owning(std::uint32_t pronoun,
                                                         std::uint32_t noun) const;

  // True for the first word of what a person says, where `name` is no name of that person's.
  [[nodiscard]] bool is_opening_of_speech(std::uint32_t pronoun, std::string_view name) const;

  // "Unionists and moderates met; they agreed": `entity` alone is not they.
  [[nodiscard]] bool is_one_of_two(std::uint32_t pronoun, const actors::Entity& entity) const;

  // "The leaders said the mayor rejected their proposal": the leaders, not the mayor.
  [[nodiscard]] std::optional<ActorWords> teller_meant_by(std::uint32_t pronoun,
                                                          int links = kMostLinks) const;

  // Whom the noun phrase at `noun` names, with those joined to it by "and".
  [[nodiscard]] std::vector<ActorWords> actors_at(std::uint32_t noun) const;
  [[nodiscard]] std::optional<ActorWords> actor_at(std::uint32_t noun,
                                                   int links = kMostLinks) const;
  // "Norway, supported by Peru and Chile, proposed": Peru and Chile.
  [[nodiscard]] std::vector<ActorWords> seconders_of(std::uint32_t subject) const;
  // "Peru, on behalf of the Isles, said": the Isles; none where the actor speaks for itself.
  [[nodiscard]] std::optional<text::Span> spoken_for_by(text::Span actor) const;
  // Whose the thing at `noun` is: "the council's offer", "a union demand".
  [[nodiscard]] std::vector<ActorWords> owners_of(std::uint32_t noun) const;
};

// "dozens of [prisoners]", "11 of its [prisoners]": the noun that is counted; else `noun` itself.
[[nodiscard]] std::uint32_t counted_noun(const Tree& tree, std::uint32_t noun);

inline constexpr int kMaxInside = 4;                // speech within speech that is looked through
inline constexpr std::uint32_t kLongestGroup = 12;  // words of a group that somebody speaks for

// Names of an article that are gone through for one word: a longer list is no report's.
inline constexpr std::size_t kMostNames = 2000;

// The least weight of words of talks, and how many such in a thousand words, that a report on talks
// has.
inline constexpr int kLeastTalksWeight = 3;
inline constexpr int kLeastTalksPerThousand = 8;

}  // namespace parley::events
