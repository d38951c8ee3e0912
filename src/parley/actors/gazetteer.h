// What general tables know of a name: countries with their capitals and peoples
// (data/countries.tsv), titles (data/titles.tsv), nouns for bodies and offices. No parties, persons
// or outlets.
//
// "Norwegian" and "Norway" are one country; "Oslo" is its capital. Read once; safe from several
// threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley::actors {

struct Country {
  std::string code;  // ISO 3166-1 alpha-3
  std::string name;
  std::string capital;
};

// The country of that name ("Norway", "the UK") or adjective ("Norwegian"); null for others, and
// for an adjective that two countries share. Case counts: "Us" is not "US".
[[nodiscard]] const Country* find_country(std::string_view name);
// The country with that capital or seat; null where two share its name.
[[nodiscard]] const Country* find_capital(std::string_view name);
// True for a country's adjective: "Norwegian".
[[nodiscard]] bool is_demonym(std::string_view name);
// True for words for a country's people: "Norwegians".
[[nodiscard]] bool is_people(std::string_view name);

// True for a noun that a body is called by (data/source_nouns.tsv), lower case: "union", "inc".
[[nodiscard]] bool is_body_noun(std::string_view word);
// True for a noun for a person or an office, lower case: "envoy", "minister".
[[nodiscard]] bool is_person_noun(std::string_view word);

// True for a word that stands before a person's name and is no part of it, lower case: "mr",
// "president".
[[nodiscard]] bool is_title(std::string_view word);
enum class Gender : unsigned char { kUnknown, kMale, kFemale };
[[nodiscard]] Gender title_gender(std::string_view word);
// A word of a title or a party's mark as it is written, by the one word for it, in lower case:
// "Sens" by "senator", "GOP" by the party's name; other words by themselves.
[[nodiscard]] std::string meant_by(std::string_view word);
// True for one of a party's members, lower case, where data/party_marks.tsv has the party.
[[nodiscard]] bool is_member_noun(std::string_view word);
// What a given name in lower case tells of its bearer (data/given_sexes.tsv): "olga" a woman.
[[nodiscard]] Gender given_name_gender(std::string_view given);

}  // namespace parley::actors
