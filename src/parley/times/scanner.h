// Finds the time expressions of one sentence as forms, in order, never overlapping.
//
// "talks resume early next week" gives one form: unit week, shift 1, START. Cost is linear in the
// tokens: each pattern looks at a bounded number of them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/times/form.h"

namespace parley::times {

// Appends the forms of tokens [first, end) to `forms`; token numbers are those of `tokens`.
void scan_sentence(std::string_view text, std::span<const analysis::Token> tokens,
                   std::uint32_t first, std::uint32_t end, std::vector<Form>& forms);

}  // namespace parley::times
