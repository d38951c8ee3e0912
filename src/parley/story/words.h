// The words of a sentence that carry what it tells of, and how alike two sentences are.
//
// "The council is near a deal" and "near a deal with the union, the council said" share {council,
// near, deal}. Endings of plurals and verbs are cut, words of data/plain_words.tsv left out. Order
// and grammar are not looked at: callers ask for the same speaker, day or number besides.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parley::story {

// Sorted, each once. Linear.
[[nodiscard]] std::vector<std::string> content_words(std::string_view sentence);

// How many words both hold. REQUIRES: both are sorted, each word once.
[[nodiscard]] std::size_t shared_words(const std::vector<std::string>& a,
                                       const std::vector<std::string>& b);

// True where one holds a number that the other lacks and the other way round: "50 … took part" and
// "120 … took part" tell of two things, however alike they are.
[[nodiscard]] bool numbers_differ(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b);

// All words in lower case, in text order.
[[nodiscard]] std::vector<std::string> plain_words(std::string_view text);

// True where `a` and `b` hold the same run of `count` words.
[[nodiscard]] bool share_run(std::string_view a, std::string_view b, std::size_t count);

}  // namespace parley::story
