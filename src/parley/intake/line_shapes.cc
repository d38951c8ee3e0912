#include "parley/intake/line_shapes.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "parley/base/table.h"
#include "parley/intake/written_date.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

constexpr std::array<std::string_view, 4> kClosers = {"\"", "'", ")", "\xE2\x80\x9D"};
constexpr std::string_view kRightSingle = "\xE2\x80\x99";
constexpr std::string_view kEnDash = "\xE2\x80\x93";
constexpr std::string_view kEmDash = "\xE2\x80\x94";

struct Word {
  std::size_t start = 0;
  std::size_t end = 0;
};

// Words between spaces, at most `limit`.
std::vector<Word> split_words(std::string_view line, std::size_t limit) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < line.size() && words.size() < limit;) {
    if (text::is_ascii_space(line[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < line.size() && !text::is_ascii_space(line[i])) ++i;
    words.push_back({start, i});
  }
  return words;
}

// A capital of any script that has case, at the start of `word` (an opening bracket aside).
bool is_capitalised(std::string_view word) {
  while (!word.empty() && (word.front() == '(' || word.front() == '"')) word.remove_prefix(1);
  if (word.empty()) return false;
  if (static_cast<unsigned char>(word.front()) < 0x80) return text::is_ascii_upper(word.front());
  const std::size_t length = text::decode_at(word, 0).length;
  return text::fold_case(word.substr(0, length)) != word.substr(0, length);
}

bool is_all_capitals(std::string_view word) {
  std::size_t letters = 0;
  for (const char c : word) {
    if (text::is_ascii_lower(c)) return false;
    if (text::is_ascii_upper(c)) ++letters;
  }
  return letters >= 2;
}

bool is_dash(std::string_view word) {
  return word == "-" || word == "--" || word == "_" || word == kEnDash || word == kEmDash;
}

bool holds_digit(std::string_view word) { return std::ranges::any_of(word, text::is_ascii_digit); }

bool is_small_word(std::string_view word) {
  constexpr std::array<std::string_view, 9> kSmall = {"and", "of",  "the", "date", "de",
                                                      "in",  "del", "el",  "la"};
  return std::ranges::find(kSmall, word) != kSmall.end();
}

// A dash glued to the place: "NORTHPORT--Mediators" or "NORTHPORT—Mediators". 0 for none.
std::size_t glued_dateline(std::string_view line) {
  std::size_t best = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view dash : {std::string_view("--"), kEmDash, kEnDash}) {
    const std::size_t at = line.substr(0, 60).find(dash);
    if (at < best) {
      best = at;
      length = dash.size();
    }
  }
  if (best == std::string_view::npos || best < 4) return 0;
  if (line[best - 1] == ' ') return 0;
  if (best + length < line.size() && line[best + length] == '-') ++length;
  const std::string_view place = line.substr(0, best);
  for (const Word& word : split_words(place, 8)) {
    const std::string_view text = place.substr(word.start, word.end - word.start);
    if (!is_all_capitals(text) && text.find('.') == std::string_view::npos) return 0;
  }
  return is_all_capitals(place) ? best + length : 0;
}

// The names of agencies and outlets that data/media.tsv knows.
const std::unordered_set<std::string>& known_outlets() {
  static const std::unordered_set<std::string> kNames = [] {
    std::unordered_set<std::string> names;
    for (const base::TableRow& row : base::read_table("media")) {
      if (row.at(1) == "agency" || row.at(1) == "outlet") names.insert(row.columns[0]);
    }
    return names;
  }();
  return kNames;
}

// True for "Bergen, Norway": a place and a country that data/countries.tsv knows.
bool is_place_in_country(std::string_view head) {
  static const std::unordered_set<std::string> kCountries = [] {
    std::unordered_set<std::string> names;
    for (const base::TableRow& row : base::read_table("countries")) names.insert(row.columns[1]);
    return names;
  }();
  head = text::trim(head);
  const std::size_t comma = head.rfind(", ");
  return comma != std::string_view::npos && head.find(',') == comma &&
         kCountries.contains(std::string(head.substr(comma + 2)));
}

// A place and a known outlet with no dash behind: "Northport (AFP) Mediators met". 0 for none.
std::size_t undashed_dateline(std::string_view line) {
  constexpr std::size_t kMaxPlace = 40;
  const std::size_t open = line.substr(0, kMaxPlace).find(" (");
  if (open == std::string_view::npos) return 0;
  const std::size_t close = line.find(") ", open);
  if (close == std::string_view::npos || close + 2 >= line.size()) return 0;
  const std::string name(line.substr(open + 2, close - open - 2));
  if (!known_outlets().contains(name) || !is_capitalised(line.substr(close + 2))) return 0;
  for (const Word& word : split_words(line.substr(0, open), kMaxPlace)) {
    const std::string_view text = line.substr(word.start, word.end - word.start);
    if (!is_capitalised(text) && !is_small_word(text)) return 0;
  }
  return close + 2;
}

}  // namespace

bool ends_sentence(std::string_view line) {
  line = text::trim(line);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view closer : kClosers) {
      if (line.ends_with(closer)) {
        line.remove_suffix(closer.size());
        again = true;
      }
    }
    if (line.ends_with(kRightSingle)) {
      line.remove_suffix(kRightSingle.size());
      again = true;
    }
  }
  return line.ends_with('.') || line.ends_with('!') || line.ends_with('?') ||
         line.ends_with("\xE2\x80\xA6");
}

std::size_t count_words(std::string_view line) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : line) {
    const bool space = text::is_ascii_space(c);
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

std::size_t dateline_length(std::string_view line) {
  constexpr std::size_t kMaxWords = 14;
  constexpr std::size_t kMaxBytes = 110;
  if (const std::size_t glued = glued_dateline(line); glued > 0) return glued;
  if (const std::size_t bare = undashed_dateline(line); bare > 0) return bare;
  const std::vector<Word> words = split_words(line, kMaxWords + 1);
  bool capitals = false;
  bool bracket = false;
  for (std::size_t i = 0; i < words.size() && words[i].end <= kMaxBytes; ++i) {
    const std::string_view word = line.substr(words[i].start, words[i].end - words[i].start);
    if (is_dash(word)) {
      if (i == 0 || i + 1 >= words.size()) return 0;
      const std::string_view head = line.substr(0, words[i].start);
      const std::optional<WrittenDate> date = find_written_date(head);
      const bool dated = date && date->year && date->day;
      if (!capitals && !bracket && !dated && !is_place_in_country(head)) return 0;
      // A report begins after it: "On March 3, 2025, Velm and Sund - his aide - met" has no
      // dateline.
      const std::string_view next = line.substr(words[i + 1].start);
      if (!is_capitalised(next) && !holds_digit(next.substr(0, 1)) &&
          static_cast<unsigned char>(next.front()) < 0x80) {
        return 0;
      }
      return words[i + 1].start;
    }
    const bool opens = word.front() == '(';
    if (opens || word.back() == ')') bracket = i > 0 && word.find(')') == word.size() - 1;
    if (!opens && is_all_capitals(word) && i == 0 && word.size() >= 3) capitals = true;
    if (!is_capitalised(word) && !holds_digit(word) && !is_small_word(word)) return 0;
  }
  return 0;
}

std::vector<std::string> byline_names(std::string_view line) {
  constexpr std::size_t kMaxWords = 16;
  line = text::trim(line);
  if (!line.starts_with("By ") && !line.starts_with("BY ") && !line.starts_with("by ")) return {};
  if (ends_sentence(line) || count_words(line) > kMaxWords) return {};
  std::vector<std::string> names;
  std::string name;
  const auto keep = [&] {
    if (count_words(name) >= 2) names.push_back(name);
    name.clear();
  };
  bool more = true;
  const std::vector<Word> words = split_words(line, kMaxWords);
  for (std::size_t i = 1; i < words.size() && more; ++i) {
    std::string_view word = line.substr(words[i].start, words[i].end - words[i].start);
    if (word == "and" || word == "&" || word == "AND") {
      keep();
      continue;
    }
    if (word == "|" || is_dash(word) || word.front() == '(' || holds_digit(word)) break;
    const bool comma = word.ends_with(',');
    if (comma) word.remove_suffix(1);
    if (!is_capitalised(word) && !is_small_word(word) && word != "al" && word != "bin") {
      if (names.empty()) return {};  // "By the end of the week"
      break;
    }
    if (!name.empty()) name += ' ';
    name += word;
    // After a comma stands the outlet or a title, unless an "and" is still to come.
    if (comma) {
      keep();
      more = line.find(" and ", words[i].end) != std::string_view::npos;
    }
  }
  keep();
  return names;
}

bool is_date_line(std::string_view line) {
  constexpr std::size_t kMaxBytes = 90;
  line = text::trim(line);
  if (line.empty() || line.size() > kMaxBytes) return false;
  const std::optional<WrittenDate> date = find_written_date(line);
  if (!date || !date->day) return false;
  // What stands around the date may be labels, a weekday, a clock or a zone; no further words.
  constexpr std::array<std::string_view, 25> kAround = {
      "published", "posted",  "updated",  "last",   "first",  "on",      "at",
      "date",      "created", "modified", "issued", "am",     "pm",      "gmt",
      "utc",       "est",     "edt",      "et",     "monday", "tuesday", "wednesday",
      "thursday",  "friday",  "saturday", "sunday"};
  std::string word;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i >= date->start && i < date->end) continue;
    const char c = i < line.size() ? line[i] : ' ';
    if (text::is_ascii_alpha(c)) {
      word += text::ascii_lower(c);
    } else {
      if (static_cast<unsigned char>(c) >= 0x80) return false;
      const bool known = std::ranges::any_of(kAround, [&](std::string_view label) {
        return word == label || (word.size() == 3 && label.starts_with(word));
      });
      if (word.size() > 1 && !known) return false;
      word.clear();
    }
  }
  return true;
}

std::optional<std::size_t> credit_start(std::string_view line) {
  constexpr std::size_t kMaxCreditBytes = 80;
  line = line.substr(0, line.find_last_not_of(" \n") + 1);
  std::string_view body = line;
  const bool bracket = body.ends_with(')');
  if (bracket) body.remove_suffix(1);
  const std::size_t slash = body.rfind('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 >= body.size() ||
      body.size() - slash > kMaxCreditBytes) {
    return std::nullopt;
  }
  const bool spaced = body[slash - 1] == ' ' || body[slash + 1] == ' ';
  const std::string_view agency = body.substr(slash + 1);
  const std::vector<Word> after = split_words(agency, 6);
  if (after.empty() || after.size() > 5) return std::nullopt;
  for (const Word& word : after) {
    const std::string_view text = agency.substr(word.start, word.end - word.start);
    const bool small = text == "via" || text == "for" || text == "The" || text == "of";
    if ((!is_capitalised(text) && !small) || text.ends_with('.') || text.ends_with(',')) {
      return std::nullopt;
    }
  }
  // Back over the photographer's name, which may hold an initial with its stop.
  std::size_t start = slash;
  for (int names = 0; names < 4 && start > 0; ++names) {
    std::size_t end = start;
    while (end > 0 && body[end - 1] == ' ') --end;
    std::size_t begin = end;
    while (begin > 0 && !text::is_ascii_space(body[begin - 1])) --begin;
    std::string_view word = body.substr(begin, end - begin);
    const bool initial = word.size() == 2 && word.ends_with('.');
    if (names > 0 && word.ends_with('.') && !initial) break;
    if (!is_capitalised(word) || holds_digit(word) || word.ends_with(',') || ends_sentence(word)) {
      if (!initial) break;
    }
    start = begin;
    if (word.front() == '(') break;
  }
  if (start == slash || (spaced && start == 0)) return std::nullopt;
  return start;
}

bool is_list_item(std::string_view line) {
  constexpr std::array<std::string_view, 6> kBullets = {
      "\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x96\xAA", "* ", "- ", "\xC2\xB7"};
  return std::ranges::any_of(kBullets,
                             [&](std::string_view bullet) { return line.starts_with(bullet); });
}

}  // namespace parley::intake
