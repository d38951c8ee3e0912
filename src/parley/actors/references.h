// Whom "she", "they", "the group" and "the minister" stand for, within one article.
//
// "Ana Velm left. She will be back on Friday." – she is Ana Velm. Recency, agreement in number and
// sex, and the subject of the sentence before decide; a word that fits two equally well stays
// unresolved. Pronouns inside a quotation are not touched: they are the speaker's. Linear in the
// tokens.
#pragma once

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

// Adds a mention for each reference that is settled; keeps mentions in text order.
void resolve_references(const text::Article& article, const analysis::Analysis& analysis,
                        Entities& entities);

}  // namespace parley::actors
