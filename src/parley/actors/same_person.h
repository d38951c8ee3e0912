// Whether entities of two articles are one actor.
//
// "Issam al-Bishq, a council official" and "Essam El-Beshiq of the council" are one man by rule:
// spelling, with title and affiliation as evidence. A surname alone never makes two persons one:
// it gives kPossible, and the caller may join only where no second person has that surname.
// Symmetric and pure, so that no order of articles matters.
#pragma once

#include <cstdint>

#include "parley/actors/mention.h"

namespace parley::actors {

enum class Likeness : std::uint8_t {
  kDifferent,
  kPossible,  // nothing speaks against it: a surname, with or without the same affiliation
  kSame,
};

// For persons: names, titles and affiliations. REQUIRES: both are persons (kPer)
// `crowded`: many persons have the surname, so that "Mike" and "Michael" are one only by evidence.
[[nodiscard]] Likeness compare_persons(const Entity& a, const Entity& b, bool crowded = false);
[[nodiscard]] bool same_person(const Entity& a, const Entity& b);

// For bodies and places: the same name without "the", the same country, an abbreviation that one
// of the two articles introduced.
[[nodiscard]] bool same_body(const Entity& a, const Entity& b);

}  // namespace parley::actors
