// Figures are put into series by what they count, then each series is walked by day: a figure
// either joins a point that says the same, or is a point of its own. The order of the articles
// leaves no trace: the corpus is sorted by their ids.
#include "parley/story/series.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "parley/story/same_count.h"
#include "parley/story/words.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr double kAbout = 0.1;  // "about 50" may be 45 or 55, "nearly 50" 45 to 50

struct Range {
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
};

// The numbers that a figure's words leave open.
std::optional<Range> range_of(const Fact& figure) {
  const std::string bound = text_at(figure, "bound").value_or("exact");
  const std::optional<double> value = number_at(figure, "value");
  Range range;
  if (const auto low = number_at(figure, "low")) range.low = *low;
  if (const auto high = number_at(figure, "high")) range.high = *high;
  if (!value) {
    const bool open = !number_at(figure, "low") && !number_at(figure, "high");
    return open ? std::nullopt : std::optional(range);
  }
  if (bound == "exact") return Range{*value, *value};
  if (bound == "about") return Range{*value * (1 - kAbout), *value * (1 + kAbout)};
  if (bound == "nearly") return Range{*value * (1 - kAbout), *value};
  if (bound == "at_least" || bound == "more_than") return Range{*value, range.high};
  if (bound == "at_most" || bound == "less_than") return Range{range.low, *value};
  return range;
}

// "the workers", "Workers" and "worker" are one population.
std::string population_key(const std::string& words) {
  std::string key;
  for (const std::string& word : content_words(words)) key += word + ' ';
  return key;
}

Claim claim_of(const Corpus& corpus, const Actors& actors, Strings& strings, std::size_t index) {
  const Item& figure = corpus.of(record::Layer::kFigures)[index];
  const Fact fact = corpus.fact(figure);
  const auto kept = [&](std::string_view text) { return strings.at(strings.add(text)); };
  Claim claim;
  claim.figure = index;
  claim.claimant = kept(corpus.outlet(figure.article));
  if (const auto id = fact.at("statement").text()) {
    if (const auto at = corpus.find(record::Layer::kStatements, figure.article, *id)) {
      claim.of_statement = true;
      const Item& statement = corpus.of(record::Layer::kStatements)[*at];
      const Fact source = corpus.fact(statement).at("source");
      claim.actor = actors.speaker_of(statement.article, source);
      if (claim.actor != nullptr) {
        claim.claimant = kept(claim.actor->name);
      } else if (const auto name = source.at("actor").text()) {
        claim.claimant = *name;
      } else if (const auto words = source.at("quote").text()) {
        claim.claimant = *words;
      }
    }
  }
  if (const auto decided = corpus.claimants.find(figure.id); decided != corpus.claimants.end()) {
    claim.actor = actors.find(figure.article, decided->second);
    claim.claimant = kept(claim.actor != nullptr ? claim.actor->name : decided->second);
  }
  claim.claimant_key = kept(text::fold_case(claim.claimant));
  const Fact as_of = fact.at("as_of");
  claim.as_of = as_of.at("value").text().value_or("");
  claim.as_of_basis = as_of.at("basis").text().value_or("");
  if (claim.as_of.empty()) {
    claim.as_of = kept(corpus.day(figure.article));
    claim.as_of_basis = claim.as_of.empty() ? "" : "published";
  }
  return claim;
}

// What all figures of one series have in common; the views look into the story's strings.
using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view,
                       std::string_view, bool>;

// Walks the figures of one series.
class SeriesMaker {
 public:
  SeriesMaker(const Corpus& corpus, const Claims& claims,
              const std::map<std::size_t, std::size_t>& replaced,
              const std::set<std::pair<std::uint32_t, std::uint32_t>>& copies,
              const std::vector<std::string>& stories)
      : corpus_(corpus),
        comparer_(corpus, stories),
        figures_(corpus.of(record::Layer::kFigures)),
        claims_(claims),
        replaced_(replaced),
        copies_(copies),
        numbers_(&corpus.memory()) {
    // What each claim gives, told apart by a number: points are compared with each other often.
    std::map<std::tuple<std::optional<double>, std::optional<double>, std::optional<double>,
                        std::optional<std::string_view>>,
             std::uint32_t>
        known;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const Fact own = figure(i);
      const auto key = std::tuple(number_at(own, "value"), number_at(own, "low"),
                                  number_at(own, "high"), own.at("bound").text());
      numbers_.push_back(
          known.try_emplace(key, static_cast<std::uint32_t>(known.size())).first->second);
    }
  }

  // `members` are claims; the series' own fields are filled already.
  void fill(Series& series, std::vector<std::uint32_t> members) {
    std::ranges::stable_sort(members, {}, [&](std::uint32_t i) {
      const std::string_view day = claims_[i].as_of;
      return std::tuple(day.empty() ? std::string_view("9999") : day,
                        claims_[i].as_of_basis == "published", i);
    });
    for (const std::uint32_t i : members) {
      if (!replaced_.contains(i)) add(series, i);
    }
    for (const std::uint32_t i : members) {
      if (!replaced_.contains(i)) continue;
      // The point that the correction stands in; a correction that counts something else has none.
      for (Point& point : series.points) {
        if (std::ranges::find(point.members, replaced_.at(i)) != point.members.end()) {
          point.revises.push_back(i);
        }
      }
    }
    find_conflicts(series);
  }

 private:
  Fact figure(std::size_t claim) const { return corpus_.fact(figures_[claims_[claim].figure]); }

  CountedBy counted(std::size_t claim) const {
    return {figures_[claims_[claim].figure], claims_[claim].claimant, claims_[claim].of_statement};
  }

  bool same_number(std::size_t a, std::size_t b) const { return numbers_[a] == numbers_[b]; }

  bool same_claimant(std::size_t a, std::size_t b) const {
    const Claim& one = claims_[a];
    const Claim& other = claims_[b];
    if (one.actor != nullptr || other.actor != nullptr) return one.actor == other.actor;
    if (!one.claimant.empty() && one.claimant_key == other.claimant_key) return true;
    const std::uint32_t first = figures_[one.figure].article;
    const std::uint32_t second = figures_[other.figure].article;
    // Without a name, only within one article or its copies.
    if (one.of_statement || other.of_statement) return false;
    return first == second || copies_.contains({first, second}) ||
           copies_.contains({second, first});
  }

  // A number told again is no new point: of the same day, or where one of them has no day of its
  // own but the report's.
  bool restates(std::size_t later, std::size_t earlier) const {
    if (!same_number(later, earlier) || !same_claimant(later, earlier)) return false;
    const Claim& a = claims_[later];
    const Claim& b = claims_[earlier];
    return a.as_of == b.as_of || a.as_of_basis != "text" || b.as_of_basis != "text";
  }

  void add(Series& series, std::uint32_t claim) {
    for (Point& point : series.points) {
      if (restates(claim, point.claim)) {
        point.members.push_back(claim);
        return;
      }
      // What was corrected, told once more.
      if (std::ranges::any_of(point.revises,
                              [&](std::size_t before) { return restates(claim, before); })) {
        point.revises.push_back(claim);
        return;
      }
    }
    Point point(&corpus_.pieces());
    point.claim = claim;
    point.members = {claim};
    for (auto before = series.points.rbegin(); before != series.points.rend(); ++before) {
      if (!same_claimant(claim, before->claim)) continue;
      const bool corrected = figure(claim).at("revised").is_true() &&
                             claims_[claim].as_of == claims_[before->claim].as_of;
      if (corrected) {
        // The same day's number, corrected in another report.
        point.revises = before->members;
        point.revises.insert(point.revises.end(), before->revises.begin(), before->revises.end());
        point.follows = before->follows;
        series.points.erase(std::next(before).base());
      } else {
        point.follows = before->claim;
      }
      break;
    }
    series.points.push_back(std::move(point));
  }

  void find_conflicts(Series& series) const {
    const Counted of{series.measure, series.unit, series.population};
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      for (std::size_t j = i + 1; j < series.points.size(); ++j) {
        const std::uint32_t one = series.points[i].claim;
        const std::uint32_t other = series.points[j].claim;
        if (claims_[one].as_of != claims_[other].as_of) break;  // points are sorted by day
        if (claims_[one].as_of.empty() || claims_[one].claimant.empty() ||
            claims_[other].claimant.empty() || same_claimant(one, other)) {
          continue;
        }
        const std::optional<Range> a = range_of(figure(one));
        const std::optional<Range> b = range_of(figure(other));
        if (!a || !b || (a->high >= b->low && b->high >= a->low)) continue;
        if (comparer_.same(counted(one), counted(other), of)) {
          series.conflicts.emplace_back(one, other);
        }
      }
    }
  }

  const Corpus& corpus_;
  const CountComparer comparer_;
  const Items& figures_;
  const Claims& claims_;
  const std::map<std::size_t, std::size_t>& replaced_;  // claim -> the claim that corrects it
  const std::set<std::pair<std::uint32_t, std::uint32_t>>& copies_;  // of articles
  std::pmr::vector<std::uint32_t> numbers_;  // by claim; equal where value and bound are
};

// Lengths, sums and mere counts say nothing without what they are of.
bool needs_population(std::string_view measure) {
  return measure == "count" || measure == "duration" || measure == "money" || measure == "share";
}

}  // namespace

FigureStory find_series(const Corpus& corpus, const Actors& actors, const std::vector<Copy>& copies,
                        const std::vector<std::string>& stories) {
  const Items& figures = corpus.of(record::Layer::kFigures);
  const auto other = [&](std::size_t i, std::string_view key) -> std::optional<std::size_t> {
    const auto id = corpus.fact(figures[i]).at(key).text();
    return id ? corpus.find(record::Layer::kFigures, figures[i].article, *id) : std::nullopt;
  };
  const auto population_of = [&](std::size_t i) {
    return text_at(part_at(corpus.fact(figures[i]), "population"), "quote").value_or("");
  };

  FigureStory story(corpus.memory());
  const auto kept = [&](std::string_view text) {
    return story.strings->at(story.strings->add(text));
  };
  std::map<std::size_t, std::size_t> replaced;
  std::map<Key, std::pair<Series, std::vector<std::uint32_t>>> all;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    story.claims.push_back(claim_of(corpus, actors, *story.strings, i));
    if (const auto before = other(i, "replaces")) replaced[*before] = i;
  }
  for (std::uint32_t i = 0; i < figures.size(); ++i) {
    const Fact value = corpus.fact(figures[i]);
    const std::string_view measure = value.at("measure").text().value_or("count");
    const std::string population = population_of(i);
    if (population.empty() && needs_population(measure)) continue;
    std::string_view unit = value.at("unit").text().value_or("");
    if (unit == "life") unit = "person";  // "claimed 40 lives"
    const std::string_view place = value.at("place").at("value").text().value_or("");
    std::string whole;
    if (measure == "share") {
      const auto total = other(i, "part_of");
      whole = total ? text_at(corpus.fact(figures[*total]), "measure").value_or("") + " " +
                          population_of(*total)
                    : "";
    }
    const std::string_view counting = value.at("counting").at("kind").text().value_or("");
    const Key key = {measure,
                     kept(population_key(population)),
                     unit,
                     kept(text::fold_case(place)),
                     kept(population_key(whole)),
                     counting == "period"};
    auto& [series, members] =
        all.try_emplace(key, Series(&corpus.pieces()), std::vector<std::uint32_t>()).first->second;
    if (members.empty()) {
      series.measure = measure;
      series.population = kept(population);
      series.unit = unit;
      series.place = place;
      series.whole = kept(whole);
    }
    if (series.counting.empty()) series.counting = counting;
    members.push_back(i);
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> copied;
  for (const Copy& copy : copies) copied.emplace(copy.copy, copy.original);
  SeriesMaker maker(corpus, story.claims, replaced, copied, stories);
  while (!all.empty()) {
    auto& [series, members] = all.begin()->second;
    maker.fill(series, std::move(members));
    if (!series.points.empty()) story.series.push_back(std::move(series));
    all.erase(all.begin());
  }
  return story;
}

}  // namespace parley::story
