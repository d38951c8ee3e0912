// The tokens of an article as the rules of this module look at them: lower case, straight
// apostrophes, inside quotation marks or not.
//
// In "He “isn’t ready”, she said" the fifth token has the word "n't" and stands in quotation 0.
// Tags are used where the trained layer gave them; nothing here needs them. A Words refers to the
// article and the analysis it was made from, which must outlive it. Time is linear in the tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::statements {

// Token positions, half-open.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return first >= end; }
  [[nodiscard]] std::uint32_t size() const { return empty() ? 0 : end - first; }
  friend bool operator==(const TokenRange&, const TokenRange&) = default;
};

class Words {
 public:
  Words(const text::Article& article, const analysis::Analysis& analysis);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(lower_.size()); }
  // In lower case, "’" as "'"; "" past the end.
  [[nodiscard]] std::string_view at(std::uint32_t token) const {
    return token < lower_.size() ? std::string_view(lower_[token]) : std::string_view();
  }
  [[nodiscard]] text::Span span(std::uint32_t token) const { return tokens()[token].span; }
  // From the first to the last token of a range. REQUIRES: not range.empty()
  [[nodiscard]] text::Span span(TokenRange range) const {
    return {span(range.first).start, span(range.end - 1).end};
  }
  // The tokens that overlap a byte span.
  [[nodiscard]] TokenRange range(text::Span span) const;

  [[nodiscard]] bool is_capital(std::uint32_t token) const;  // begins with a capital letter
  [[nodiscard]] bool is_word(std::uint32_t token) const;     // begins with a letter
  [[nodiscard]] bool is_punctuation(std::uint32_t token) const;
  [[nodiscard]] bool is_quote_mark(std::uint32_t token) const;
  // Index of the quotation that holds the token between its marks, or -1.
  [[nodiscard]] std::int32_t quotation(std::uint32_t token) const {
    return token < quotation_.size() ? quotation_[token] : -1;
  }
  // Index of the sentence of a token.
  [[nodiscard]] std::uint32_t sentence(std::uint32_t token) const { return sentence_[token]; }
  [[nodiscard]] TokenRange sentence_range(std::uint32_t sentence) const {
    return {analysis_.sentences[sentence].first_token, analysis_.sentences[sentence].end_token};
  }
  [[nodiscard]] analysis::Upos upos(std::uint32_t token) const { return tokens()[token].upos; }
  [[nodiscard]] bool tagged() const { return tagged_; }

  [[nodiscard]] const text::Article& article() const { return article_; }
  [[nodiscard]] const analysis::Analysis& analysis() const { return analysis_; }

 private:
  [[nodiscard]] const std::vector<analysis::Token>& tokens() const { return analysis_.tokens; }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  std::vector<std::string> lower_;
  std::vector<std::int32_t> quotation_;
  std::vector<std::uint32_t> sentence_;
  bool tagged_ = false;
};

}  // namespace parley::statements
