#include "parley/story/same_count.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "parley/base/table.h"
#include "parley/story/words.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr std::uint32_t kNear = 500;  // bytes between two claims that a report sets side by side
// Words that sentences share, and their share of the words of the shorter one: of one event in
// reports of different stories, and of mere counts.
constexpr std::size_t kEventWords = 4;
constexpr double kEventShare = 0.5;
constexpr std::size_t kQuantityWords = 5;
constexpr double kQuantityShare = 0.7;
constexpr std::size_t kTold = 2;  // all words of the shorter sentence, where both have a source

// Measures that say nothing of an event.
bool is_quantity(std::string_view measure) {
  constexpr std::array<std::string_view, 13> kQuantities = {
      "count",  "share", "money",  "duration",    "distance", "decline", "rise",
      "weight", "area",  "volume", "temperature", "power",    "speed"};
  return std::ranges::find(kQuantities, measure) != kQuantities.end();
}

const std::unordered_set<std::string>& words_of_others(std::string_view side) {
  const auto read = [](std::string_view wanted) {
    std::unordered_set<std::string> words;
    for (const base::TableRow& row : base::read_table("of_others")) {
      if (row.at(1) == wanted) words.insert(row.columns[0]);
    }
    return words;
  };
  static const std::unordered_set<std::string> kBefore = read("before");
  static const std::unordered_set<std::string> kBehind = read("behind");
  return side == "before" ? kBefore : kBehind;
}

// True where the words of `part` stand in `text` as whole words.
bool holds_words(std::string_view text, std::string_view part) {
  const std::vector<std::string> all = plain_words(text);
  const std::vector<std::string> some = plain_words(part);
  return !some.empty() && !std::ranges::search(all, some).empty();
}

}  // namespace

bool CountComparer::counts_others(const Item& figure) const {
  const std::shared_ptr<const std::string> text = corpus_.text(figure.article);
  const text::Span sentence = corpus_.sentence_of(figure.place()).span;
  if (text == nullptr || sentence.end > text->size() || !sentence.contains(figure.span)) {
    return false;
  }
  const std::string_view all = *text;
  const std::vector<std::string> before =
      plain_words(all.substr(sentence.start, figure.span.start - sentence.start));
  const std::vector<std::string> behind =
      plain_words(all.substr(figure.span.end, sentence.end - figure.span.end));
  return (!before.empty() && words_of_others("before").contains(before.back())) ||
         (!behind.empty() && words_of_others("behind").contains(behind.front())) ||
         (behind.size() > 1 && words_of_others("behind").contains(behind[0] + ' ' + behind[1]));
}

// What its sentence tells of besides the number, who is counted and who says so.
std::vector<std::string> CountComparer::context_of(const CountedBy& counted,
                                                   std::string_view population) const {
  std::vector<std::string> words =
      content_words(corpus_.words(corpus_.sentence_of(counted.figure.place())));
  const std::vector<std::string> aside =
      content_words(std::string(population) + ' ' + std::string(counted.claimant) + ' ' +
                    corpus_.words(counted.figure.place()));
  std::erase_if(words, [&](const std::string& word) {
    return text::is_ascii_digit(word.front()) || std::ranges::binary_search(aside, word);
  });
  return words;
}

bool CountComparer::same(const CountedBy& a, const CountedBy& b, const Counted& counted) const {
  const std::uint32_t first = a.figure.article;
  const std::uint32_t second = b.figure.article;
  const bool quantity = is_quantity(counted.measure);
  if (quantity && (counted.measure != "count" || counted.unit != "person")) return false;
  if (first == second) {
    // A report sets two claims side by side, each with its source.
    const std::uint32_t from = std::min(a.figure.span.start, b.figure.span.start);
    const std::uint32_t to = std::max(a.figure.span.start, b.figure.span.start);
    if (!a.of_statement || !b.of_statement || to - from > kNear) return false;
  }
  // "a worker was hurt": one of them, not all.
  for (const CountedBy& one : {a, b}) {
    const std::optional<double> value = number_at(corpus_.fact(one.figure), "value");
    if (value && *value <= 1) return false;
  }
  if (counts_others(a.figure) || counts_others(b.figure)) return false;
  const std::string one = corpus_.words(corpus_.sentence_of(a.figure.place()));
  const std::string other = corpus_.words(corpus_.sentence_of(b.figure.place()));
  const std::string number = corpus_.words(a.figure.place());
  const std::string other_number = corpus_.words(b.figure.place());
  // Who gives both numbers tells of two things.
  if (number != other_number && holds_words(one, other_number) && holds_words(other, number)) {
    return false;
  }
  const std::vector<std::string> words = context_of(a, counted.population);
  const std::vector<std::string> other_words = context_of(b, counted.population);
  const std::size_t shared = shared_words(words, other_words);
  const std::size_t least = std::min(words.size(), other_words.size());
  const double share = least == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(least);
  // "3,000 passengers waited on Friday, the council said": the same told of by the board
  const bool told_alike = a.of_statement && b.of_statement && shared == least && shared >= kTold;
  if (quantity && told_alike) return true;
  if (first == second) return !quantity;
  if (quantity) return shared >= kQuantityWords && share >= kQuantityShare;
  const bool one_story = !stories_[first].empty() && stories_[first] == stories_[second];
  return (one_story && shared > 0) || (shared >= kEventWords && share >= kEventShare);
}

}  // namespace parley::story
