// A hand-made reading for tests: two sentences of Example Wire with every kind of finding.
//
//   Ana Velm of the Northern Council told Coast Radio that at least 50 workers would return on
//   Friday.
#pragma once

#include <string>
#include <string_view>

#include "parley/record/reading.h"

namespace parley::record {

// The span of the first `words` in `article`. REQUIRES: the article holds them.
inline text::Span span_of(const text::Article& article, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(article.text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

// The article's id is `id`, its outlet `outlet`; `extra` is appended to the text.
inline Reading sample_reading(const std::string& id = "a1",
                              const std::string& outlet = "Example Wire",
                              const std::string& extra = "") {
  Reading reading;
  text::Article& article = reading.article;
  article.id = id;
  article.input = id + ".txt";
  article.outlet = outlet;
  article.title = "Council offers a return";
  article.published = {"2025-03-14", text::DatePrecision::kDay, text::DateBasis::kGiven};
  article.text =
      "Ana Velm of the Northern Council told Coast Radio that at least 50 workers would return on "
      "Friday if the depot reopens.\nTalks go on.\n" +
      extra;
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  const auto at = [&](std::string_view words) { return span_of(article, words); };
  reading.analysis.sentences = {
      {at("Ana Velm of the Northern Council told Coast Radio that at least 50 workers would return "
          "on Friday if the depot reopens."),
       0, 0},
      {at("Talks go on."), 0, 0}};
  reading.analysis.names = {{at("Ana Velm"), 0, 0, analysis::NameType::kPer, 0.9F},
                            {at("Northern Council"), 0, 0, analysis::NameType::kOrg, 0.9F},
                            {at("Coast Radio"), 0, 0, analysis::NameType::kOrg, 0.9F}};
  reading.entities.entities = {{"Ana Velm", analysis::NameType::kPer, {}, {}, "Northern Council"},
                               {"Northern Council", analysis::NameType::kOrg, {}, {}, ""},
                               {"Coast Radio", analysis::NameType::kOrg, {}, {}, ""}};
  reading.entities.mentions = {
      {at("Ana Velm"), 0}, {at("Northern Council"), 1}, {at("Coast Radio"), 2}};
  times::TimeExpression friday;
  friday.span = at("Friday");
  friday.value = "2025-03-21";
  friday.resolved = "2025-03-21";
  friday.anchor = times::Anchor::kPublished;
  reading.times = {friday};
  statements::Statement said;
  said.source.spans = {at("Ana Velm of the Northern Council")};
  said.source.kind = statements::SourceKind::kNamed;
  said.source.name = "Ana Velm";
  said.source.affiliation = "Northern Council";
  said.cue = {at("told")};
  said.content = {at("at least 50 workers would return on Friday if the depot reopens")};
  said.channel = {{{at("Coast Radio")}, statements::Relation::kTold, "Coast Radio"}};
  said.said_at = statements::SaidAt{"2025-03-14", "published"};
  said.confidence = 0.8F;
  reading.statements = {said};
  figures::Figure workers;
  workers.span = at("at least 50");
  workers.value = 50;
  workers.low = 50;
  workers.bound = figures::Bound::kAtLeast;
  workers.measure = "count";
  workers.unit = "person";
  workers.population = at("workers");
  workers.statement = 0;
  reading.figures = {workers};
  events::Position offer;
  offer.actor = at("Northern Council");
  offer.name = "Northern Council";
  offer.span = at("at least 50 workers would return on Friday if the depot reopens");
  offer.stance = events::Stance::kOffer;
  offer.term = {events::Family::kOther, at("workers would return"), {{"quantity", "50"}}};
  offer.exchange = events::Exchange{events::ExchangeRelation::kIf, events::Family::kAccess,
                                    at("the depot reopens")};
  offer.statement = 0;
  reading.talks.positions = {offer};
  events::Event reopen;
  reopen.span = at("the depot reopens");
  reopen.cameo = "0331";
  reopen.plover_event = "SUPPORT";
  reopen.modality = events::Modality::kConditional;
  reopen.statement = 0;
  reading.talks.events = {reopen};
  reading.talks.roles = {{at("Northern Council"), "Northern Council", "party",
                          at("Ana Velm of the Northern Council")}};
  return reading;
}

}  // namespace parley::record
