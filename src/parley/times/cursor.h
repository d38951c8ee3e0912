// The tokens of one sentence as the patterns of times/ read them: words in any case, looked up
// once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/analysis/numeral.h"
#include "parley/text/utf8.h"
#include "parley/times/lexicon.h"

namespace parley::times {

class Cursor {
 public:
  Cursor(std::string_view text, std::span<const analysis::Token> tokens, std::uint32_t first,
         std::uint32_t end)
      : text_(text), tokens_(tokens), first_(first), end_(end) {
    const base::WordMap<TimeWord>& words = time_words();
    words_.reserve(end - first);
    for (std::uint32_t i = first; i < end; ++i) {
      const text::Span span = tokens[i].span;
      words_.push_back(words.find(text.substr(span.start, span.size())));
    }
  }

  [[nodiscard]] std::uint32_t first() const { return first_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  [[nodiscard]] bool inside(std::uint32_t i) const { return i >= first_ && i < end_; }
  [[nodiscard]] std::string_view at(std::uint32_t i) const {
    if (!inside(i)) return {};
    return text_.substr(tokens_[i].span.start, tokens_[i].span.size());
  }
  [[nodiscard]] const TimeWord* word(std::uint32_t i) const {
    return inside(i) ? words_[i - first_] : nullptr;
  }
  [[nodiscard]] bool is(std::uint32_t i, std::string_view lower) const {
    return same_word(at(i), lower);
  }
  [[nodiscard]] bool is(std::uint32_t i, WordClass c) const {
    const TimeWord* found = word(i);
    return found != nullptr && found->is(c);
  }
  [[nodiscard]] bool is_hyphen(std::uint32_t i) const {
    const std::string_view mark = at(i);
    return mark == "-" || mark == "\xE2\x80\x91" || mark == "\xE2\x80\x93";
  }
  [[nodiscard]] bool touches(std::uint32_t i) const {  // no space before token i
    return inside(i) && i > first_ && tokens_[i - 1].span.end == tokens_[i].span.start;
  }
  [[nodiscard]] bool capital(std::uint32_t i) const {
    const std::string_view w = at(i);
    return !w.empty() && text::is_ascii_upper(w.front());
  }
  // A number of digits alone, without marks; -1 for other tokens.
  [[nodiscard]] int plain(std::uint32_t i, std::size_t min_digits, std::size_t max_digits) const {
    const std::string_view w = at(i);
    if (w.size() < min_digits || w.size() > max_digits) return -1;
    int value = 0;
    for (const char c : w) {
      if (!text::is_ascii_digit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  }
  [[nodiscard]] std::optional<analysis::Numeral> numeral(std::uint32_t i) const {
    if (!inside(i)) return std::nullopt;
    const TimeWord* known = words_[i - first_];
    const bool letter = text::is_ascii_alpha(text_[tokens_[i].span.start]);
    if (letter && (known == nullptr || !known->number)) return std::nullopt;
    return analysis::read_numeral(text_, tokens_, i, end_);
  }
  [[nodiscard]] std::string_view deprel(std::uint32_t i) const {
    return inside(i) ? tokens_[i].deprel : std::string_view();
  }
  [[nodiscard]] std::string_view xpos(std::uint32_t i) const {
    return inside(i) ? tokens_[i].xpos : std::string_view();
  }

 private:
  std::string_view text_;
  std::span<const analysis::Token> tokens_;
  std::uint32_t first_;
  std::uint32_t end_;
  std::vector<const TimeWord*> words_;
};

}  // namespace parley::times
