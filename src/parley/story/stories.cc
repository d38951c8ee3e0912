// Vectors of words, weighed by how often an article has them and how few articles do; a story is
// the sum of its articles' vectors. An index from words to the stories of the last days gives, for
// each article, the stories that share a word with it, so that others are never looked at.
#include "parley/story/stories.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "parley/base/date.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr std::size_t kHeadBytes = 1500;  // of the main text: what is new stands at the top
constexpr double kNameWeight = 1.5;       // words mostly written with a capital
constexpr double kTitleWeight = 2;
constexpr double kAlike = 0.17;  // cosine from which an article joins a story
constexpr std::int64_t kWindowDays = 1;
constexpr std::size_t kCommon = 500;  // a word of more articles tells no story from another
constexpr double kSteps = 1024;       // weights are whole steps, the same on every machine

struct Weighted {
  std::uint32_t word = 0;
  double weight = 0;
};

struct Told {
  std::uint32_t article = 0;
  std::optional<std::int64_t> day;
  std::vector<Weighted> words;  // by word; of length 1
};

double stepped(double weight) { return std::round(weight * kSteps) / kSteps; }

// A word of an article's title and of the top of its text.
struct Count {
  std::uint32_t word = 0;
  std::uint16_t all = 0, capital = 0;  // in the text
  bool in_title = false;
};

// The words of all articles: numbers, and by article how often each is met.
class WordCounts {
 public:
  explicit WordCounts(const Corpus& corpus) : memory_(corpus.memory()), counts_(&memory_) {
    first_.reserve(corpus.articles.size() + 1);
    for (std::uint32_t i = 0; i < corpus.articles.size(); ++i) {
      first_.push_back(counts_.size());
      add(corpus, i);
    }
    first_.push_back(counts_.size());
    // Numbered by letter, so that sums run in one order whatever the table's.
    std::vector<std::pair<const std::string*, std::uint32_t>> known;
    known.reserve(met_.size());
    for (const auto& [word, at] : met_) known.emplace_back(&word, at);
    std::ranges::sort(known, {}, [](const auto& one) -> const std::string& { return *one.first; });
    std::vector<std::uint32_t> number(known.size());
    holding_.assign(known.size(), 0);
    for (std::uint32_t i = 0; i < known.size(); ++i) number[known[i].second] = i;
    met_.clear();
    for (std::uint32_t i = 0; i + 1 < first_.size(); ++i) {
      memory_.relax();
      const std::span<Count> own = counts_of(i);
      for (Count& count : own) {
        count.word = number[count.word];
        ++holding_[count.word];
      }
      std::ranges::sort(own, {}, &Count::word);
    }
  }

  // By number.
  [[nodiscard]] std::span<const Count> of(std::uint32_t article) const {
    memory_.relax();
    return {counts_.data() + first_[article], counts_.data() + first_[article + 1]};
  }
  // The articles that hold a word.
  [[nodiscard]] std::uint32_t holding(std::uint32_t word) const { return holding_[word]; }

 private:
  std::span<Count> counts_of(std::uint32_t article) {
    return {counts_.data() + first_[article], counts_.data() + first_[article + 1]};
  }

  void add(const Corpus& corpus, std::uint32_t article) {
    const std::shared_ptr<const std::string> kept = corpus.text(article);
    const std::string& text = *kept;
    own_.clear();
    note_words(corpus.head(article).article.title.value_or(""), true);
    std::size_t left = kHeadBytes;
    for (const text::Block& block : corpus.blocks(article)) {
      if (block.span.start > block.span.end || block.span.end > text.size()) continue;
      const auto words = std::string_view(text).substr(block.span.start, block.span.size());
      if (block.role == text::BlockRole::kHeadline) note_words(words, true);
      if (!text::is_main_text(block.role) || left == 0) continue;
      note_words(words.substr(0, left), false);
      left -= std::min(left, words.size());
    }
    std::ranges::sort(own_, {}, &Count::word);
    for (std::size_t begin = 0, end = 0; begin < own_.size(); begin = end) {
      Count sum{own_[begin].word};
      for (; end < own_.size() && own_[end].word == sum.word; ++end) {
        sum.all += own_[end].all;
        sum.capital += own_[end].capital;
        sum.in_title = sum.in_title || own_[end].in_title;
      }
      counts_.push_back(sum);
    }
  }

  // Each word of `text`, in lower case and without a possessive ending.
  void note_words(std::string_view text, bool title) {
    const auto is_word_byte = [&](std::size_t i) {
      const char c = text[i];
      // Typographic punctuation (U+2010 to U+206F) parts words.
      if (c == '\xE2' && i + 1 < text.size() && text[i + 1] == '\x80') return false;
      const bool tail = i >= 1 && text[i - 1] == '\xE2' && c == '\x80';
      const bool last = i >= 2 && text[i - 2] == '\xE2' && text[i - 1] == '\x80';
      if (tail || last) return false;
      return static_cast<unsigned char>(c) >= 0x80 || text::is_ascii_alpha(c) ||
             text::is_ascii_digit(c);
    };
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && is_word_byte(i)) continue;
      const std::string_view word = text.substr(start, i - start);
      start = i + 1;
      if (word.size() < 2) continue;  // "s" after an apostrophe, initials
      const auto next = static_cast<std::uint32_t>(met_.size());
      const bool capital = word.front() >= 'A' && word.front() <= 'Z';
      own_.push_back({met_.try_emplace(text::fold_case(word), next).first->second,
                      static_cast<std::uint16_t>(title ? 0 : 1),
                      static_cast<std::uint16_t>(!title && capital ? 1 : 0), title});
    }
  }

  Spill& memory_;
  std::unordered_map<std::string, std::uint32_t> met_;  // in the order in which they came
  std::vector<Count> own_;                              // of the article at hand
  std::pmr::vector<Count> counts_;
  std::vector<std::size_t> first_;      // in counts_, by article
  std::vector<std::uint32_t> holding_;  // articles, by word
};

// Weighs the words of one article after the other by how many articles hold each.
class Scales {
 public:
  explicit Scales(const Corpus& corpus) : corpus_(corpus), counts_(corpus) {}

  Told weigh(std::uint32_t article) const {
    Told told;
    told.article = article;
    const auto day = base::parse_iso_date(corpus_.day(article));
    if (day) told.day = base::to_days(*day);
    const auto articles = static_cast<double>(corpus_.articles.size());
    double square = 0;
    for (const Count& count : counts_.of(article)) {
      const std::uint32_t holding = counts_.holding(count.word);
      if (holding > kCommon) continue;
      double weight = count.all == 0 ? 1 : 1 + std::log(static_cast<double>(count.all));
      if (count.capital * 2 > count.all) weight *= kNameWeight;
      if (count.in_title) weight *= kTitleWeight;
      weight = stepped(weight * std::log((articles + 1) / static_cast<double>(holding)));
      if (weight <= 0) continue;
      square += weight * weight;
      told.words.push_back({count.word, weight});
    }
    for (Weighted& word : told.words) word.weight /= std::sqrt(square);
    return told;
  }

 private:
  const Corpus& corpus_;
  WordCounts counts_;
};

struct Story {
  std::uint32_t first = 0;  // article
  std::optional<std::int64_t> last_day;
  double square = 0;  // of the sum's length
};

class Walker {
 public:
  // `told` in the order of the walk. Gives the first article of each one's story.
  std::uint32_t place(const Told& told) {
    std::map<std::size_t, double> shared;  // by story: the products of what both have
    for (const Weighted& word : told.words) {
      auto& holders = index_[word.word];
      std::erase_if(holders, [&](const auto& one) { return !is_live(stories_[one.first], told); });
      for (const auto& [story, weight] : holders) shared[story] += weight * word.weight;
    }
    std::optional<std::size_t> best;
    double most = kAlike;
    for (const auto& [story, product] : shared) {
      const double likeness = product / std::sqrt(stories_[story].square);
      if (likeness > most) {
        most = likeness;
        best = story;
      }
    }
    if (!best) {
      best = stories_.size();
      stories_.push_back({told.article, told.day, 1});
    } else {
      stories_[*best].square += 2 * shared[*best] + 1;
      stories_[*best].last_day = told.day;
    }
    for (const Weighted& word : told.words) {
      auto& holders = index_[word.word];
      const auto held =
          std::ranges::find(holders, *best, [](const auto& one) { return one.first; });
      held == holders.end() ? holders.push_back({*best, word.weight})
                            : void(held->second += word.weight);
    }
    return stories_[*best].first;
  }

 private:
  static bool is_live(const Story& story, const Told& told) {
    if (!story.last_day || !told.day) return !story.last_day && !told.day;
    return *told.day - *story.last_day <= kWindowDays;
  }

  std::vector<Story> stories_;
  std::unordered_map<std::uint32_t, std::vector<std::pair<std::size_t, double>>> index_;
};

}  // namespace

std::vector<std::string> find_stories(const Corpus& corpus, const std::vector<Copy>& copies) {
  // By day, those without one last; articles are sorted by id.
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < corpus.articles.size(); ++i) {
    const auto day = base::parse_iso_date(corpus.day(i));
    order.emplace_back(day ? base::to_days(*day) : std::numeric_limits<std::int64_t>::max(), i);
  }
  std::ranges::sort(order);
  std::map<std::uint32_t, std::uint32_t> original;  // of undated copies with a dated original
  for (const Copy& copy : copies) {
    const bool dated = !corpus.day(copy.original).empty();
    if (dated && corpus.day(copy.copy).empty()) original.try_emplace(copy.copy, copy.original);
  }
  std::vector<std::string> stories(corpus.articles.size());
  const Scales scales(corpus);
  Walker walker;
  for (const auto& [day, article] : order) {
    const Told one = scales.weigh(article);
    if (one.words.empty()) continue;
    if (const auto found = original.find(one.article); found != original.end()) {
      stories[one.article] = stories[found->second];
      continue;
    }
    const std::uint32_t first = walker.place(one);
    stories[one.article] = record::content_id('y', corpus.articles[first].id);
  }
  return stories;
}

bool is_revision(const Corpus& corpus, const Copy& copy) {
  const text::Article later = corpus.head(copy.copy).article;
  const text::Article earlier = corpus.head(copy.original).article;
  if (later.url && later.url == earlier.url) return true;
  return later.outlet && !later.outlet->empty() && later.outlet == earlier.outlet;
}

}  // namespace parley::story
