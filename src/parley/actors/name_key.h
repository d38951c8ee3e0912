// When two spellings are one name: "Issam al-Bishq" and "Essam El-Beshiq".
//
// The same sound is romanised in many ways from Arabic, Hebrew, Persian, Cyrillic or Chinese
// script. A key keeps the consonants that survive this (data/transliteration.tsv); two words are
// alike when their keys agree and their letters are not too far apart. There is no list of names.
// Pure; linear in the length of a word (quadratic for the distance, words are cut at 64 bytes).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley::actors {

// The words of a person's name in lower case, without titles, articles ("al-", "el-"), initials'
// dots, "Jr.", "III" and the possessive: "Mr. Issam al-Bishq's" -> {"issam", "bishq"}.
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);

// One spelling for those that romanise one word: "khaled" -> "haled".
[[nodiscard]] std::string plain_spelling(std::string_view word);

// One writing for those of a body's name, in lower case: "the F.B.I." -> "fbi", "Department of
// Ports" -> "ports department", "Ministry of Fish" -> "fish ministry".
[[nodiscard]] std::string body_key(std::string_view name);

// Without the marks of letters: "garcía" -> "garcia".
[[nodiscard]] std::string plain_letters(std::string_view word);

// "beshiq" -> "bsk", "essam" -> "asm".
[[nodiscard]] std::string name_key(std::string_view word);

// True for two spellings of one word. An initial ("j") is alike to every word that begins with it.
[[nodiscard]] bool alike_words(std::string_view a, std::string_view b);

// "Jr", "Sr", "II" of a name, in lower case; empty for none. Father and son share the rest.
[[nodiscard]] std::string_view name_rank(std::string_view name);

// "Bill" for "William", either way (data/given_names.tsv); both in lower case.
[[nodiscard]] bool is_short_for(std::string_view a, std::string_view b);

// "Ted" and "Teddy": two short forms of one name. Father and son may be told apart by them.
[[nodiscard]] bool are_short_for_one(std::string_view a, std::string_view b);

// "Roberta" beside "Robert": another person's name.
[[nodiscard]] bool is_feminine_of(std::string_view longer, std::string_view name);

// Middle names may be left out, but those that both have must be alike: "Ana B. Velm" and "Ana
// Berit Velm", not "Ana C. Velm"; of "Ana B. C. Velm" the "B." must not be left out alone.
[[nodiscard]] bool middle_names_agree(const std::vector<std::string>& a,
                                      const std::vector<std::string>& b);

// Letters to change, add or leave out to make one word the other.
[[nodiscard]] std::size_t letters_changed(std::string_view a, std::string_view b);

// How near two spellings are letter by letter: 1 for the same, 0 for nothing in common.
[[nodiscard]] double spelling_likeness(std::string_view a, std::string_view b);

}  // namespace parley::actors
