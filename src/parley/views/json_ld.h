// A record as linked data: articles, actors, quotations, claims, and what rests on what.
//
// JSON-LD 1.1 with the terms of schema.org and PROV-O. A direct quotation is a Quotation, each
// distinct thing said or counted a Claim with its author and the NewsArticles that it appears in;
// prov:wasDerivedFrom leads from each to the article. Who a claim is true of is not said: there is
// no rating and no review.
#pragma once

#include <string>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

// One document, {"@context", "@graph"}. `rows` are all derived rows. Near-linear.
[[nodiscard]] std::string to_json_ld(const std::vector<record::DerivedRow>& rows,
                                     std::string_view version);

}  // namespace parley::views
