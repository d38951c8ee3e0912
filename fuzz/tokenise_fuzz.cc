// Any bytes as an article: tokens and sentences must be in order, apart, and inside the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "parley/analysis/analyse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  text::Article article;
  article.text.assign(reinterpret_cast<const char*>(data), size);
  const analysis::Analysis analysis = analysis::analyse(article);
  std::uint32_t before = 0;
  for (const analysis::Token& token : analysis.tokens) {
    if (token.span.start < before || token.span.empty() || !article.whole().contains(token.span)) {
      std::abort();
    }
    before = token.span.end;
  }
  std::uint32_t next = 0;
  for (const analysis::Sentence& sentence : analysis.sentences) {
    if (sentence.first_token != next || sentence.end_token <= sentence.first_token) std::abort();
    next = sentence.end_token;
  }
  if (next != analysis.tokens.size()) std::abort();
  for (const analysis::Quotation& quotation : analysis.quotations) {
    if (!quotation.outer.contains(quotation.inner)) std::abort();
  }
  return 0;
}
