// One row opened: what it says, and the sentences of the reports that it stands on.
#pragma once

#include <string>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::views {

// A page for people. `rows` are the record's rows of type "articles", for the reports' names.
[[nodiscard]] std::string show_page(const record::DerivedRow& row,
                                    const std::vector<record::DerivedRow>& articles);

}  // namespace parley::views
