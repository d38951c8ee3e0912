// At each number or name of a month the few shapes that a date can have there are tried.
#include "parley/markup/page_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr int kFirstLikelyYear = 1990;
constexpr int kLastLikelyYear = 2100;
constexpr std::size_t kLongestMonth = 24;

bool is_word_byte(char c) {
  return text::is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

struct Number {
  int value = 0;
  std::size_t digits = 0;
  std::size_t end = 0;
};

int month_named(std::string_view word) {
  static const std::unordered_map<std::string, int> months = [] {
    std::unordered_map<std::string, int> table;
    for (const base::TableRow& row : base::read_table("page_months")) {
      int number = 0;
      for (const char digit : row.at(1)) number = number * 10 + (digit - '0');
      table.emplace(row.at(0), number);
    }
    return table;
  }();
  if (word.size() > kLongestMonth) return 0;
  const auto found = months.find(text::fold_case(word));
  return found == months.end() ? 0 : found->second;
}

class Reader {
 public:
  Reader(std::string_view text, NumberOrder order) : text_(text), order_(order) {}

  std::optional<PageDate> first(std::size_t from) {
    for (std::size_t i = from; i < text_.size();) {
      const char c = text_[i];
      if (text::is_ascii_digit(c)) {
        const Number number = number_at(i);
        if (auto date = at_number(i, number)) return date;
        i = number.end;
      } else if (is_word_byte(c)) {
        const std::size_t end = word_end(i);
        if (end > i) {
          if (auto date = at_month(i, end)) return date;
        }
        i = std::max(end, i + 1);
      } else {
        ++i;
      }
    }
    return std::nullopt;
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  Number number_at(std::size_t i) const {
    Number number;
    const std::size_t start = i;
    while (i < text_.size() && text::is_ascii_digit(text_[i])) {
      if (number.value < 100'000'000) number.value = number.value * 10 + (text_[i] - '0');
      ++i;
    }
    number.digits = i - start;
    number.end = i;
    return number;
  }

  std::size_t word_end(std::size_t i) const {
    while (i < text_.size() && is_word_byte(text_[i])) {
      // The non-breaking space is two bytes above 0x7F, but no letter.
      if (text_.substr(i, 2) == "\xC2\xA0") break;
      ++i;
    }
    return i;
  }

  std::size_t after_space(std::size_t i) const {
    while (i < text_.size()) {
      if (text::is_ascii_space(text_[i])) {
        ++i;
      } else if (text_.substr(i, 2) == "\xC2\xA0") {
        i += 2;
      } else {
        break;
      }
    }
    return i;
  }

  std::optional<PageDate> make(int year, int month, int day, std::size_t start, std::size_t end) {
    const base::Date date{year, month, day};
    if (year < kFirstLikelyYear || year > kLastLikelyYear || !base::is_valid(date)) {
      return std::nullopt;
    }
    PageDate result{date, "", start, end};
    read_clock(result);
    return result;
  }

  static int full_year(const Number& number) {
    if (number.digits == 4) return number.value;
    return number.digits == 2 ? 2000 + number.value : 0;
  }

  std::optional<PageDate> at_number(std::size_t start, const Number& first) {
    if (first.digits == 8 || first.digits == 14) return compact(start, first);
    if (first.digits == 4) return year_first(start, first);
    if (first.digits > 2) return std::nullopt;
    const char mark = at(first.end);
    if (mark == '.' || mark == '/' || mark == '-') {
      if (auto date = numbers_only(start, first, mark)) return date;
    }
    return day_first(start, first);
  }

  // 20250314
  std::optional<PageDate> compact(std::size_t start, const Number& first) {
    if (first.digits != 8) return std::nullopt;
    return make(first.value / 10000, first.value / 100 % 100, first.value % 100, start, first.end);
  }

  // 2025-03-14, 2025/3/14, 2025. 3. 14, 2025年3月14日
  std::optional<PageDate> year_first(std::size_t start, const Number& year) {
    std::size_t i = year.end;
    std::size_t mark = 0;
    if (at(i) == '-' || at(i) == '/' || at(i) == '.' || at(i) == '_') {
      mark = 1;
    } else if (text_.substr(i, 3) == "\xE5\xB9\xB4") {  // 年
      mark = 3;
    } else if (text_.substr(i, 3) == "\xEB\x85\x84") {  // 년
      mark = 3;
    }
    if (mark == 0) return year_month_name(start, year);
    i = after_space(i + mark);
    const Number month = number_at(i);
    if (month.digits == 0 || month.digits > 2) return std::nullopt;
    i = month.end;
    if (mark == 1) {
      if (at(i) != text_[year.end]) return std::nullopt;
      ++i;
    } else {
      i += 3;
    }
    i = after_space(std::min(i, text_.size()));
    const Number day = number_at(i);
    if (day.digits == 0 || day.digits > 2) return std::nullopt;
    return make(year.value, month.value, day.value, start, day.end);
  }

  // 2025 March 14, 2025. március 14.
  std::optional<PageDate> year_month_name(std::size_t start, const Number& year) {
    std::size_t i = year.end;
    if (at(i) == '.') ++i;
    i = after_space(i);
    const std::size_t end = word_end(i);
    const int month = end > i ? month_named(text_.substr(i, end - i)) : 0;
    if (month == 0) return std::nullopt;
    const Number day = number_at(after_space(end));
    if (day.digits == 0 || day.digits > 2) return std::nullopt;
    return make(year.value, month, day.value, start, day.end);
  }

  // 14.03.2025, 14/3/25, 03/14/2025
  std::optional<PageDate> numbers_only(std::size_t start, const Number& first, char mark) {
    std::size_t i = after_space(first.end + 1);
    if (mark != '.' && i != first.end + 1) return std::nullopt;
    const Number second = number_at(i);
    if (second.digits == 0 || second.digits > 2 || at(second.end) != mark) return std::nullopt;
    i = after_space(second.end + 1);
    if (mark != '.' && i != second.end + 1) return std::nullopt;
    const Number last = number_at(i);
    const int year = full_year(last);
    // A third point, or a third number of one digit, makes it a version or an address.
    if (year == 0 || (at(last.end) == '.' && text::is_ascii_digit(at(last.end + 1)))) {
      return std::nullopt;
    }
    if (mark == '.' || first.value > 12) {
      return make(year, second.value, first.value, start, last.end);
    }
    if (second.value > 12) return make(year, first.value, second.value, start, last.end);
    if (first.value == second.value || order_ == NumberOrder::kDayFirst) {
      return make(year, second.value, first.value, start, last.end);
    }
    if (order_ == NumberOrder::kMonthFirst) {
      return make(year, first.value, second.value, start, last.end);
    }
    return std::nullopt;
  }

  // 14 March 2025, 14. März 2025, 14th of March, 2025, 14 de marzo de 2025, 14-Mar-2025
  std::optional<PageDate> day_first(std::size_t start, const Number& day) {
    std::size_t i = day.end;
    if (is_word_byte(at(i))) {
      const std::size_t end = word_end(i);
      const std::string_view ending = text_.substr(i, end - i);
      if (ending.size() <= 3 && month_named(ending) == 0) i = end;  // 14th, 1er, 1º
    }
    if (at(i) == '.') ++i;
    if (at(i) == '-' || at(i) == '/') ++i;
    i = skip_small_words(after_space(i));
    const std::size_t end = word_end(i);
    const int month = end > i ? month_named(text_.substr(i, end - i)) : 0;
    if (month == 0) return std::nullopt;
    return with_year(start, end, month, day.value);
  }

  // March 14, 2025; Mar. 14th 2025
  std::optional<PageDate> at_month(std::size_t start, std::size_t end) {
    const int month = month_named(text_.substr(start, end - start));
    if (month == 0) return std::nullopt;
    std::size_t i = end;
    if (at(i) == '.') ++i;
    i = after_space(i);
    const Number day = number_at(i);
    if (day.digits == 0 || day.digits > 2) return std::nullopt;
    i = day.end;
    const std::size_t ending = word_end(i);
    if (ending - i <= 2) i = ending;
    return with_year(start, i, month, day.value);
  }

  std::optional<PageDate> with_year(std::size_t start, std::size_t i, int month, int day) {
    while (i < text_.size() && (text_[i] == '.' || text_[i] == ',' || text_[i] == '-' ||
                                text_[i] == '/' || text_[i] == '\'')) {
      ++i;
    }
    i = skip_small_words(after_space(i));
    const Number year = number_at(i);
    if (year.digits != 4 &&
        !(year.digits == 2 && i > 0 && (text_[i - 1] == '-' || text_[i - 1] == '\''))) {
      return std::nullopt;
    }
    return make(full_year(year), month, day, start, year.end);
  }

  // "de", "of", "del": at most two letters or three, twice.
  std::size_t skip_small_words(std::size_t i) const {
    for (int k = 0; k < 2; ++k) {
      const std::size_t end = word_end(i);
      const std::string_view word = text_.substr(i, end - i);
      if (word != "de" && word != "of" && word != "del" && word != "di" && word != "a" &&
          word != "the") {
        break;
      }
      i = after_space(end);
    }
    return i;
  }

  // "T08:00:00.000+01:00", " 08:00 GMT", ", 8:00 Uhr" right after the day.
  void read_clock(PageDate& date) const {
    std::size_t i = date.end;
    const bool iso = at(i) == 'T' || at(i) == 't';
    if (iso) {
      ++i;
    } else {
      while (i < text_.size() && (at(i) == ',' || at(i) == '|' || at(i) == '-')) ++i;
      i = after_space(i);
      while (at(i) == '|' || at(i) == '-') i = after_space(i + 1);
    }
    const Number hour = number_at(i);
    if (hour.digits == 0 || hour.digits > 2 || hour.value > 23 || at(hour.end) != ':') return;
    const Number minute = number_at(hour.end + 1);
    if (minute.digits != 2 || minute.value > 59) return;
    int hours = hour.value;
    i = minute.end;
    if (at(i) == ':') i = number_at(i + 1).end;
    if (at(i) == '.' && text::is_ascii_digit(at(i + 1))) i = number_at(i + 1).end;
    const std::size_t half = after_space(i);
    const char letter = text::ascii_lower(at(half));
    if ((letter == 'a' || letter == 'p') &&
        (text::ascii_lower(at(half + 1)) == 'm' || text_.substr(half + 1, 3) == ".m.")) {
      if (hours == 12) hours = 0;
      if (letter == 'p') hours += 12;
      if (hours > 23) return;
      i = half + 2;
    }
    date.clock = fmt::format("T{:02}:{:02}", hours, minute.value);
    date.end = i;
    read_zone(date, i);
  }

  void read_zone(PageDate& date, std::size_t i) const {
    const std::size_t zone = after_space(i);
    if (at(zone) == 'Z' || text_.substr(zone, 3) == "GMT" || text_.substr(zone, 3) == "UTC") {
      date.clock += 'Z';
      date.end = zone + (at(zone) == 'Z' ? 1 : 3);
      return;
    }
    if (at(zone) != '+' && at(zone) != '-') return;
    const Number hours = number_at(zone + 1);
    int minutes = 0;
    int whole = hours.value;
    std::size_t end = hours.end;
    if (hours.digits == 4) {
      whole = hours.value / 100;
      minutes = hours.value % 100;
    } else if (hours.digits == 2 && at(end) == ':') {
      const Number rest = number_at(end + 1);
      minutes = rest.value;
      end = rest.end;
    } else if (hours.digits != 2) {
      return;
    }
    if (whole > 14 || minutes > 59) return;
    date.clock += fmt::format("{}{:02}:{:02}", at(zone), whole, minutes);
    date.end = end;
  }

  std::string_view text_;
  NumberOrder order_;
};

}  // namespace

NumberOrder number_order(std::string_view language) {
  const std::string lower = text::ascii_lower(language);
  if (lower == "en-us" || lower == "en_us" || lower == "es-us" || lower == "fil" ||
      lower == "en-ph") {
    return NumberOrder::kMonthFirst;
  }
  if (lower.empty() || lower == "en") return NumberOrder::kUnknown;
  return NumberOrder::kDayFirst;
}

std::optional<PageDate> find_page_date(std::string_view text, NumberOrder order, std::size_t from) {
  return Reader(text, order).first(from);
}

std::optional<PageDate> find_address_date(std::string_view address) {
  const std::size_t query = address.find_first_of("?#");
  std::string_view path = address.substr(0, query);
  const std::size_t host = path.find("://");
  if (host != std::string_view::npos) {
    const std::size_t slash = path.find('/', host + 3);
    if (slash == std::string_view::npos) return std::nullopt;
    path.remove_prefix(slash);
  }
  for (std::size_t i = 0; i < path.size();) {
    if (!text::is_ascii_digit(path[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < path.size() && text::is_ascii_digit(path[end])) ++end;
    const std::size_t digits = end - i;
    if (digits == 8 || digits == 4) {
      const std::size_t length = digits == 8 ? 8 : 10;
      auto date = find_page_date(path.substr(i, length), NumberOrder::kUnknown);
      const bool inside = i + length < path.size() && text::is_ascii_digit(path[i + length]);
      if (date && date->start == 0 && !inside) {
        date->clock.clear();
        return date;
      }
    }
    i = end;
  }
  return std::nullopt;
}

}  // namespace parley::markup
