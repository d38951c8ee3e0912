// What is one saying, told by several reports: statements that rest on one source.
//
// Two outlets carry "we are near a deal", said by one council leader to one agency: one origin with
// two members. Joined are statements of the same speaker, near in time, alike in words (or with the
// same run of quoted words), and statements at the same words of copied articles. Different
// speakers never make one origin. `independent` counts the origins that claim the same thing.
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
  std::vector<std::size_t> members;  // indices into the layer of statements; the earliest first
  std::string speaker;               // name or words of the source
  std::optional<std::string> speaker_id;
  std::string date;  // the earliest day; "" where unknown
  int independent = 1;
};

// By date (unknown last), then by the first member's place. Every statement with a speaker or a
// content is a member of one origin. `edits`: what people joined and parted.
[[nodiscard]] std::vector<Origin> find_origins(const Corpus& corpus, const Actors& actors,
                                               const std::vector<Copy>& copies,
                                               const std::vector<Regrouping>& edits = {});

}  // namespace parley::story
