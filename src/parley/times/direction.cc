#include "parley/times/direction.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"
#include "parley/times/lexicon.h"

namespace parley::times {
namespace {

constexpr std::uint32_t kLookBack = 14;
constexpr std::uint32_t kLookAhead = 8;

const base::WordMap<Direction>& tense_words() {
  static const base::WordMap<Direction> kWords = [] {
    base::WordMap<Direction> words;
    for (const base::TableRow& row : base::read_table("tense_words")) {
      words[row.at(0)] = row.at(1) == "future" ? Direction::kFuture : Direction::kPast;
    }
    return words;
  }();
  return kWords;
}

// A word of the text that compares with ASCII case aside.
class Word {
 public:
  explicit Word(std::string_view text) : text_(text) {}
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool ends_with(std::string_view lower) const {
    return text_.size() >= lower.size() &&
           same_word(text_.substr(text_.size() - lower.size()), lower);
  }
  friend bool operator==(const Word& word, std::string_view lower) {
    return same_word(word.text_, lower);
  }

 private:
  std::string_view text_;
};

class Clause {
 public:
  Clause(std::string_view text, std::span<const analysis::Token> tokens)
      : text_(text), tokens_(tokens) {}

  [[nodiscard]] Word word(std::uint32_t i) const {
    const text::Span span = tokens_[i].span;
    return Word(text_.substr(span.start, span.size()));
  }

  // What the verb at `i` shows; `before` is the token before it, if there is one in the clause.
  [[nodiscard]] Direction at(std::uint32_t i, bool has_before) const {
    const std::string_view tag = tokens_[i].xpos;
    const Word lower = word(i);
    const Word before = has_before ? word(i - 1) : Word({});
    if (!tag.empty()) {
      if (tag == "MD") return lower == "could" || lower == "would" ? would(i) : Direction::kFuture;
      if (tag == "VBD") return Direction::kPast;
      if (tag == "VBN")
        return found(lower) == Direction::kFuture ? Direction::kFuture : Direction::kPast;
      if (tag == "VB" && before == "to") return Direction::kFuture;
      if (tag == "VBZ" || tag == "VBP") return found(lower);
      return Direction::kUnknown;
    }
    const Direction known = found(lower);
    if (known != Direction::kUnknown) return known;
    const bool capital = text::is_ascii_upper(text_[tokens_[i].span.start]);
    if (!capital && lower.text().size() > 4 && lower.ends_with("ed") && before != "the") {
      return Direction::kPast;
    }
    if (before == "to" && !capital && lower.text().size() > 2 &&
        text::is_ascii_alpha(lower.text().front()) && lower != "the" && lower != "his" &&
        lower != "her" && lower != "its" && lower != "their") {
      return Direction::kFuture;
    }
    return Direction::kUnknown;
  }

 private:
  static Direction found(const Word& word) {
    const Direction* entry = tense_words().find(word.text());
    return entry == nullptr ? Direction::kUnknown : *entry;
  }
  // "would have met" looks back, "would meet" ahead.
  [[nodiscard]] Direction would(std::uint32_t i) const {
    return i + 1 < tokens_.size() && word(i + 1) == "have" ? Direction::kPast : Direction::kFuture;
  }

  std::string_view text_;
  std::span<const analysis::Token> tokens_;
};

bool ends_clause(const Word& word) {
  constexpr std::array<std::string_view, 8> kEnds = {";", ":",  "\"",           "(",
                                                     ")", "``", "\xE2\x80\x9C", "\xE2\x80\x9D"};
  return std::ranges::find(kEnds, word.text()) != kEnds.end();
}

// The verb at `i` ends a group that looks ahead: "will be held", "to have met".
bool is_ahead_group(const Clause& clause, std::uint32_t first, std::uint32_t i) {
  constexpr std::uint32_t kLongestGroup = 4;
  bool perfect = false;
  for (std::uint32_t k = i; k > first && i - k < kLongestGroup;) {
    --k;
    const Word before = clause.word(k);
    if (before == "have") perfect = true;
    if (before == "be" || before == "have" || before == "been" || before == "not" ||
        before.ends_with("ly")) {
      continue;
    }
    if (before == "would" || before == "could") return !perfect;
    return before == "will" || before == "to" || before == "shall" || before == "must" ||
           before == "should" || before == "may";
  }
  return false;
}

}  // namespace

Direction direction_of(std::string_view text, std::span<const analysis::Token> tokens,
                       std::uint32_t first, std::uint32_t end, std::uint32_t at,
                       std::uint32_t after) {
  const Clause clause(text, tokens);
  for (std::uint32_t i = at; i > first && at - i < kLookBack;) {
    --i;
    if (ends_clause(clause.word(i))) break;
    // "will meet", "has met": the first word of the verb group decides.
    Direction seen = clause.at(i, i > first);
    if (seen == Direction::kUnknown) continue;
    if (seen == Direction::kPast && is_ahead_group(clause, first, i)) return Direction::kFuture;
    return seen;
  }
  for (std::uint32_t i = after; i < end && i - after < kLookAhead; ++i) {
    if (ends_clause(clause.word(i))) break;
    const Direction seen = clause.at(i, i > first);
    if (seen != Direction::kUnknown) return seen;
  }
  return Direction::kUnknown;
}

}  // namespace parley::times
