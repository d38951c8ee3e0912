// Runs the language layer over one article.
//
//   Analysis analysis = analyse(article);
//
// Without a model only sentences, tokens and quotations are found. Only blocks that hold sentences
// are read (headline, standfirst, dateline, body, list, quote, caption); a sentence never crosses a
// block. Any bytes give an analysis: time is linear in the text, memory too. Safe to call from
// several threads.
#pragma once

#include "parley/analysis/analysis.h"
#include "parley/analysis/language_model.h"
#include "parley/text/article.h"

namespace parley::analysis {

[[nodiscard]] Analysis analyse(const text::Article& article, const LanguageModel* model = nullptr);

}  // namespace parley::analysis
