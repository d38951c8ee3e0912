#include "parley/statements/nesting.h"

#include <algorithm>

namespace parley::statements {

namespace {

// How far back a holder is looked for; a content is seldom longer than this many statements.
constexpr std::size_t kMaxLookBack = 40;

bool holds(const Statement& outer, const Statement& inner) {
  const auto within = [&](const std::vector<text::Span>& spans) {
    return std::ranges::all_of(spans, [&](text::Span span) {
      return std::ranges::any_of(outer.content,
                                 [&](text::Span content) { return content.contains(span); });
    });
  };
  return within(inner.source.spans) && within(inner.cue) && within(inner.content);
}

std::uint32_t content_size(const Statement& statement) {
  std::uint32_t size = 0;
  for (const text::Span span : statement.content) size += span.size();
  return size;
}

}  // namespace

void link_nested(std::vector<Statement>& statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    statements[i].inside.reset();
    const std::size_t first = i > kMaxLookBack ? i - kMaxLookBack : 0;
    const std::size_t end = std::min(statements.size(), i + kMaxLookBack);
    for (std::size_t j = first; j < end; ++j) {
      if (j == i || !holds(statements[j], statements[i])) continue;
      if (holds(statements[i], statements[j]) && j > i) continue;
      if (!statements[i].inside ||
          content_size(statements[j]) < content_size(statements[*statements[i].inside])) {
        statements[i].inside = static_cast<std::uint32_t>(j);
      }
    }
  }
}

}  // namespace parley::statements
