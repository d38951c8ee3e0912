// Finds what stands between quotation marks: “…”, "…", ‘…’, «…», ``…''.
//
// A paragraph that opens a quotation and does not close it is followed, in the old manner of
// printing, by a paragraph that opens again: each piece is one Quotation, the later ones marked as
// continuing. Apostrophes are no quotation marks. Linear in the number of tokens.
#pragma once

#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"

namespace parley::analysis {

[[nodiscard]] std::vector<Quotation> find_quotations(std::string_view text,
                                                     const std::vector<Token>& tokens);

}  // namespace parley::analysis
