#include "parley/analysis/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "parley/analysis/tokenise.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

using text::Span;

enum class StopKind : std::uint8_t { kTitle, kNever, kNumber, kMonth, kMaybe };

const std::unordered_map<std::string, StopKind>& stop_kinds() {
  static const std::unordered_map<std::string, StopKind> kKinds = [] {
    std::unordered_map<std::string, StopKind> kinds;
    for (const base::TableRow& row : base::read_table("abbreviations")) {
      const std::string_view kind = row.at(1);
      const StopKind stop = kind == "title"    ? StopKind::kTitle
                            : kind == "never"  ? StopKind::kNever
                            : kind == "number" ? StopKind::kNumber
                            : kind == "month"  ? StopKind::kMonth
                                               : StopKind::kMaybe;
      kinds[std::string(row.at(0))] = stop;
      if (stop != StopKind::kTitle) continue;
      std::string capitals(row.at(0));
      for (char& c : capitals) c = text::is_ascii_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
      kinds[capitals] = stop;
    }
    return kinds;
  }();
  return kKinds;
}

bool starts_upper(std::string_view word) {
  const text::CodePoint point = text::decode_at(word, 0);
  const auto c = static_cast<UChar32>(point.value);
  return u_isupper(c) || u_istitle(c) || (u_isalpha(c) && !u_islower(c));
}

bool starts_lower(std::string_view word) {
  return u_islower(static_cast<UChar32>(text::decode_at(word, 0).value));
}

bool is_closing(std::string_view word) {
  return word == "\"" || word == "'" || word == "''" || word == "”" || word == "’" || word == ")" ||
         word == "]" || word == "»";
}

bool is_opening(std::string_view word) {
  return word == "\"" || word == "“" || word == "‘" || word == "``" || word == "(" || word == "[" ||
         word == "«" || word == "'";
}

bool is_strong_end(std::string_view word) {
  return word == "." || word.front() == '!' || word.front() == '?' || word == "。" || word == "؟" ||
         word == "۔" || word == "…" || (word.size() > 1 && word.starts_with(".."));
}

// Words that begin a sentence far more often than they follow an abbreviation inside one.
bool is_sentence_opener(std::string_view word) {
  constexpr std::string_view kOpeners[] = {
      "The", "A",   "An",  "He",    "She",   "It",      "They",      "We",   "But",   "And",
      "In",  "On",  "At",  "This",  "That",  "These",   "If",        "When", "While", "As",
      "His", "Her", "Its", "Their", "There", "However", "Meanwhile", "Some", "Many",  "Both"};
  return std::ranges::find(kOpeners, word) != std::end(kOpeners);
}

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<Token>& tokens, std::uint32_t first)
      : text_(text), tokens_(tokens), first_(first) {}

  void run(std::vector<Sentence>& sentences) const {
    const auto end = static_cast<std::uint32_t>(tokens_.size());
    std::uint32_t start = first_;
    std::uint32_t at = first_;
    while (at < end) {
      std::uint32_t next = at + 1;
      if (ends_sentence(at)) {
        next = with_closers(at);
        if (next >= end || begins_sentence(at, next)) {
          append(start, next, sentences);
          start = next;
        }
      } else if (next - start >= kMaxSentenceTokens) {
        append(start, next, sentences);
        start = next;
      }
      at = next;
    }
    if (start < end) append(start, end, sentences);
  }

 private:
  std::string_view word(std::uint32_t token) const {
    const Span span = tokens_[token].span;
    return text_.substr(span.start, span.size());
  }

  void append(std::uint32_t start, std::uint32_t end, std::vector<Sentence>& sentences) const {
    sentences.push_back({{tokens_[start].span.start, tokens_[end - 1].span.end}, start, end});
  }

  bool ends_sentence(std::uint32_t at) const {
    const std::string_view w = word(at);
    return is_strong_end(w) || (w.size() > 1 && w.back() == '.');
  }

  // Behind the closing marks that belong to the sentence that ends at `at`.
  std::uint32_t with_closers(std::uint32_t at) const {
    std::uint32_t next = at + 1;
    while (next < tokens_.size() && next - at <= 4) {
      const std::string_view w = word(next);
      const bool touches = tokens_[next].span.start == tokens_[next - 1].span.end;
      if (!is_closing(w) && !is_strong_end(w)) break;
      // A straight quotation mark with space before it opens the next sentence.
      if (is_opening(w) && !touches) break;
      if (!touches && !is_strong_end(w)) break;
      // … and one that touches the word behind it and not a stop does too.
      if ((w == "\"" || w == "'") && next + 1 < tokens_.size() &&
          tokens_[next + 1].span.start == tokens_[next].span.end && !is_closing(word(next + 1)) &&
          !is_strong_end(word(next + 1)) && word(next + 1) != "," &&
          tokens_[next].span.start != tokens_[at].span.end) {
        break;
      }
      ++next;
    }
    // "… in 1801. [17]": the number of a footnote belongs to the sentence before it.
    while (next + 2 < tokens_.size() && word(next) == "[" && word(next + 2) == "]" &&
           text::is_ascii_digit(word(next + 1).front())) {
      next += 3;
    }
    return next;
  }

  // "Harbour Works (HW.N)": a stop between capitals without spaces, closed by a bracket.
  bool is_inside_code(std::uint32_t stop) const {
    constexpr std::size_t kLongest = 5;  // letters on either side
    if (stop == 0 || stop + 2 >= tokens_.size() || word(stop) != "." || word(stop + 2) != ")") {
      return false;
    }
    const auto is_letters = [&](std::uint32_t at) {
      return word(at).size() <= kLongest && std::ranges::all_of(word(at), text::is_ascii_upper);
    };
    return tokens_[stop - 1].span.end == tokens_[stop].span.start &&
           tokens_[stop].span.end == tokens_[stop + 1].span.start && is_letters(stop - 1) &&
           is_letters(stop + 1);
  }

  bool begins_sentence(std::uint32_t stop, std::uint32_t next) const {
    const std::string_view end = word(stop);
    std::uint32_t opener = next;
    while (opener + 1 < tokens_.size() && is_opening(word(opener))) ++opener;
    const std::string_view begin = word(opener);
    const bool upper = starts_upper(begin);
    const bool digit = text::is_ascii_digit(begin.front());
    const bool closed_by_mark = next > stop + 1;
    if (begin == "," || begin == ";" || begin == ":") return false;
    if (is_inside_code(stop)) return false;
    if (end.size() > 1 && end.back() == '.' && !end.starts_with("..")) {
      const auto found = stop_kinds().find(std::string(end));
      if (found != stop_kinds().end()) {
        switch (found->second) {
          case StopKind::kTitle:
          case StopKind::kNever:
            return false;
          case StopKind::kNumber:
            return !digit && upper && is_sentence_opener(begin);
          case StopKind::kMonth:
            return !digit && upper && is_sentence_opener(begin);
          case StopKind::kMaybe:
            return upper && (is_sentence_opener(begin) || opener > next);
        }
      }
      // An initial: "J. Lund". Other dotted words ("U.N.R.O."): only before a clear opener.
      return upper && (is_sentence_opener(begin) || (opener > next && end.size() > 2));
    }
    if (end == "..." || end == "…" || end.starts_with("..")) return upper;
    if (starts_lower(begin)) {
      // "he said." she …: lower case goes on, except behind a plain full stop with a line break.
      return false;
    }
    if (end.front() == '!' || end.front() == '?') return upper || digit || opener > next;
    if (closed_by_mark && !upper && !digit && opener == next) return false;
    return true;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::uint32_t first_;
};

bool ends_like_sentence(std::string_view line) {
  line = text::trim(line);
  while (!line.empty() && (line.back() == '"' || line.back() == '\'' || line.back() == ')')) {
    line.remove_suffix(1);
  }
  if (line.ends_with("”") || line.ends_with("’")) line.remove_suffix(3);
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':');
}

// Most lines between 45 and 100 bytes, few that end like a sentence: breaks are not ends.
bool is_hard_wrapped(std::string_view block) {
  std::size_t lines = 0;
  std::size_t wrapped = 0;
  while (!block.empty()) {
    const std::size_t end = block.find('\n');
    const std::string_view line = text::trim(block.substr(0, end));
    block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
    if (line.empty()) continue;
    ++lines;
    if (line.size() > 100) return false;
    if (line.size() >= 45 && !ends_like_sentence(line)) ++wrapped;
  }
  return lines >= 3 && 2 * wrapped >= lines;
}

}  // namespace

std::vector<Span> paragraphs(std::string_view text, Span range) {
  const std::string_view block = text.substr(range.start, range.size());
  const bool wrapped = is_hard_wrapped(block);
  std::vector<Span> result;
  std::uint32_t start = range.start;
  const auto close = [&](std::uint32_t end) {
    if (!text::trim(text.substr(start, end - start)).empty()) result.push_back({start, end});
  };
  for (std::uint32_t at = range.start; at < range.end; ++at) {
    if (text[at] != '\n') continue;
    std::uint32_t next = at + 1;
    std::uint32_t breaks = 1;
    while (next < range.end && text::is_ascii_space(text[next])) {
      if (text[next] == '\n') ++breaks;
      ++next;
    }
    if (breaks > 1 || !wrapped) {
      close(at);
      start = next;
    }
    at = next - 1;
  }
  close(range.end);
  return result;
}

void append_sentences(std::string_view text, const std::vector<Token>& tokens, std::uint32_t first,
                      std::vector<Sentence>& sentences) {
  if (first < tokens.size()) Splitter(text, tokens, first).run(sentences);
}

}  // namespace parley::analysis
