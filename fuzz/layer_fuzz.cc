// Any bytes through the whole language layer with the trained weights: every head inside its
// sentence, every span inside the text, trees without cycles.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "parley/analysis/analyse.h"
#include "parley/engine/models.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  static const auto kModels = engine::load_models("");
  if (!kModels || size > 4096) return 0;
  text::Article article;
  article.text.assign(reinterpret_cast<const char*>(data), size);
  const analysis::Analysis analysis = analysis::analyse(article, kModels->language.get());
  for (const analysis::Sentence& sentence : analysis.sentences) {
    int roots = 0;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const std::int32_t head = analysis.tokens[t].head;
      roots += head < 0 ? 1 : 0;
      if (head >= 0 && (head < static_cast<std::int32_t>(sentence.first_token) ||
                        head >= static_cast<std::int32_t>(sentence.end_token))) {
        std::abort();
      }
      std::int32_t at = static_cast<std::int32_t>(t);
      for (std::uint32_t step = sentence.first_token; at >= 0; ++step) {
        if (step > sentence.end_token) std::abort();
        at = analysis.tokens[static_cast<std::size_t>(at)].head;
      }
    }
    if (roots != 1) std::abort();
  }
  for (const analysis::Name& name : analysis.names) {
    if (name.span.empty() || !article.whole().contains(name.span)) std::abort();
  }
  for (const analysis::Attribution& attribution : analysis.attributions) {
    for (const auto* role : {&attribution.source, &attribution.cue, &attribution.content}) {
      for (const text::Span span : *role) {
        if (span.empty() || !article.whole().contains(span)) std::abort();
      }
    }
  }
  return 0;
}
