// The tokens of a sentence as figures/ reads them: each word in lower case, made once.
#pragma once

#include <algorithm>
#include <cstdint>
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
    lower_.reserve(end - first);
    for (std::uint32_t i = first; i < end; ++i) {
      lower_.push_back(text::ascii_lower(at(i).substr(0, kLongest)));
    }
  }

  [[nodiscard]] std::uint32_t first() const { return first_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  [[nodiscard]] bool inside(std::uint32_t i) const { return i >= first_ && i < end_; }
  [[nodiscard]] std::string_view at(std::uint32_t i) const {  // as written; "" outside
    if (!inside(i)) return {};
    return text_.substr(tokens_[i].span.start, tokens_[i].span.size());
  }
  [[nodiscard]] std::string_view lower(std::uint32_t i) const {
    return inside(i) ? std::string_view(lower_[i - first_]) : std::string_view();
  }
  [[nodiscard]] bool is(std::uint32_t i, std::string_view word) const { return lower(i) == word; }
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
  std::vector<std::string> lower_;
};

}  // namespace parley::figures
