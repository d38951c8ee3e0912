#include "parley/statements/phrases.h"

#include <algorithm>
#include <array>

#include "parley/statements/context.h"
#include "parley/statements/source.h"

namespace parley::statements {

namespace {

constexpr std::uint32_t kMaxPhrase = 22;      // tokens of one noun phrase
constexpr std::uint32_t kMaxApposition = 24;  // tokens between its commas

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::ranges::find(list, word) != list.end();
}

bool is_clause_word(std::string_view word) {
  constexpr std::array<std::string_view, 24> kWords = {
      "but",   "because", "when",  "while", "as",   "if",    "although", "though",
      "since", "whether", "what",  "how",   "why",  "where", "so",       "than",
      "then",  "that",    "which", "who",   "whom", "or",    "until",    "unless"};
  return is_one_of(word, kWords);
}

bool starts_phrase(const Words& words, std::uint32_t t) {
  return is_determiner(words.at(t)) || is_subject_pronoun(words.at(t)) || words.is_capital(t) ||
         noun_kind(words.at(t)) == NounKind::kPerson;
}

// "he said", "Velm said", "the unions said": can these words speak?
bool can_speak(const Words& words, TokenRange phrase) {
  if (phrase.empty()) return false;
  const std::uint32_t last = phrase.end - 1;
  const std::string_view word = words.at(last);
  if (!words.is_word(last) && number_word(word) == 0 && word != ")") return false;
  if (is_time_word(word) || is_preposition(word) || word == "not" || word == "there") return false;
  if (is_determiner(word) && word != "some" && word != "others" && word != "many" &&
      word != "most" && word != "few" && word != "several" && word != "this" && word != "all") {
    return false;
  }
  if (words.tagged()) {
    using analysis::Upos;
    const Upos tag = words.upos(last);
    return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron || tag == Upos::kNum ||
           tag == Upos::kDet || tag == Upos::kAdj || tag == Upos::kX;
  }
  if (is_subject_pronoun(word) || words.is_capital(last) || noun_kind(word) != NounKind::kUnknown) {
    return true;
  }
  return phrase.size() > 1 || word.ends_with('s');
}

TokenRange simple_phrase_before(const Words& words, std::uint32_t first, std::uint32_t end) {
  if (end <= first) return {};
  const std::int32_t quotation = words.quotation(end - 1);
  std::uint32_t start = end;
  while (start > first && end - start < kMaxPhrase) {
    const std::uint32_t t = start - 1;
    const std::string_view word = words.at(t);
    if (words.quotation(t) != quotation) break;
    if (words.is_punctuation(t) && word != "-") break;
    if (is_clause_word(word) || (is_auxiliary(word) && word != "'s")) break;
    if (word == "'s" && start < end && t > first && is_subject_pronoun(words.at(t - 1))) break;
    if (word == "and" && !(words.is_capital(start) && t > first && words.is_capital(t - 1)) &&
        !(t > first && noun_kind(words.at(t - 1)) != NounKind::kUnknown)) {
      break;
    }
    start = t;
  }
  // From the front: connectives, times and prepositional phrases are not the speaker.
  while (start < end) {
    const std::string_view word = words.at(start);
    if (is_preposition(word)) {
      ++start;
      bool object = false;
      while (start < end && !(object && starts_phrase(words, start) &&
                              !(words.is_capital(start) && words.is_capital(start - 1) &&
                                !is_time_word(words.at(start - 1))))) {
        object = object || words.is_word(start);
        if (is_determiner(words.at(start))) object = false;
        ++start;
      }
      continue;
    }
    if (is_time_word(word) || is_adverb(word) || word == "and" || word == "nor" || word == "-" ||
        word == "'s" || number_word(word) > 31) {
      if (number_word(word) > 31 && start + 1 < end && !is_time_word(words.at(start - 1))) break;
      ++start;
      continue;
    }
    break;
  }
  for (std::uint32_t t = start + 1; t < end; ++t) {  // "the deal he said"
    if (is_subject_pronoun(words.at(t)) && words.at(t) != "you" && words.at(t) != "it") start = t;
  }
  const TokenRange phrase{start, end};
  return can_speak(words, phrase) ? phrase : TokenRange{};
}

// The comma that opens the apposition which the comma at `close` ends, or `close`.
std::uint32_t opening_comma(const Words& words, std::uint32_t first, std::uint32_t close) {
  for (std::uint32_t t = close; t-- > first;) {
    if (close - t > kMaxApposition || words.is_quote_mark(t) || words.at(t) == ";" ||
        words.at(t) == ":") {
      return close;
    }
    if (words.at(t) == ",") {
      // "Velm, the union's leader, and Orr," has an inner comma; one level is enough here.
      return t;
    }
  }
  return close;
}

}  // namespace

bool is_auxiliary(std::string_view word) {
  constexpr std::array<std::string_view, 34> kWords = {
      "is",    "are",    "was",    "were", "be",    "been", "being", "am",  "has",
      "have",  "had",    "having", "will", "would", "can",  "could", "may", "might",
      "shall", "should", "must",   "do",   "does",  "did",  "'ve",   "'re", "'ll",
      "'d",    "'m",     "wo",     "ca",   "'s",    "get",  "got"};
  return is_one_of(word, kWords);
}

bool is_determiner(std::string_view word) {
  constexpr std::array<std::string_view, 32> kWords = {
      "the",  "a",     "an",   "this", "these",    "those", "his",     "her",
      "its",  "their", "my",   "our",  "your",     "some",  "several", "many",
      "most", "few",   "both", "each", "every",    "all",   "another", "other",
      "two",  "three", "four", "five", "multiple", "no",    "one",     "any"};
  return is_one_of(word, kWords);
}

bool is_preposition(std::string_view word) {
  constexpr std::array<std::string_view, 36> kWords = {
      "in",      "on",   "at",        "after", "before",  "by",      "for",    "during",
      "with",    "from", "under",     "about", "of",      "to",      "into",   "over",
      "through", "via",  "against",   "amid",  "despite", "without", "within", "between",
      "among",   "like", "following", "upon",  "across",  "behind",  "beyond", "toward",
      "towards", "per",  "including", "until"};
  return is_one_of(word, kWords);
}

bool is_time_word(std::string_view word) {
  constexpr std::array<std::string_view, 42> kWords = {
      "monday",   "tuesday",   "wednesday", "thursday",  "friday",   "saturday",  "sunday",
      "mon.",     "tue.",      "wed.",      "thu.",      "fri.",     "sat.",      "sun.",
      "january",  "february",  "march",     "april",     "may",      "june",      "july",
      "august",   "september", "october",   "november",  "december", "yesterday", "today",
      "tomorrow", "tonight",   "earlier",   "later",     "last",     "late",      "early",
      "week",     "month",     "morning",   "afternoon", "evening",  "night",     "ago"};
  return is_one_of(word, kWords);
}

bool is_subject_pronoun(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWords = {"he", "she", "they", "we", "i", "it", "you"};
  return is_one_of(word, kWords);
}

bool is_adverb(std::string_view word) {
  constexpr std::array<std::string_view, 38> kWords = {
      "also",         "then",        "later",     "again",   "never",   "not",    "n't",
      "still",        "now",         "once",      "even",    "already", "just",   "often",
      "always",       "first",       "ever",      "yet",     "soon",    "only",   "too",
      "long",         "far",         "meanwhile", "however", "instead", "thus",   "therefore",
      "nevertheless", "nonetheless", "earlier",   "ago",     "since",   "though", "rather",
      "further",      "repeatedly",  "flat"};
  if (is_one_of(word, kWords)) return true;
  return word.size() > 4 && word.ends_with("ly") && word != "family" && word != "ally" &&
         word != "assembly" && word != "italy" && word != "july" && word != "daily" &&
         word != "weekly" && word != "monopoly" && word != "supply" && word != "rally";
}

TokenRange phrase_before(const Words& words, std::uint32_t first, std::uint32_t end) {
  if (end <= first) return {};
  const std::uint32_t last = end - 1;
  if (words.at(last) == ",") {
    const std::uint32_t open = opening_comma(words, first, last);
    if (open == last || last - open < 2) return {};
    const TokenRange core = phrase_before(words, first, open).empty()
                                ? TokenRange{}
                                : simple_phrase_before(words, first, open);
    if (core.empty()) return {};
    const std::string_view next = words.at(open + 1);
    const bool relative = next == "who" || next == "which" || next == "whose";
    const bool named = words.is_capital(core.end - 1) || words.at(core.end - 1) == ")";
    const bool apposition =
        named &&
        (is_determiner(next) || words.is_capital(open + 1) ||
         noun_kind(next) != NounKind::kUnknown || number_word(next) > 0 || next == "head" ||
         (words.is_word(open + 1) && !is_preposition(next) && !is_clause_word(next) &&
          !is_adverb(next) && !next.ends_with("ing")));
    if (relative) return core;
    if (apposition) return {core.first, last};
    // "officials, however, said"
    if (is_adverb(next) && last - open == 2) return core;
    if (is_preposition(next) && named && last - open < 8) return core;
    return {};
  }
  if (words.at(last) == ")") {
    for (std::uint32_t t = last; t-- > first && last - t < 8;) {
      if (words.at(t) != "(") continue;
      const TokenRange core = simple_phrase_before(words, first, t);
      return core.empty() ? TokenRange{} : TokenRange{core.first, end};
    }
    return {};
  }
  return simple_phrase_before(words, first, end);
}

TokenRange short_phrase_after(const Words& words, std::uint32_t first, std::uint32_t end) {
  TokenRange phrase{first, first};
  std::uint32_t t = first;
  while (t < end && (is_determiner(words.at(t)) || words.at(t) == "local" ||
                     words.at(t) == "state" || words.at(t) == "that")) {
    ++t;
  }
  if (t < end && words.is_capital(t) && !is_time_word(words.at(t))) {
    while (t < end && !is_time_word(words.at(t)) &&
           (words.is_capital(t) || words.at(t) == "'s" ||
            ((words.at(t) == "-" || words.at(t) == "'" || words.at(t) == "of") &&
             words.is_capital(t + 1)) ||
            ((words.at(t) == "of" || words.at(t) == "the") && t > first &&
             words.is_capital(t - 1) && words.at(t + 1) == "the" && words.is_capital(t + 2)) ||
            (words.at(t) == "the" && t > first && words.is_capital(t + 1) &&
             (words.at(t - 1) == "of" || words.is_capital(t - 1))))) {
      ++t;
    }
    if (words.at(t - 1) == "'s") --t;
    phrase.end = t;
  }
  const std::uint32_t limit = std::min(end, first + 8);
  for (; t < limit; ++t) {
    if (words.is_punctuation(t) && words.at(t) != "-") break;
    const std::string_view word = words.at(t);
    if (word == "of" && (words.at(t - 1) == "series" || words.at(t - 1) == "string")) continue;
    if (is_clause_word(word) || is_preposition(word) || word == "and" || is_auxiliary(word) ||
        is_subject_pronoun(word)) {
      break;
    }
    if (noun_kind(word) != NounKind::kUnknown || is_medium_word(words, t)) phrase.end = t + 1;
  }
  if (phrase.empty() && first < end) {
    constexpr std::array<std::string_view, 8> kPronouns = {"me",   "us", "him", "her",
                                                           "them", "it", "you", "themselves"};
    if (is_one_of(words.at(first), kPronouns)) phrase.end = first + 1;
  }
  return phrase;
}

TokenRange phrase_after(const Words& words, std::uint32_t first, std::uint32_t end) {
  constexpr std::array<std::string_view, 9> kInside = {"of",    "for",  "from",   "at",      "with",
                                                       "close", "near", "inside", "familiar"};
  std::uint32_t t = first;
  const auto core = [&](std::uint32_t from) {
    std::uint32_t at = from;
    while (at < end && at - first < kMaxPhrase) {
      const std::string_view word = words.at(at);
      if (words.is_quote_mark(at)) break;
      if (words.is_punctuation(at) && word != "-") break;
      if (is_clause_word(word) || (is_auxiliary(word) && word != "'s")) break;
      if (is_time_word(word) || is_adverb(word)) break;
      const bool joins = std::ranges::find(kInside, word) != kInside.end();
      if (is_preposition(word) && !(joins && at > from) &&
          !(word == "to" && words.at(at - 1) == "close") &&
          !(word == "in" && at > from && noun_kind(words.at(at - 1)) == NounKind::kPerson)) {
        break;
      }
      if (word == "and" && !words.is_capital(at + 1)) break;
      if (at > from && word.ends_with("ing") && !words.is_capital(at)) break;
      ++at;
    }
    return at;
  };
  if (t >= end || is_preposition(words.at(t))) return {};
  if (words.at(t) == "who" || words.at(t) == "which") return {};
  t = core(t);
  TokenRange phrase{first, t};
  if (!can_speak(words, phrase)) return {};
  if (is_subject_pronoun(words.at(first)) && phrase.size() > 1) phrase.end = first + 1;
  if (words.at(t) == "(") {
    for (std::uint32_t close = t + 1; close < end && close - t < 8; ++close) {
      if (words.at(close) == ")") {
        phrase.end = close + 1;
        t = close + 1;
        break;
      }
    }
  }
  if (words.at(t) == "," && t + 1 < end && words.is_capital(phrase.end - 1)) {
    const std::string_view next = words.at(t + 1);
    if (is_determiner(next) || noun_kind(next) != NounKind::kUnknown || next == "head" ||
        (words.is_capital(t + 1) && words.at(t + 1).find('-') == std::string_view::npos)) {
      const std::uint32_t stop = core(t + 1);
      if (stop > t + 1 && can_speak(words, {t + 1, stop})) phrase.end = stop;
    }
  } else if (words.at(t) == "," && t + 1 < end && is_determiner(words.at(first)) &&
             words.is_capital(t + 1) && noun_kind(words.at(t - 1)) != NounKind::kUnknown) {
    const std::uint32_t stop = core(t + 1);
    if (stop > t + 1) phrase.end = stop;  // "the union's leader, Ana Velm"
  }
  return phrase;
}

}  // namespace parley::statements
