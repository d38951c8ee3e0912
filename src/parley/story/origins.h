// What is one saying, told by several reports: statements that rest on one source.
//
// Two outlets carry "we are near a deal", said by one council leader to one agency: one origin with
// two members. Joined are statements of the same speaker, near in time, alike in words (or with the
// same run of quoted words), statements at the same words of articles that share text, and long
// runs of the same quoted words of speakers who may be one ("Velm" and "Ana Velm"). Different
// speakers never make one origin, nor do a named and a nameless one. `independent` counts the
// origins that claim the same thing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/groups.h"
#include "parley/story/join_actors.h"

namespace parley::story {

struct Origin {
  std::pmr::vector<std::uint32_t>
      members;  // indices into the layer of statements; the earliest first
  int independent = 1;
};

using Origins = std::pmr::vector<Origin>;

// Who said a statement, as far as it is told. Statements of one `room` may be one saying.
struct Speaker {
  const Actor* actor = nullptr;
  std::string shown;  // name or words of the source; "" for nobody
  std::string room;   // "" for a room of its own
};
[[nodiscard]] Speaker speaker_of(const Corpus& corpus, const Actors& actors, const Item& statement);

// The day on which it was said, that of the report where the text does not tell; "" where unknown.
[[nodiscard]] std::string said_on(const Corpus& corpus, const Item& statement);

// By date (unknown last), then by the first member's place. Every statement with a speaker or a
// content is a member of one origin. `edits`: what people joined and parted.
[[nodiscard]] Origins find_origins(const Corpus& corpus, const Actors& actors,
                                   const SharedTexts& texts,
                                   const std::vector<Regrouping>& edits = {});

}  // namespace parley::story
