// One kind a name an article: "Alma" is a place everywhere in a report, or a person everywhere.
//
// The network reads stretch by stretch and may take "Velm" for a person in "Velm declined" and for
// a place in "talks in Velm". Names of the same words get the kind that all their places together
// speak for. Spans stay as they are, and a surname does not follow its full name here.
#pragma once

#include <array>
#include <span>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::analysis {

inline constexpr std::size_t kNameTypes = 7;

// Log probability of each kind, by NameType; the mean over the words of one name.
using TypeScores = std::array<float, kNameTypes>;

// REQUIRES: one row of `scores` for each of analysis.names. Cost: n log n in the names.
void settle_types(const text::Article& article, std::span<const TypeScores> scores,
                  Analysis& analysis);

}  // namespace parley::analysis
