#include "parley/statements/edges.h"

#include <algorithm>

namespace parley::statements {

namespace {

bool is_loose_edge(std::string_view word) {
  return word == "," || word == "." || word == ";" || word == ":" || word == "—" || word == "--" ||
         word == "–" || word == "-";
}

text::Span span_of(const Words& words, TokenRange range, text::Span fallback) {
  if (range.empty()) return {fallback.start, fallback.start};
  return words.span(range);
}

}  // namespace

text::Span trim_edges(const Words& words, text::Span span) {
  TokenRange range = words.range(span);
  bool changed = true;
  while (changed && !range.empty()) {
    changed = false;
    const std::uint32_t last = range.end - 1;
    if (is_loose_edge(words.at(range.first))) {
      ++range.first;
      changed = true;
    } else if (is_loose_edge(words.at(last))) {
      range.end = last;
      changed = true;
    } else if (words.is_quote_mark(range.first) || words.is_quote_mark(last)) {
      // A pair around everything, or a mark whose partner lies outside.
      const auto within = [&](std::uint32_t mark) {
        for (std::uint32_t t = range.first; t < range.end; ++t) {
          if (t != mark && words.is_quote_mark(t)) return true;
        }
        return false;
      };
      const bool pair = range.size() > 1 && words.is_quote_mark(range.first) &&
                        words.is_quote_mark(last) &&
                        words.quotation(range.first + 1) == words.quotation(last - 1);
      if (pair) {
        ++range.first;
        range.end = last;
        changed = true;
      } else if (words.is_quote_mark(range.first) && !within(range.first)) {
        ++range.first;
        changed = true;
      } else if (words.is_quote_mark(last) && !within(last)) {
        range.end = last;
        changed = true;
      }
    }
  }
  return span_of(words, range, span);
}

text::Span trim_content(const Words& words, text::Span span) {
  span = trim_edges(words, span);
  const TokenRange range = words.range(span);
  if (range.size() > 1 && words.at(range.first) == "that" && words.quotation(range.first) < 0) {
    return trim_edges(words, words.span(TokenRange{range.first + 1, range.end}));
  }
  return span;
}

Speech speech_of(const Words& words, const std::vector<text::Span>& content) {
  std::uint32_t quoted = 0;
  std::uint32_t plain = 0;
  for (const text::Span span : content) {
    const TokenRange range = words.range(span);
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      if (words.quotation(t) >= 0) {
        ++quoted;
      } else if (!words.is_punctuation(t)) {
        ++plain;
      }
    }
  }
  if (quoted == 0) return Speech::kIndirect;
  return plain == 0 ? Speech::kDirect : Speech::kMixed;
}

}  // namespace parley::statements
