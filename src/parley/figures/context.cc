// The noun behind the number gives unit and population. The measure is the nearest word of
// data/measures.tsv in the clause, those just before and just behind the number first; a number in
// a list takes the measure of the one before it.
#include "parley/figures/context.h"

#include <array>

#include "parley/figures/tolls.h"
#include "parley/figures/vocabulary.h"

namespace parley::figures {
namespace {

using analysis::Upos;

class ContextFinder {
 public:
  ContextFinder(const WordView& words, const std::vector<NumberPhrase>& phrases)
      : words_(words), phrases_(phrases), counted_(phrases.size()) {}

  std::vector<Counted> run() {
    for (std::size_t n = 0; n < phrases_.size(); ++n) {
      find_population(n);
      find_population_by_tree(n);
    }
    for (std::size_t n = 0; n < phrases_.size(); ++n) find_whole(n);
    for (std::size_t n = 0; n < phrases_.size(); ++n) find_measure_of(n);
    mark_revised();
    return std::move(counted_);
  }

 private:
  bool is_modifier(std::uint32_t i) const {
    if (words_.is_hyphen(i) && words_.touches(i)) return true;
    if (!words_.is_word(i)) return false;
    if (words_.tagged(i)) {
      const Upos tag = words_.token(i).upos;
      if (tag == Upos::kVerb) return words_.relation(i) == "amod";  // "suspected", "missing"
      return tag == Upos::kAdj || tag == Upos::kNoun || tag == Upos::kPropn;
    }
    constexpr std::array<std::string_view, 45> kStops = {
        "of",    "in",    "on",     "at",   "to",    "for",   "from",  "by",      "with",
        "and",   "or",    "but",    "that", "who",   "which", "were",  "was",     "are",
        "is",    "have",  "has",    "had",  "will",  "be",    "been",  "being",   "as",
        "since", "after", "before", "when", "while", "than",  "into",  "over",    "not",
        "could", "would", "can",    "may",  "said",  "ago",   "later", "through", "during"};
    return std::ranges::find(kStops, words_.lower(i)) == kStops.end();
  }

  bool is_head(std::uint32_t i) const {
    const std::string_view word = words_.lower(i);
    if (!words_.is_word(i)) return false;
    if (is_people_word(word) || find_unit(word) != nullptr) return true;
    if (words_.tagged(i)) {
      const Upos tag = words_.token(i).upos;
      if (tag != Upos::kNoun && tag != Upos::kPropn) return false;
      const bool more = words_.tagged(i + 1) && (words_.token(i + 1).upos == Upos::kNoun ||
                                                 words_.token(i + 1).upos == Upos::kPropn);
      return !more;
    }
    // "two [Councils officials]": a name in -s before the noun.
    if (words_.capital(i) && is_people_word(words_.lower(i + 1))) return false;
    return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
           !word.ends_with("ous");
  }

  static std::string singular(std::string_view word) {
    std::string out(word);
    if (out.size() > 4 && out.ends_with("ies")) {
      out.resize(out.size() - 3);
      out += 'y';
    } else if (out.size() > 4 && (out.ends_with("sses") || out.ends_with("xes") ||
                                  out.ends_with("ches") || out.ends_with("shes"))) {
      out.resize(out.size() - 2);
    } else if (out.size() > 3 && out.ends_with('s') && !out.ends_with("ss")) {
      out.pop_back();
    }
    return out;
  }

  void find_population(std::size_t n) {
    const NumberPhrase& phrase = phrases_[n];
    Counted& counted = counted_[n];
    if (!phrase.currency.empty()) {
      counted.measure = "money";
      counted.unit = phrase.currency;
    } else if (phrase.percent || phrase.fraction) {
      counted.measure = "share";
      counted.unit = phrase.percent ? "percent" : "fraction";
    }
    std::uint32_t i = phrase.end;
    if (!phrase.currency.empty()) i += currency_behind(words_, i).count;
    const bool hyphen = words_.is_hyphen(i) && words_.touches(i);
    if (hyphen) ++i;
    const bool share = phrase.percent || phrase.fraction;
    if (words_.is(i, "of") && words_.is(i + 1, "them")) {
      counted.of_them = true;
      return;
    }
    counted.of_those = words_.is(i, "of") && (words_.is(i + 1, "the") || words_.is(i + 1, "those"));
    if (words_.is(i, "of") || (words_.is(i, "in") && !phrase.currency.empty())) {
      ++i;
    }
    constexpr std::array<std::string_view, 9> kDeterminers = {
        "the", "its", "their", "his", "all", "these", "those", "our", "her"};
    while (std::ranges::find(kDeterminers, words_.lower(i)) != kDeterminers.end()) ++i;
    if (words_.is(i, "more") || words_.is(i, "other") || words_.is(i, "additional") ||
        words_.is(i, "new") || words_.is(i, "further")) {
      if (!is_head(i)) ++i;
    }
    const std::uint32_t first = i;
    constexpr int kLongest = 6;
    std::uint32_t head = 0;
    for (int looked = 0; looked < kLongest && words_.inside(i); ++looked, ++i) {
      if (n + 1 < phrases_.size() && i >= phrases_[n + 1].first) break;
      if (!is_modifier(i)) break;
      if (is_head(i)) {
        head = i + 1;
        break;
      }
    }
    if (const auto noun = counted_noun(words_, phrase.number);
        noun && *noun >= phrase.end && is_people_word(words_.lower(*noun)) &&
        (n + 1 == phrases_.size() || *noun < phrases_[n + 1].first)) {
      head = *noun + 1;
    }
    if (head == 0) {
      // "a 60-vote threshold" names one thing: the singular noun behind.
      if (hyphen && words_.is_word(first) && phrase.currency.empty() && !share) {
        name_unit(counted, first);
      }
      const bool names_sum = !phrase.currency.empty() || share;
      if (names_sum) take_compound(counted, first);
      if (!names_sum && hyphen && counted.measure == "duration") take_compound(counted, first + 1);
      return;
    }
    const std::string_view word = words_.lower(head - 1);
    if (counted.measure == "count") {
      name_unit(counted, head - 1);
      const UnitWord* unit = find_unit(word);
      if (unit != nullptr && !is_people_word(word) && unit->measure != "count") {
        if (hyphen) take_compound(counted, head);
        if (words_.is(head, "into") || words_.is(head, "of")) {
          take_compound(counted, head + (words_.is(head + 1, "the") ? 2 : 1));
        }
        return;
      }
      if (unit != nullptr && unit->unit == "point") return;
    }
    counted.population_first = first;
    counted.population_end = head;
  }

  // What is summed or has moved, where the number's own noun does not say it: "[spending] of $9
  // million", "the [index] shed 20 points", "[exports] rose to $9 million".
  void find_population_by_tree(std::size_t n) {
    const NumberPhrase& phrase = phrases_[n];
    Counted& counted = counted_[n];
    const bool points = counted.unit == "point";
    if (counted.population_first < counted.population_end) return;
    if (counted.measure == "duration") {
      if (const auto term = term_of(phrase)) take_noun(counted, *term);
      return;
    }
    if (phrase.currency.empty() && !points) return;
    constexpr int kLongest = 4;  // steps up the tree
    std::uint32_t top = phrase.number;
    const std::uint32_t end = phrase.end + (points ? 2 : 0);
    for (int step = 0; step < kLongest; ++step) {
      const auto up = words_.governor(top);
      if (!up || *up < phrase.first || *up >= end) break;
      top = *up;
    }
    if (words_.token(top).deprel.empty()) return;
    if (const auto subject = subject_of(top)) return take_noun(counted, *subject);
    const auto up = words_.governor(top);
    if (!up) return;
    const std::string_view role = words_.relation(top);
    const Upos tag = words_.token(*up).upos;
    if (!points && role == "nmod" && *up < phrase.first && tag == Upos::kNoun) {
      return take_noun(counted, *up);
    }
    const bool moved = phrase.first > words_.first() &&
                       (words_.is(phrase.first - 1, "to") || words_.is(phrase.first - 1, "from"));
    if (!points && !(moved && role == "obl")) return;
    std::uint32_t verb = *up;
    for (int step = 0; step < kLongest; ++step) {
      if (const auto subject = subject_of(verb)) return take_noun(counted, *subject);
      const std::string_view link = words_.relation(verb);
      const auto next = words_.governor(verb);
      if (!next || (link != "advcl" && link != "conj" && link != "xcomp" && link != "nsubj"))
        return;
      verb = *next;
    }
  }

  // What lasts: "a [truce] of 60 days", "a [pause] lasting 60 days", "the [truce] lasts 60 days".
  std::optional<std::uint32_t> term_of(const NumberPhrase& phrase) const {
    const std::uint32_t unit = words_.is_hyphen(phrase.end) ? phrase.end + 1 : phrase.end;
    if (!words_.inside(unit)) return std::nullopt;
    if (!words_.tagged(unit)) {
      // Without a tree, the word before "of".
      if (phrase.first < words_.first() + 2 || !words_.is(phrase.first - 1, "of")) {
        return std::nullopt;
      }
      const std::uint32_t noun = phrase.first - 2;
      return words_.is_word(noun) && !is_verb_like(noun) ? std::optional(noun) : std::nullopt;
    }
    const auto up = words_.governor(unit);
    if (!up || *up >= phrase.first) return std::nullopt;
    const auto is_noun = [&](std::uint32_t i) {
      return words_.token(i).upos == Upos::kNoun && find_unit(words_.lower(i)) == nullptr;
    };
    if (words_.relation(unit) == "nmod" && is_noun(*up) && words_.is(phrase.first - 1, "of")) {
      return up;
    }
    constexpr std::array<std::string_view, 6> kLasts = {"last",    "lasts",    "lasted",
                                                        "lasting", "continue", "continues"};
    if (std::ranges::find(kLasts, words_.lower(*up)) == kLasts.end()) return std::nullopt;
    if (words_.relation(*up) == "acl") {
      const auto noun = words_.governor(*up);
      return noun && is_noun(*noun) ? noun : std::nullopt;
    }
    const auto subject = subject_of(*up);
    return subject && is_noun(*subject) ? subject : std::nullopt;
  }

  // The noun that is the subject of `verb`; for "which" the noun before the clause.
  std::optional<std::uint32_t> subject_of(std::uint32_t verb) const {
    for (std::uint32_t i = words_.first(); i < words_.end(); ++i) {
      if (words_.governor(i) != verb || words_.relation(i) != "nsubj") continue;
      const Upos tag = words_.token(i).upos;
      if (tag == Upos::kNoun || tag == Upos::kPropn) return i;
      const auto clause = words_.governor(verb);
      if (clause && words_.token(verb).deprel == "acl:relcl" &&
          words_.token(*clause).upos != Upos::kPron) {
        return clause;
      }
      return std::nullopt;
    }
    return std::nullopt;
  }

  // `noun` with the adjectives and nouns just before it that belong to it.
  void take_noun(Counted& counted, std::uint32_t noun) const {
    constexpr std::uint32_t kLongest = 4;
    std::uint32_t first = noun;
    while (first > words_.first() && noun - first < kLongest &&
           words_.governor(first - 1) == noun &&
           (words_.relation(first - 1) == "compound" || words_.relation(first - 1) == "amod")) {
      --first;
    }
    counted.population_first = first;
    counted.population_end = noun + 1;
  }

  // "a five-year [sunset clause]", "a 25 percent [tariff] on steel": what the sum or length is of.
  void take_compound(Counted& counted, std::uint32_t first) const {
    constexpr std::uint32_t kLongest = 4;
    std::uint32_t end = first;
    while (end < first + kLongest && words_.is_word(end) && is_modifier(end) &&
           !is_verb_like(end)) {
      ++end;
    }
    if (end == first) return;
    counted.population_first = first;
    counted.population_end = end;
  }

  bool is_verb_like(std::uint32_t i) const {
    if (words_.tagged(i)) return words_.token(i).upos == Upos::kVerb;
    constexpr std::array<std::string_view, 18> kOthers = {
        "must", "under", "per", "if",  "a",    "an",        "last",    "next",  "this",
        "each", "every", "he",  "she", "they", "initially", "without", "about", "more"};
    const std::string_view word = words_.lower(i);
    return find_measure(word) != nullptr || word.ends_with("ed") || word.ends_with("ly") ||
           std::ranges::find(kOthers, word) != kOthers.end() || word == "it" || word == "we";
  }

  void name_unit(Counted& counted, std::uint32_t noun) const {
    const std::string_view word = words_.lower(noun);
    const UnitWord* unit = find_unit(word);
    if (is_people_word(word)) {
      counted.unit = "person";
    } else if (unit != nullptr) {
      counted.unit = unit->unit;
      counted.measure = unit->measure;
    } else if (words_.capital(noun) &&
               (word.ends_with("ans") || word.ends_with("is") || word.ends_with("ats") ||
                word.ends_with("ers") || word.ends_with("ians"))) {
      counted.unit = "person";  // "Democrats", "Northerners"
    } else {
      counted.unit = singular(word);
    }
  }

  // "including", "among them" between a total and its part; "half of its 231 trucks".
  void find_whole(std::size_t n) {
    const NumberPhrase& phrase = phrases_[n];
    Counted& counted = counted_[n];
    if ((phrase.percent || phrase.fraction || words_.is(phrase.end, "of")) &&
        n + 1 < phrases_.size()) {
      const NumberPhrase& next = phrases_[n + 1];
      const bool of = words_.is(phrase.end, "of");
      if (of && next.first >= phrase.end && next.first - phrase.end <= 4 && !next.percent) {
        counted.part_of = n + 1;
        return;
      }
    }
    if (n == 0) return;
    constexpr std::uint32_t kWindow = 10;
    std::uint32_t i = phrase.first;
    for (std::uint32_t looked = 0; looked < kWindow && i > phrases_[n - 1].end; ++looked) {
      --i;
      if (words_.is(i, "including") || words_.is(i, "includes") || words_.is(i, "include") ||
          words_.is(i, "included") || (words_.is(i, "among") && words_.is(i + 1, "them")) ||
          (words_.is(i, "of") && (words_.is(i + 1, "whom") || words_.is(i + 1, "which")))) {
        if (fits_within(n, n - 1) && !begins_deed(i, phrase.first)) counted.part_of = n - 1;
        return;
      }
    }
    // "including 20 women and 12 children": the list goes on.
    if (counted_[n - 1].part_of && *counted_[n - 1].part_of < n - 1 && in_list(n)) {
      if (fits_within(n, *counted_[n - 1].part_of)) counted.part_of = counted_[n - 1].part_of;
    }
  }

  // "including foreigners, and [freed] one driver": another deed begins between.
  bool begins_deed(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i) {
      if (fitting(i, false) != nullptr && words_.token(i).upos == Upos::kVerb) return true;
    }
    return false;
  }

  bool fits_within(std::size_t part, std::size_t whole) const {
    const Counted& a = counted_[part];
    const Counted& b = counted_[whole];
    if (a.measure == "duration" || b.measure == "duration") return false;
    if ((a.measure == "money") != (b.measure == "money")) return false;
    const auto size = [&](std::size_t n) {
      return phrases_[n].value ? phrases_[n].value : phrases_[n].high;
    };
    return !size(part) || !size(whole) || phrases_[part].percent || *size(part) <= *size(whole);
  }

  // Only nouns, commas and "and" stand between this phrase and the one before it.
  bool in_list(std::size_t n) const {
    if (n == 0) return false;
    constexpr std::uint32_t kLongest = 9;
    bool joined = false;
    for (std::uint32_t i = phrases_[n - 1].end; i < phrases_[n].first; ++i) {
      if (i - phrases_[n - 1].end > kLongest) return false;
      if (words_.is(i, ",") || words_.is(i, "and") || words_.is(i, "or")) {
        joined = true;
        continue;
      }
      if (find_measure(words_.lower(i)) != nullptr) return false;
      if (!words_.is_word(i) && !words_.is_hyphen(i)) return false;
      if (words_.tagged(i) && words_.token(i).upos == Upos::kVerb) return false;
    }
    return joined;
  }

  void find_measure_of(std::size_t n) {
    Counted& counted = counted_[n];
    const bool points = counted.unit == "point";
    if (counted.measure != "count") return;
    const NumberPhrase& phrase = phrases_[n];
    // "wounded three others"
    if (phrase.first > words_.first()) {
      const MeasureWord* verb = fitting(phrase.first - 1, points);
      if (verb != nullptr && words_.token(phrase.first - 1).upos == Upos::kVerb &&
          countable(counted)) {
        counted.measure = verb->measure;
        return;
      }
    }
    const bool named = counted.population_first < counted.population_end;
    if (were_hurt(named ? counted.population_end : phrase.end)) {
      counted.measure = "injured";
      return;
    }
    const std::uint32_t word = named ? counted.population_end - 1 : phrase.number;
    if (const auto deed = deed_done_to(words_, word); deed && countable(counted)) {
      counted.measure = deed->measure->measure;
      return;
    }
    const std::uint32_t after_limit =
        n + 1 < phrases_.size() ? phrases_[n + 1].first : words_.end();
    const std::uint32_t before_limit = n > 0 ? phrases_[n - 1].end : words_.first();
    constexpr std::uint32_t kBefore = 7;
    constexpr std::uint32_t kAfter = 9;
    const MeasureWord* best = nullptr;
    std::uint32_t best_distance = 99;
    bool crossed = false;
    for (std::uint32_t i = phrase.end; i < after_limit && i - phrase.end < kAfter; ++i) {
      if (words_.is(i, ";") || words_.is(i, ":")) break;
      if (words_.is(i, ",")) crossed = true;
      const MeasureWord* measure = fitting(i, points);
      if (measure == nullptr) continue;
      best = measure;
      best_distance = i - phrase.end + (crossed ? 6 : 0);
      break;
    }
    crossed = false;
    for (std::uint32_t back = 1; back <= kBefore && phrase.first >= before_limit + back; ++back) {
      const std::uint32_t i = phrase.first - back;
      if (words_.is(i, ";") || words_.is(i, ":")) break;
      if (words_.is(i, ",")) crossed = true;
      const MeasureWord* measure = fitting(i, points);
      if (measure == nullptr) continue;
      const std::uint32_t distance = back - 1 + (crossed ? 6 : 0);
      if (distance < best_distance) best = measure;
      best_distance = std::min(best_distance, distance);
      break;
    }
    if (best != nullptr && countable(counted)) {
      counted.measure = best->measure;
      return;
    }
    if (counted.part_of && *counted.part_of < n) {
      const Counted& whole = counted_[*counted.part_of];
      if (whole.measure != "share" && whole.measure != "money") counted.measure = whole.measure;
    } else if (n > 0 && in_list(n) && same_kind(n, n - 1)) {
      counted.measure = counted_[n - 1].measure;
    }
  }

  // "four [received minor injuries]".
  bool were_hurt(std::uint32_t i) const {
    if (!words_.is(i, "received") && !words_.is(i, "suffered") && !words_.is(i, "sustained")) {
      return false;
    }
    constexpr std::uint32_t kFar = 4;
    for (std::uint32_t k = i + 1; k <= i + kFar; ++k) {
      if (words_.is(k, "injuries") || words_.is(k, "wounds") || words_.is(k, "burns")) return true;
    }
    return false;
  }

  // People and what is theirs can be killed, freed, displaced; rules and options cannot.
  static bool countable(const Counted& counted) {
    if (!counted.unit) return true;
    constexpr std::array<std::string_view, 14> kOthers = {
        "person", "point", "life",     "job",  "home",  "house",  "building",
        "truck",  "ship",  "aircraft", "tank", "death", "injury", "body"};
    return std::ranges::find(kOthers, *counted.unit) != kOthers.end();
  }

  bool same_kind(std::size_t a, std::size_t b) const {
    return counted_[a].unit == counted_[b].unit || !counted_[a].unit;
  }

  const MeasureWord* fitting(std::uint32_t i, bool points) const {
    const MeasureWord* measure = find_measure(words_.lower(i));
    if (measure == nullptr || measure->points_only != points) return nullptr;
    return measure;
  }

  // "28 babies, the number has been revised": the report says itself that the number changed.
  void mark_revised() {
    if (!words_.holds("revised") && !words_.holds("corrected") && !words_.holds("updated")) return;
    for (std::uint32_t i = words_.first(); i < words_.end(); ++i) {
      if (!words_.is(i, "revised") && !words_.is(i, "corrected") && !words_.is(i, "updated")) {
        continue;
      }
      constexpr std::array<std::string_view, 10> kNumbers = {
          "number",   "figure", "figures", "toll",   "count",
          "estimate", "total",  "tally",   "upward", "downward"};
      bool number = false;
      for (std::uint32_t k = i > words_.first() + 5 ? i - 5 : words_.first();
           k < words_.end() && k < i + 5; ++k) {
        if (std::ranges::find(kNumbers, words_.lower(k)) != kNumbers.end()) number = true;
      }
      if (!number) continue;
      std::size_t nearest = phrases_.size();
      std::uint32_t distance = 13;
      for (std::size_t n = 0; n < phrases_.size(); ++n) {
        const std::uint32_t d = phrases_[n].first > i ? phrases_[n].first - i : i - phrases_[n].end;
        if (d < distance) {
          distance = d;
          nearest = n;
        }
      }
      if (nearest < phrases_.size()) counted_[nearest].revised = true;
    }
  }

  const WordView& words_;
  const std::vector<NumberPhrase>& phrases_;
  std::vector<Counted> counted_;
};

}  // namespace

std::vector<Counted> find_counted(const WordView& words, const std::vector<NumberPhrase>& phrases) {
  return ContextFinder(words, phrases).run();
}

}  // namespace parley::figures
