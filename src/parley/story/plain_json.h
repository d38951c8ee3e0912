// Reads JSON as the record's findings are written: {"quote":"said it would pay","start":40}.
//
// Tells a handler with the functions of nlohmann::json's what it meets, but gives it texts as views
// and copies none. It gives up, and says so, where there is anything that is rare in findings (an
// escape such as \u00e9, a number with an exponent or of more than 18 digits, a fault): the caller
// then asks a whole parser. What the handler was told until then is to be thrown away.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

namespace parley::story {

template <typename Handler>
class PlainJson {
 public:
  PlainJson(std::string_view json, Handler& handler)
      : at_(json.data()), end_(json.data() + json.size()), handler_(handler) {}

  // False where it gave up. Linear; no recursion.
  bool read() {
    if (!value()) return false;
    while (!open_.empty()) {
      skip_space();
      if (at_ == end_) return false;
      const bool object = open_.back();
      if (*at_ == (object ? '}' : ']')) {
        ++at_;
        object ? handler_.end_object() : handler_.end_array();
        open_.pop_back();
        first_ = false;
        continue;
      }
      if (!first_ && !take(',')) return false;
      first_ = false;
      if (object && !key()) return false;
      if (!value()) return false;
    }
    skip_space();
    return at_ == end_;
  }

 private:
  void skip_space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }
  bool take(char c) {
    skip_space();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view word) {
    if (!std::string_view(at_, end_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  // A text without escapes.
  bool text(std::string_view& into) {
    if (!take('"')) return false;
    const char* begin = at_;
    while (at_ != end_ && *at_ != '"') {
      if (*at_ == '\\' || static_cast<unsigned char>(*at_) < 0x20) return false;
      ++at_;
    }
    if (at_ == end_) return false;
    into = {begin, at_};
    ++at_;
    return true;
  }
  bool key() {
    std::string_view name;
    return text(name) && take(':') && handler_.key(name);
  }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  bool number() {
    constexpr int kMostDigits = 18;
    const char* begin = at_;
    const bool negative = *at_ == '-';
    if (negative) ++at_;
    const char* digits = at_;
    std::uint64_t whole = 0;
    while (at_ != end_ && is_digit(*at_) && at_ - digits < kMostDigits) {
      whole = whole * 10 + static_cast<std::uint64_t>(*at_++ - '0');
    }
    if (at_ == digits || (*digits == '0' && at_ - digits > 1)) return false;
    if (at_ != end_ && (is_digit(*at_) || *at_ == 'e' || *at_ == 'E')) return false;
    if (at_ != end_ && *at_ == '.') {
      const char* point = at_++;
      while (at_ != end_ && is_digit(*at_)) ++at_;
      if (at_ == point + 1 || (at_ != end_ && (*at_ == 'e' || *at_ == 'E'))) return false;
      double real = 0;
      if (std::from_chars(begin, at_, real).ec != std::errc()) return false;
      return handler_.number_float(real, {});
    }
    return negative ? handler_.number_integer(-static_cast<std::int64_t>(whole))
                    : handler_.number_unsigned(whole);
  }
  bool value() {
    skip_space();
    if (at_ == end_) return false;
    switch (*at_) {
      case '{':
      case '[':
        open_.push_back(*at_ == '{');
        first_ = true;
        return *at_++ == '{' ? handler_.start_object(0) : handler_.start_array(0);
      case '"': {
        std::string_view own;
        return text(own) && handler_.string(own);
      }
      case 'n':
        return word("null") && handler_.null();
      case 't':
        return word("true") && handler_.boolean(true);
      case 'f':
        return word("false") && handler_.boolean(false);
      default:
        return number();
    }
  }

  const char* at_;
  const char* end_;
  Handler& handler_;
  std::vector<bool> open_;  // true for an object
  bool first_ = true;       // nothing stands before in what is open
};

template <typename Handler>
bool read_plain_json(std::string_view json, Handler& handler) {
  return PlainJson<Handler>(json, handler).read();
}

}  // namespace parley::story
