#include "parley/views/report_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "parley/base/date.h"
#include "parley/text/utf8.h"
#include "parley/views/matrix.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Days = std::pair<std::int64_t, std::int64_t>;

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

std::string without_marks(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '?' || c == '~' || c == '%'; });
  return out;
}

// A year, a month or a day; zeros for what is not given.
std::optional<base::Date> parts_of(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    const std::string_view digits = text.substr(at, size);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc() && read.ptr == digits.data() + size ? value : -1;
  };
  base::Date date;
  if (text.size() < 4) return std::nullopt;
  date.year = number(0, 4);
  if (date.year < base::kFirstYear) return std::nullopt;
  if (text.size() == 4) return date;
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  date.month = number(5, 2);
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (text.size() == 7) return date;
  if (text.size() < 10 || text[7] != '-') return std::nullopt;
  date.day = number(8, 2);
  if (!base::is_valid(date)) return std::nullopt;
  return date;
}

std::optional<Days> days_of(std::string_view text) {
  std::optional<base::Date> date = parts_of(text);
  if (!date) return std::nullopt;
  base::Date first = *date, last = *date;
  if (date->month == 0) {
    first.month = 1;
    last.month = 12;
  }
  if (date->day == 0) {
    first.day = 1;
    last.day = base::days_in_month(last.year, last.month);
  }
  return Days{base::to_days(first), base::to_days(last)};
}

std::string one_day(std::string_view text) {
  const bool doubtful = text.find_first_of("?~%") != std::string_view::npos;
  const std::optional<base::Date> date = parts_of(without_marks(text));
  if (!date) return std::string(text);
  std::string out;
  if (date->day > 0) out += fmt::format("{} ", date->day);
  if (date->month > 0)
    out += fmt::format("{} ", kMonths[static_cast<std::size_t>(date->month) - 1]);
  return out + fmt::format("{}{}", date->year, doubtful ? " (uncertain)" : "");
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::string day_words(std::string_view edtf) {
  if (edtf.empty()) return "no date";
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return one_day(edtf);
  const std::string_view from = edtf.substr(0, slash);
  const std::string_view until = edtf.substr(slash + 1);
  const bool begins = !from.empty() && from != "..";
  const bool ends = !until.empty() && until != "..";
  if (begins && ends) return one_day(from) + " to " + one_day(until);
  if (begins) return "since " + one_day(from);
  return ends ? "until " + one_day(until) : std::string(edtf);
}

std::optional<Days> day_range(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  const std::optional<Days> from = days_of(without_marks(edtf.substr(0, slash)));
  if (!from || slash == std::string_view::npos) return from;
  const std::optional<Days> until = days_of(without_marks(edtf.substr(slash + 1)));
  return Days{from->first, std::max(from->second, until.value_or(*from).second)};
}

std::string grouped(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find('e') != std::string::npos) return text;
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = end; at > begin + 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string stance_class(std::string_view stance) {
  if (is_one_of(stance, {"accept", "accept_in_principle", "accept_if", "offer", "concede",
                         "happened", "confirm", "agree", "kept"})) {
    return "give";
  }
  if (is_one_of(stance, {"reject", "deny", "withdraw", "threaten", "denied", "warn", "breached"})) {
    return "refuse";
  }
  if (is_one_of(stance, {"demand", "propose", "ask_guarantee", "demanded", "ask"})) return "ask";
  return "";
}

std::string_view stance_sign(std::string_view stance) {
  const std::string kind = stance_class(stance);
  if (kind == "give") return "+";
  if (kind == "refuse") return "−";
  return kind == "ask" ? "?" : "·";
}

std::string force_words(std::string_view force, bool negated) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kWords = {
      {{"say", "said"},
       {"claim", "said"},
       {"confirm", "confirmed"},
       {"deny", "denied"},
       {"decline", "declined"},
       {"demand", "demanded"},
       {"offer", "offered"},
       {"threaten", "threatened"},
       {"warn", "warned"},
       {"agree", "agreed"},
       {"reject", "rejected"},
       {"ask", "asked"},
       {"believe", "believed"},
       {"intend", "intended"},
       {"report", "reported"},
       {"quote", "quoted"}}};
  const auto found = std::ranges::find(kWords, force, [](const auto& pair) { return pair.first; });
  std::string word =
      found != kWords.end() ? std::string(found->second) : spaced_word(std::string(force));
  return negated ? "not: " + word : word;
}

std::string family_words(std::string_view family) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords = {
      {{"transfer", "Transfer, payment"},
       {"access", "Access, supply"},
       {"guarantee", "Guarantees"},
       {"sequence", "Order of steps"},
       {"process", "The talks"},
       {"other", "Other terms"}}};
  const auto found = std::ranges::find(kWords, family, [](const auto& pair) { return pair.first; });
  return found != kWords.end() ? std::string(found->second) : capital(std::string(family));
}

std::string capital(std::string word) {
  if (!word.empty() && text::is_ascii_lower(word[0])) word[0] = static_cast<char>(word[0] - 32);
  return word;
}

std::string plural(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", grouped(static_cast<double>(count)), one, count == 1 ? "" : "s");
}

std::string series_name(const nlohmann::json& row) {
  std::string name = capital(spaced_word(text_or_none(row, "measure")));
  const auto add = [&](const std::string& part) {
    if (!part.empty()) name += (name.empty() ? "" : ", ") + part;
  };
  const std::string population = text_or_none(row, "population");
  add(population);
  // "sailings, sailing" tells nothing more.
  const std::string unit = text_or_none(row, "unit");
  if (unit != "person" && population.find(unit) == std::string::npos) add(unit);
  add(text_or_none(row, "place"));
  if (const std::string whole = text_or_none(row, "whole"); !whole.empty()) add("of " + whole);
  const std::string counting = text_or_none(row, "counting");
  if (counting == "cumulative") add("so far");
  if (counting == "period") add("in one period");
  return name;
}

std::vector<double> ticks(double low, double high, int count) {
  const double raw = (high > low ? high - low : 1) / count;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  double step = raw;
  for (const double one : {1.0, 2.0, 5.0, 10.0}) {
    if (one * power >= raw) {
      step = one * power;
      break;
    }
  }
  std::vector<double> marks;
  const double first = std::ceil(low / step);
  for (int i = 0; i <= 3 * count && (first + i) * step <= high + step * 1e-6; ++i) {
    marks.push_back((first + i) * step);
  }
  return marks;
}

std::vector<std::int64_t> day_ticks(std::int64_t first, std::int64_t last, int count) {
  std::int64_t step = 36525;
  for (const std::int64_t one : {1, 2, 7, 14, 30, 61, 91, 182, 365, 1826, 3652}) {
    if ((last - first) / one <= count) {
      step = one;
      break;
    }
  }
  std::vector<std::int64_t> marks;
  for (std::int64_t day = first; day <= last; day += step) marks.push_back(day);
  return marks;
}

}  // namespace parley::views
