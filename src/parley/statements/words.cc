#include "parley/statements/words.h"

#include <algorithm>

#include "parley/text/utf8.h"

namespace parley::statements {

Words::Words(const text::Article& article, const analysis::Analysis& analysis)
    : article_(article), analysis_(analysis) {
  constexpr std::string_view kCurly = "\u2019";
  lower_.reserve(tokens().size());
  for (const analysis::Token& token : tokens()) {
    std::string word = text::fold_case(article.at(token.span));
    for (std::size_t at = word.find(kCurly); at != std::string::npos; at = word.find(kCurly, at)) {
      word.replace(at, kCurly.size(), "'");
    }
    lower_.push_back(std::move(word));
    tagged_ = tagged_ || !token.xpos.empty();
  }
  quotation_.assign(tokens().size(), -1);
  std::uint32_t token = 0;
  for (std::size_t i = 0; i < analysis.quotations.size(); ++i) {
    const text::Span inner = analysis.quotations[i].inner;
    while (token < tokens().size() && tokens()[token].span.start < inner.start) ++token;
    while (token < tokens().size() && tokens()[token].span.end <= inner.end) {
      quotation_[token++] = static_cast<std::int32_t>(i);
    }
  }
  sentence_.assign(tokens().size(), 0);
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) {
    for (std::uint32_t t = analysis.sentences[i].first_token; t < analysis.sentences[i].end_token;
         ++t) {
      sentence_[t] = static_cast<std::uint32_t>(i);
    }
  }
}

TokenRange Words::range(text::Span span) const {
  TokenRange range{analysis_.token_at(span.start), 0};
  range.end = range.first;
  while (range.end < size() && tokens()[range.end].span.start < span.end) ++range.end;
  return range;
}

bool Words::is_capital(std::uint32_t token) const {
  if (token >= size()) return false;
  const std::string_view word = article_.at(tokens()[token].span);
  return text::is_ascii_upper(word.front()) ||
         (static_cast<unsigned char>(word.front()) >= 0x80 && text::fold_case(word) != word &&
          word.substr(0, 1) != "\xE2");
}

bool Words::is_word(std::uint32_t token) const {
  if (token >= size() || lower_[token].empty()) return false;
  const char c = lower_[token].front();
  return text::is_ascii_lower(c) || (static_cast<unsigned char>(c) >= 0xC3 && c != '\xE2');
}

bool Words::is_quote_mark(std::uint32_t token) const {
  if (token >= size()) return false;
  const std::string_view word = article_.at(tokens()[token].span);
  return word == "\"" || word == "“" || word == "”" || word == "„" || word == "«" || word == "»" ||
         word == "``" || word == "''" || word == "‘" || (word == "'" && quotation(token) < 0) ||
         (word == "’" && quotation(token) < 0);
}

bool Words::is_punctuation(std::uint32_t token) const {
  if (token >= size()) return true;
  const std::string_view word = article_.at(tokens()[token].span);
  if (word.size() > 3) return false;
  return is_quote_mark(token) || word == "," || word == "." || word == ";" || word == ":" ||
         word == "!" || word == "?" || word == "-" || word == "--" || word == "—" || word == "–" ||
         word == "…" || word == "..." || word == "(" || word == ")" || word == "[" || word == "]" ||
         word == "'" || word == "’";
}

}  // namespace parley::statements
