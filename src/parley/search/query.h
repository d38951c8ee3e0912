// Turns what a person types into an FTS5 expression that cannot be malformed.
//
//   depot "at least 50" strik* -Friday   ->   "depot" AND "at least 50" AND "strik"* NOT "friday"
//
// Words are joined by AND, "…" is a phrase, a star at the end of a word matches its beginnings, a
// minus leaves out. No other operator exists, so no input is a syntax error.
#pragma once

#include <string>
#include <string_view>

namespace parley::search {

// "" where `query` holds no word to look for. Linear.
[[nodiscard]] std::string to_expression(std::string_view query);

}  // namespace parley::search
