// The words of the report are folded one by one and looked up by their first word; a phrase is then
// compared word by word with what follows. Plural and possessive endings do not matter.
#include "parley/intake/relevance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

constexpr std::size_t kBeginningBytes = 600;  // of the main text
constexpr std::size_t kMaxPhraseWords = 8;
constexpr std::array<std::string_view, 22> kSayNothing = {
    "the", "a",  "an",   "of",   "and", "or",   "in",  "on",   "at",  "to",   "for",
    "by",  "is", "from", "with", "as",  "over", "its", "into", "not", "that", "between"};
constexpr double kUsualWords = 400;   // of a report
constexpr double kHalfReached = 1.2;  // mentions in a report of that length for half of the weight
constexpr double kBeginningMentions = 3;  // what a mention in the beginning is worth more, once
constexpr double kRareWord = 8;           // bits of a word that the table does not have
constexpr double kPhraseBits = 1;         // a phrase is rarer than its rarest word
constexpr double kNameFactor = 1.5;       // names tell one process from another
constexpr double kRarestShare =
    0.75;  // of the heaviest term's weight makes a term one of the rarest
constexpr double kOthersShare = 0.2;  // of the other terms' weights that a report must reach

bool is_word_byte(char c) {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Without the ending of a plural or a possessive: "councils" and "council's" are "council".
std::string fold_word(std::string_view word) {
  std::string out = text::fold_case(word);
  for (const std::string_view ending : {"'s", "’s", "'", "’"}) {
    if (out.size() > ending.size() && out.ends_with(ending)) {
      out.resize(out.size() - ending.size());
      break;
    }
  }
  if (out.size() > 4 && out.ends_with("ies")) {
    out.replace(out.size() - 3, 3, "y");
  } else if (out.size() > 3 && out.ends_with('s') && !out.ends_with("ss") && !out.ends_with("us") &&
             !out.ends_with("is")) {
    out.pop_back();
  }
  return out;
}

struct Word {
  std::string folded;
  std::size_t start = 0;
};

// The next word of `text` from `at` on; false at the end. An apostrophe inside a word is part of
// it, a curly quotation mark at its edge is not.
bool next_word(std::string_view text, std::size_t& at, Word& word) {
  constexpr std::array<std::string_view, 8> kMarks = {"“", "”", "‘", "’", "–", "—", "…", "\u00A0"};
  const auto mark_at = [&](std::size_t i) -> std::size_t {
    if (static_cast<unsigned char>(text[i]) < 0x80) return 0;
    for (const std::string_view mark : kMarks) {
      if (text.substr(i).starts_with(mark)) return mark.size();
    }
    return 0;
  };
  while (at < text.size()) {
    if (!is_word_byte(text[at])) {
      ++at;
    } else if (const std::size_t mark = mark_at(at); mark > 0) {
      at += mark;
    } else {
      break;
    }
  }
  if (at >= text.size()) return false;
  word.start = at;
  std::size_t end = at;
  while (end < text.size()) {
    const std::size_t apostrophe = text[end] == '\''                   ? 1
                                   : text.substr(end).starts_with("’") ? 3
                                                                       : 0;
    if (apostrophe > 0) {
      const bool inside =
          end + apostrophe < text.size() && text::is_ascii_alpha(text[end + apostrophe]);
      if (!inside) break;
      end += apostrophe;
    } else if (is_word_byte(text[end]) && mark_at(end) == 0) {
      ++end;
    } else {
      break;
    }
  }
  word.folded = fold_word(text.substr(at, end - at));
  at = end;
  return true;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  Word word;
  std::size_t at = 0;
  while (next_word(text, at, word)) {
    const bool beginning = at < text.size() && text[at] == '*';
    // A beginning keeps its last letters: "negotiat*", "ministers*".
    out.push_back(beginning ? text::fold_case(text.substr(word.start, at - word.start)) + "*"
                            : word.folded);
  }
  return out;
}

bool same(const std::string& wanted, const std::string& word) {
  if (!wanted.ends_with('*')) return wanted == word;
  return word.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1));
}

// Where the words of one piece of text have the terms of a topic.
class Finder {
 public:
  explicit Finder(const Topic& topic) : topic_(topic), counts_(topic.terms.size()) {
    for (std::size_t t = 0; t < topic.terms.size(); ++t) {
      for (std::size_t s = 0; s < topic.terms[t].spellings.size(); ++s) {
        const std::vector<std::string>& spelling = topic.terms[t].spellings[s];
        if (spelling[0].ends_with('*')) {
          beginnings_.push_back({t, s, &spelling});
        } else {
          by_word_.emplace(spelling[0], Entry{t, s, &spelling});
        }
      }
    }
  }

  void look_in(std::string_view text, bool beginning) {
    std::size_t at = 0;
    std::vector<Word> window;  // the words read ahead, for phrases
    std::size_t first = 0;
    while (true) {
      while (window.size() - first < kMaxPhraseWords) {
        Word word;
        if (!next_word(text, at, word)) break;
        window.push_back(std::move(word));
      }
      if (first == window.size()) return;
      ++words_;
      look_at(window, first, beginning);
      if (++first > 64) {
        window.erase(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(first));
        first = 0;
      }
    }
  }

  // What the report reaches of the term's weight, in bits.
  [[nodiscard]] double reached(std::size_t term) const {
    const Count& count = counts_[term];
    if (count.times == 0) return 0;
    const double times =
        static_cast<double>(count.times) + (count.beginning ? kBeginningMentions : 0);
    const double length = std::max(static_cast<double>(words_) / kUsualWords, kShortest);
    return count.weight * times / (times + kHalfReached * length);
  }

  [[nodiscard]] TermPlace place(std::size_t term) const {
    const Count& count = counts_[term];
    if (count.beginning) return TermPlace::kBeginning;
    if (count.times > 1) return TermPlace::kMore;
    return count.times == 1 ? TermPlace::kOnce : TermPlace::kNone;
  }

 private:
  struct Entry {
    std::size_t term = 0;
    std::size_t number = 0;  // of the spelling
    const std::vector<std::string>* spelling = nullptr;
  };
  struct Count {
    std::size_t times = 0;
    double weight = 0;  // of the rarest spelling found
    bool beginning = false;
  };

  void look_at(const std::vector<Word>& window, std::size_t first, bool beginning) {
    const auto try_entry = [&](const Entry& entry) {
      const std::vector<std::string>& words = *entry.spelling;
      if (window.size() - first < words.size()) return;
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (!same(words[i], window[first + i].folded)) return;
      }
      Count& count = counts_[entry.term];
      ++count.times;
      count.weight = std::max(count.weight, topic_.terms[entry.term].weights[entry.number]);
      count.beginning = count.beginning || beginning;
    };
    const auto [begin, end] = by_word_.equal_range(window[first].folded);
    for (auto found = begin; found != end; ++found) try_entry(found->second);
    for (const Entry& entry : beginnings_) try_entry(entry);
  }

  static constexpr double kShortest = 0.25;  // of the usual length; a note is not all topic

  const Topic& topic_;
  std::vector<Count> counts_;
  std::size_t words_ = 0;
  std::unordered_multimap<std::string, Entry> by_word_;
  std::vector<Entry> beginnings_;
};

bool is_name(std::string_view written) {
  return std::ranges::any_of(written, [](char c) { return text::is_ascii_upper(c); });
}

// How often the reports halve that use `word`: 0 for "the", 3 for a word of every eighth report.
double bits_of(std::string_view word) {
  static const base::WordMap<double> kBits = [] {
    base::WordMap<double> table;
    for (const base::TableRow& row : base::read_table("common_words")) {
      double percent = 0;
      std::from_chars(row.at(1).data(), row.at(1).data() + row.at(1).size(), percent);
      if (percent > 0) table[row.at(0)] = std::log2(100 / percent);
    }
    return table;
  }();
  if (word.ends_with('*')) word.remove_suffix(1);
  const double* found = kBits.find(word);
  return found == nullptr ? kRareWord : *found;
}

void weigh(TopicTerm& term) {
  constexpr double kLeast = 0.1;
  term.weight = 0;
  for (const std::vector<std::string>& spelling : term.spellings) {
    double rarest = kLeast;
    for (const std::string& word : spelling) rarest = std::max(rarest, bits_of(word));
    if (spelling.size() > 1) rarest += kPhraseBits;
    if (is_name(term.written)) rarest *= kNameFactor;
    term.weights.push_back(rarest);
    term.weight = std::max(term.weight, rarest);
  }
}

}  // namespace

std::string_view name_of(TermPlace place) {
  constexpr std::array<std::string_view, 4> kNames = {"none", "once", "more", "beginning"};
  return kNames[static_cast<std::size_t>(place)];
}

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, 5> kNames = {"kept", "low-score", "lacks-required",
                                                      "lacks-rarest", "one-term"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Verdict Relevance::verdict(double threshold) const {
  if (!has_required) return Verdict::kLacksRequired;
  if (!has_rarest) return Verdict::kLacksRarest;
  if (!has_others) return Verdict::kOneTerm;
  return score < threshold ? Verdict::kLowScore : Verdict::kKept;
}

base::Result<Topic> parse_topic(std::string_view query) {
  Topic topic;
  topic.written = text::trim(query);
  for (std::size_t at = 0; at < query.size();) {
    if (text::is_ascii_space(query[at]) || query[at] == ',') {
      ++at;
      continue;
    }
    const bool required = query[at] == '+';
    if (required) ++at;
    // A term runs to a space outside of quotation marks.
    std::size_t end = at;
    char quote = '\0';
    bool quoted = false;
    while (end < query.size()) {
      const char c = query[end];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || (c == '\'' && (end == at || query[end - 1] == '|'))) {
        quote = c;
        quoted = true;
      } else if (text::is_ascii_space(c) || c == ',') {
        break;
      }
      ++end;
    }
    TopicTerm term;
    term.written = query.substr(at, end - at);
    at = end;
    term.required = required;
    if (!quoted && !required &&
        std::ranges::count(kSayNothing, text::ascii_lower(term.written)) > 0) {
      continue;
    }
    std::string_view rest = term.written;
    while (true) {
      const std::size_t bar = rest.find('|');
      std::vector<std::string> words = words_of(rest.substr(0, bar));
      if (words.size() > kMaxPhraseWords) words.resize(kMaxPhraseWords);
      if (!words.empty()) term.spellings.push_back(std::move(words));
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
    if (term.spellings.empty()) continue;
    weigh(term);
    topic.terms.push_back(std::move(term));
  }
  if (topic.terms.empty()) {
    return base::fail(base::ErrorCode::kUsage,
                      "--about: no word to look for; name parties, places or terms");
  }
  if (topic.terms.size() > kMaxTopicTerms) {
    return base::fail(
        base::ErrorCode::kUsage,
        fmt::format("--about: more than {} terms; join spellings with |", kMaxTopicTerms));
  }
  return topic;
}

Relevance judge(const Topic& topic, const text::Article& article) {
  Finder finder(topic);
  if (article.title) finder.look_in(*article.title, true);
  std::size_t read = 0;
  for (const text::Block& block : article.blocks) {
    const bool heading =
        block.role == text::BlockRole::kHeadline || block.role == text::BlockRole::kStandfirst;
    if (!heading && !text::is_main_text(block.role)) continue;
    const std::string_view words = article.at(block.span);
    std::size_t beginning = words.size();
    if (!heading) {
      const std::size_t left = kBeginningBytes - std::min(read, kBeginningBytes);
      if (words.size() > left) beginning = std::min(words.find_first_of(" \n", left), words.size());
      read += words.size();
    }
    finder.look_in(words.substr(0, beginning), true);
    finder.look_in(words.substr(beginning), false);
  }
  Relevance out;
  double reached = 0;
  double all = 0;
  double most = 0;
  for (const TopicTerm& term : topic.terms) most = std::max(most, term.weight);
  out.has_rarest = false;
  double heaviest_reached = 0;
  for (std::size_t t = 0; t < topic.terms.size(); ++t) {
    const TopicTerm& term = topic.terms[t];
    const TermPlace place = finder.place(t);
    out.places.push_back(place);
    reached += finder.reached(t);
    all += term.weight;
    if (term.required && place == TermPlace::kNone) out.has_required = false;
    const bool told = place == TermPlace::kMore || place == TermPlace::kBeginning;
    if (term.weight == most) heaviest_reached = std::max(heaviest_reached, finder.reached(t));
    if (told && term.weight >= kRarestShare * most) out.has_rarest = true;
  }
  out.has_others =
      topic.terms.size() < 2 || reached - heaviest_reached >= kOthersShare * (all - most);
  out.score = reached / all;
  return out;
}

}  // namespace parley::intake
