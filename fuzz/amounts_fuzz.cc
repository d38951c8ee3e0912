// Any bytes as an article, without and with a publication date: times and figures must lie inside
// the text and in order, values be finite, and no date be resolved that no words and no day settle.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "parley/analysis/analyse.h"
#include "parley/figures/find_figures.h"
#include "parley/times/find_times.h"

namespace {

using namespace parley;

void read(const text::Article& article, const analysis::Analysis& analysis) {
  const auto times = times::find_times(article, analysis);
  std::uint32_t end = 0;
  for (const times::TimeExpression& time : times) {
    if (time.span.start < end || time.span.empty() || !article.whole().contains(time.span)) {
      std::abort();
    }
    end = time.span.end;
    if (time.value.empty()) std::abort();
    if (time.resolved.has_value() == !time.unresolved_reason.empty()) std::abort();
    if (!article.published.value && time.anchor == times::Anchor::kPublished) std::abort();
  }
  const auto figures = figures::find_figures(article, analysis, {}, times, {});
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const figures::Figure& figure = figures[i];
    if (figure.span.empty() || !article.whole().contains(figure.span)) std::abort();
    for (const auto& number : {figure.value, figure.low, figure.high}) {
      if (number && !std::isfinite(*number)) std::abort();
    }
    if (figure.part_of && (*figure.part_of >= figures.size() || *figure.part_of == i)) std::abort();
    if (figure.replaces && *figure.replaces >= figures.size()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  text::Article article;
  article.text.assign(reinterpret_cast<const char*>(data), size);
  const analysis::Analysis analysis = analysis::analyse(article);
  read(article, analysis);
  article.published.value = "2025-03-14";
  read(article, analysis);
  return 0;
}
