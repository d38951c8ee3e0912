#include "parley/story/words.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

#include "parley/base/table.h"
#include "parley/base/text_hash.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

using WordSet = std::unordered_set<std::string, base::TextHash, std::equal_to<>>;

const WordSet& passed_over() {
  static const WordSet words = [] {
    WordSet all;
    for (const base::TableRow& row : base::read_table("plain_words")) all.emplace(row.at(0));
    return all;
  }();
  return words;
}

bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || text::is_ascii_alpha(c) ||
         text::is_ascii_digit(c);
}

// Cuts "ing", "ed", "es", "s" where at least four letters stay.
void cut_ending(std::string_view& word) {
  constexpr std::size_t kLeast = 4;
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() >= ending.size() + kLeast && word.ends_with(ending)) {
      word.remove_suffix(ending.size());
      return;
    }
  }
}

// Calls `visit` with each word of `folded`.
template <typename Visit>
void each_word(std::string_view folded, const Visit& visit) {
  std::size_t start = 0;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    // Typographic punctuation (U+2010 to U+206F) parts words like its ASCII kin.
    const bool mark = i + 2 < folded.size() && folded[i] == '\xE2' && folded[i + 1] == '\x80';
    if (i < folded.size() && is_word_byte(folded[i]) && !mark) continue;
    if (i > start) visit(folded.substr(start, i - start));
    if (mark) i += 2;
    start = i + 1;
  }
}

}  // namespace

bool numbers_differ(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto lacks = [](const std::vector<std::string>& from, const std::vector<std::string>& in) {
    return std::ranges::any_of(from, [&](const std::string& word) {
      return text::is_ascii_digit(word.front()) && !std::ranges::binary_search(in, word);
    });
  };
  return lacks(a, b) && lacks(b, a);
}

std::vector<std::string> plain_words(std::string_view text) {
  const std::string folded = text::fold_case(text);
  std::vector<std::string> words;
  each_word(folded, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

std::vector<std::string> content_words(std::string_view sentence) {
  const std::string folded = text::fold_case(sentence);
  const WordSet& plain = passed_over();
  std::vector<std::string_view> words;
  each_word(folded, [&](std::string_view word) {
    if (word.size() < 2 && !text::is_ascii_digit(word.front())) return;
    if (plain.contains(word)) return;
    cut_ending(word);
    words.push_back(word);
  });
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return {words.begin(), words.end()};
}

std::size_t shared_words(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::size_t shared = 0;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i < *j) {
      ++i;
    } else if (*j < *i) {
      ++j;
    } else {
      ++shared;
      ++i;
      ++j;
    }
  }
  return shared;
}

bool share_run(std::string_view a, std::string_view b, std::size_t count) {
  const auto runs = [count](std::string_view text) {
    const std::vector<std::string> words = plain_words(text);
    std::set<std::string> all;
    for (std::size_t i = 0; i + count <= words.size(); ++i) {
      std::string run;
      for (std::size_t k = 0; k < count; ++k) run += words[i + k] + ' ';
      all.insert(std::move(run));
    }
    return all;
  };
  const std::set<std::string> first = runs(a);
  return std::ranges::any_of(runs(b), [&](const std::string& run) { return first.contains(run); });
}

}  // namespace parley::story
