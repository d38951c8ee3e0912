// The rows of figures and of series.
#include <fmt/format.h>

#include <map>
#include <set>

#include "parley/base/json_writer.h"
#include "parley/story/row_parts.h"
#include "parley/story/rows.h"

namespace parley::story {
namespace {

using base::JsonWriter;

constexpr std::string_view kNoDay = "neither the sentence nor the report gives a day";

void write_claim(JsonWriter& json, const Findings& found, const Claim& claim) {
  json.field("claimant", if_any(std::string(claim.claimant))).key("claimant_id");
  claim.actor != nullptr ? json.value(claim.actor->id) : json.null();
  const Item& figure = found.corpus.of(record::Layer::kFigures)[claim.figure];
  const bool of_source = claim.of_statement || found.corpus.claimants.contains(figure.id);
  json.field("claimed_by", of_source ? "source" : "outlet");
  json.field("day", if_any(std::string(claim.as_of)));
  json.field("day_basis", if_any(std::string(claim.as_of_basis)));
  json.field("day_unknown", claim.as_of.empty() ? std::optional(kNoDay) : std::nullopt);
  write_report(json, found.corpus, figure.article);
}

void write_number(JsonWriter& json, const Corpus& corpus, const Item& figure) {
  const Fact fact = corpus.fact(figure);
  json.field("figure", figure.id.text());
  for (const char* key : {"value", "low", "high"}) json.field(key, number_at(fact, key));
  json.field("bound", text_at(fact, "bound"));
  json.field("quote", text_at(fact, "quote"));
}

void write_point(JsonWriter& json, const Findings& found, const Point& point) {
  const Items& figures = found.corpus.of(record::Layer::kFigures);
  const Claims& claims = found.figures.claims;
  const Item& figure = figures[claims[point.claim].figure];
  json.begin_object();
  write_number(json, found.corpus, figure);
  const Fact fact = found.corpus.fact(figure);
  json.field("revised", !point.revises.empty() || fact.at("revised").is_true());
  write_claim(json, found, claims[point.claim]);
  const Fact counting = fact.at("counting");
  json.field("counting", text_at(counting, "kind")).field("period", text_at(counting, "value"));
  json.key("follows");
  point.follows ? json.value(figures[claims[*point.follows].figure].id.text()) : json.null();
  json.key("revises").begin_array();
  for (const std::size_t i : point.revises) {
    json.begin_object();
    write_number(json, found.corpus, figures[claims[i].figure]);
    json.end_object();
  }
  json.end_array().key("members").begin_array();
  for (const std::size_t i : point.members) {
    json.begin_object().field("figure", figures[claims[i].figure].id.text());
    write_report(json, found.corpus, figures[claims[i].figure].article);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

void add_figures(const Findings& found, RowList& rows) {
  const Items& figures = found.corpus.of(record::Layer::kFigures);
  const Claims& claims = found.figures.claims;
  const auto evidence_of = [&](std::size_t claim) {
    return found.corpus.sentence_of(figures[claims[claim].figure].place());
  };
  // One claim a figure, in the same order.
  found.corpus.each_json(record::Layer::kFigures, [&](std::size_t i, const std::string& whole) {
    JsonWriter json;
    json.begin_object();
    write_claim(json, found, claims[i]);
    json.members(fields_of(whole));
    rows.add("figures", figures[i].id.text(), inside(json), {evidence_of(i)});
  });
  for (const Series& series : found.figures.series) {
    JsonWriter json;
    json.begin_object()
        .field("measure", series.measure)
        .field("unit", if_any(std::string(series.unit)));
    json.field("population", if_any(std::string(series.population)))
        .field("place", if_any(std::string(series.place)));
    json.field("whole", if_any(std::string(series.whole)))
        .field("counting", if_any(std::string(series.counting)));
    json.key("points").begin_array();
    std::set<Place> evidence;
    for (const Point& point : series.points) {
      write_point(json, found, point);
      for (const std::size_t i : point.members) evidence.insert(evidence_of(i));
      for (const std::size_t i : point.revises) evidence.insert(evidence_of(i));
    }
    json.end_array().key("conflicts").begin_array();
    for (const auto& [a, b] : series.conflicts) {
      json.begin_object().field("a", figures[claims[a].figure].id.text());
      json.field("b", figures[claims[b].figure].id.text());
      json.field("day", if_any(std::string(claims[a].as_of))).end_object();
    }
    json.end_array();
    rows.add("series",
             record::content_id(
                 'g', fmt::format("{}\n{}\n{}\n{}\n{}\n{}", series.measure, series.unit,
                                  series.population, series.place, series.whole, series.counting)),
             inside(json), evidence);
  }
}

}  // namespace parley::story
