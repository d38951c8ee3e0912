#include "parley/analysis/features.h"

#include <unicode/uchar.h>

#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

constexpr std::size_t kMaxFormBytes = 48;
constexpr std::size_t kAffixLetters = 3;

// FNV-1a, 32 bit.
std::uint32_t hash_bytes(std::string_view bytes) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 16777619U;
  }
  return hash ^ (hash >> 15);
}

// The form in which a mark is looked up, 0 for letters as they are.
char plain_mark(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
      return '-';
    default:
      return 0;
  }
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

void word_features(std::string_view word, WordFeatures& features) {
  std::string& form = features.form;
  form.clear();
  std::string shape;
  char last = 0;
  int run = 0;
  for (std::size_t i = 0; i < word.size();) {
    const text::CodePoint point = text::decode_at(word, i);
    i += point.length;
    const char32_t c = point.value;
    char kind = 'o';
    char32_t folded = c;
    if (c < 0x80) {
      const char a = static_cast<char>(c);
      folded = static_cast<unsigned char>(text::ascii_lower(a));
      kind = text::is_ascii_upper(a) ? 'X' : text::is_ascii_lower(a) ? 'x' : a;
      if (text::is_ascii_digit(a)) {
        kind = 'd';
        folded = '0';
      }
    } else if (const char mark = plain_mark(c); mark != 0) {
      folded = static_cast<unsigned char>(mark);
      kind = mark;
    } else {
      const auto u = static_cast<UChar32>(c);
      folded = static_cast<char32_t>(u_tolower(u));
      kind = u_isupper(u) ? 'X' : u_isalpha(u) ? 'x' : u_isdigit(u) ? 'd' : 'o';
      if (kind == 'd') folded = '0';
    }
    run = kind == last ? run + 1 : 1;
    last = kind;
    if (run <= 4 && shape.size() < 16) shape += kind;
    if (form.size() + 4 <= kMaxFormBytes) text::append_utf8(form, folded);
  }
  std::size_t prefix_end = 0;
  for (std::size_t letters = 0; prefix_end < form.size(); ++prefix_end) {
    if (!is_continuation(form[prefix_end]) && letters++ == kAffixLetters) break;
  }
  std::size_t suffix_start = form.size();
  for (std::size_t letters = 0; suffix_start > 0 && letters < kAffixLetters;) {
    if (!is_continuation(form[--suffix_start])) ++letters;
  }
  const std::string_view whole = form;
  features.hash = static_cast<std::uint16_t>(hash_bytes(whole) % kFormBuckets);
  features.prefix =
      static_cast<std::uint16_t>(hash_bytes(whole.substr(0, prefix_end)) % kAffixBuckets);
  features.suffix =
      static_cast<std::uint16_t>(hash_bytes(whole.substr(suffix_start)) % kAffixBuckets);
  features.shape = static_cast<std::uint16_t>(hash_bytes(shape) % kShapeBuckets);
}

std::vector<std::uint8_t> place_flags(std::string_view text, const std::vector<Token>& tokens,
                                      const std::vector<Sentence>& sentences,
                                      const std::vector<Quotation>& quotations) {
  std::vector<std::uint8_t> flags(tokens.size(), 0);
  for (const Sentence& sentence : sentences) {
    if (sentence.first_token < flags.size()) flags[sentence.first_token] |= 1;
  }
  auto quotation = quotations.begin();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t start = tokens[i].span.start;
    const std::uint32_t before = i == 0 ? 0 : tokens[i - 1].span.end;
    const std::string_view gap = text.substr(before, start - before);
    if (i == 0 || gap.find('\n') != std::string_view::npos) flags[i] |= 2;
    while (quotation != quotations.end() && quotation->outer.end <= start) ++quotation;
    if (quotation != quotations.end() && quotation->inner.start <= start &&
        start < quotation->inner.end) {
      flags[i] |= 4;
    }
    if (i > 0 && gap.empty()) flags[i] |= 8;
  }
  return flags;
}

}  // namespace parley::analysis
