#include "parley/analysis/digits.h"

#include <unicode/uchar.h>

#include <charconv>
#include <cmath>
#include <string>

#include "parley/analysis/numeral.h"
#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

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

// "e3" of "1.5e3"; 0 for other letters.
double power_of_ten(std::string_view rest) {
  constexpr int kLargest = 15;
  if (rest.size() < 2 || text::ascii_lower(rest.front()) != 'e') return 0;
  int power = 0;
  const auto read = std::from_chars(rest.data() + 1, rest.data() + rest.size(), power);
  if (read.ptr != rest.data() + rest.size() || power < 0 || power > kLargest) return 0;
  return std::pow(10.0, power);
}

}  // namespace

bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (text::ascii_lower(word[i]) != lower[i]) return false;
  }
  return true;
}

std::optional<double> slash_fraction(std::string_view word) {
  constexpr std::size_t kMaxBytes = 8;
  constexpr int kMaxBelow = 1000;
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos || slash == 0 || word.size() > kMaxBytes) return std::nullopt;
  int above = 0;
  int below = 0;
  const char* middle = word.data() + slash;
  const char* end = word.data() + word.size();
  const auto a = std::from_chars(word.data(), middle, above);
  const auto b = std::from_chars(middle + 1, end, below);
  if (a.ptr != middle || b.ptr != end || below <= 1 || above <= 0 || below > kMaxBelow ||
      (below > 100 && above >= below)) {
    return std::nullopt;
  }
  return static_cast<double>(above) / below;
}

std::optional<double> vulgar_fraction(std::string_view word) {
  if (word.size() < 2 || word.size() > 3) return std::nullopt;
  const text::CodePoint point = text::decode_at(word, 0);
  if (point.length != word.size()) return std::nullopt;
  const double value = u_getNumericValue(static_cast<UChar32>(point.value));
  if (value <= 0 || value >= 1) return std::nullopt;
  return value;
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
  double part = 0;
  if (i < word.size()) {
    const std::string_view rest = word.substr(i);
    if (const auto fraction = vulgar_fraction(rest); fraction && !digits.decimal) {
      part = *fraction;
      digits.fraction = true;
    } else {
      digits.scale = scale_of_letters(rest);
      // "2e1" is a room or a seat rather than a number.
      if (digits.scale == 0 && (digits.decimal || rest.size() > 2)) {
        digits.scale = power_of_ten(rest);
      }
      if (digits.scale == 0) return std::nullopt;
    }
  }
  if (plain.front() == '.') plain.insert(plain.begin(), '0');
  std::from_chars(plain.data(), plain.data() + plain.size(), digits.value);
  digits.value += part;
  return digits;
}

}  // namespace parley::analysis
