// Dated entries over all articles: sentences with a time that could be resolved, and who tells
// them.
//
// "On 12 March the council and the union met" in two outlets is one entry with two members. An
// entry is what a sentence tells of a day; it may be planned or denied, and `kind` says so where an
// event was found there. Articles that copy one another count as one origin.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"

namespace parley::story {

struct TimelineMember {
  Place sentence;
  std::uint32_t time = 0;                  // index into the layer of times
  std::optional<std::uint32_t> event;      // index into the layer of events
  std::optional<std::uint32_t> statement;  // index into the layer of statements
};

struct TimelineEntry {
  std::string_view date;  // EDTF
  std::string_view kind;  // the event's modality, "said" for a statement, "told" otherwise
  std::pmr::vector<TimelineMember> members;  // by article and place
  int independent = 1;                       // outlets that tell it, copies counted once
};

using Timeline = std::pmr::vector<TimelineEntry>;

// By date, then by the first member's place.
[[nodiscard]] Timeline find_timeline(const Corpus& corpus, const std::vector<Copy>& copies);

}  // namespace parley::story
