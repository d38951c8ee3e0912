#include "parley/story/copies.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr std::size_t kBands = 24;
constexpr std::size_t kRows = 3;  // a pair with 0.4 in common meets in one of the bands at 0.79
constexpr std::size_t kHashes = kBands * kRows;
constexpr std::size_t kLeastShingles = 12;  // shorter texts are alike by chance
constexpr std::uint64_t kSample = 8;        // one run in so many is looked up by itself
constexpr std::size_t kLeastSampled = 3;    // such runs in common make a pair worth comparing
constexpr std::size_t kMostHolders = 32;    // a run of more articles is a set phrase

constexpr std::size_t kLeastPassage = 8;  // words; shorter ones are set phrases

struct Shingle {
  std::uint64_t hash = 0;
  text::Span span;
};

// What a text says in somebody's words: inside quotation marks, which end with their paragraph, or
// in the first person.
class SaidWords {
 public:
  explicit SaidWords(const std::string& text) : text_(text), quoted_(text.size(), false) {
    bool inside = false;
    for (std::size_t i = 0; i < text.size();) {
      const text::CodePoint point = text::decode_at(text, i);
      if (point.value == U'\n' || point.value == 0x201D) inside = false;
      if (point.value == 0x201C) inside = true;
      if (point.value == U'"') inside = !inside;
      std::fill_n(quoted_.begin() + static_cast<std::ptrdiff_t>(i), point.length, inside);
      i += point.length;
    }
  }

  // Of the words that begin at `starts`, in text order: how many are somebody's.
  [[nodiscard]] std::size_t count(std::span<const text::Span> words) const {
    std::size_t said = 0;
    bool first_person = false;
    for (const text::Span word : words) {
      const bool quoted = quoted_[word.start];
      if (quoted) ++said;
      first_person = first_person || (!quoted && is_first_person(word));
    }
    return first_person ? words.size() : said;
  }

 private:
  [[nodiscard]] bool is_first_person(text::Span word) const {
    constexpr std::array<std::string_view, 8> kWords = {"I",  "my",  "me",   "we",
                                                        "We", "our", "ours", "My"};
    return std::ranges::find(kWords, std::string_view(text_).substr(word.start, word.size())) !=
           kWords.end();
  }

  const std::string& text_;
  std::vector<bool> quoted_;  // by byte
};

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

struct Word {
  std::uint64_t hash;
  text::Span span;
};

// The words of the main text, in text order.
std::vector<Word> words_of(const Corpus& corpus, std::uint32_t article) {
  const std::shared_ptr<const std::string> kept = corpus.text(article);
  const std::string& text = *kept;
  std::vector<Word> words;
  std::uint64_t hash = 0;
  std::uint32_t start = 0;
  const std::span<const text::Block> blocks = corpus.blocks(article);
  std::size_t block = 0;  // the first that begins behind the word at hand
  const auto is_main = [&] {
    while (block < blocks.size() && blocks[block].span.start <= start) ++block;
    // As Corpus::role_at has it.
    return block == 0 || start >= blocks[block - 1].span.end ||
           text::is_main_text(blocks[block - 1].role);
  };
  const auto close = [&](std::uint32_t end) {
    if (hash != 0 && is_main()) {
      words.push_back({hash, {start, end}});
    }
    hash = 0;
  };
  const auto size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    const char c = text[i];
    if (!text::is_ascii_alpha(c) && !text::is_ascii_digit(c)) {
      close(i);
      continue;
    }
    if (hash == 0) start = i;
    hash = mix(hash * 131 + static_cast<unsigned char>(text::ascii_lower(c)) + 1);
  }
  close(size);
  return words;
}

// Runs of kShingleWords words; the run at i begins with the word at i.
std::vector<Shingle> shingles_of(const std::vector<Word>& words) {
  std::vector<Shingle> shingles;
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::uint64_t run = 0;
    for (std::size_t k = 0; k < kShingleWords; ++k) run = mix(run * 31 + words[i + k].hash);
    shingles.push_back({run, {words[i].span.start, words[i + kShingleWords - 1].span.end}});
  }
  return shingles;
}

std::array<std::uint64_t, kHashes> sketch_of(const std::vector<Shingle>& shingles) {
  std::array<std::uint64_t, kHashes> least{};
  least.fill(std::numeric_limits<std::uint64_t>::max());
  for (const Shingle& shingle : shingles) {
    for (std::size_t k = 0; k < kHashes; ++k) {
      least[k] = std::min(least[k], mix(shingle.hash + k * 0x9e3779b97f4a7c15ULL));
    }
  }
  return least;
}

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

// What is known of all articles at once: a few hundred bytes each.
struct Sketches {
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t article = 0;

    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  explicit Sketches(Spill& memory) : sample(&memory) {
    bands.reserve(kBands);
    for (std::size_t band = 0; band < kBands; ++band) bands.emplace_back(&memory);
  }

  using Entries = std::pmr::vector<Entry>;
  std::vector<Entries> bands;
  Entries sample;                    // runs that are looked up by themselves
  std::vector<std::uint32_t> sizes;  // in runs
};

Sketches sketch_all(const Corpus& corpus) {
  Sketches all(corpus.memory());
  for (std::uint32_t i = 0; i < corpus.articles.size(); ++i) {
    const std::vector<Shingle> shingles = shingles_of(words_of(corpus, i));
    all.sizes.push_back(static_cast<std::uint32_t>(shingles.size()));
    if (shingles.size() < kLeastShingles) continue;
    const auto sketch = sketch_of(shingles);
    for (std::size_t band = 0; band < kBands; ++band) {
      std::uint64_t key = 0;
      for (std::size_t row = 0; row < kRows; ++row)
        key = mix(key * 31 + sketch[band * kRows + row]);
      all.bands[band].push_back({key, i});
    }
    for (const Shingle& shingle : shingles) {
      if (shingle.hash % kSample == 0) all.sample.push_back({shingle.hash, i});
    }
  }
  return all;
}

// Calls `visit` with the articles of each key, ascending; an article as often as it has the key.
template <typename Visit>
void each_holder_list(Sketches::Entries& entries, const Visit& visit) {
  std::ranges::sort(entries);
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() && entries[end].key == entries[begin].key) ++end;
    visit(std::span(entries).subspan(begin, end - begin));
  }
}

// A short report inside a long one: the sketches differ, since most of the long one's runs are not
// in the short one, so a sample of the runs is looked up.
void add_contained(Sketches::Entries& sample, Pairs& pairs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> met;  // once for each run of the later one
  each_holder_list(sample, [&](std::span<const Sketches::Entry> holders) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> articles;  // with how often
    for (const Sketches::Entry& entry : holders) {
      if (articles.empty() || articles.back().first != entry.article) {
        articles.push_back({entry.article, 0});
      }
      ++articles.back().second;
    }
    if (articles.size() > kMostHolders) return;
    for (const auto& [later, times] : articles) {
      for (const auto& [earlier, ignored] : articles) {
        if (earlier >= later) break;
        for (std::uint32_t i = 0; i < times; ++i) met.emplace_back(earlier, later);
      }
    }
  });
  std::ranges::sort(met);
  for (std::size_t begin = 0, end = 0; begin < met.size(); begin = end) {
    while (end < met.size() && met[end] == met[begin]) ++end;
    if (end - begin >= kLeastSampled) pairs.insert(met[begin]);
  }
}

// What two texts have in common.
struct Common {
  std::size_t own = 0;   // words of the reports, in passages of kLeastPassage words and more
  std::size_t said = 0;  // words of somebody who is quoted
};

// Fills share and the longest passage of a pair.
Common compare(const Corpus& corpus, Copy& pair) {
  const std::vector<Word> words = words_of(corpus, pair.copy);
  const std::vector<Shingle> copy = shingles_of(words);
  const std::vector<Shingle> original = shingles_of(words_of(corpus, pair.original));
  const std::shared_ptr<const std::string> text = corpus.text(pair.copy);
  const SaidWords said(*text);
  std::unordered_map<std::uint64_t, std::size_t> first;
  for (std::size_t i = 0; i < original.size(); ++i) first.try_emplace(original[i].hash, i);
  std::set<std::uint64_t> shared;
  std::set<std::uint64_t> all;
  std::size_t best = 0;
  Common common;
  std::vector<text::Span> passage;
  for (std::size_t i = 0; i < copy.size();) {
    all.insert(copy[i].hash);
    const auto found = first.find(copy[i].hash);
    if (found == first.end()) {
      ++i;
      continue;
    }
    std::size_t run = 0;
    while (i + run < copy.size() && found->second + run < original.size() &&
           copy[i + run].hash == original[found->second + run].hash) {
      shared.insert(copy[i + run].hash);
      all.insert(copy[i + run].hash);
      ++run;
    }
    if (run > best) {
      best = run;
      pair.in_copy.span = {copy[i].span.start, copy[i + run - 1].span.end};
      pair.in_original.span = {original[found->second].span.start,
                               original[found->second + run - 1].span.end};
    }
    const std::size_t length = run + kShingleWords - 1;
    if (length >= kLeastPassage) {
      passage.clear();
      for (std::size_t k = i; k < i + length; ++k) passage.push_back(words[k].span);
      const std::size_t quoted = said.count(passage);
      common.said += quoted;
      common.own += length - quoted;
    }
    i += run;
  }
  const std::size_t shorter = std::min(all.size(), first.size());
  pair.share = shorter == 0 ? 0 : static_cast<double>(shared.size()) / static_cast<double>(shorter);
  return common;
}

// True where the text of `other` names the outlet of `article`, and not the other way round.
bool is_credited(const Corpus& corpus, std::uint32_t article, std::uint32_t other) {
  const auto names = [&](std::uint32_t in, std::uint32_t whose) {
    const std::string outlet = corpus.outlet(whose);
    return !outlet.empty() && corpus.text(in)->find(outlet) != std::string::npos;
  };
  return corpus.outlet(article) != corpus.outlet(other) && names(other, article) &&
         !names(article, other);
}

}  // namespace

SharedTexts find_shared_texts(const Corpus& corpus) {
  Pairs candidates;
  std::vector<std::uint32_t> sizes;
  {
    Sketches all = sketch_all(corpus);
    for (Sketches::Entries& band : all.bands) {
      each_holder_list(band, [&](std::span<const Sketches::Entry> members) {
        // Against the first of a bucket only: copies of one original need not be compared all with
        // all.
        for (const Sketches::Entry& member : members.subspan(1)) {
          candidates.insert({members.front().article, member.article});
        }
      });
    }
    add_contained(all.sample, candidates);
    sizes = std::move(all.sizes);
  }
  SharedTexts shared;
  for (const auto& [a, b] : candidates) {
    // Of one day, the original is by the outlet that the text of the other names.
    const auto age = [&](std::uint32_t article, std::uint32_t other) {
      const std::string day = corpus.day(article);
      return std::tuple(day.empty() ? "9999" : day, !is_credited(corpus, article, other),
                        sizes[article], article);
    };
    Copy pair;
    pair.original = age(a, b) < age(b, a) ? a : b;
    pair.copy = pair.original == a ? b : a;
    pair.in_copy.article = pair.copy;
    pair.in_original.article = pair.original;
    const Common common = compare(corpus, pair);
    // An outlet's own pages share its furniture and its background, which tells of no source.
    const std::string outlet = corpus.outlet(a);
    const bool one_outlet = !outlet.empty() && outlet == corpus.outlet(b);
    if (one_outlet && pair.share < kCopiedShare) continue;
    if (pair.share >= kCopiedShare)
      shared.copies.push_back(pair);
    else if (common.own >= kLeastTaken)
      shared.passages.push_back(pair);
    else if (common.said >= kLeastQuoted)
      shared.quotations.push_back(pair);
  }
  for (std::vector<Copy>* pairs : {&shared.copies, &shared.passages, &shared.quotations}) {
    std::ranges::sort(*pairs, {},
                      [](const Copy& copy) { return std::pair(copy.copy, copy.original); });
  }
  return shared;
}

}  // namespace parley::story
