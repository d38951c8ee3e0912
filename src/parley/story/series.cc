#include "parley/story/series.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "parley/story/words.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr double kAbout = 0.1;  // "about 50" may be 45 or 55

struct Range {
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
};

// The numbers that a figure's words leave open.
std::optional<Range> range_of(const Json& figure) {
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
  if (bound == "about" || bound == "nearly") {
    return Range{*value * (1 - kAbout), *value * (1 + kAbout)};
  }
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

Claim claim_of(const Corpus& corpus, const Actors& actors,
               const std::map<std::string, std::size_t>& statements, std::size_t index) {
  const Item& figure = corpus.of(record::Layer::kFigures)[index];
  Claim claim;
  claim.figure = index;
  claim.claimant = corpus.outlet(figure.article);
  if (const auto id = text_at(figure.value, "statement")) {
    if (const auto found = statements.find(*id); found != statements.end()) {
      claim.statement = found->second;
      const Item& statement = corpus.of(record::Layer::kStatements)[found->second];
      const Json& source = part_at(statement.value, "source");
      const std::optional<std::string> name = text_at(source, "actor");
      const Actor* actor = actors.speaker_of(statement.article, source);
      if (actor != nullptr) {
        claim.claimant = actor->name;
        claim.claimant_id = actor->id;
      } else if (const auto words = name ? name : text_at(source, "quote")) {
        claim.claimant = *words;
      }
    }
  }
  const Json& as_of = part_at(figure.value, "as_of");
  claim.as_of = text_at(as_of, "value").value_or("");
  claim.as_of_basis = text_at(as_of, "basis").value_or("");
  if (claim.as_of.empty()) {
    claim.as_of = corpus.day(figure.article);
    claim.as_of_basis = claim.as_of.empty() ? "" : "published";
  }
  return claim;
}

void find_conflicts(const Corpus& corpus, const std::vector<Claim>& claims, Series& series) {
  const std::vector<Item>& figures = corpus.of(record::Layer::kFigures);
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    for (std::size_t j = i + 1; j < series.points.size(); ++j) {
      const Claim& a = claims[series.points[i]];
      const Claim& b = claims[series.points[j]];
      if (a.as_of != b.as_of) break;  // points are sorted by day
      if (a.as_of.empty() || a.claimant.empty() || a.claimant == b.claimant) continue;
      const std::optional<Range> one = range_of(figures[a.figure].value);
      const std::optional<Range> other = range_of(figures[b.figure].value);
      if (!one || !other) continue;
      if (one->high < other->low || other->high < one->low) {
        series.conflicts.emplace_back(series.points[i], series.points[j]);
      }
    }
  }
}

}  // namespace

FigureStory find_series(const Corpus& corpus, const Actors& actors) {
  const std::vector<Item>& figures = corpus.of(record::Layer::kFigures);
  std::map<std::string, std::size_t> statements;
  for (std::size_t i = 0; i < corpus.of(record::Layer::kStatements).size(); ++i) {
    statements.emplace(corpus.of(record::Layer::kStatements)[i].id, i);
  }
  FigureStory story;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Series> all;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    story.claims.push_back(claim_of(corpus, actors, statements, i));
    const Json& value = figures[i].value;
    const std::string measure = text_at(value, "measure").value_or("count");
    const std::string population = text_at(part_at(value, "population"), "quote").value_or("");
    if (measure == "count" && population.empty()) continue;
    const std::string unit = text_at(value, "unit").value_or("");
    const std::string place = text_at(part_at(value, "place"), "value").value_or("");
    Series& series = all[{measure, population_key(population), unit, text::fold_case(place)}];
    if (series.points.empty()) {
      series.measure = measure;
      series.population = population;
      series.unit = unit;
      series.place = place;
    }
    series.points.push_back(i);
  }
  for (auto& [key, series] : all) {
    std::ranges::stable_sort(series.points, {}, [&](std::size_t i) {
      const std::string& day = story.claims[i].as_of;
      return std::pair(day.empty() ? "9999" : day, i);
    });
    find_conflicts(corpus, story.claims, series);
    story.series.push_back(std::move(series));
  }
  return story;
}

}  // namespace parley::story
