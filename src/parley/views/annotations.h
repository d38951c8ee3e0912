// The rows of a record as W3C Web Annotations on the stored texts: for tools that show notes beside
// a text.
//
// "offered a pay rise of 5 percent" becomes an Annotation whose target is the passage, by position
// (in characters) and by the words with what stands before and behind them, and whose body says
// "position: offer, transfer, Harbour Board".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parley/record/record.h"
#include "parley/views/linked_rows.h"

namespace parley::views {

inline constexpr std::size_t kQuoteContext = 32;  // characters before and behind a passage

// One AnnotationCollection with its page. Statements, figures, positions, events and commitments
// are annotated. A passage that is not in `articles` is left out. Near-linear.
[[nodiscard]] std::string to_annotations(const std::vector<record::DerivedRow>& rows,
                                         const StoredArticles& articles);

}  // namespace parley::views
