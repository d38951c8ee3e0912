// How it works: white space cuts the text into chunks; a chunk that looks like an address stays
// whole; any other is walked once. A run of letters, digits and marks is a word; a few joins inside
// a word are kept (decimal points, "U.S.", "O'Brien", "AT&T"), and every other mark is a token of
// its own. Contractions and the possessive are split off the end of a word.
#include "parley/analysis/tokenise.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "parley/analysis/sentences.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

using text::Span;

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

WordSet load_words(std::string_view table) {
  WordSet words;
  for (const base::TableRow& row : base::read_table(table)) words.emplace(row.at(0));
  return words;
}

const WordSet& abbreviations() {
  static const WordSet kWords = [] {
    WordSet words = load_words("abbreviations");
    for (const base::TableRow& row : base::read_table("abbreviations")) {
      if (row.at(1) != "title") continue;
      std::string capitals(row.at(0));
      for (char& c : capitals) c = text::is_ascii_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
      words.insert(capitals);
    }
    return words;
  }();
  return kWords;
}

const WordSet& hyphen_prefixes() {
  static const WordSet kWords = load_words("hyphen_prefixes");
  return kWords;
}

enum class Kind : std::uint8_t { kSpace, kWord, kDigit, kMark };

struct Glyph {
  char32_t value = 0;
  std::uint8_t length = 0;
  Kind kind = Kind::kMark;
};

Kind kind_of(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(u) || u == 0x200B || u == 0xFEFF) return Kind::kSpace;
  if (u_isdigit(u)) return Kind::kDigit;
  constexpr std::uint32_t kWordTypes =
      U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
  return (U_GET_GC_MASK(u) & kWordTypes) != 0 ? Kind::kWord : Kind::kMark;
}

Glyph glyph_at(std::string_view text, std::uint32_t offset) {
  const char c = offset < text.size() ? text[offset] : '\0';
  if (static_cast<unsigned char>(c) < 0x80) {
    if (offset >= text.size()) return {0, 0, Kind::kSpace};
    if (text::is_ascii_alpha(c) || c == '_') return {static_cast<unsigned char>(c), 1, Kind::kWord};
    if (text::is_ascii_digit(c)) return {static_cast<unsigned char>(c), 1, Kind::kDigit};
    if (text::is_ascii_space(c) || c == '\0') {
      return {static_cast<unsigned char>(c), 1, Kind::kSpace};
    }
    return {static_cast<unsigned char>(c), 1, Kind::kMark};
  }
  const text::CodePoint point = text::decode_at(text, offset);
  return {point.value, point.length, kind_of(point.value)};
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

bool is_word_like(Kind kind) { return kind == Kind::kWord || kind == Kind::kDigit; }

// "www.x.org/a", "https://…", "a@b.org", "@name", "#tag": no inner cuts.
bool is_address(std::string_view chunk) {
  if (chunk.size() < 4) return false;
  if ((chunk[0] == '@' || chunk[0] == '#') && text::is_ascii_alpha(chunk[1])) {
    return chunk.find_first_of("/-'.") == std::string_view::npos;
  }
  const std::size_t scheme = chunk.find("://");
  if (scheme != std::string_view::npos && scheme > 1 && scheme < 8) return true;
  if (chunk.starts_with("www.") && chunk.size() > 6) return true;
  const std::size_t at = chunk.find('@');
  if (at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos) {
    return true;
  }
  return false;
}

class Tokeniser {
 public:
  Tokeniser(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void run(Span range) {
    std::uint32_t at = range.start;
    while (at < range.end) {
      const Glyph glyph = glyph_at(text_, at);
      if (glyph.kind == Kind::kSpace) {
        at += std::max<std::uint32_t>(glyph.length, 1);
        continue;
      }
      std::uint32_t end = at;
      while (end < range.end) {
        const Glyph next = glyph_at(text_, end);
        if (next.kind == Kind::kSpace) break;
        end += next.length;
      }
      end = std::min(end, range.end);
      cut_chunk({at, end});
      at = end;
    }
  }

 private:
  std::string_view words(Span span) const { return text_.substr(span.start, span.size()); }

  void emit(std::uint32_t start, std::uint32_t end) {
    while (end - start > kMaxTokenBytes) {
      std::uint32_t cut = start + kMaxTokenBytes;
      while (cut > start + 1 && (static_cast<unsigned char>(text_[cut]) & 0xC0) == 0x80) --cut;
      push(start, cut);
      start = cut;
    }
    if (start < end) push(start, end);
  }

  void push(std::uint32_t start, std::uint32_t end) {
    Token token;
    token.span = {start, end};
    tokens_.push_back(std::move(token));
  }

  void cut_chunk(Span chunk) {
    if (is_address(words(chunk))) {
      std::uint32_t end = chunk.end;
      while (end > chunk.start + 1 && std::string_view(".,;:!?)]}'\"").contains(text_[end - 1])) {
        --end;
      }
      emit(chunk.start, end);
      if (end < chunk.end) cut_marks({end, chunk.end});
      return;
    }
    cut_marks(chunk);
  }

  // Walks a chunk that holds no white space.
  void cut_marks(Span chunk) {
    std::uint32_t at = chunk.start;
    while (at < chunk.end) {
      const Glyph glyph = glyph_at(text_, at);
      if (is_word_like(glyph.kind)) {
        const std::uint32_t end = word_end(at, chunk.end);
        cut_word(at, end, chunk.end);
        at = std::max(end, next_);
        continue;
      }
      // "'90s", "’n’", "'em": the apostrophe belongs to the word behind it.
      if (is_apostrophe(glyph.value) && at + glyph.length < chunk.end) {
        const Glyph after = glyph_at(text_, at + glyph.length);
        const bool word_before = at > chunk.start;
        if (after.kind == Kind::kDigit && !word_before) {
          const std::uint32_t end = word_end(at + glyph.length, chunk.end);
          if (end - at - glyph.length == 3 && text_[end - 1] == 's') {
            emit(at, end);
            at = end;
            continue;
          }
        }
      }
      // "...", "--", "!!": a run of one mark is one token.
      std::uint32_t end = at + glyph.length;
      const bool repeats = glyph.value == '.' || glyph.value == '-' || glyph.value == '!' ||
                           glyph.value == '?' || glyph.value == '*' || glyph.value == '=' ||
                           glyph.value == '`' || (glyph.value == '\'');
      while (repeats && end < chunk.end && static_cast<unsigned char>(text_[end]) == glyph.value &&
             end - at < kMaxTokenBytes) {
        ++end;
      }
      emit(at, end);
      at = end;
    }
  }

  // The end of the word that begins at `at`: letters, digits, marks and the joins that keep it one.
  std::uint32_t word_end(std::uint32_t at, std::uint32_t limit) const {
    std::uint32_t end = at;
    Glyph last;
    while (end < limit) {
      const Glyph glyph = glyph_at(text_, end);
      if (is_word_like(glyph.kind)) {
        last = glyph;
        end += glyph.length;
        continue;
      }
      const std::uint32_t behind = end + glyph.length;
      if (behind >= limit) break;
      const Glyph next = glyph_at(text_, behind);
      if (!is_word_like(next.kind)) break;
      const bool digits = last.kind == Kind::kDigit && next.kind == Kind::kDigit;
      bool join = false;
      if (glyph.value == '.' || glyph.value == 0x00B7) {
        // "3.5"; "U.S", "e.g": single letters before each point. "ends.Then" is two words.
        join = digits || single_letters(at, end) || dotted_name(at, end, behind, limit);
      } else if (glyph.value == ',') {
        join = digits && three_digits(behind, limit);
      } else if (glyph.value == ':') {
        join = digits && behind + 2 <= limit;
      } else if (glyph.value == '/') {
        join = digits;
      } else if (is_apostrophe(glyph.value)) {
        join = true;
      } else if (glyph.value == '&') {
        join = text::is_ascii_upper(static_cast<char>(last.value)) && last.value < 0x80 &&
               next.value < 0x80 && text::is_ascii_upper(static_cast<char>(next.value)) &&
               end - at <= 2;
      } else if (glyph.value == '-' || glyph.value == 0x2010 || glyph.value == 0x2011) {
        join = is_prefix(at, end, next) || is_phone(at, end, behind, limit);
      }
      if (!join) break;
      last = glyph;
      end = behind;
    }
    return end;
  }

  bool single_letters(std::uint32_t start, std::uint32_t end) const {
    std::uint32_t since_point = 0;
    for (std::uint32_t i = start; i < end; ++i) {
      if (text_[i] == '.') {
        since_point = 0;
      } else if (!text::is_ascii_alpha(text_[i]) || ++since_point > 1) {
        return false;
      }
    }
    return since_point == 1;
  }

  // "example.org": lower-case letters on both sides of the point, no capital behind it.
  bool dotted_name(std::uint32_t start, std::uint32_t, std::uint32_t behind,
                   std::uint32_t limit) const {
    if (!text::is_ascii_alpha(text_[start])) return false;
    std::uint32_t length = 0;
    while (behind < limit && text::is_ascii_lower(text_[behind]) && length < 5) {
      ++behind;
      ++length;
    }
    return length >= 2 && length <= 4 && (behind == limit || !text::is_ascii_alpha(text_[behind]));
  }

  bool three_digits(std::uint32_t at, std::uint32_t limit) const {
    std::uint32_t count = 0;
    while (at + count < limit && text::is_ascii_digit(text_[at + count])) ++count;
    return count == 3;
  }

  bool is_prefix(std::uint32_t start, std::uint32_t end, Glyph next) const {
    if (end - start > 8 || next.kind != Kind::kWord) return false;
    return hyphen_prefixes().contains(text::ascii_lower(text_.substr(start, end - start)));
  }

  bool is_phone(std::uint32_t start, std::uint32_t end, std::uint32_t behind,
                std::uint32_t limit) const {
    std::uint32_t digits = 0;
    for (std::uint32_t i = start; i < end; ++i) {
      if (text_[i] == '-') continue;
      if (!text::is_ascii_digit(text_[i])) return false;
      ++digits;
    }
    std::uint32_t more = 0;
    while (behind + more < limit && text::is_ascii_digit(text_[behind + more])) ++more;
    return (digits == 3 || digits == 6) && (more == 3 || more == 4) && end - start != 4;
  }

  // Splits the word's ending off, joins the full stop of an abbreviation to it.
  void cut_word(std::uint32_t start, std::uint32_t end, std::uint32_t limit) {
    next_ = end;
    if (end < limit && text_[end] == '.') {
      const std::string_view with_stop = text_.substr(start, end - start + 1);
      const bool last_of_chunk = end + 1 == limit || !is_word_like(glyph_at(text_, end + 1).kind);
      const bool initial = end - start == 1 && text::is_ascii_upper(text_[start]);
      const bool dotted = with_stop.size() > 3 && single_letters(start, end) &&
                          with_stop.substr(0, with_stop.size() - 1).contains('.');
      if (last_of_chunk && !(end + 1 < limit && text_[end + 1] == '.') &&
          (initial || dotted || abbreviations().contains(with_stop))) {
        next_ = end + 1;
        emit(start, end + 1);
        return;
      }
    }
    const std::string_view word = text_.substr(start, end - start);
    const bool has_apostrophe = word.contains('\'') || word.contains("’");
    if (!has_apostrophe && word.size() != 5 && word.size() != 6) {
      emit(start, end);
      return;
    }
    const std::string lower = text::ascii_lower(word);
    if (lower == "cannot" || lower == "gonna" || lower == "gotta" || lower == "wanna") {
      const std::uint32_t cut = lower == "wanna" ? 3U : 3U;
      emit(start, start + cut);
      emit(start + cut, end);
      return;
    }
    std::uint32_t cut = end;
    for (const std::string_view ending : {"n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve",
                                          "'ll", "’ll", "'d", "’d", "'m", "’m"}) {
      if (lower.size() > ending.size() && lower.ends_with(ending)) {
        cut = end - static_cast<std::uint32_t>(ending.size());
        break;
      }
    }
    emit(start, cut);
    if (cut < end) emit(cut, end);
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  std::uint32_t next_ = 0;  // where the last word ended, its full stop included
};

}  // namespace

bool is_read(text::BlockRole role) {
  using text::BlockRole;
  switch (role) {
    case BlockRole::kHeadline:
    case BlockRole::kStandfirst:
    case BlockRole::kDateline:
    case BlockRole::kBody:
    case BlockRole::kList:
    case BlockRole::kQuote:
    case BlockRole::kCaption:
      return true;
    default:
      return false;
  }
}

void append_tokens(const text::Article& article, text::Span range, std::vector<Token>& tokens) {
  Tokeniser(article.text, tokens).run(range);
}

Segmentation segment(const text::Article& article) {
  Segmentation result;
  const auto read_block = [&](Span span) {
    for (const Span paragraph : paragraphs(article.text, span)) {
      const auto first = static_cast<std::uint32_t>(result.tokens.size());
      append_tokens(article, paragraph, result.tokens);
      append_sentences(article.text, result.tokens, first, result.sentences);
    }
  };
  if (article.blocks.empty()) read_block(article.whole());
  for (const text::Block& block : article.blocks) {
    if (is_read(block.role)) read_block(block.span);
  }
  return result;
}

}  // namespace parley::analysis
