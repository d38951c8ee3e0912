// The tokens of a sentence as figures/ reads them, in lower case, and the tree over them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/utf8.h"

namespace parley::figures {

class WordView {
 public:
  WordView(std::string_view text, const std::vector<analysis::Token>& tokens, std::uint32_t first,
           std::uint32_t end)
      : text_(text), tokens_(tokens), first_(first), end_(end) {
    if (first == end) return;
    base_ = tokens[first].span.start;
    lower_ = text::ascii_lower(text.substr(base_, tokens[end - 1].span.end - base_));
  }

  [[nodiscard]] std::uint32_t first() const { return first_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  [[nodiscard]] bool inside(std::uint32_t i) const { return i >= first_ && i < end_; }
  [[nodiscard]] std::string_view at(std::uint32_t i) const {  // as written; "" outside
    if (!inside(i)) return {};
    return text_.substr(tokens_[i].span.start, tokens_[i].span.size());
  }
  [[nodiscard]] std::string_view lower(std::uint32_t i) const {
    if (!inside(i)) return {};
    const text::Span span = tokens_[i].span;
    return std::string_view(lower_).substr(span.start - base_,
                                           std::min<std::size_t>(span.size(), kLongest));
  }
  [[nodiscard]] bool is(std::uint32_t i, std::string_view word) const {
    if (!inside(i)) return word.empty();
    const text::Span span = tokens_[i].span;
    return span.size() == word.size() &&
           std::string_view(lower_).substr(span.start - base_, word.size()) == word;
  }
  // The letters stand somewhere in the sentence; they may be part of a longer word.
  [[nodiscard]] bool holds(std::string_view letters) const {
    return lower_.find(letters) != std::string::npos;
  }
  [[nodiscard]] bool touches(std::uint32_t i) const {
    return inside(i) && i > first_ && tokens_[i - 1].span.end == tokens_[i].span.start;
  }
  [[nodiscard]] bool is_hyphen(std::uint32_t i) const {
    return is(i, "-") || is(i, "\xE2\x80\x93") || is(i, "\xE2\x80\x91");
  }
  [[nodiscard]] bool is_word(std::uint32_t i) const {
    const std::string_view word = at(i);
    return !word.empty() &&
           (text::is_ascii_alpha(word.front()) || static_cast<unsigned char>(word.front()) >= 0xC3);
  }
  [[nodiscard]] bool capital(std::uint32_t i) const {
    const std::string_view word = at(i);
    return !word.empty() && text::is_ascii_upper(word.front());
  }
  [[nodiscard]] bool tagged(std::uint32_t i) const { return inside(i) && !tokens_[i].xpos.empty(); }
  [[nodiscard]] const analysis::Token& token(std::uint32_t i) const { return tokens_[i]; }
  [[nodiscard]] const std::vector<analysis::Token>& tokens() const { return tokens_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  // The dependency relation of token `i` without its subtype; "" where unparsed.
  [[nodiscard]] std::string_view relation(std::uint32_t i) const {
    const std::string_view whole = tokens_[i].deprel;
    return whole.substr(0, whole.find(':'));
  }
  // The token that governs `i`, if it stands in this sentence.
  [[nodiscard]] std::optional<std::uint32_t> governor(std::uint32_t i) const {
    const std::int32_t head = tokens_[i].head;
    if (head < 0 || !inside(static_cast<std::uint32_t>(head))) return std::nullopt;
    return static_cast<std::uint32_t>(head);
  }
  // The words [from, to) in lower case with single spaces.
  [[nodiscard]] std::string phrase(std::uint32_t from, std::uint32_t to) const {
    std::string out;
    for (std::uint32_t i = from; i < to; ++i) {
      if (!out.empty()) out += ' ';
      out += lower(i);
    }
    return out;
  }

 private:
  static constexpr std::size_t kLongest = 32;

  std::string_view text_;
  const std::vector<analysis::Token>& tokens_;
  std::uint32_t first_;
  std::uint32_t end_;
  std::uint32_t base_ = 0;  // byte at which the first token begins
  std::string lower_;       // the sentence in lower case
};

}  // namespace parley::figures
