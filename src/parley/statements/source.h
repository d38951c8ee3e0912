// What kind of speaker the words of a source name, whose official, and how many.
//
// "two Northern Council officials": unnamed, affiliation "Northern Council", count 2.
// "Ana Velm, a spokeswoman": named. "the foreign ministry": a role. A pronoun is what it stands
// for, where actors/ found that. An unnamed source never gets a name. Pure; linear in the span.
#pragma once

#include <vector>

#include "parley/actors/mention.h"
#include "parley/statements/statement.h"
#include "parley/statements/words.h"

namespace parley::statements {

[[nodiscard]] Source describe_source(const Words& words, const actors::Entities& entities,
                                     std::vector<text::Span> spans);

// The number that a word stands for: "two" is 2, "74" is 74; 0 for other words.
[[nodiscard]] int number_word(std::string_view word);

// What kind of source a noun makes (data/source_nouns.tsv), singular or plural.
enum class NounKind : std::uint8_t { kUnknown, kPerson, kOffice, kBody, kDocument, kMedium };
[[nodiscard]] NounKind noun_kind(std::string_view noun);

}  // namespace parley::statements
