// The phrases of data/page_phrases.tsv: "Please enter your comment!" is a comment box, "Sign up for
// our newsletter" furniture. Matching is by folded words; long paragraphs never match.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/text/article.h"

namespace parley::intake {

enum class PhrasePlace : std::uint8_t { kWhole, kStart, kEnd, kPart, kHeading, kRest };

struct PhraseMatch {
  text::BlockRole role = text::BlockRole::kBoilerplate;
  PhrasePlace place = PhrasePlace::kWhole;
};

// Lower case, typewriter quotation marks, single spaces, no mark at the ends.
[[nodiscard]] std::string fold_line(std::string_view line);

inline constexpr std::size_t kMaxPhraseLine = 240;  // bytes; a longer line is never furniture

// `folded` is the line through fold_line(). Each phrase is tried on a line of bounded length.
[[nodiscard]] std::optional<PhraseMatch> match_phrase(std::string_view folded);

// True for a short paragraph that asks the reader to do something for the outlet ("Follow us on …",
// "Subscribe to our newsletter."), by data/page_calls.tsv. `folded` as above; one that quotes
// somebody is never a call. Each phrase is tried on a line of bounded length.
[[nodiscard]] bool is_call_to_reader(std::string_view folded);

}  // namespace parley::intake
