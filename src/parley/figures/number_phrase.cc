// The sentence is walked once. At a token that can begin a number, the number is read; then the
// tokens before it are tried as a qualifier, those behind it as a range's second number, a per cent
// sign or a qualifier. Last, what the number stands in decides whether it is an amount at all.
#include "parley/figures/number_phrase.h"

#include <array>
#include <cmath>

#include "parley/analysis/numeral.h"
#include "parley/base/word_map.h"
#include "parley/figures/tolls.h"
#include "parley/figures/vocabulary.h"

namespace parley::figures {
namespace {

using analysis::Numeral;

class NumberFinder {
 public:
  NumberFinder(const WordView& words, const std::vector<bool>& dated)
      : words_(words), dated_(dated) {}

  std::vector<NumberPhrase> run(std::uint32_t from) {
    for (std::uint32_t i = from; i < words_.end();) {
      std::optional<NumberPhrase> phrase = phrase_at(i);
      if (!phrase) {
        i = std::max(i + 1, skip_to_);
        continue;
      }
      i = phrase->end;
      done_ = phrase->end;
      found_.push_back(*phrase);
    }
    return std::move(found_);
  }

 private:
  std::optional<Numeral> numeral(std::uint32_t i) const {
    return analysis::read_numeral(words_.text(), words_.tokens(), i, words_.end());
  }

  std::optional<NumberPhrase> phrase_at(std::uint32_t i) {
    skip_to_ = 0;
    const Opening opening = opening_of(words_.at(i));
    if (opening == Opening::kNone) return std::nullopt;
    if (std::optional<NumberPhrase> vague = vague_at(i)) return vague;
    if (std::optional<NumberPhrase> fraction = fraction_at(i)) return fraction;
    const bool minus = words_.is(i, "minus") || words_.is(i, "negative");
    const std::uint32_t at = minus ? i + 1 : i;
    const std::optional<Numeral> number = numeral(at);
    if (!number && text::is_ascii_digit(words_.at(i).front())) return sum_in_one_word(i);
    if (!number) {
      if (opening != Opening::kArticle || !is_single_person(words_, i)) return std::nullopt;
      return one_at(i);
    }
    skip_to_ = number->end;
    NumberPhrase phrase;
    phrase.first = i;
    phrase.number = at;
    phrase.end = number->end;
    phrase.value = number->value;
    phrase.digits = !number->words;
    phrase.fraction = number->fraction && number->value < 1 && words_.is(number->end, "of");
    take_currency_before(phrase);
    if (!is_amount(at, *number, phrase)) return std::nullopt;
    take_plural_part(*number, phrase);
    if (std::optional<NumberPhrase> share = share_at(phrase)) return share;
    if (minus || takes_sign(phrase)) phrase.value = -*phrase.value;
    take_range(phrase);
    take_percent(phrase);
    if (phrase.currency.empty()) phrase.currency = currency_behind(words_, phrase.end).code;
    take_bound(phrase);
    return phrase;
  }

  // "-5": a sign that touches the number and nothing else.
  bool takes_sign(NumberPhrase& phrase) const {
    const std::uint32_t i = phrase.first;
    if (i != phrase.number || !phrase.digits || i <= words_.first() || i - 1 < done_) return false;
    if (!words_.touches(i) || words_.touches(i - 1)) return false;
    if (!words_.is(i - 1, "-") && !words_.is(i - 1, "\xE2\x88\x92")) return false;
    phrase.first = i - 1;
    return true;
  }

  // "100元": the currency's sign is no token of its own.
  std::optional<NumberPhrase> sum_in_one_word(std::uint32_t i) const {
    const std::string_view word = words_.at(i);
    const auto sign = std::ranges::find_if(word, [](char c) { return (c & 0x80) != 0; });
    const auto size = static_cast<std::size_t>(sign - word.begin());
    const std::string_view code = currency_after(word.substr(size));
    const auto digits = analysis::read_digits(word.substr(0, size));
    if (code.empty() || !digits) return std::nullopt;
    NumberPhrase phrase;
    phrase.first = phrase.number = i;
    phrase.end = i + 1;
    phrase.value = digits->value * digits->scale;
    phrase.digits = true;
    phrase.currency = code;
    take_bound(phrase);
    return phrase;
  }

  // "a" before a person to whom something was done.
  static NumberPhrase one_at(std::uint32_t i) {
    NumberPhrase phrase;
    phrase.first = phrase.number = i;
    phrase.end = i + 1;
    phrase.value = 1;
    phrase.article = true;
    return phrase;
  }

  // What a part at `end` is a part of: "out of five", "in ten" for a single one, "over four" where
  // nothing else is counted.
  std::optional<Numeral> whole_behind(std::uint32_t end, bool single) const {
    std::uint32_t at = end;
    if (words_.is(at, "out") && words_.is(at + 1, "of")) {
      at += 2;
    } else if ((words_.is(at, "in") && single) || words_.is(at, "over")) {
      ++at;
    } else {
      return std::nullopt;
    }
    if (!words_.inside(at) || dated_[at]) return std::nullopt;
    const std::optional<Numeral> whole = numeral(at);
    if (!whole || whole->value == 0) return std::nullopt;
    const bool alone =
        words_.is(whole->end, "of") || !words_.inside(whole->end) || words_.is(whole->end, ".");
    if (words_.is(end, "over") && (!alone || whole->value < 2)) return std::nullopt;
    return whole;
  }

  // "two hundred and thirty fifths": a number of parts.
  void take_plural_part(const Numeral& number, NumberPhrase& phrase) const {
    if (!number.words || number.fraction || number.decimal || !phrase.value) return;
    const std::string_view word = words_.lower(phrase.end);
    const int below = analysis::part_named(word);
    if (below < 3 || below == 4 || !word.ends_with('s')) return;
    phrase.value = *phrase.value / below;
    phrase.fraction = true;
    ++phrase.end;
  }

  // "two out of five", "one in ten".
  std::optional<NumberPhrase> share_at(const NumberPhrase& part) const {
    const std::optional<Numeral> whole = whole_behind(part.end, part.value == 1);
    if (!whole || !part.currency.empty()) return std::nullopt;
    if (whole->value <= *part.value && !words_.is(part.end, "over")) return std::nullopt;
    // "one in two weeks" is no share.
    if (words_.is(part.end, "in") && names_time_unit(whole->end)) return std::nullopt;
    NumberPhrase share = part;
    share.fraction = true;
    share.value = *part.value / whole->value;
    share.end = whole->end;
    take_bound(share);
    return share;
  }

  // "dozens", "tens of thousands", "a few".
  std::optional<NumberPhrase> vague_at(std::uint32_t i) {
    if (!begins_vague(words_.lower(i))) return std::nullopt;
    for (std::uint32_t length = kMaxPhraseWords; length > 0; --length) {
      if (i + length > words_.end()) continue;
      const VagueNumber* vague = find_vague(words_.phrase(i, i + length));
      if (vague == nullptr) continue;
      NumberPhrase phrase;
      phrase.first = phrase.number = i;
      phrase.end = i + length;
      if (words_.is(phrase.end - 1, "of")) --phrase.end;
      phrase.low = vague->low;
      phrase.bound = Bound::kVague;
      // "many" and "few" with no noun behind them, and "so many", count nothing.
      const bool of = words_.is(phrase.end, "of");
      if (!of && !words_.is_word(phrase.end)) return std::nullopt;
      if ((words_.is(i, "many") || words_.is(i, "few")) &&
          (of || (i > words_.first() &&
                  (words_.is(i - 1, "so") || words_.is(i - 1, "how") || words_.is(i - 1, "too") ||
                   words_.is(i - 1, "very") || words_.is(i - 1, "as"))))) {
        return std::nullopt;
      }
      if (words_.is(i, "many") || (words_.is(i, "scores") && !of)) return std::nullopt;
      take_currency_before(phrase);
      return phrase;
    }
    return std::nullopt;
  }

  // "half of", "two-thirds", "a quarter of the".
  std::optional<NumberPhrase> fraction_at(std::uint32_t i) {
    NumberPhrase phrase;
    phrase.first = phrase.number = i;
    phrase.fraction = true;
    std::uint32_t at = i;
    double above = 1;
    const int small = analysis::small_number_named(words_.lower(at));
    if (small > 0) {
      above = small;
      ++at;
      if (words_.is_hyphen(at)) ++at;
    } else if (words_.is(at, "a") || words_.is(at, "an")) {
      ++at;
    }
    int below = analysis::part_named(words_.lower(at));
    bool rare = false;  // "twentieth", "twenty-fifth": mostly a rank
    if (below == 0 && (at > i || small > 0)) {
      if (small != 20 && analysis::small_number_named(words_.lower(at)) >= 20 &&
          words_.is_hyphen(at + 1)) {
        below = analysis::small_number_named(words_.lower(at));
        at += 2;
      }
      const int ones = ordinal_without_s(words_.lower(at));
      if (ones == 0 || (below > 0 && ones > 9)) return std::nullopt;
      below += ones;
      rare = true;
    }
    if (below == 0) return std::nullopt;
    // "three quarters of a million", "one-half million": a number, no share.
    const std::uint32_t scale_at =
        words_.is(at + 1, "of") && words_.is(at + 2, "a") ? at + 3 : at + 1;
    const double scale = analysis::scale_named(words_.lower(scale_at));
    if (scale >= 1e6 && (small > 0 || scale_at > at + 1) && !rare) {
      phrase.value = above / below * scale;
      phrase.end = scale_at + 1;
      phrase.fraction = false;
      take_currency_before(phrase);
      take_bound(phrase);
      return phrase;
    }
    const bool plural = words_.lower(at).ends_with('s') || words_.is(at, "halves");
    const bool half = words_.is(at, "half");
    if (small > 0 ? (plural != (small > 1) && !half) : plural) return std::nullopt;
    const bool of = words_.is(at + 1, "of");
    const bool half_the = half && (words_.is(at + 1, "the") || words_.is(at + 1, "its") ||
                                   words_.is(at + 1, "their") || words_.is(at + 1, "all"));
    const bool bounded = is_bounded_part(i, at, half);
    if (small <= 0 && !of && !half_the && !bounded) return std::nullopt;
    if (rare && !of) return std::nullopt;
    if (of && words_.is(at + 2, "an") && words_.is(at + 3, "hour")) return std::nullopt;
    if (small <= 0 && at == i && !half) return std::nullopt;  // "third of the month"
    if (small == 1 && !of) return std::nullopt;
    if (below == 4 && words_.is(at, "quarters") && !of) return std::nullopt;  // lengths of time
    phrase.value = above / below;
    phrase.end = at + 1;
    take_bound(phrase);
    return phrase;
  }

  // "more than half", "less than a third" of something that is not said again.
  bool is_bounded_part(std::uint32_t first, std::uint32_t part, bool half) const {
    if (first == words_.first() || !ends_bound(words_.lower(first - 1))) return false;
    const std::uint32_t next = part + 1;
    if (!half || part > first) return !words_.is_word(next) && !words_.is_hyphen(next);
    return !words_.is_hyphen(next) && !words_.is(next, "a") && !words_.is(next, "an") &&
           find_unit(words_.lower(next)) == nullptr;
  }

  // 5 for "fifth" and "fifths", 0 for other words.
  static int ordinal_without_s(std::string_view word) {
    if (word.empty() || !text::is_ascii_alpha(word.front())) return 0;
    if (word.ends_with('s')) word.remove_suffix(1);
    return analysis::read_ordinal(word).value_or(0);
  }

  void take_currency_before(NumberPhrase& phrase) const {
    if (phrase.number <= words_.first()) return;
    const std::uint32_t before = phrase.number - 1;
    const std::string_view code = currency_before(words_.at(before));
    if (code.empty() || before < done_) return;
    phrase.currency = code;
    phrase.first = before;
    if (before == words_.first() || before - 1 < done_) return;
    // "A$5", "HK$5"; apart from each other only where the letters are no word: "HK $ 5".
    const std::string letters = std::string(words_.at(before - 1)) += words_.at(before);
    const std::string_view whole = currency_before(letters);
    if (whole.empty() || !(words_.touches(before) || letters.size() > 2)) return;
    phrase.currency = whole;
    phrase.first = before - 1;
  }

  // "10 to 15", "252-287", "between 10 and 15".
  void take_range(NumberPhrase& phrase) const {
    std::uint32_t at = phrase.end;
    // "10%-20%"
    if (words_.is(at, "%") && words_.is_hyphen(at + 1) && words_.touches(at + 1)) ++at;
    const bool between = phrase.first > words_.first() && (words_.is(phrase.first - 1, "between") ||
                                                           words_.is(phrase.first - 1, "from"));
    const bool and_joins =
        between && words_.is(at, "and") && words_.is(phrase.first - 1, "between");
    if (!words_.is(at, "to") && !words_.is_hyphen(at) && !and_joins) return;
    const bool hyphen = words_.is_hyphen(at);
    ++at;
    if (!currency_before(words_.at(at)).empty()) ++at;
    const std::optional<Numeral> second = numeral(at);
    if (!second || !phrase.value || second->value <= *phrase.value || dated_[at]) return;
    if (hyphen && !phrase.digits) return;
    double low = *phrase.value;
    // "2 to 3 million": the scale belongs to both.
    if (second->scaled && low < 1000 && second->value >= 1000) {
      double scale = 1;
      while (second->value / (scale * 1000) >= 1) scale *= 1000;
      if (low * scale < second->value) low *= scale;
    }
    phrase.low = low;
    phrase.high = second->value;
    phrase.value.reset();
    phrase.end = second->end;
  }

  void take_percent(NumberPhrase& phrase) const {
    const std::uint32_t at = phrase.end;
    std::uint32_t end = at;
    constexpr std::array<std::string_view, 5> kSigns = {"%", "percent", "pct", "percents",
                                                        "percentage"};
    if (std::ranges::find(kSigns, words_.lower(at)) != kSigns.end()) end = at + 1;
    if (words_.is(at, "per") && words_.is(at + 1, "cent")) end = at + 2;
    if (words_.is_hyphen(at) && words_.is(at + 1, "percent")) end = at + 2;
    if (words_.is(at, "percentage") && words_.lower(at + 1).starts_with("point")) end = at + 2;
    if (end == at) return;
    phrase.percent = true;
    phrase.end = end;
  }

  void take_bound(NumberPhrase& phrase) const {
    const bool may_bound =
        phrase.first > words_.first() && ends_bound(words_.lower(phrase.first - 1));
    for (std::uint32_t length = may_bound ? kMaxPhraseWords : 0; length > 0; --length) {
      if (phrase.first < words_.first() + length || phrase.first - length < done_) continue;
      const std::uint32_t from = phrase.first - length;
      if (const auto bound = bound_before(words_.phrase(from, phrase.first))) {
        // "over 30 days", "under 50 bombs" may be places; "above" and "below" mostly are.
        phrase.bound = *bound;
        phrase.first = from;
        break;
      }
    }
    const bool may_follow = begins_bound(words_.lower(phrase.end));
    for (std::uint32_t length = may_follow ? 2 : 0; length > 0; --length) {
      if (phrase.end + length > words_.end()) continue;
      const auto bound = bound_after(words_.phrase(phrase.end, phrase.end + length));
      if (!bound) continue;
      phrase.bound = *bound;
      phrase.end += length;
      break;
    }
    if (phrase.bound == Bound::kExact && words_.is(phrase.end, "+")) {
      phrase.bound = Bound::kAtLeast;
      ++phrase.end;
    }
    if (!phrase.value) return;
    if (phrase.bound == Bound::kAtLeast || phrase.bound == Bound::kMoreThan) {
      phrase.low = phrase.value;
    }
    if (phrase.bound == Bound::kAtMost || phrase.bound == Bound::kLessThan) {
      phrase.high = phrase.value;
    }
  }

  bool names_time_unit(std::uint32_t i) const {
    if (words_.is_hyphen(i)) ++i;
    for (int skipped = 0; skipped < 3; ++skipped) {
      const UnitWord* unit = find_unit(words_.lower(i));
      if (unit != nullptr) return unit->measure == "duration";
      if (!words_.is_word(i)) return false;
      ++i;
    }
    return false;
  }

  // "three months later": a day on the calendar, no length.
  bool is_offset(std::uint32_t i) const { return words_.is(i + 1, "later"); }

  bool is_amount(std::uint32_t i, const Numeral& number, const NumberPhrase& phrase) {
    if (dated_[i] && (is_year(number) || !names_time_unit(number.end))) return false;
    if (dated_[i] && is_offset(number.end)) return false;
    if (phrase.currency.empty() && (is_age(i, number) || is_in_metres(number))) return false;
    if (!phrase.currency.empty()) return true;
    const std::uint32_t before = i - 1;
    const bool has_before = i > words_.first();
    if (has_before && is_the_two_sides(i)) return false;
    // Joined to what stands before: "F-16", "COVID-19", "3:15", "/8"; the second half of a score.
    if (has_before && words_.touches(i)) {
      if (words_.is_hyphen(before) || words_.is(before, "\xE2\x88\x92")) {
        if (before > words_.first() && words_.touches(before)) return is_vote(number.end);
      } else if (!words_.is(before, "(") && !words_.is(before, "\"") && !words_.is(before, "`") &&
                 !words_.is(before, "\xE2\x80\x9C") && !words_.is(before, "\xE2\x80\x98") &&
                 !words_.is(before, "'") && !words_.is(before, "--") && !words_.is(before, "=") &&
                 !(words_.is(before, "+") && !words_.touches(before)) &&
                 !bound_before(words_.lower(before)) && !words_.is(before, "\xE2\x80\x94")) {
        return false;
      }
    }
    // A score or a result: "3-1", "245-182".
    if (!number.words && words_.is_hyphen(number.end) && words_.touches(number.end) &&
        words_.touches(number.end + 1)) {
      const std::optional<Numeral> second = numeral(number.end + 1);
      if (second && !second->words && second->value <= number.value) return is_vote(second->end);
    }
    if (words_.is(number.end, "/") || words_.is(number.end, ":")) return false;
    // "(2 Images)", "60 Minutes": furniture of a page and names of works.
    if (words_.is(before, "(") && words_.is(number.end + 1, ")") && words_.capital(number.end)) {
      return false;
    }
    if (!number.words && words_.capital(number.end) && find_unit(words_.lower(number.end))) {
      return false;
    }
    // "1." or "1)" at the head of a line.
    if (i == words_.first() && !number.words &&
        (words_.is(number.end, ".") || words_.is(number.end, ")"))) {
      return false;
    }
    if (number.words && number.value == 1 && number.end == i + 1) return counts_one(i);
    if (has_before && (is_label(before, i, number) || continues_label(i))) {
      label_end_ = number.end;
      return false;
    }
    // "(24)": a reference, a year or an age.
    if (!number.words && !number.grouped && !number.decimal && words_.is(before, "(") &&
        words_.is(number.end, ")")) {
      return false;
    }
    if (number.words && !number.scaled && !number.fraction && !number.decimal) {
      if (whole_behind(number.end, false) || has_noun(number.end) || is_led(i) ||
          befell(number.end)) {
        return true;
      }
      // "five to ten people"
      if (!words_.is(number.end, "to")) return false;
      const std::optional<Numeral> second = numeral(number.end + 1);
      return second && second->value > number.value && has_noun(second->end);
    }
    return true;
  }

  // "the two sides": nobody counted them.
  bool is_the_two_sides(std::uint32_t i) const {
    return words_.is(i - 1, "the") && words_.is(i, "two") &&
           (words_.is(i + 1, "sides") || words_.is(i + 1, "parties"));
  }

  static bool is_year(const Numeral& number) {
    return !number.words && !number.grouped && !number.decimal && number.value >= 1900 &&
           number.value < 2060;
  }

  bool is_vote(std::uint32_t i) const {
    return words_.lower(i).starts_with("vote") || words_.lower(i).starts_with("majority") ||
           (words_.is_hyphen(i) && words_.lower(i + 1).starts_with("vote"));
  }

  // "34 years old", "34-year-old", "aged 34", "Ana Velm, 34,".
  bool is_age(std::uint32_t i, const Numeral& number) const {
    if (number.value > 120) return false;
    std::uint32_t at = number.end;
    if (words_.is_hyphen(at)) ++at;
    if (words_.lower(at).starts_with("year") || words_.lower(at).starts_with("month") ||
        words_.lower(at).starts_with("week") || words_.lower(at).starts_with("day")) {
      ++at;
      if (words_.is_hyphen(at)) ++at;
      if (words_.is(at, "old") || words_.is(at, "olds")) return true;
    }
    if (i == words_.first()) return false;
    if (words_.is(i - 1, "aged") || words_.is(i - 1, "age") || words_.is(i - 1, "ages"))
      return true;
    return !number.words && words_.is(i - 1, ",") && i - 1 > words_.first() &&
           words_.capital(i - 2) && (words_.is(number.end, ",") || words_.is(number.end, ".")) &&
           number.value >= 5;
  }

  // "a 100m race", "5m long": metres, no millions.
  bool is_in_metres(const Numeral& number) const {
    constexpr std::array<std::string_view, 14> kLengths = {
        "long",  "wide",   "high",   "tall",    "deep",      "away", "race",
        "relay", "sprint", "hurdle", "hurdles", "freestyle", "road", "above"};
    const std::string_view word = words_.lower(number.end - 1);
    if (!number.scaled || !word.ends_with('m') || !text::is_ascii_digit(word.front())) return false;
    const std::uint32_t next = words_.is_hyphen(number.end) ? number.end + 1 : number.end;
    return std::ranges::find(kLengths, words_.lower(next)) != kLengths.end();
  }

  // A number that names: "Channel 12", "Resolution 2334", "No. 5", "Boeing 737".
  bool is_label(std::uint32_t before, std::uint32_t i, const Numeral& number) const {
    static const base::WordMap<bool> kLabels = [] {
      base::WordMap<bool> labels;
      for (const std::string_view label :
           {"no.",      "no",      "nos.",     "number",     "page",        "pages",
            "chapter",  "article", "articles", "room",       "phase",       "phases",
            "stage",    "stages",  "route",    "section",    "sections",    "#",
            "version",  "channel", "channels", "resolution", "resolutions", "highway",
            "flight",   "annex",   "clause",   "clauses",    "line",        "lines",
            "figure",   "fig.",    "figs.",    "table",      "tables",      "day",
            "week",     "month",   "year",     "step",       "model",       "numbered",
            "item",     "items",   "chapters", "paragraph",  "paragraphs",  "point",
            "vol.",     "volume",  "grade",    "level",      "tier",        "category",
            "district", "ward",    "gate"}) {
        labels[label] = true;
      }
      return labels;
    }();
    if (kLabels.contains(words_.lower(before)) && !(number.words && number.scaled)) return true;
    if (number.words || number.grouped || number.decimal || number.scaled) return false;
    const bool name = words_.capital(before) && before > words_.first() && words_.is_word(before);
    if (!name || words_.is(i + 1, "%") || words_.lower(i + 1).starts_with("per")) return false;
    return !has_plural(number.end);
  }

  // "phases 3, 5 and 7": the list of labels goes on.
  bool continues_label(std::uint32_t i) const {
    if (label_end_ == 0 || i < label_end_ || i - label_end_ > 2) return false;
    for (std::uint32_t k = label_end_; k < i; ++k) {
      if (!words_.is(k, ",") && !words_.is(k, "and") && !words_.is(k, "or") &&
          !words_.is(k, "to") && !words_.is_hyphen(k)) {
        return false;
      }
    }
    return !has_plural(i + 1);
  }

  bool has_plural(std::uint32_t i) const {
    for (int looked = 0; looked < 3; ++looked, ++i) {
      const std::string_view word = words_.lower(i);
      if (!words_.is_word(i)) return false;
      if (is_people_word(word) || find_unit(word) != nullptr) return true;
      if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) return true;
    }
    return false;
  }

  bool has_noun(std::uint32_t i) const {
    if (words_.is_hyphen(i)) ++i;
    if (words_.is(i, "of")) return !words_.is(i + 1, "us") && !words_.is(i + 1, "them");
    if (words_.tagged(i)) {
      for (int looked = 0; looked < 4; ++looked, ++i) {
        if (!words_.inside(i)) return false;
        const analysis::Upos tag = words_.token(i).upos;
        if (tag == analysis::Upos::kNoun || tag == analysis::Upos::kPropn) return true;
        if (tag != analysis::Upos::kAdj && tag != analysis::Upos::kAdv &&
            tag != analysis::Upos::kVerb && !words_.is_hyphen(i)) {
          return false;
        }
      }
      return false;
    }
    return has_plural(i);
  }

  // "one person", "one of": only a noun that can be counted makes "one" an amount.
  bool counts_one(std::uint32_t i) const {
    const std::string_view next = words_.lower(i + 1);
    if (i > words_.first() && (words_.is(i - 1, "no") || words_.is(i - 1, "any") ||
                               words_.is(i - 1, "the") || words_.is(i - 1, "each"))) {
      return false;
    }
    if (whole_behind(i + 1, true)) return true;
    std::uint32_t at = i + 1;
    if (words_.is_hyphen(at)) ++at;
    const UnitWord* unit = find_unit(words_.lower(at));
    if (unit != nullptr) {
      return unit->measure == "duration" &&
             (at > i + 1 || words_.is(i - 1, "least") || words_.is(i - 1, "than") ||
              words_.is(at, "hour") || words_.is(at, "month") || words_.is(at, "year"));
    }
    if (is_people_word(next)) return true;
    if (const auto noun = counted_noun(words_, i); noun && is_people_word(words_.lower(*noun))) {
      return true;
    }
    // "killed one armed rebel": a verb that counts people, and a noun for one a word later.
    const bool led = i > words_.first() && find_measure(words_.lower(i - 1)) != nullptr;
    return led && words_.is_word(i + 1) && words_.is_word(i + 2);
  }

  // "killed two", "at least three": the words before show that something is counted.
  bool is_led(std::uint32_t i) const {
    if (i == words_.first()) return false;
    const std::uint32_t verb = words_.is(i - 1, "all") && i > words_.first() + 1 ? i - 2 : i - 1;
    const MeasureWord* measure = find_measure(words_.lower(verb));
    if (measure != nullptr && !measure->points_only) return true;
    if (is_total_before(i)) return true;
    return i > words_.first() + 1 && bound_before(words_.phrase(i - 2, i)).has_value();
  }

  // "two [were killed]", "three [died]": the words behind tell what was done to as many.
  bool befell(std::uint32_t end) const {
    constexpr std::array<std::string_view, 9> kLinks = {"were",   "was",  "have",  "had",  "been",
                                                        "others", "more", "later", "other"};
    constexpr std::array<std::string_view, 7> kDeeds = {"killed",   "injured", "arrested", "held",
                                                        "captured", "missing", "released"};
    std::uint32_t i = end;
    for (int looked = 0; looked < 3 && std::ranges::find(kLinks, words_.lower(i)) != kLinks.end();
         ++looked) {
      ++i;
    }
    const MeasureWord* measure = find_measure(words_.lower(i));
    const bool done = words_.tagged(i) && (words_.token(i).xpos == "VBN" ||
                                           (words_.token(i).xpos == "VBD" && words_.is(i, "died")));
    return measure != nullptr && done &&
           std::ranges::find(kDeeds, measure->measure) != kDeeds.end();
  }

  // "The total is nine", "brings the toll to nine".
  bool is_total_before(std::uint32_t i) const {
    constexpr std::array<std::string_view, 9> kLinks = {"is",   "was", "to",      "at", "of",
                                                        "were", "are", "reached", "be"};
    constexpr std::array<std::string_view, 8> kTotals = {"total", "toll",   "number", "count",
                                                         "tally", "figure", "sum",    "answer"};
    if (std::ranges::find(kLinks, words_.lower(i - 1)) == kLinks.end()) return false;
    constexpr std::uint32_t kWindow = 6;
    for (std::uint32_t back = 2; back <= kWindow && i >= words_.first() + back; ++back) {
      const std::string_view word = words_.lower(i - back);
      if (std::ranges::find(kTotals, word) != kTotals.end()) return true;
      if (!words_.is_word(i - back)) return false;
    }
    return false;
  }

  const WordView& words_;
  const std::vector<bool>& dated_;
  std::vector<NumberPhrase> found_;
  std::uint32_t done_ = 0;       // tokens before it belong to phrases found
  std::uint32_t skip_to_ = 0;    // end of a number that was refused
  std::uint32_t label_end_ = 0;  // end of the last number that names: "phase 3"
};

}  // namespace

CurrencyWords currency_behind(const WordView& words, std::uint32_t i) {
  if (words.is_hyphen(i) && words.touches(i)) {
    const std::string_view code = currency_after(words.lower(i + 1));  // "a 5-dollar note"
    return code.empty() ? CurrencyWords{} : CurrencyWords{code, 2};
  }
  constexpr std::uint32_t kLongest = 3;
  for (std::uint32_t count = 1; count <= kLongest && words.inside(i + count - 1); ++count) {
    const std::string_view code = currency_after(words.lower(i + count - 1));
    if (code.empty()) continue;
    // "5 Canadian dollars": another than the dollars without a name; "5 more dollars" is unknown.
    const std::string_view whole = count == 1 ? code : currency_after(words.phrase(i, i + count));
    return whole.empty() ? CurrencyWords{} : CurrencyWords{whole, count};
  }
  return {};
}

std::vector<NumberPhrase> find_numbers(const WordView& words, const std::vector<bool>& dated,
                                       std::uint32_t from) {
  return NumberFinder(words, dated).run(from);
}

std::uint32_t first_opening(std::string_view text, std::span<const analysis::Token> tokens,
                            std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end; ++i) {
    const text::Span span = tokens[i].span;
    if (opening_of(text.substr(span.start, span.size())) != Opening::kNone) return i;
  }
  return end;
}

}  // namespace parley::figures
