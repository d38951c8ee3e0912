#include "parley/analysis/numeral.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

struct NumberWord {
  int small = -1;  // "seven", "twenty"
  bool ten = false;
  double scale = 0;
  int ordinal = 0;
  int part = 0;
};

const NumberWord* find_word(std::string_view word) {
  static const base::WordMap<NumberWord> kTable = [] {
    base::WordMap<NumberWord> table;
    for (const base::TableRow& row : base::read_table("numbers")) {
      double value = 0;
      const std::string_view digits = row.at(2);
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
      NumberWord& entry = table[row.at(0)];
      if (row.at(1) == "one" || row.at(1) == "ten") entry.small = static_cast<int>(value);
      if (row.at(1) == "ten") entry.ten = true;
      if (row.at(1) == "scale") entry.scale = value;
      if (row.at(1) == "ordinal") entry.ordinal = static_cast<int>(value);
      if (row.at(1) == "part") entry.part = static_cast<int>(value);
    }
    return table;
  }();
  return kTable.find(word);
}

bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (text::ascii_lower(word[i]) != lower[i]) return false;
  }
  return true;
}

// "٣" -> '3', "٫" -> '.', "٬" -> ','; the word as it is where it holds none of them.
std::string to_ascii_digits(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const text::CodePoint point = text::decode_at(word, i);
    i += point.length;
    const auto c = static_cast<UChar32>(point.value);
    const int digit = u_charDigitValue(c);
    if (digit >= 0 && u_isdigit(c)) {
      out += static_cast<char>('0' + digit);
    } else if (c == 0x066B) {
      out += '.';
    } else if (c == 0x066C) {
      out += ',';
    } else {
      text::append_utf8(out, point.value);
    }
  }
  return out;
}

double scale_of_letters(std::string_view letters) {
  if (same_word(letters, "k")) return 1e3;
  if (same_word(letters, "m") || same_word(letters, "mn") || same_word(letters, "mln") ||
      same_word(letters, "mil")) {
    return 1e6;
  }
  if (same_word(letters, "b") || same_word(letters, "bn") || same_word(letters, "bln")) return 1e9;
  if (same_word(letters, "tn") || same_word(letters, "trn")) return 1e12;
  return 0;
}

class NumeralReader {
 public:
  NumeralReader(std::string_view text, std::span<const Token> tokens, std::uint32_t limit)
      : text_(text), tokens_(tokens), limit_(limit) {}

  std::optional<Numeral> read(std::uint32_t first) {
    if (first >= limit_) return std::nullopt;
    const std::string_view word = at(first);
    if (auto digits = read_digits(word)) {
      // ".25" where the point closed the sentence before.
      const std::uint32_t begin = tokens_[first].span.start;
      if (begin > 0 && text_[begin - 1] == '.' &&
          (begin == 1 || text::is_ascii_space(text_[begin - 2])) && !digits->decimal) {
        digits = read_digits(text_.substr(begin - 1, word.size() + 1));
        if (!digits) return std::nullopt;
      }
      std::uint32_t last = first;
      if (static_cast<unsigned char>(word.front()) >= 0x80) {
        // The Arabic thousands and decimal marks are tokens of their own.
        while (is_arabic_mark(at(last + 1)) && touches(last + 1) && touches(last + 2) &&
               read_digits(at(last + 2))) {
          last += 2;
        }
        const std::uint32_t start = tokens_[first].span.start;
        if (auto whole = read_digits(text_.substr(start, tokens_[last].span.end - start))) {
          digits = whole;
        }
      }
      return from_digits(last, *digits);
    }
    // ".25": the point is a token of its own.
    if (word == "." && touches(first + 1) && !touches(first)) {
      const text::Span point = tokens_[first].span;
      const auto digits = read_digits(text_.substr(point.start, at(first + 1).size() + 1));
      if (digits && digits->decimal) return from_digits(first + 1, *digits);
    }
    if (auto fraction = slash_fraction(word)) {
      Numeral numeral;
      numeral.end = first + 1;
      numeral.value = *fraction;
      numeral.fraction = true;
      return numeral;
    }
    return from_words(first);
  }

 private:
  std::string_view at(std::uint32_t i) const {
    if (i >= limit_) return {};
    const text::Span span = tokens_[i].span;
    return text_.substr(span.start, span.size());
  }
  bool is(std::uint32_t i, std::string_view lower) const { return same_word(at(i), lower); }
  bool touches(std::uint32_t i) const {  // no space before token i
    return i > 0 && i < limit_ && tokens_[i - 1].span.end == tokens_[i].span.start;
  }

  static bool is_arabic_mark(std::string_view word) {
    return word == "\xD9\xAB" || word == "\xD9\xAC";
  }

  static std::optional<double> slash_fraction(std::string_view word) {
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos || slash == 0 || word.size() > 7) return std::nullopt;
    int above = 0;
    int below = 0;
    const char* middle = word.data() + slash;
    const char* end = word.data() + word.size();
    const auto a = std::from_chars(word.data(), middle, above);
    const auto b = std::from_chars(middle + 1, end, below);
    if (a.ptr != middle || b.ptr != end || below <= 1 || above <= 0 || below > 100) {
      return std::nullopt;
    }
    return static_cast<double>(above) / below;
  }

  std::optional<Numeral> from_digits(std::uint32_t first, const Digits& digits) {
    Numeral numeral;
    numeral.end = first + 1;
    numeral.value = digits.value * digits.scale;
    numeral.grouped = digits.grouped;
    numeral.decimal = digits.decimal;
    numeral.scaled = digits.scale != 1;
    take_spaced_groups(first, numeral);
    if (!digits.decimal && !numeral.scaled && !touches(numeral.end)) {
      if (const auto fraction = slash_fraction(at(numeral.end)); fraction && *fraction < 1) {
        numeral.value += *fraction;
        numeral.fraction = true;
        ++numeral.end;
      }
    }
    take_half(numeral);
    take_scales(numeral);
    return numeral;
  }

  // "40 000": groups of three digits after a space that does not break, or after any space where
  // there are two of them or the last begins with 0.
  void take_spaced_groups(std::uint32_t first, Numeral& numeral) const {
    if (numeral.grouped || numeral.decimal || numeral.scaled || !is_plain_group(at(first), 1) ||
        at(first).front() == '0') {
      return;
    }
    double value = numeral.value;
    bool sure = true;
    std::uint32_t i = numeral.end;
    while (i < limit_ && i - first < 5 && is_plain_group(at(i), 3)) {
      const std::uint32_t from = tokens_[i - 1].span.end;
      const std::string_view gap = text_.substr(from, tokens_[i].span.start - from);
      if (gap == " ") {
        sure = false;
      } else if (gap != "\xC2\xA0" && gap != "\xE2\x80\xAF" && gap != "\xE2\x80\x89") {
        break;
      }
      constexpr double kGroup = 1000;
      value = value * kGroup + read_digits(at(i))->value;
      ++i;
    }
    if (i == numeral.end) return;
    if (!sure && i - numeral.end < 2 && at(i - 1).front() != '0') return;
    numeral.value = value;
    numeral.grouped = true;
    numeral.end = i;
  }

  // Digits alone: three, or from `least` to three.
  static bool is_plain_group(std::string_view word, std::size_t least) {
    if (word.size() < least || word.size() > 3) return false;
    return std::ranges::all_of(word, text::is_ascii_digit);
  }

  // "two and a half", "three and two-thirds", with or without hyphens; "3 million and a half" is
  // half a million more.
  void take_half(Numeral& numeral) const {
    std::uint32_t i = numeral.end;
    if (is(i, "-")) ++i;
    if (!is(i, "and")) return;
    ++i;
    if (is(i, "-")) ++i;
    const NumberWord* above = find_word(at(i));
    const bool one = is(i, "a") || is(i, "one");
    if (!one && (above == nullptr || above->small < 2)) return;
    ++i;
    if (is(i, "-")) ++i;
    const NumberWord* below = find_word(at(i));
    if (below == nullptr || below->part < 2) return;
    if (!one && !at(i).ends_with('s')) return;  // "two and three fifth …"
    // "two and a second", "one and a third party": only halves and quarters stand without an end.
    if (one && below->part > 4 && is_noun_word(i + 1)) return;
    const double part = (one ? 1.0 : above->small) / below->part;
    const NumberWord* scale = find_word(at(numeral.end - 1));
    const bool of_scale = scale != nullptr && scale->scale >= 1e3 && below->part == 2 && one;
    numeral.value += of_scale ? part * scale->scale : part;
    numeral.fraction = true;
    numeral.end = i + 1;
  }

  bool is_noun_word(std::uint32_t i) const {
    const std::string_view word = at(i);
    return !word.empty() && text::is_ascii_lower(word.front()) && !is(i, "of");
  }

  // "five point two", "nine point zero four".
  void take_point(Numeral& numeral) const {
    if (!is(numeral.end, "point") || numeral.decimal) return;
    double place = 0.1;
    double value = numeral.value;
    std::uint32_t i = numeral.end + 1;
    for (int digits = 0; digits < 6; ++digits, ++i) {
      const NumberWord* word = find_word(at(i));
      if (word == nullptr || word->small < 0 || word->small > 9) break;
      value += place * word->small;
      place /= 10;
    }
    if (i == numeral.end + 1) return;
    numeral.value = value;
    numeral.decimal = true;
    numeral.end = i;
  }

  void take_scales(Numeral& numeral) const {
    for (int times = 0; times < 3; ++times) {
      std::uint32_t i = numeral.end;
      if (is(i, "-") && touches(i)) ++i;
      const NumberWord* word = find_word(at(i));
      if (word == nullptr || word->scale == 0) return;
      numeral.value *= word->scale;
      numeral.scaled = true;
      numeral.end = i + 1;
    }
  }

  std::optional<Numeral> from_words(std::uint32_t first) {
    double total = 0;    // groups that a scale of thousand or more has closed
    double current = 0;  // the group that is being read
    bool any = false;
    bool unit_open = true;  // a word below ten may still follow
    bool ten_open = true;
    Numeral numeral;
    numeral.words = true;
    std::uint32_t i = first;
    if ((is(i, "a") || is(i, "an")) && scale_named(at(i + 1)) >= 12) {
      current = 1;
      any = true;
      unit_open = ten_open = false;
      ++i;
    } else if (is(i, "half") && is(i + 1, "a") && scale_named(at(i + 2)) >= 12) {
      current = 0.5;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      i += 2;
    } else if ((is(i, "half") || is(i, "quarter")) && scale_named(at(i + 1)) >= 1e6) {
      current = is(i, "half") ? 0.5 : 0.25;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      ++i;
    } else if (scale_named(at(i)) == 100 && scale_named(at(i + 1)) >= 1e3) {
      current = 1;  // "hundred thousand"
      any = true;
    }
    while (i < limit_) {
      const NumberWord* word = find_word(at(i));
      if (word != nullptr && word->small >= 0) {
        if (word->ten ? !ten_open : !unit_open) break;
        if (word->small >= 10 && !ten_open) break;
        current += word->small;
        unit_open = word->ten;
        ten_open = false;
        any = true;
        numeral.end = ++i;
        if (word->ten && is(i, "-") && touches(i)) {
          const NumberWord* next = find_word(at(i + 1));
          if (next != nullptr && next->small > 0 && next->small < 10) {
            current += next->small;
            unit_open = false;
            i += 2;
            numeral.end = i;
          }
        }
        continue;
      }
      if (word != nullptr && word->scale > 0 && any) {
        numeral.scaled = true;
        if (word->scale == 100) {
          current = (current == 0 ? 1 : current) * 100;
        } else if (word->scale == 12) {
          current *= 12;
        } else {
          total += (current == 0 ? 1 : current) * word->scale;
          current = 0;
        }
        unit_open = ten_open = true;
        numeral.end = ++i;
        if (current == 0 && scale_named(at(i)) >= 1e3) {  // "hundred thousand million"
          total *= scale_named(at(i));
          numeral.end = ++i;
        }
        continue;
      }
      if (is(i, "and") && any && numeral.scaled && unit_open && ten_open) {
        const NumberWord* next = find_word(at(i + 1));
        if (next != nullptr && next->small > 0) {
          ++i;
          continue;
        }
      }
      if (is(i, "-") && any && touches(i)) {
        const NumberWord* next = find_word(at(i + 1));
        if (next != nullptr && next->scale > 0) {
          ++i;
          continue;
        }
      }
      break;
    }
    if (!any || numeral.end == 0) return std::nullopt;
    numeral.value = total + current;
    take_point(numeral);
    take_half(numeral);
    if (numeral.fraction || numeral.decimal) take_scales(numeral);
    return numeral;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::uint32_t limit_;
};

}  // namespace

std::optional<Numeral> read_numeral(std::string_view text, std::span<const Token> tokens,
                                    std::uint32_t first, std::uint32_t limit) {
  return NumeralReader(text, tokens, limit).read(first);
}

std::optional<Digits> read_digits(std::string_view word) {
  constexpr std::size_t kMaxBytes = 60;
  if (word.empty() || word.size() > kMaxBytes) return std::nullopt;
  const auto lead = static_cast<unsigned char>(word.front());
  if (lead < 0x80 && !text::is_ascii_digit(word.front()) && word.front() != '.') {
    return std::nullopt;
  }
  std::string ascii;
  for (const char c : word) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      ascii = to_ascii_digits(word);
      word = ascii;
      break;
    }
  }
  std::string plain;
  Digits digits;
  std::size_t count = 0;
  std::size_t group = 0;  // digits since the last comma
  std::size_t i = 0;
  for (; i < word.size(); ++i) {
    const char c = word[i];
    if (text::is_ascii_digit(c)) {
      plain += c;
      ++count;
      ++group;
    } else if (c == ',' && !digits.decimal) {
      if (count == 0 || (digits.grouped ? group != 3 && group != 2 : group > 3))
        return std::nullopt;
      digits.grouped = true;
      group = 0;
    } else if (c == '.' && !digits.decimal && i + 1 < word.size() &&
               text::is_ascii_digit(word[i + 1])) {
      if (digits.grouped && group != 3) return std::nullopt;
      digits.decimal = true;
      plain += c;
    } else {
      break;
    }
  }
  if (count == 0 || count > kMaxDigits) return std::nullopt;
  if (digits.grouped && !digits.decimal && group != 3) return std::nullopt;
  if (i < word.size()) {
    digits.scale = scale_of_letters(word.substr(i));
    if (digits.scale == 0) return std::nullopt;
  }
  if (plain.front() == '.') plain.insert(plain.begin(), '0');
  std::from_chars(plain.data(), plain.data() + plain.size(), digits.value);
  return digits;
}

std::optional<int> read_ordinal(std::string_view word) {
  if (!word.empty() && text::is_ascii_digit(word.front()) && word.size() > 2 && word.size() < 6) {
    int value = 0;
    const auto result = std::from_chars(word.data(), word.data() + word.size(), value);
    const std::string_view end(result.ptr,
                               static_cast<std::size_t>(word.data() + word.size() - result.ptr));
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (same_word(end, ending)) return value;
    }
    return std::nullopt;
  }
  const NumberWord* found = find_word(word);
  if (found == nullptr || found->ordinal == 0) return std::nullopt;
  return found->ordinal;
}

int part_named(std::string_view word) {
  const NumberWord* found = find_word(word);
  return found == nullptr ? 0 : found->part;
}

double scale_named(std::string_view word) {
  const NumberWord* found = find_word(word);
  return found == nullptr ? 0 : found->scale;
}

int small_number_named(std::string_view word) {
  const NumberWord* found = find_word(word);
  return found == nullptr ? -1 : found->small;
}

}  // namespace parley::analysis
