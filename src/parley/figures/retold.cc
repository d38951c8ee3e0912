#include "parley/figures/retold.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "parley/figures/word_view.h"

namespace parley::figures {
namespace {

constexpr std::uint32_t kFiguresBack = 64;
constexpr std::uint32_t kBesideNumber = 3;   // tokens behind a number that may say "other"
constexpr std::uint32_t kBeforeNumber = 14;  // tokens in which "the pilot and" may stand

// Deeds that reports name by turns: who is arrested is captured, detained and held.
std::string_view deed_of(const Figure& figure) {
  constexpr std::array<std::string_view, 2> kTaken = {"arrested", "captured"};
  constexpr std::array<std::string_view, 7> kDone = {"killed",    "injured", "held",    "missing",
                                                     "displaced", "rescued", "released"};
  if (std::ranges::find(kTaken, figure.measure) != kTaken.end()) return kTaken.front();
  const auto found = std::ranges::find(kDone, figure.measure);
  return found == kDone.end() ? std::string_view() : *found;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool tells_of_others(std::string_view word) {
  constexpr std::array<std::string_view, 8> kOthers = {
      "other", "others", "another", "more", "additional", "further", "separate", "extra"};
  return is_one_of(word, kOthers);
}

// Words that may stand for whatever people were named before.
bool is_anybody(std::string_view word) {
  constexpr std::array<std::string_view, 10> kAnybody = {
      "people", "persons", "individuals", "men",    "suspects",
      "person", "man",     "individual",  "others", "suspect"};
  return is_one_of(word, kAnybody);
}

struct Counted {
  std::string_view deed;
  std::uint32_t sentence = 0;
  bool others = false;              // "two more drivers"
  bool after_named = false;         // "the pilot and two other drivers"
  std::string head;                 // "driver"; "" where nobody is named
  std::set<std::string> modifiers;  // "northern"
  std::string claimant;             // "" for the outlet
};

class Reader {
 public:
  Reader(std::string_view text, const analysis::Analysis& analysis,
         std::span<const statements::Statement> statements)
      : text_(text), analysis_(analysis), statements_(statements) {}

  Counted read(const Figure& figure) const {
    Counted counted;
    counted.deed = deed_of(figure);
    if (counted.deed.empty() || !figure.value) {
      counted.deed = {};
      return counted;
    }
    const std::uint32_t number = analysis_.token_at(figure.span.start);
    counted.sentence = sentence_of(number);
    read_population(figure, counted);
    const std::uint32_t behind = analysis_.token_at(figure.span.end);
    for (std::uint32_t i = behind; i < behind + kBesideNumber && i < count(); ++i) {
      if (tells_of_others(lower(i))) counted.others = true;
    }
    if (tells_of_others(lower(number))) counted.others = true;
    if (figure.statement) counted.claimant = source_of(statements_[*figure.statement].source);
    counted.after_named = follows_named_person(number, counted.sentence);
    return counted;
  }

 private:
  std::uint32_t count() const { return static_cast<std::uint32_t>(analysis_.tokens.size()); }

  std::string lower(std::uint32_t i) const {
    const text::Span span = analysis_.tokens[i].span;
    return text::ascii_lower(text_.substr(span.start, span.size()));
  }

  std::uint32_t sentence_of(std::uint32_t token) const {
    const auto after = std::ranges::upper_bound(
        analysis_.sentences, token, {}, [](const analysis::Sentence& s) { return s.first_token; });
    return static_cast<std::uint32_t>(after - analysis_.sentences.begin());
  }

  std::string source_of(const statements::Source& source) const {
    if (source.name) return *source.name;
    if (source.spans.empty()) return {};
    return std::string(text_.substr(source.spans.front().start, source.spans.front().size()));
  }

  void read_population(const Figure& figure, Counted& counted) const {
    if (!figure.population) return;
    for (std::uint32_t i = analysis_.token_at(figure.population->start);
         i < count() && analysis_.tokens[i].span.start < figure.population->end; ++i) {
      if (!counted.head.empty()) counted.modifiers.insert(counted.head);
      counted.head = lower(i);
    }
    if (counted.head.size() > 3 && counted.head.ends_with('s')) counted.head.pop_back();
    std::erase_if(counted.modifiers, [](const std::string& word) { return tells_of_others(word); });
  }

  // "and" or "along with" before the number, "the" or "his" before that: one person more.
  bool follows_named_person(std::uint32_t number, std::uint32_t sentence) const {
    const std::uint32_t first = sentence == 0 ? 0 : analysis_.sentences[sentence - 1].first_token;
    if (number <= first || (lower(number - 1) != "and" && lower(number - 1) != "with")) {
      return false;
    }
    for (std::uint32_t back = 2; back <= kBeforeNumber && number >= first + back; ++back) {
      const std::string word = lower(number - back);
      if (word == "the") return true;
      if (word == "," || word == "and") return false;
    }
    return false;
  }

  std::string_view text_;
  const analysis::Analysis& analysis_;
  std::span<const statements::Statement> statements_;
};

// The outlet may retell what somebody said; two who speak for themselves make two claims.
bool may_retell(const Counted& a, const Counted& b) {
  return a.claimant == b.claimant || a.claimant.empty() || b.claimant.empty();
}

bool same_time_and_place(const Figure& a, const Figure& b) {
  const auto day = [](const Figure& it) {
    return it.as_of && it.as_of->basis == "text" ? it.as_of->value : std::string();
  };
  if (!day(a).empty() && !day(b).empty() && day(a) != day(b)) return false;
  return !a.place || !b.place || *a.place == *b.place;
}

// "drivers" after "northern drivers", "men" after "drivers"; not "southern drivers".
bool same_people(const Counted& a, const Counted& b) {
  const bool heads = a.head == b.head || a.head.empty() || b.head.empty() || is_anybody(a.head) ||
                     is_anybody(b.head) || is_anybody(a.head + "s") || is_anybody(b.head + "s");
  return heads && (std::ranges::includes(a.modifiers, b.modifiers) ||
                   std::ranges::includes(b.modifiers, a.modifiers));
}

}  // namespace

void mark_retold(std::string_view text, const analysis::Analysis& analysis,
                 std::span<const statements::Statement> statements, std::span<Figure> figures) {
  const Reader reader(text, analysis, statements);
  std::vector<Counted> counted;
  counted.reserve(figures.size());
  for (std::uint32_t at = 0; at < figures.size(); ++at) {
    Figure& figure = figures[at];
    counted.push_back(reader.read(figure));
    const Counted& later = counted.back();
    if (later.deed.empty() || figure.part_of || figure.replaces) continue;
    for (std::uint32_t before = at > kFiguresBack ? at - kFiguresBack : 0; before < at; ++before) {
      const Counted& earlier = counted[before];
      const Figure& total = figures[before];
      if (earlier.deed != later.deed || earlier.sentence == later.sentence || total.part_of ||
          total.bound != figure.bound || !may_retell(earlier, later) ||
          !same_time_and_place(total, figure)) {
        continue;
      }
      const bool again = *figure.value == *total.value && *figure.value > 1 &&
                         (!later.others || earlier.others) && same_people(earlier, later);
      const bool among = later.others && later.after_named && *figure.value + 1 == *total.value &&
                         same_people(earlier, later);
      if (!again && !among) continue;
      figure.part_of = before;
      if (again) figure.restates = before;
      break;
    }
  }
}

}  // namespace parley::figures
