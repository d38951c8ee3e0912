// Whether entities of two articles are one actor.
//
// "Issam al-Bishq, a council official" and "Essam El-Beshiq of the council" are one man by rule:
// spelling, with title and affiliation as evidence. A surname alone never makes two persons one:
// it gives kPossible, and the caller may join only where no second person has that surname.
// Symmetric and pure, so that no order of articles matters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/actors/gazetteer.h"
#include "parley/actors/mention.h"

namespace parley::actors {

enum class Likeness : std::uint8_t {
  kDifferent,
  kPossible,  // nothing speaks against it: a surname, with or without the same affiliation
  kSame,
};

// A word of a title or an affiliation, cut to its stem, and which share of the persons known have
// it: "chair" speaks for many, "dredg" for few.
struct Sign {
  static constexpr double kUnknownShare = 0.02;

  std::string stem;
  double share = kUnknownShare;
};

// What is compared of a person, made once where many pairs are compared.
struct Person {
  std::vector<std::string> words;    // of the name, as name_words has them
  std::string_view rank;             // "jr"; see name_rank
  std::vector<Sign> evidence;        // of title and affiliation, by stem, each once
  std::vector<Sign> bodies;          // of the affiliation alone
  std::string joined;                // "reed" of "Ana Reed-Velm": a hyphen binds it to the surname
  Gender gender = Gender::kUnknown;  // by "Mr." and the like, else by the given name
  bool affiliated = false;
  bool family_first = false;  // "Velm Jae-in"
  bool romanised = false;     // has an Arabic article or kin word: spelled in many ways
};
[[nodiscard]] Person person_of(const Entity& entity);

// True where a title or an affiliation of one is the other's too.
[[nodiscard]] bool share_evidence(const Person& a, const Person& b);
// The share of persons that have the rarest sign of the two; 1 where they share none but what many
// have.
[[nodiscard]] double shared_by(const Person& a, const Person& b);

// By names, titles and affiliations. `namesakes`: how many more persons who may be called so are to
// be expected by chance. Of a name that many have, "Mike" and "Michael", "Ana Velm" and "Ana B.
// Velm" are one only by a title or an affiliation that few share. REQUIRES: both are persons (kPer)
[[nodiscard]] Likeness compare_persons(const Person& a, const Person& b, double namesakes);
[[nodiscard]] Likeness compare_persons(const Entity& a, const Entity& b);
[[nodiscard]] bool same_person(const Entity& a, const Entity& b);

// For bodies and places: the same name without "the", the same country, an abbreviation that one
// of the two articles introduced.
[[nodiscard]] bool same_body(const Entity& a, const Entity& b);

}  // namespace parley::actors
