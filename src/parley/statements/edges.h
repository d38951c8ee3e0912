// Where the pieces of a statement begin and end, and whether they are the speaker's own words.
//
// Of `said that “talks are dead,” on Monday` the content is `talks are dead`: no "that", no outer
// quotation marks, no comma at an edge. Pure; time is linear in the span.
#pragma once

#include <vector>

#include "parley/statements/statement.h"
#include "parley/statements/words.h"
#include "parley/text/span.h"

namespace parley::statements {

// `span` without white space, commas, full stops and lone quotation marks at its ends, nor a pair
// of quotation marks around all of it. May become empty.
[[nodiscard]] text::Span trim_edges(const Words& words, text::Span span);

// The same, without a leading "that" too.
[[nodiscard]] text::Span trim_content(const Words& words, text::Span span);

// direct: all content stands in quotation marks; mixed: some of it; else indirect.
[[nodiscard]] Speech speech_of(const Words& words, const std::vector<text::Span>& content);

}  // namespace parley::statements
