// A record as one page that needs nothing else: brief, matrix, figures with charts, timeline,
// sources, actors, what was said, and the texts that all of it stands on.
//
// Opened from a disk it shows the same as on a server: no script, no picture from elsewhere, and a
// content policy that allows nothing but the page's own style. Each row is a link to its sentence
// in the same file, each sentence leads back to the rows that rest on it. Prints with the record's
// digest and the reports' addresses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/record/record.h"
#include "parley/views/linked_rows.h"

namespace parley::views {

// `rows` are all derived rows. Near-linear in the record; the page is about three times its texts.
[[nodiscard]] std::string to_report(const std::vector<record::DerivedRow>& rows,
                                    const StoredArticles& articles, std::string_view version);

}  // namespace parley::views
