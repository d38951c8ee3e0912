#include "parley/times/direction.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::times {
namespace {

constexpr std::uint32_t kLookBack = 14;
constexpr std::uint32_t kLookAhead = 8;

const std::unordered_map<std::string, Direction>& tense_words() {
  static const std::unordered_map<std::string, Direction> kWords = [] {
    std::unordered_map<std::string, Direction> words;
    for (const base::TableRow& row : base::read_table("tense_words")) {
      words[std::string(row.at(0))] = row.at(1) == "future" ? Direction::kFuture : Direction::kPast;
    }
    return words;
  }();
  return kWords;
}

class Clause {
 public:
  Clause(std::string_view text, std::span<const analysis::Token> tokens)
      : text_(text), tokens_(tokens) {}

  [[nodiscard]] std::string word(std::uint32_t i) const {
    const text::Span span = tokens_[i].span;
    return text::ascii_lower(text_.substr(span.start, std::min<std::uint32_t>(span.size(), 24)));
  }

  // What the verb at `i` shows; `before` is the token before it, if there is one in the clause.
  [[nodiscard]] Direction at(std::uint32_t i, bool has_before) const {
    const std::string_view tag = tokens_[i].xpos;
    const std::string lower = word(i);
    const std::string before = has_before ? word(i - 1) : std::string();
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
    if (!capital && lower.size() > 4 && lower.ends_with("ed") && before != "the") {
      return Direction::kPast;
    }
    if (before == "to" && !capital && lower.size() > 2 && text::is_ascii_alpha(lower.front()) &&
        lower != "the" && lower != "his" && lower != "her" && lower != "its" && lower != "their") {
      return Direction::kFuture;
    }
    return Direction::kUnknown;
  }

 private:
  static Direction found(const std::string& lower) {
    const auto entry = tense_words().find(lower);
    return entry == tense_words().end() ? Direction::kUnknown : entry->second;
  }
  // "would have met" looks back, "would meet" ahead.
  [[nodiscard]] Direction would(std::uint32_t i) const {
    return i + 1 < tokens_.size() && word(i + 1) == "have" ? Direction::kPast : Direction::kFuture;
  }

  std::string_view text_;
  std::span<const analysis::Token> tokens_;
};

bool ends_clause(std::string_view word) {
  constexpr std::array<std::string_view, 8> kEnds = {";", ":",  "\"",           "(",
                                                     ")", "``", "\xE2\x80\x9C", "\xE2\x80\x9D"};
  return std::ranges::find(kEnds, word) != kEnds.end();
}

// The verb at `i` ends a group that looks ahead: "will be held", "to have met".
bool is_ahead_group(const Clause& clause, std::uint32_t first, std::uint32_t i) {
  constexpr std::uint32_t kLongestGroup = 4;
  bool perfect = false;
  for (std::uint32_t k = i; k > first && i - k < kLongestGroup;) {
    --k;
    const std::string before = clause.word(k);
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
