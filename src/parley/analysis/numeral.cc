#include "parley/analysis/numeral.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "parley/analysis/digits.h"
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

class NumeralReader {
 public:
  NumeralReader(std::string_view text, std::span<const Token> tokens, std::uint32_t limit)
      : text_(text), tokens_(tokens), limit_(limit) {}

  std::optional<Numeral> read(std::uint32_t first) {
    if (first >= limit_) return std::nullopt;
    const std::string_view word = at(first);
    if (!word.empty() && text::is_ascii_alpha(word.front())) return from_words(first);
    if (auto digits = read_digits(word)) {
      // ".25" and "-.25" where the point closed the sentence before.
      const std::uint32_t begin = tokens_[first].span.start;
      if (begin > 0 && text_[begin - 1] == '.' && !digits->decimal) {
        const bool minus = begin > 1 && text_[begin - 2] == '-';
        const std::uint32_t lead = begin - (minus ? 2 : 1);
        if (lead == 0 || text::is_ascii_space(text_[lead - 1])) {
          digits = read_digits(text_.substr(begin - 1, word.size() + 1));
          if (!digits) return std::nullopt;
          if (minus) digits->value = -digits->value;
        }
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
    if (word == "." && touches(first + 1) && (!touches(first) || follows_sign(first))) {
      const text::Span point = tokens_[first].span;
      const auto digits = read_digits(text_.substr(point.start, at(first + 1).size() + 1));
      if (digits && digits->decimal) return from_digits(first + 1, *digits);
    }
    auto part = slash_fraction(word);
    if (!part) part = vulgar_fraction(word);
    if (part) {
      Numeral numeral;
      numeral.end = first + 1;
      numeral.value = *part;
      numeral.fraction = true;
      take_scales(numeral);
      return numeral;
    }
    if (auto power = power_of_ten(first)) return power;
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

  bool follows_sign(std::uint32_t i) const {  // "-.5"
    return is(i - 1, "-") && !touches(i - 1);
  }

  static bool is_arabic_mark(std::string_view word) {
    return word == "\xD9\xAB" || word == "\xD9\xAC";
  }

  std::optional<Numeral> from_digits(std::uint32_t first, const Digits& digits) {
    Numeral numeral;
    numeral.end = first + 1;
    numeral.value = digits.value * digits.scale;
    numeral.grouped = digits.grouped;
    numeral.decimal = digits.decimal;
    numeral.scaled = digits.scale != 1;
    numeral.fraction = digits.fraction;
    take_spaced_groups(first, numeral);
    if (auto power = power_of_ten(first)) return power;
    if (!digits.decimal && !digits.fraction && !numeral.scaled) {
      take_written_part(numeral);
      take_decimal_comma(first, numeral);
    }
    take_half(numeral);
    take_scales(numeral);
    if (!numeral.fraction) take_half(numeral);  // "3 million and a half"
    take_smaller(numeral);
    return numeral;
  }

  // "1,3 million": a comma for a point, between two numbers that touch it; lists have more of them.
  void take_decimal_comma(std::uint32_t first, Numeral& numeral) const {
    const std::uint32_t comma = first + 1;
    if (numeral.end != comma || numeral.fraction || !is(comma, ",") || !touches(comma) ||
        !touches(comma + 1) || at(comma + 1).size() > 1 || !is_plain_group(at(comma + 1), 1)) {
      return;
    }
    const bool more = is(comma + 2, ",") && touches(comma + 2) && touches(comma + 3);
    const bool after_comma = first > 0 && at(first - 1) == "," && touches(first);
    if (more || after_comma) return;
    constexpr double kTenth = 0.1;
    numeral.value += kTenth * (at(comma + 1).front() - '0');
    numeral.decimal = true;
    numeral.end = comma + 2;
  }

  // "2 1/2", "2 ½", "1⁄2" over three tokens.
  void take_written_part(Numeral& numeral) const {
    auto part = vulgar_fraction(at(numeral.end));
    std::uint32_t i = numeral.end;
    if (!part && !touches(i)) part = slash_fraction(at(i));
    if (is(i, "-") && touches(i) && touches(i + 1)) part = slash_fraction(at(++i));  // "10-1/2"
    if (part && *part < 1) {
      numeral.value += *part;
      numeral.fraction = true;
      numeral.end = i + 1;
      return;
    }
    constexpr std::string_view kFractionSlash = "\xE2\x81\x84";
    if (at(numeral.end) != kFractionSlash || !touches(numeral.end) || !touches(numeral.end + 1)) {
      return;
    }
    const auto below = read_digits(at(numeral.end + 1));
    if (!below || below->value <= numeral.value || below->decimal || below->grouped) return;
    numeral.value /= below->value;
    numeral.fraction = true;
    numeral.end += 2;
  }

  // "1.3x10^6", "1.3 x 10^6", "12.3e+4": a number in the way of science, over several tokens.
  std::optional<Numeral> power_of_ten(std::uint32_t first) const {
    const std::string_view word = at(first);
    Numeral numeral;
    numeral.decimal = true;
    std::uint32_t i = first + 1;
    constexpr std::string_view kNext = "^+-xX*\xC3";
    if (at(i).empty() || kNext.find(at(i).front()) == std::string_view::npos) return std::nullopt;
    std::optional<Digits> digits;
    if (word.ends_with("x10") && is(i, "^")) {
      digits = read_digits(word.substr(0, word.size() - 3));
    } else if (word.size() > 1 && (word.ends_with('e') || word.ends_with('E')) && touches(i) &&
               touches(i + 1) && (is(i, "+") || is(i, "-"))) {
      digits = read_digits(word.substr(0, word.size() - 1));
    } else if ((is(i, "x") || is(i, "*") || is(i, "\xC3\x97")) && is(i + 1, "10") &&
               is(i + 2, "^")) {
      digits = read_digits(word);
      i += 2;
    }
    if (!digits || digits->scale != 1) return std::nullopt;
    if (is(i, "^")) ++i;
    const bool minus = is(i, "-");
    if (minus || is(i, "+")) ++i;
    constexpr double kLargest = 15;
    const auto power = read_digits(at(i));
    if (!power || power->decimal || power->value > kLargest) return std::nullopt;
    numeral.value = digits->value * std::pow(10.0, minus ? -power->value : power->value);
    numeral.end = i + 1;
    return numeral;
  }

  // "3 million 400 thousand", "2 hundred and 31": smaller numbers behind a scale in digits.
  void take_smaller(Numeral& numeral) const {
    constexpr int kSteps = 3;
    for (int step = 0; step < kSteps && !numeral.fraction; ++step) {
      const double scale = scale_named(at(numeral.end - 1));
      if (scale < 100) return;
      std::uint32_t i = numeral.end;
      const bool joined = is(i, "and");
      if (joined) ++i;
      const auto digits = read_digits(at(i));
      double value = 0;
      std::uint32_t end = i + 1;
      if (digits && !digits->decimal && !digits->grouped && digits->scale == 1) {
        value = digits->value;
      } else if (const int small = small_number_named(at(i)); small > 0 && !joined) {
        value = small;
      } else {
        return;
      }
      bool scaled = false;
      while (scale_named(at(end)) >= 100) {
        value *= scale_named(at(end));
        scaled = true;
        ++end;
      }
      // "between 3 thousand and 31", "2 million 31 people": only what is said as one number.
      if (value >= scale || (scaled && joined) ||
          (!scaled && (!joined || scale > 1000 || value >= 100)))
        return;
      numeral.value += value;
      numeral.end = end;
    }
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
    const double scale = scale_named(at(numeral.end - 1));
    // "one billion and a half million": the part has a scale of its own.
    const double own = scale_named(at(i + 1));
    const bool smaller = own >= 1e3 && own < scale;
    // "three million and a half" is half a million more.
    const double of = scale >= 1e3 ? scale : 1;
    numeral.value += part * (smaller ? own : of);
    numeral.fraction = true;
    numeral.end = smaller ? i + 2 : i + 1;
  }

  bool is_noun_word(std::uint32_t i) const {
    const std::string_view word = at(i);
    return !word.empty() && text::is_ascii_lower(word.front()) && !is(i, "of");
  }

  // "five point two", "nine point zero four".
  void take_point(Numeral& numeral) const {
    if (!is(numeral.end, "point") || numeral.decimal) return;
    double behind = 0;  // the digits behind the point as a whole number
    double scale = 1;
    std::uint32_t i = numeral.end + 1;
    if (const NumberWord* tens = find_word(at(i)); tens != nullptr && tens->small >= 10) {
      behind = tens->small;  // "point seventy-one"
      scale = 100;
      const std::uint32_t next = is(i + 1, "-") ? i + 2 : i + 1;
      const NumberWord* ones = find_word(at(next));
      if (tens->ten && ones != nullptr && ones->small > 0 && ones->small < 10) {
        behind += ones->small;
        i = next;
      }
      ++i;
    } else {
      for (int digits = 0; digits < 6; ++digits, ++i) {
        const NumberWord* word = find_word(at(i));
        if (word == nullptr || word->small < 0 || word->small > 9) break;
        behind = behind * 10 + word->small;
        scale *= 10;
      }
    }
    if (i == numeral.end + 1) return;
    numeral.value += behind / scale;
    numeral.decimal = true;
    numeral.end = i;
  }

  // "million", "dozens"; behind digits also "mil", and "k" and "M" behind a decimal: "4.5 k".
  double scale_behind(std::uint32_t i, const Numeral& numeral) const {
    const std::string_view word = at(i);
    const NumberWord* found = find_word(word);
    if (found != nullptr && found->scale > 0) return found->scale;
    if (is(i, "dozens")) return 12;
    if (numeral.scaled || numeral.words) return 0;
    if (is(i, "mil")) return 1e6;
    if (!numeral.decimal) return 0;
    if (is(i, "k")) return 1e3;
    return word == "M" ? 1e6 : 0;
  }

  void take_scales(Numeral& numeral) const {
    for (int times = 0; times < 3; ++times) {
      std::uint32_t i = numeral.end;
      if (is(i, "-") && touches(i)) ++i;
      const double scale = scale_behind(i, numeral);
      if (scale == 0) return;
      numeral.value *= scale;
      numeral.scaled = true;
      numeral.end = i + 1;
    }
  }

  // "hundred thousand", "hundred and five", "thousand seven hundred" without "a".
  bool leads_scale(std::uint32_t i) const {
    const double scale = scale_named(at(i));
    if (scale == 100 && scale_named(at(i + 1)) >= 1e3) return true;
    if (scale != 100 && scale != 1e3) return false;
    if (is(i + 1, "percent") || (is(i + 1, "per") && is(i + 2, "cent"))) return true;
    return small_number_named(at(is(i + 1, "and") ? i + 2 : i + 1)) > 0;
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
    } else if (is(i, "half") && (is(i + 1, "a") || is(i + 1, "-")) &&
               scale_named(at(i + 2)) >= 12) {
      current = 0.5;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      i += 2;
    } else if ((is(i, "half") && scale_named(at(i + 1)) == 12) ||
               (is(i, "a") && is(i + 1, "half") && scale_named(at(i + 2)) >= 12)) {
      current = 0.5;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      i += is(i, "a") ? 2 : 1;
    } else if (is(i, "half") && is(i + 1, "-") && is(i + 2, "a") && is(i + 3, "-") &&
               scale_named(at(i + 4)) >= 12) {
      current = 0.5;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      i += 4;
    } else if (is(i, "a") && is(i + 1, "quarter") && is(i + 2, "of") && is(i + 3, "a") &&
               scale_named(at(i + 4)) >= 1e6) {
      current = 0.25;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      i += 4;
    } else if ((is(i, "half") || is(i, "quarter")) && scale_named(at(i + 1)) >= 1e6) {
      current = is(i, "half") ? 0.5 : 0.25;
      any = numeral.fraction = true;
      unit_open = ten_open = false;
      ++i;
    } else if (leads_scale(i)) {
      current = 1;
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
        if (word->ten && is(i, "-")) {
          // "twenty - five people" as some agencies write it; "twenty - five of them" is a dash.
          const NumberWord* next = find_word(at(i + 1));
          const bool one_word = touches(i) || !is(i + 2, "of");
          if (next != nullptr && next->small > 0 && next->small < 10 && one_word) {
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
        // "five billion and three quarters": parts of it, read below.
        const NumberWord* then = find_word(at(is(i + 2, "-") ? i + 3 : i + 2));
        const bool part = then != nullptr && then->part > 0;
        if (next != nullptr && next->small > 0 && !part) {
          ++i;
          continue;
        }
      }
      if (is(i, "dozens") && any && !numeral.scaled) {
        current *= 12;
        numeral.scaled = true;
        numeral.end = ++i;
        break;
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
    take_smaller(numeral);
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
