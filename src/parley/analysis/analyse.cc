#include "parley/analysis/analyse.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parley/analysis/mend_names.h"
#include "parley/analysis/mend_trees.h"
#include "parley/analysis/quotations.h"
#include "parley/analysis/set_aside.h"
#include "parley/analysis/tokenise.h"

namespace parley::analysis {

std::string_view name_of(Upos tag) {
  constexpr std::array<std::string_view, 17> kNames = {
      "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
      "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
  return kNames[static_cast<std::size_t>(tag)];
}

std::string_view name_of(NameType type) {
  constexpr std::array<std::string_view, 7> kNames = {"PER",  "ORG",   "LOC", "FAC",
                                                      "NORP", "EVENT", "MISC"};
  return kNames[static_cast<std::size_t>(type)];
}

std::uint32_t Analysis::token_at(std::uint32_t offset) const {
  const auto found = std::ranges::upper_bound(tokens, offset, {},
                                              [](const Token& token) { return token.span.end; });
  return static_cast<std::uint32_t>(found - tokens.begin());
}

std::uint32_t Analysis::sentence_of(std::uint32_t token) const {
  const auto found = std::ranges::upper_bound(
      sentences, token, {}, [](const Sentence& sentence) { return sentence.end_token; });
  return static_cast<std::uint32_t>(found - sentences.begin());
}

const Quotation* Analysis::quotation_at(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(
      quotations, offset, {}, [](const Quotation& quotation) { return quotation.inner.start; });
  if (after == quotations.begin()) return nullptr;
  const Quotation& quotation = *std::prev(after);
  return offset < quotation.inner.end ? &quotation : nullptr;
}

Analysis analyse(const text::Article& article, const LanguageModel* model) {
  Analysis analysis;
  Segmentation segmentation = segment(article);
  analysis.sentences = std::move(segmentation.sentences);
  analysis.tokens = std::move(segmentation.tokens);
  analysis.quotations = find_quotations(article.text, analysis.tokens);
  if (model != nullptr) {
    const std::vector<std::uint32_t> kept = tokens_without_asides(article, analysis);
    if (kept.empty()) {
      model->read(article, analysis);
    } else {
      Analysis part = without_asides(analysis, kept);
      model->read(article, part);
      bring_back(article, std::move(part), kept, analysis);
    }
    mend_trees(article, analysis);
    mend_names(article, analysis);
  }
  return analysis;
}

}  // namespace parley::analysis
