// A sentence at a time: number phrases, what they count, then the frame around them: the statement
// that carries the number, the place, the day it stands for, and a total in a sentence before.
#include "parley/figures/find_figures.h"

#include <algorithm>
#include <array>

#include "parley/analysis/numeral.h"
#include "parley/figures/carrier.h"
#include "parley/figures/context.h"
#include "parley/figures/number_phrase.h"
#include "parley/figures/retold.h"
#include "parley/figures/word_view.h"

namespace parley::figures {
namespace {

using analysis::Analysis;
using analysis::Sentence;
using statements::Statement;
using text::Span;

constexpr std::size_t kSentencesBack = 3;  // how far a total may stand before its part

class FigureFinder {
 public:
  FigureFinder(const text::Article& article, const Analysis& analysis,
               const std::vector<times::TimeExpression>& times,
               const std::vector<Statement>& statements)
      : article_(article),
        analysis_(analysis),
        times_(times),
        statements_(statements),
        carriers_(statements) {
    for (const times::TimeExpression& time : times) {
      for (std::uint32_t i = analysis.token_at(time.span.start);
           i < analysis.tokens.size() && analysis.tokens[i].span.start < time.span.end; ++i) {
        if (dated_.size() <= i) dated_.resize(i + 1);
        dated_[i] = true;
      }
    }
    dated_.resize(analysis.tokens.size());
  }

  std::vector<Figure> run() {
    for (std::size_t s = 0; s < analysis_.sentences.size(); ++s) read(s);
    mark_retold(article_.text, analysis_, statements_, figures_);
    return std::move(figures_);
  }

 private:
  void read(std::size_t number) {
    const Sentence& sentence = analysis_.sentences[number];
    starts_.push_back(static_cast<std::uint32_t>(figures_.size()));
    const std::uint32_t opening =
        first_opening(article_.text, analysis_.tokens, sentence.first_token, sentence.end_token);
    if (opening == sentence.end_token) return;
    const WordView words(article_.text, analysis_.tokens, sentence.first_token, sentence.end_token);
    std::vector<NumberPhrase> phrases = find_numbers(words, dated_, opening);
    std::erase_if(phrases, [&](const NumberPhrase& phrase) { return in_name(phrase.number); });
    if (phrases.empty() || is_teaser(words)) return;
    const std::vector<Counted> counted = find_counted(words, phrases);
    const auto base = static_cast<std::uint32_t>(figures_.size());
    std::optional<bool> so_far;  // looked up once a sentence
    for (std::size_t n = 0; n < phrases.size(); ++n) {
      figures_.push_back(figure_of(words, phrases[n], counted[n]));
      Figure& figure = figures_.back();
      if (is_ambiguous(words, phrases[n], figure)) {
        figure.value = figure.low = figure.high = std::nullopt;
        figure.ambiguous = true;
      }
      if (counted[n].part_of)
        figure.part_of = base + static_cast<std::uint32_t>(*counted[n].part_of);
      figure.place = place_near(sentence, phrases[n].end);
      if (is_toll(figure)) {
        figure.as_of = as_of(sentence);
        if (!so_far) so_far = counts_so_far(words);
        figure.counting = counting_of(sentence, figure, *so_far);
      }
    }
    mark_replaced(words, base, number);
    for (std::size_t n = 0; n < phrases.size(); ++n) {
      Figure& figure = figures_[base + n];
      const std::uint32_t at = base + static_cast<std::uint32_t>(n);
      if (!figure.part_of && (counted[n].of_them || lists_parts(words, phrases[n]))) {
        take_total_before(at, number, counted[n].of_them);
      }
      if (!figure.part_of && counted[n].of_those) take_same_people_before(at, number);
      if (!figure.population && is_toll(figure) && figure.value) take_population_before(at, number);
    }
    carry_statement_on(sentence, words, number, base);
  }

  // "Channel 12", "Ring Road 40": the name goes on to the number.
  bool in_name(std::uint32_t token) const {
    const auto after = std::ranges::upper_bound(
        analysis_.names, token, {}, [](const analysis::Name& n) { return n.first_token; });
    if (after == analysis_.names.begin()) return false;
    const analysis::Name& name = *std::prev(after);
    return name.first_token < token && token < name.end_token;
  }

  // "( PHOTOS: 25 great quotes )": furniture of the page.
  static bool is_teaser(const WordView& words) {
    const std::uint32_t first = words.first();
    const std::string_view label = words.at(first + 1);
    return words.is(first, "(") && words.is(first + 2, ":") && label.size() > 3 &&
           std::ranges::all_of(label, text::is_ascii_upper);
  }

  Figure figure_of(const WordView& words, const NumberPhrase& phrase, const Counted& counted) {
    Figure figure;
    figure.span = {words.token(phrase.first).span.start, words.token(phrase.end - 1).span.end};
    figure.value = phrase.value;
    figure.low = phrase.low;
    figure.high = phrase.high;
    if (phrase.value && phrase.bound == Bound::kExact) {
      figure.low = figure.high = phrase.value;
    }
    figure.bound = phrase.bound;
    figure.measure = counted.measure;
    figure.unit = counted.unit;
    if (counted.population_first < counted.population_end) {
      figure.population = Span{words.token(counted.population_first).span.start,
                               words.token(counted.population_end - 1).span.end};
    }
    figure.revised = counted.revised;
    figure.statement = carriers_.carrier_of(figure.span);
    return figure;
  }

  // What has a state on a day: people killed, held, freed, missing. Lengths and prices have none.
  static bool is_toll(const Figure& figure) {
    constexpr std::array<std::string_view, 11> kOthers = {
        "count",  "money",  "share", "duration",    "distance", "area",
        "weight", "volume", "power", "temperature", "decline"};
    return std::ranges::find(kOthers, figure.measure) == kOthers.end();
  }

  std::string_view word_before(Span span, std::uint32_t first_token) const {
    const std::uint32_t i = analysis_.token_at(span.start);
    if (i <= first_token) return {};
    return article_.at(analysis_.tokens[i - 1].span);
  }

  // The day in the sentence, unless it is a beginning or an end; else the publication date.
  std::optional<AsOf> as_of(const Sentence& sentence) const {
    auto time =
        std::ranges::lower_bound(times_, sentence.span.start, {},
                                 [](const times::TimeExpression& t) { return t.span.start; });
    for (; time != times_.end() && time->span.start < sentence.span.end; ++time) {
      if (time->type == times::TimeType::kDuration || time->type == times::TimeType::kSet ||
          !time->resolved) {
        continue;
      }
      const std::string before = text::ascii_lower(word_before(time->span, sentence.first_token));
      if (before == "since" || before == "from" || before == "until" || before == "after" ||
          before == "before" || before == "between") {
        continue;
      }
      return AsOf{*time->resolved, "text"};
    }
    if (article_.published.value && article_.published.value->size() >= 10) {
      return AsOf{article_.published.value->substr(0, 10), "published"};
    }
    return std::nullopt;
  }

  // "so far", "the toll", "has killed", "have been displaced", "has resulted in … being killed"
  static bool counts_so_far(const WordView& words) {
    constexpr std::array<std::string_view, 6> kSoFar = {"total", "toll",       "altogether",
                                                        "tally", "cumulative", "overall"};
    for (std::uint32_t i = words.first(); i < words.end(); ++i) {
      const std::string_view word = words.lower(i);
      if (std::ranges::find(kSoFar, word) != kSoFar.end()) return true;
      if (word == "far" && i > words.first() && words.is(i - 1, "so")) return true;
      if (word == "date" && i > words.first() && words.is(i - 1, "to")) return true;
      if ((word == "has" || word == "have") && words.tagged(i) &&
          words.token(i).upos == analysis::Upos::kAux) {
        return true;
      }
    }
    return false;
  }

  // "Since May", "so far" and "has killed" count up to a day; "on Monday" and "over the past week"
  // count that time alone. The words may say neither.
  std::optional<Counting> counting_of(const Sentence& sentence, const Figure& figure,
                                      bool so_far) const {
    auto time =
        std::ranges::lower_bound(times_, sentence.span.start, {},
                                 [](const times::TimeExpression& t) { return t.span.start; });
    for (; time != times_.end() && time->span.start < sentence.span.end; ++time) {
      if (text::ascii_lower(word_before(time->span, sentence.first_token)) == "since") {
        return Counting{true, time->resolved};
      }
    }
    if (so_far) return Counting{true, std::nullopt};
    if (figure.as_of && figure.as_of->basis == "text") return Counting{false, figure.as_of->value};
    return std::nullopt;
  }

  // "The count is 38; it was earlier given as 31", "revised from 31 to 38": the second number
  // stands for the first. Looks at this sentence and the one before.
  void mark_replaced(const WordView& words, std::uint32_t base, std::size_t number) {
    const auto end = static_cast<std::uint32_t>(figures_.size());
    for (std::uint32_t old = base; old < end; ++old) {
      if (!was_given_before(words, analysis_.token_at(figures_[old].span.start))) continue;
      const std::uint32_t from = starts_[number >= 1 ? number - 1 : 0];
      std::optional<std::uint32_t> fresh;
      for (std::uint32_t i = from; i < end; ++i) {
        if (i == old || !figures_[i].value || !figures_[old].value) continue;
        if (figures_[i].part_of || figures_[i].replaces) continue;
        const bool unnamed = !figures_[old].population && !figures_[old].unit;
        const bool same = figures_[i].unit == figures_[old].unit &&
                          head_of(figures_[i]) == head_of(figures_[old]);
        if (unnamed || same) fresh = i;
      }
      if (!fresh) continue;
      Figure& later = figures_[*fresh];
      Figure& before = figures_[old];
      later.revised = true;
      later.replaces = old;
      before.measure = later.measure;
      if (!before.unit) before.unit = later.unit;
      if (!before.population) before.population = later.population;
      if (!before.place) before.place = later.place;
      before.as_of = later.as_of;
      before.counting = later.counting;
    }
  }

  // A word of correction stands before the number and after the one that it replaces.
  static bool was_given_before(const WordView& words, std::uint32_t i) {
    constexpr std::uint32_t kWindow = 8;
    constexpr std::array<std::string_view, 8> kBefore = {"earlier",   "previously", "previous",
                                                         "initially", "initial",    "originally",
                                                         "original",  "instead"};
    constexpr std::array<std::string_view, 9> kGiving = {
        "given", "gave", "put", "reported", "number", "count", "toll", "figure", "estimate"};
    bool earlier = false;
    bool giving = false;
    for (std::uint32_t back = 1; back <= kWindow && i >= words.first() + back; ++back) {
      const std::string_view word = words.lower(i - back);
      if (word == "from" && back == 1) {
        // "was revised from 31 to 38"
        for (std::uint32_t k = words.first(); k < i; ++k) {
          if (words.is(k, "revised") || words.is(k, "corrected") || words.is(k, "amended")) {
            return true;
          }
        }
      }
      if (std::ranges::find(kBefore, word) != kBefore.end()) earlier = true;
      if (std::ranges::find(kGiving, word) != kGiving.end()) giving = true;
    }
    return earlier && giving;
  }

  // The nearest place name that "in", "at" or "across" puts into the sentence: behind the number
  // first, else before it.
  std::optional<std::string> place_near(const Sentence& sentence, std::uint32_t after) const {
    const analysis::Name* before = nullptr;
    auto name = std::ranges::lower_bound(analysis_.names, sentence.span.start, {},
                                         [](const analysis::Name& n) { return n.span.start; });
    for (; name != analysis_.names.end() && name->span.start < sentence.span.end; ++name) {
      if (name->type != analysis::NameType::kLoc) continue;
      const std::string lead = text::ascii_lower(word_before(name->span, sentence.first_token));
      if (lead != "in" && lead != "at" && lead != "across" && lead != "the") continue;
      if (name->first_token >= after) return std::string(article_.at(name->span));
      before = &*name;
    }
    if (before == nullptr) return std::nullopt;
    return std::string(article_.at(before->span));
  }

  // "The number of deaths also includes 201 nurses": the whole stands in a sentence before.
  static bool lists_parts(const WordView& words, const NumberPhrase& phrase) {
    constexpr std::uint32_t kWindow = 24;
    for (std::uint32_t back = 1; back <= kWindow && phrase.first >= words.first() + back; ++back) {
      const std::uint32_t i = phrase.first - back;
      if (words.is(i, "includes") || words.is(i, "include") || words.is(i, "included")) {
        for (std::uint32_t k = words.first(); k < i; ++k) {
          if (words.is(k, "number") || words.is(k, "toll") || words.is(k, "total") ||
              words.is(k, "figure") || words.is(k, "dead") || words.is(k, "deaths")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  void take_total_before(std::uint32_t part, std::size_t sentence, bool of_them) {
    const std::uint32_t from = starts_[sentence >= kSentencesBack ? sentence - kSentencesBack : 0];
    Figure& figure = figures_[part];
    for (std::uint32_t i = part; i > from;) {
      --i;
      const Figure& total = figures_[i];
      if (total.unit != "person" && total.unit != figure.unit) continue;
      if (total.part_of || total.measure == "duration" || total.measure == "share") continue;
      if (of_them) {
        figure.part_of = i;
        return;
      }
      if (i >= starts_[sentence]) continue;
      const bool same = figure.measure == total.measure;
      const bool fits = !figure.value || !total.value || *figure.value <= *total.value;
      if (same && fits) {
        figure.part_of = i;
        return;
      }
    }
  }

  // "13.300" counts people, or stands in a text that writes "13,300": thousands or a decimal, the
  // words do not tell.
  bool is_ambiguous(const WordView& words, const NumberPhrase& phrase, const Figure& figure) {
    const std::string_view digits = words.at(phrase.number);
    const std::size_t point = digits.find('.');
    if (point == std::string_view::npos || point == 0 || point > 3 || digits.size() != point + 4 ||
        digits.front() == '0' || !phrase.digits || phrase.percent ||
        phrase.end > phrase.number + 1) {
      return false;
    }
    if (!std::ranges::all_of(digits, [](char c) { return c == '.' || text::is_ascii_digit(c); })) {
      return false;
    }
    if (figure.unit == "person") return true;
    if (!comma_groups_) {
      comma_groups_ = std::ranges::any_of(analysis_.tokens, [&](const analysis::Token& token) {
        const std::string_view word = article_.at(token.span);
        if (!text::is_ascii_digit(word.front()) || word.find(',') == std::string_view::npos) {
          return false;
        }
        const auto read = analysis::read_digits(word);
        return read && read->grouped;
      });
    }
    return *comma_groups_;
  }

  // The last word of a figure's population, "" for none.
  std::string_view head_of(const Figure& figure) const {
    if (!figure.population) return {};
    const std::string_view words = article_.at(*figure.population);
    return words.substr(words.rfind(' ') + 1);
  }

  // "Five of the drivers": a part of the drivers that a sentence before has counted.
  void take_same_people_before(std::uint32_t part, std::size_t sentence) {
    const std::uint32_t from = starts_[sentence >= kSentencesBack ? sentence - kSentencesBack : 0];
    Figure& figure = figures_[part];
    const std::string_view head = head_of(figure);
    if (head.empty()) return;
    for (std::uint32_t i = part; i > from;) {
      --i;
      const Figure& total = figures_[i];
      if (total.part_of || head_of(total) != head) continue;
      if (figure.value && total.value && *figure.value > *total.value) continue;
      figure.part_of = i;
      return;
    }
  }

  // "The patrol fired back, killing three": the three of whom a sentence before told the same.
  void take_population_before(std::uint32_t at, std::size_t sentence) {
    constexpr std::size_t kFar = 2 * kSentencesBack;
    const std::uint32_t from = starts_[sentence >= kFar ? sentence - kFar : 0];
    Figure& figure = figures_[at];
    if (figure.unit && figure.unit != "person") return;
    for (std::uint32_t i = at; i > from;) {
      --i;
      const Figure& before = figures_[i];
      if (before.measure != figure.measure || before.value != figure.value) continue;
      if (!before.population || before.unit != "person") continue;
      figure.population = before.population;
      figure.unit = before.unit;
      return;
    }
  }

  // A sentence that goes on from the one before ("It also counted …", "Of these, 20 …") and has no
  // statement of its own takes the claimant of the figures there.
  void carry_statement_on(const Sentence& sentence, const WordView& words, std::size_t number,
                          std::uint32_t base) {
    if (number == 0 || base == 0) return;
    const bool refers =
        words.is(sentence.first_token, "of") || words.is(sentence.first_token, "among");
    const bool these = words.is(sentence.first_token + 1, "these") ||
                       words.is(sentence.first_token + 1, "them") ||
                       words.is(sentence.first_token + 1, "those");
    if (!refers || !these) return;
    const std::optional<std::uint32_t> carried = figures_[base - 1].statement;
    const std::uint32_t from = starts_[number >= 2 ? number - 2 : 0];
    if (!carried || base - 1 < from) return;
    for (std::uint32_t i = base; i < figures_.size(); ++i) {
      if (!figures_[i].statement) figures_[i].statement = carried;
    }
  }

  const text::Article& article_;
  const Analysis& analysis_;
  const std::vector<times::TimeExpression>& times_;
  const std::vector<Statement>& statements_;
  CarrierSweep carriers_;
  std::vector<bool> dated_;  // tokens of time expressions
  std::vector<Figure> figures_;
  std::optional<bool> comma_groups_;   // the text parts thousands with commas; looked up once
  std::vector<std::uint32_t> starts_;  // first figure of each sentence read so far
};

}  // namespace

std::string_view name_of(Bound bound) {
  constexpr std::array<std::string_view, 8> kNames = {
      "exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "vague"};
  return kNames[static_cast<std::size_t>(bound)];
}

std::vector<Figure> find_figures(const text::Article& article, const Analysis& analysis,
                                 const actors::Entities&,
                                 const std::vector<times::TimeExpression>& times,
                                 const std::vector<Statement>& statements) {
  return FigureFinder(article, analysis, times, statements).run();
}

}  // namespace parley::figures
