// The string is cut into words and numbers; each number or month name tries the few shapes that a
// date can begin with there. The first shape that fits wins.
#include "parley/intake/written_date.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "parley/base/date.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

constexpr int kFirstLikelyYear = 1900;
constexpr int kLastLikelyYear = 2100;

struct Piece {
  std::string word;  // lower case; "" for a number
  int number = -1;
  std::size_t digits = 0;
  std::size_t start = 0;
  std::size_t end = 0;
  char after = '\0';  // the byte that follows
};

std::vector<Piece> cut(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    Piece piece;
    if (text::is_ascii_digit(text[i])) {
      long value = 0;
      while (i < text.size() && text::is_ascii_digit(text[i])) {
        if (value < 100'000'000) value = value * 10 + (text[i] - '0');
        ++i;
      }
      piece.digits = i - start;
      piece.number = static_cast<int>(value);
    } else if (text::is_ascii_alpha(text[i])) {
      while (i < text.size() && text::is_ascii_alpha(text[i]))
        piece.word += text::ascii_lower(text[i++]);
    } else {
      ++i;
      continue;
    }
    piece.start = start;
    piece.end = i;
    piece.after = i < text.size() ? text[i] : '\0';
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

int month_named(const std::string& word) {
  static const std::map<std::string, int> months = [] {
    std::map<std::string, int> table;
    for (const base::TableRow& row : base::read_table("months")) {
      int number = 0;
      for (const char digit : row.at(1)) number = number * 10 + (digit - '0');
      table.emplace(row.at(0), number);
    }
    return table;
  }();
  const auto found = months.find(word);
  return found == months.end() ? 0 : found->second;
}

bool is_year(const Piece& piece) {
  return piece.digits == 4 && piece.number >= kFirstLikelyYear && piece.number <= kLastLikelyYear;
}

bool is_day(const Piece& piece) {
  return (piece.digits == 1 || piece.digits == 2) && piece.number >= 1 && piece.number <= 31;
}

// "st" of "21st" is cut off as a word of its own.
bool is_ordinal_end(const Piece& piece) {
  return piece.word == "st" || piece.word == "nd" || piece.word == "rd" || piece.word == "th";
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<Piece> pieces)
      : text_(text), pieces_(std::move(pieces)) {}

  std::optional<WrittenDate> first() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      for (const auto shape :
           {&Reader::year_first, &Reader::day_first, &Reader::month_first, &Reader::numbers_only}) {
        std::optional<WrittenDate> date = (this->*shape)(i);
        if (!date) continue;
        date->start = pieces_[i].start;
        check(*date);
        return date;
      }
    }
    return std::nullopt;
  }

 private:
  const Piece* at(std::size_t i) const { return i < pieces_.size() ? &pieces_[i] : nullptr; }

  // Only these marks may stand between the parts of one date.
  bool joined(std::size_t i, std::string_view marks) const {
    if (i + 1 >= pieces_.size()) return false;
    for (std::size_t k = pieces_[i].end; k < pieces_[i + 1].start; ++k) {
      if (marks.find(text_[k]) == std::string_view::npos) return false;
    }
    return true;
  }

  // 2023-11-21, 2023/11/21, 2023.11.21, 2023-11
  std::optional<WrittenDate> year_first(std::size_t i) {
    const Piece& year = pieces_[i];
    const Piece* month = at(i + 1);
    if (!is_year(year) || month == nullptr || month->digits != 2) return std::nullopt;
    const char mark = year.after;
    if ((mark != '-' && mark != '/' && mark != '.') || month->start != year.end + 1) {
      return std::nullopt;
    }
    WrittenDate date;
    date.year = year.number;
    date.month = month->number;
    date.end = month->end;
    const Piece* day = at(i + 2);
    if (day != nullptr && day->digits == 2 && month->after == mark &&
        day->start == month->end + 1) {
      date.day = day->number;
      date.end = day->end;
      read_clock(i + 2, date);
    } else if (mark == '.') {
      return std::nullopt;
    }
    return date;
  }

  // 21 November 2023, 21st Nov
  std::optional<WrittenDate> day_first(std::size_t i) {
    if (!is_day(pieces_[i])) return std::nullopt;
    std::size_t next = i + 1;
    if (at(next) != nullptr && is_ordinal_end(*at(next))) ++next;
    if (at(next) != nullptr && at(next)->word == "of") ++next;
    const Piece* month = at(next);
    if (month == nullptr || month_named(month->word) == 0 || !joined(next - 1, " -.")) {
      return std::nullopt;
    }
    WrittenDate date;
    date.day = pieces_[i].number;
    date.month = month_named(month->word);
    date.end = month->end;
    read_year(next, date);
    return date;
  }

  // November 21, 2023; Nov. 21; November 2023
  std::optional<WrittenDate> month_first(std::size_t i) {
    const int month = month_named(pieces_[i].word);
    if (month == 0 || !joined(i, " .,-")) return std::nullopt;
    const Piece& next = pieces_[i + 1];
    WrittenDate date;
    date.month = month;
    date.end = next.end;
    if (is_year(next)) {
      date.year = next.number;
      return date;
    }
    if (!is_day(next)) return std::nullopt;
    date.day = next.number;
    std::size_t last = i + 1;
    if (at(last + 1) != nullptr && is_ordinal_end(*at(last + 1)) &&
        at(last + 1)->start == next.end) {
      ++last;
      date.end = at(last)->end;
    }
    read_year(last, date);
    return date;
  }

  // 21/11/2023, 11/21/2023, 21.11.2023
  std::optional<WrittenDate> numbers_only(std::size_t i) {
    const Piece* second = at(i + 1);
    const Piece* year = at(i + 2);
    if (!is_day(pieces_[i]) || second == nullptr || year == nullptr || !is_day(*second) ||
        !is_year(*year) || !joined(i, "/.-") || !joined(i + 1, "/.-")) {
      return std::nullopt;
    }
    const int a = pieces_[i].number;
    const int b = second->number;
    WrittenDate date;
    date.year = year->number;
    date.end = year->end;
    const bool european = pieces_[i].after == '.';
    if (a > 12 || european || a == b) {
      date.day = a;
      date.month = b;
    } else if (b > 12) {
      date.day = b;
      date.month = a;
    } else {
      date.ambiguous = true;
    }
    read_clock(i + 2, date);
    return date;
  }

  void read_year(std::size_t last, WrittenDate& date) {
    const Piece* year = at(last + 1);
    if (year == nullptr || !is_year(*year) || !joined(last, " ,.-")) return;
    date.year = year->number;
    date.end = year->end;
    read_clock(last + 1, date);
  }

  // "T08:00:30Z", " 08:00 +0200" after the piece `last`.
  void read_clock(std::size_t last, WrittenDate& date) {
    std::size_t next = last + 1;
    if (at(next) != nullptr && at(next)->word == "t") ++next;
    const Piece* hour = at(next);
    const Piece* minute = at(next + 1);
    if (hour == nullptr || minute == nullptr || hour->digits != 2 || minute->digits != 2 ||
        hour->after != ':' || minute->start != hour->end + 1 || hour->number > 23 ||
        minute->number > 59 || hour->start > date.end + 3) {
      return;
    }
    date.clock = fmt::format("T{:02}:{:02}", hour->number, minute->number);
    date.end = minute->end;
    std::size_t i = minute->end;
    if (i + 2 < text_.size() && text_[i] == ':' && text::is_ascii_digit(text_[i + 1])) i += 3;
    while (i < text_.size() && (text_[i] == '.' || text::is_ascii_digit(text_[i]))) ++i;
    if (i < text_.size() && text_[i] == ' ') ++i;
    const std::string_view rest = text_.substr(std::min(i, text_.size()));
    if (rest.starts_with("Z") || rest.starts_with("GMT") || rest.starts_with("UTC")) {
      date.clock += 'Z';
      date.end = i + (rest.starts_with("Z") ? 1 : 3);
    } else if (rest.size() >= 5 && (rest[0] == '+' || rest[0] == '-')) {
      const bool colon = rest[3] == ':';
      const std::size_t length = colon ? 6 : 5;
      for (std::size_t k = 1; k < length; ++k) {
        if (k >= rest.size()) return;
        if (!(colon && k == 3) && !text::is_ascii_digit(rest[k])) return;
      }
      date.clock += fmt::format("{}:{}", rest.substr(0, 3), rest.substr(colon ? 4 : 3, 2));
      date.end = i + length;
    }
  }

  static void check(WrittenDate& date) {
    if (date.ambiguous) return;
    const int year = date.year.value_or(2000);  // a leap year: 29 February may be
    if (date.month && base::days_in_month(year, *date.month) == 0) date.impossible = true;
    if (date.day && date.month && !base::is_valid({year, *date.month, *date.day})) {
      date.impossible = true;
    }
  }

  std::string_view text_;
  std::vector<Piece> pieces_;
};

}  // namespace

std::string WrittenDate::value() const {
  std::string out = fmt::format("{:04}", year.value_or(0));
  if (month) out += fmt::format("-{:02}", *month);
  if (month && day) out += fmt::format("-{:02}{}", *day, clock);
  return out;
}

text::DatePrecision WrittenDate::precision() const {
  if (!month) return text::DatePrecision::kYear;
  if (!day) return text::DatePrecision::kMonth;
  return clock.empty() ? text::DatePrecision::kDay : text::DatePrecision::kMinute;
}

std::optional<WrittenDate> find_written_date(std::string_view text) {
  return Reader(text, cut(text)).first();
}

std::optional<WrittenDate> find_url_date(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  url = url.substr(path, url.find_first_of("?#", path) - path);
  const std::vector<Piece> pieces = cut(url);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    WrittenDate date;
    if (pieces[i].digits == 8) {
      date.year = pieces[i].number / 10000;
      date.month = pieces[i].number / 100 % 100;
      date.day = pieces[i].number % 100;
    } else if (is_year(pieces[i]) && i + 2 < pieces.size()) {
      const Piece& next = pieces[i + 1];
      const Piece& day = pieces[i + 2];
      const int named = month_named(next.word);
      if ((next.digits == 0 ? named == 0 : next.digits > 2) || !is_day(day) ||
          next.start != pieces[i].end + 1 || day.start != next.end + 1) {
        continue;
      }
      date.year = pieces[i].number;
      date.month = named != 0 ? named : next.number;
      date.day = day.number;
    } else {
      continue;
    }
    if (*date.year < kFirstLikelyYear || *date.year > kLastLikelyYear ||
        !base::is_valid({*date.year, *date.month, *date.day})) {
      continue;
    }
    return date;
  }
  return std::nullopt;
}

}  // namespace parley::intake
