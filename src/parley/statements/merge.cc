#include "parley/statements/merge.h"

#include <algorithm>
#include <utility>

namespace parley::statements {

namespace {

using analysis::Attribution;

// A rule's attribution outside every trained one is kept from this confidence on.
constexpr float kSureAlone = 0.75F;

bool overlaps(const std::vector<text::Span>& spans, const std::vector<text::Span>& others) {
  return std::ranges::any_of(spans, [&](text::Span span) {
    return std::ranges::any_of(others, [&](text::Span other) { return span.overlaps(other); });
  });
}

bool holds(const std::vector<text::Span>& content, text::Span span) {
  return std::ranges::any_of(content, [&](text::Span piece) { return piece.contains(span); });
}

}  // namespace

text::Span extent_of(const Attribution& attribution) {
  text::Span all{UINT32_MAX, 0};
  for (const auto* spans : {&attribution.source, &attribution.cue, &attribution.content}) {
    for (const text::Span span : *spans) {
      all.start = std::min(all.start, span.start);
      all.end = std::max(all.end, span.end);
    }
  }
  return all;
}

std::vector<Attribution> merge_attributions(std::vector<Attribution> trained,
                                            const std::vector<Attribution>& rules) {
  if (trained.empty()) return rules;
  const auto by_place = [](const Attribution& attribution) {
    const text::Span all = extent_of(attribution);
    return std::pair(all.start, all.end);
  };
  std::ranges::stable_sort(trained, {}, by_place);
  std::vector<Attribution> added;
  std::size_t first = 0;
  for (const Attribution& rule : rules) {
    const text::Span all = extent_of(rule);
    while (first < trained.size() && extent_of(trained[first]).end <= all.start) {
      ++first;
    }
    bool same = false;
    bool nested = false;
    bool touched = false;
    for (std::size_t i = first; i < trained.size(); ++i) {
      const text::Span other = extent_of(trained[i]);
      if (other.start >= all.end) break;
      if (!other.overlaps(all)) continue;
      touched = true;
      same = same || overlaps(rule.cue, trained[i].cue) || overlaps(rule.cue, trained[i].source);
      nested = nested || (holds(trained[i].content, all));
    }
    if (same) continue;
    if (nested || (!touched && rule.confidence >= kSureAlone)) added.push_back(rule);
  }
  trained.insert(trained.end(), added.begin(), added.end());
  std::ranges::stable_sort(trained, {}, by_place);
  return trained;
}

}  // namespace parley::statements
