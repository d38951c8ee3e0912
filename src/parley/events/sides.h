// Who does a deed and whom it is done to, party to the talks or not.
//
// In "Coast airstrikes killed dozens of villagers" the coast did it, to the villagers; in "a coast
// prosecutor charged Ana Vik" the prosecutor did. Nouns beyond those that can bargain come from
// data/doers.tsv.
#pragma once

#include <vector>

#include "parley/events/report.h"

namespace parley::events {

struct Sides {
  std::vector<ActorWords> who;
  bool known = false;  // a name, a party, or one named with it: "gunmen" alone are not
};

// Those whom the noun at `noun` stands for. Empty for nobody.
[[nodiscard]] Sides sides_at(const Report& report, std::uint32_t noun);

}  // namespace parley::events
