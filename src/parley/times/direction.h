// Whether the clause around a token speaks of the past or of what is to come: "met on Monday" looks
// back, "will meet on Monday" ahead. Reads the tags of the tokens where there are any, else the
// forms of the verbs; says nothing where it sees neither.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "parley/analysis/analysis.h"

namespace parley::times {

enum class Direction : std::int8_t { kPast = -1, kUnknown = 0, kFuture = 1 };

// For the expression at tokens [at, after) of the sentence [first, end). Looks at a bounded number
// of tokens.
[[nodiscard]] Direction direction_of(std::string_view text, std::span<const analysis::Token> tokens,
                                     std::uint32_t first, std::uint32_t end, std::uint32_t at,
                                     std::uint32_t after);

}  // namespace parley::times
