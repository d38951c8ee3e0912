#include "parley/story/speakers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

// The words in lower case, without marks at their edges.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const std::string folded = text::fold_case(text);
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    const char c = i < folded.size() ? folded[i] : ' ';
    const bool letter = static_cast<unsigned char>(c) >= 0x80 || text::is_ascii_alpha(c) ||
                        text::is_ascii_digit(c) || (c == '-' && !word.empty());
    if (letter) {
      word += c;
    } else {
      if (!word.empty()) words.push_back(word);
      word.clear();
      // A comma ends the noun phrase that holds the head.
      if (c == ',') words.emplace_back(",");
    }
  }
  return words;
}

const std::unordered_set<std::string>& speaking_nouns() {
  static const std::unordered_set<std::string> nouns = [] {
    std::unordered_set<std::string> all;
    for (const base::TableRow& row : base::read_table("source_nouns")) {
      const std::string_view kind = row.at(1);
      if (kind == "person" || kind == "office" || kind == "body") all.emplace(row.at(0));
    }
    return all;
  }();
  return nouns;
}

bool is_speaking_noun(const std::string& word) {
  const auto& nouns = speaking_nouns();
  if (nouns.contains(word)) return true;
  if (word == "people" || word == "men" || word == "women") return true;
  if (word.ends_with("ies") && nouns.contains(word.substr(0, word.size() - 3) + "y")) return true;
  if (word.ends_with("es") && nouns.contains(word.substr(0, word.size() - 2))) return true;
  return word.ends_with('s') && nouns.contains(word.substr(0, word.size() - 1));
}

// Words after which the head of a noun phrase has passed.
bool ends_head(const std::string& word) {
  static const std::set<std::string> kAfter = {
      ",",       "of",    "in",   "on",      "at",       "for",      "from", "with",     "to",
      "who",     "which", "that", "by",      "and",      "close",    "near", "familiar", "inside",
      "briefed", "whose", "as",   "present", "involved", "speaking", "asked"};
  return kAfter.contains(word);
}

struct Lexicon {
  std::unordered_set<std::string> whole;
  std::vector<std::string> starts;
};

// data/process_words.tsv, by kind.
const Lexicon& lexicon_of(const std::string& kind) {
  static const std::map<std::string, Lexicon> lexicons = [] {
    std::map<std::string, Lexicon> all;
    for (const base::TableRow& row : base::read_table("process_words")) {
      std::string word(row.at(0));
      Lexicon& lexicon = all[std::string(row.at(1))];
      if (word.ends_with('*')) {
        word.pop_back();
        lexicon.starts.push_back(std::move(word));
      } else {
        lexicon.whole.insert(std::move(word));
      }
    }
    return all;
  }();
  static const Lexicon none;
  const auto found = lexicons.find(kind);
  return found == lexicons.end() ? none : found->second;
}

bool is_of(const std::string& word, const Lexicon& lexicon) {
  const auto begins = [&](const std::string& start) { return word.starts_with(start); };
  return lexicon.whole.contains(word) || std::ranges::any_of(lexicon.starts, begins);
}

int count_words(std::string_view saying, const std::string& kind) {
  const Lexicon& lexicon = lexicon_of(kind);
  std::set<std::string> found;
  for (const std::string& word : words_of(saying)) {
    if (is_of(word, lexicon)) found.insert(word);
  }
  return static_cast<int>(found.size());
}

// True where a word of `deed` stands near one for what was agreed: "broke its word" does not tell,
// "broke the two-week truce" does.
bool is_of_agreement(std::string_view saying, const Lexicon& deed) {
  constexpr std::size_t kNear = 6;  // words between them
  const std::vector<std::string> words = words_of(saying);
  const Lexicon& agreed = lexicon_of("agreed");
  std::optional<std::size_t> last_deed, last_agreed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_of(words[i], deed)) last_deed = i;
    if (is_of(words[i], agreed)) last_agreed = i;
    if (last_deed && last_agreed &&
        std::max(*last_deed, *last_agreed) - std::min(*last_deed, *last_agreed) <= kNear) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool names_a_speaker(std::string_view words) {
  std::string head;
  for (const std::string& word : words_of(words)) {
    if (!head.empty() && ends_head(word)) break;
    head = word;
  }
  return is_speaking_noun(head);
}

int process_words_in(std::string_view saying) { return count_words(saying, "talks"); }

bool alleges_breach(std::string_view saying) {
  return is_of_agreement(saying, lexicon_of("breach"));
}

bool tells_of_keeping(std::string_view saying) {
  return is_of_agreement(saying, lexicon_of("keep"));
}

std::size_t deed_word_in(std::string_view saying) {
  const std::string folded = text::fold_case(saying);
  const Lexicon& breach = lexicon_of("breach");
  const Lexicon& keep = lexicon_of("keep");
  std::size_t from = 0;
  for (const std::string& word : words_of(saying)) {
    const std::size_t at = folded.find(word, from);
    if (at == std::string::npos) break;
    if (is_of(word, breach) || is_of(word, keep)) return at;
    from = at + word.size();
  }
  return saying.size();
}

}  // namespace parley::story
