// Who owes what by when, and what is reported of its keeping.
//
// "The council agreed to free 30 prisoners by Friday" makes a commitment of the council; "the union
// accused the council of violating the accord" is laid beside it with the union as the one who says
// so, "the council denied violating it" as a denial. Parley does not say which of them is right: a
// report stands beside a commitment where it names the one who owes and either the term's own kind
// (a truce, prisoners) or the agreement as such.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/story/join_actors.h"
#include "parley/story/processes.h"

namespace parley::story {

enum class Keeping : std::uint8_t { kKept, kBreached, kDenied };

struct KeepingReport {
  Keeping keeping = Keeping::kBreached;
  std::size_t statement = 0;  // index into the layer of statements
};

struct Commitment {
  std::vector<std::size_t> positions;  // indices into their layer: the reports that tell of it
  const Actor* actor = nullptr;        // who owes; null where the record has no such actor
  const Process* process = nullptr;
  std::vector<KeepingReport> reports;  // in the order of the statements
};

// In the order of the first position of each. Near-linear in positions and statements.
[[nodiscard]] std::vector<Commitment> find_commitments(const Corpus& corpus, const Actors& actors,
                                                       const Processes& processes);

}  // namespace parley::story
