// Noun phrases beside a cue, found without a tree: "a senior council official close to the talks"
// before "said", "Ana Velm, a spokeswoman," after it.
//
// Words decide (determiners, capitals, the nouns of data/source_nouns.tsv); an empty range means
// that no speaker can be made out. Time is linear in the sentence.
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/statements/words.h"

namespace parley::statements {

// The noun phrase that ends right before `end`, with an apposition between commas or in brackets.
[[nodiscard]] TokenRange phrase_before(const Words& words, std::uint32_t first, std::uint32_t end);

// The noun phrase that begins at `first`, with an apposition, up to `end` at the most.
[[nodiscard]] TokenRange phrase_after(const Words& words, std::uint32_t first, std::uint32_t end);

// The same without anything behind the core: "CNN's Ana Velm", "a local newspaper", "reporters".
[[nodiscard]] TokenRange short_phrase_after(const Words& words, std::uint32_t first,
                                            std::uint32_t end);

[[nodiscard]] bool is_auxiliary(std::string_view word);   // has, was, will, 's …
[[nodiscard]] bool is_determiner(std::string_view word);  // the, his, several …
[[nodiscard]] bool is_preposition(std::string_view word);
[[nodiscard]] bool is_time_word(std::string_view word);  // Monday, yesterday, late …
[[nodiscard]] bool is_subject_pronoun(std::string_view word);
[[nodiscard]] bool is_adverb(std::string_view word);  // that may stand between subject and verb

}  // namespace parley::statements
