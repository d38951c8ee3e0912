// Which words of a sentence name somebody, and which only some of them, a third or nobody.
//
// In "two Unionists and Senate leader Jon Brask said" the first name two, not the party; behind
// "leader" stands a person's name. Looks at one noun or pronoun and what hangs on it; who can be a
// party, and what a pronoun stands for, is the report's business.
#pragma once

#include <optional>
#include <string_view>

#include "parley/actors/mention.h"
#include "parley/events/report.h"
#include "parley/events/tree.h"

namespace parley::events {

[[nodiscard]] bool is_first_person(std::string_view word);
[[nodiscard]] bool is_relative(std::string_view word);
// A name that can bargain: not a place that is no state, not an event.
[[nodiscard]] bool can_bargain(const actors::Entity& entity);
// An outlet that the article names, whatever pronoun stands for it.
[[nodiscard]] bool is_medium(const Report& report, const actors::Entity& entity);
// "Even as [he] asked for a clean bill, Velm said": the person whom the main clause names.
[[nodiscard]] const actors::Entity* named_behind(const Report& report, std::uint32_t pronoun);
// The words of a name at its noun: titles and names before it, no clauses after it.
[[nodiscard]] TokenRange name_phrase(const Tree& tree, std::uint32_t noun);
// Inside what somebody is quoted for, "I" may be a third: "He tells them: 'I want a truce'", "just
// say I pay".
[[nodiscard]] bool is_said_by_another(const Report& report, std::uint32_t pronoun);
// "some Unionists", "two Unionists": not all of them; their words with the one that says so.
[[nodiscard]] std::optional<TokenRange> part_of_all(const Report& report, std::uint32_t noun);
// "a bloc of coast lawmakers": the bloc alone says nothing.
[[nodiscard]] std::optional<TokenRange> group_of_others(const Tree& tree, std::uint32_t noun);
// The person whose name stands with a title: "Senate leader Jon Brask", "the leader of the
// opposition in the Senate, Jon Brask,".
[[nodiscard]] const actors::Entity* person_at(const Report& report, std::uint32_t noun);
// The person behind whose name the party name at `noun` stands between commas, with his land.
[[nodiscard]] const actors::Entity* described_by(const Report& report, std::uint32_t noun);
// Bodies that are their state's: "the Norwegian army" stands for Norway, "the Norwegian union" for
// itself.
[[nodiscard]] bool is_organ_of_state(std::string_view noun);
// The named body that a noun such as "officials" stands with: "Coast officials", "officials of the
// Coast Union", "the council's envoy", "the Norwegian army's chief".
[[nodiscard]] const actors::Entity* body_of(const Report& report, std::uint32_t noun,
                                            std::uint32_t& at, int depth = 0);
// "company officials", "the rebels' spokesman", but not "a company official": people who speak for a
// body without a name.
[[nodiscard]] bool speaks_for_body(const Tree& tree, std::uint32_t noun);
// "Prime Minister Ana Velm's office": all words before the noun that hang on it.
[[nodiscard]] TokenRange owned_phrase(const Tree& tree, std::uint32_t noun);

}  // namespace parley::events
