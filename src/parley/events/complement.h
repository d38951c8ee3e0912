// What a word of stance governs, as the frames of data/stances.tsv ask for it.
//
// "The union rejected the offer of 5 percent" fills the frame obj of "reject" with "the offer of 5
// percent". Clauses that credit a speaker, asides and the end of a quotation are cut off. Which
// stance it is, and whose, is settled in positions.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parley/events/report.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

struct Complement {
  Found head;  // none for a frame without complement
  TokenRange range;
  bool denied = false;  // "agreed [not to strike]"
};

// None where the words around `token` do not fill `frame`. Stays inside the sentence.
[[nodiscard]] std::optional<Complement> read_complement(const Report& report, std::uint32_t token,
                                                        const Frame& frame);

// "withdrew from [the Coast Pact]": a name of neither a person nor a place.
[[nodiscard]] bool names_accord(const Report& report, std::uint32_t token);

// Patterns of words such as "drop", "concede": whoever does so asks no more.
[[nodiscard]] bool gives_up(const std::vector<StancePattern>& patterns);

}  // namespace parley::events
