// Ids first, since findings of one layer name those of another; then one writer for each layer.
#include "parley/record/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "parley/base/json_writer.h"
#include "parley/base/sha256.h"

namespace parley::record {
namespace {

using base::JsonWriter;
using text::Article;
using text::Span;

constexpr std::size_t kIdDigits = 16;  // 64 bits: no two alike in a record of millions

Span extent_of(const statements::Statement& statement) {
  if (statement.source.spans.empty() && statement.cue.empty() && statement.content.empty()) {
    return {};
  }
  return statement.extent();
}

// Whole hundredths: more digits would promise what no model measures.
double rounded(float confidence) { return std::round(static_cast<double>(confidence) * 100) / 100; }

class Writer {
 public:
  explicit Writer(const Reading& reading) : reading_(reading), article_(reading.article) {
    number_entities();
    number(Layer::kNames, reading.analysis.names, [](const auto& name) { return name.span; });
    number(Layer::kTimes, reading.times, [](const auto& time) { return time.span; });
    number(Layer::kStatements, reading.statements, extent_of);
    number(Layer::kFigures, reading.figures, [](const auto& figure) { return figure.span; });
    number(Layer::kEvents, reading.talks.events, [](const auto& event) { return event.span; });
    number(Layer::kPositions, reading.talks.positions, [](const auto& at) { return at.span; });
    number(Layer::kRoles, reading.talks.roles, [](const auto& role) { return role.span; });
  }

  std::vector<Finding> all() {
    std::vector<Finding> findings;
    const auto add = [&](Layer layer, const auto& items, const auto& write) {
      const std::vector<Key>& keys = keys_[static_cast<std::size_t>(layer)];
      for (std::size_t i = 0; i < items.size(); ++i) {
        JsonWriter json;
        json.begin_object().field("id", keys[i].id);
        write(json, items[i]);
        json.end_object();
        findings.push_back({keys[i].id, layer, keys[i].span, json.take()});
      }
    };
    std::vector<std::uint32_t> entities(reading_.entities.entities.size());
    for (std::uint32_t i = 0; i < entities.size(); ++i) entities[i] = i;
    add(Layer::kEntities, entities, [&](auto& json, std::uint32_t i) { entity(json, i); });
    add(Layer::kNames, reading_.analysis.names,
        [&](auto& json, const auto& it) { name(json, it); });
    add(Layer::kTimes, reading_.times, [&](auto& json, const auto& it) { time(json, it); });
    add(Layer::kStatements, reading_.statements,
        [&](auto& json, const auto& it) { statement(json, it); });
    add(Layer::kFigures, reading_.figures, [&](auto& json, const auto& it) { figure(json, it); });
    add(Layer::kEvents, reading_.talks.events,
        [&](auto& json, const auto& it) { event(json, it); });
    add(Layer::kPositions, reading_.talks.positions,
        [&](auto& json, const auto& it) { position(json, it); });
    add(Layer::kRoles, reading_.talks.roles, [&](auto& json, const auto& it) { role(json, it); });
    return findings;
  }

 private:
  struct Key {
    std::string id;
    Span span;
  };

  template <typename Items, typename SpanOf>
  void number(Layer layer, const Items& items, const SpanOf& span_of) {
    std::map<Span, int> seen;
    for (const auto& item : items) {
      const Span span = span_of(item);
      add_key(layer, span, fmt::format("{}-{}-{}", span.start, span.end, seen[span]++));
    }
  }

  // An entity's place is its first mention; its name tells apart entities without mentions.
  void number_entities() {
    const auto& entities = reading_.entities;
    mentions_.resize(entities.entities.size());
    for (const actors::Mention& mention : entities.mentions) {
      if (mention.entity < mentions_.size()) mentions_[mention.entity].push_back(mention.span);
    }
    descriptions_.resize(entities.entities.size());
    for (const actors::Mention& phrase : entities.descriptions) {
      if (phrase.entity < descriptions_.size()) descriptions_[phrase.entity].push_back(phrase.span);
    }
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const std::string& called = entities.entities[i].name;
      const Span first = mentions_[i].empty() ? Span{} : mentions_[i].front();
      add_key(Layer::kEntities, first, fmt::format("{}-{}", called, seen[called]++));
    }
  }

  void add_key(Layer layer, Span span, const std::string& place) {
    constexpr std::string_view kLetters = "antsfepr";  // by Layer; an entity is an actor's trace
    const char letter = kLetters[static_cast<std::size_t>(layer)];
    keys_[static_cast<std::size_t>(layer)].push_back(
        {content_id(letter, fmt::format("{}\n{}\n{}", article_.id, name_of(layer), place)), span});
  }

  std::optional<std::string> id_at(Layer layer, std::optional<std::uint32_t> index) const {
    const auto& keys = keys_[static_cast<std::size_t>(layer)];
    if (!index || *index >= keys.size()) return std::nullopt;
    return keys[*index].id;
  }

  std::optional<std::string> actor_at(Span span) const {
    const actors::Entity* entity = reading_.entities.entity_of(span);
    if (entity == nullptr || entity->name.empty()) return std::nullopt;
    return entity->name;
  }

  void place(JsonWriter& json, Span span) const {
    json.field("start", span.start).field("end", span.end).field("quote", article_.at(span));
  }

  void place(JsonWriter& json, std::string_view key, std::optional<Span> span) const {
    json.key(key);
    if (!span) {
      json.null();
      return;
    }
    json.begin_object();
    place(json, *span);
    json.end_object();
  }

  void spans(JsonWriter& json, const std::vector<Span>& spans) const {
    json.key("spans").begin_array();
    std::string quote;
    for (const Span span : spans) {
      json.begin_object().field("start", span.start).field("end", span.end).end_object();
      if (!quote.empty()) quote += kGap;
      quote += article_.at(span);
    }
    json.end_array().key("quote");
    spans.empty() ? json.null() : json.value(quote);
  }

  void quoted_list(JsonWriter& json, std::string_view key, const std::vector<Span>& spans,
                   bool with_actor = false) const {
    json.key(key).begin_array();
    for (const Span span : spans) {
      json.begin_object();
      place(json, span);
      if (with_actor) json.field("actor", actor_at(span));
      json.end_object();
    }
    json.end_array();
  }

  static void strings(JsonWriter& json, std::string_view key,
                      const std::vector<std::string>& items) {
    json.key(key).begin_array();
    for (const std::string& item : items) json.value(item);
    json.end_array();
  }

  static std::optional<std::string> if_any(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  }

  void entity(JsonWriter& json, std::uint32_t index) const {
    const actors::Entity& entity = reading_.entities.entities[index];
    json.field("name", entity.name).field("type", analysis::name_of(entity.type));
    strings(json, "aliases", entity.aliases);
    strings(json, "titles", entity.titles);
    json.field("affiliation", if_any(entity.affiliation));
    quoted_list(json, "mentions", mentions_[index]);
    quoted_list(json, "descriptions", descriptions_[index]);
  }

  void name(JsonWriter& json, const analysis::Name& name) const {
    place(json, name.span);
    json.field("type", analysis::name_of(name.type)).field("actor", actor_at(name.span));
  }

  void time(JsonWriter& json, const times::TimeExpression& time) const {
    place(json, time.span);
    json.field("type", times::name_of(time.type)).field("value", if_any(time.value));
    json.field("mod", if_any(time.mod)).field("resolved", time.resolved);
    json.field("anchor", times::name_of(time.anchor));
    json.field("unresolved", if_any(time.unresolved_reason));
  }

  void statement(JsonWriter& json, const statements::Statement& it) const {
    json.key("source").begin_object();
    spans(json, it.source.spans);
    json.field("kind", name_of(it.source.kind)).field("actor", it.source.name);
    json.field("affiliation", it.source.affiliation).field("count", it.source.count).end_object();
    json.key("cue").begin_object();
    spans(json, it.cue);
    json.field("force", name_of(it.force)).field("negated", it.negated).end_object();
    json.key("content").begin_object();
    spans(json, it.content);
    json.end_object();
    json.field("speech", name_of(it.speech)).field("act", it.act);
    json.key("channel").begin_array();
    for (const statements::Channel& channel : it.channel) {
      json.begin_object();
      spans(json, channel.spans);
      json.field("actor", channel.name).field("relation", name_of(channel.relation)).end_object();
    }
    json.end_array().key("addressee");
    if (it.addressee) {
      json.begin_object();
      spans(json, it.addressee->spans);
      json.field("actor", it.addressee->name).end_object();
    } else {
      json.null();
    }
    quoted_list(json, "hedges", it.hedges);
    json.key("anonymity");
    if (it.anonymous || it.anonymity_reason) {
      json.begin_object().key("reason");
      if (it.anonymity_reason) {
        json.value(article_.at(*it.anonymity_reason));
        json.field("start", it.anonymity_reason->start).field("end", it.anonymity_reason->end);
      } else {
        json.null();
      }
      json.end_object();
    } else {
      json.null();
    }
    json.key("said_at");
    if (it.said_at) {
      json.begin_object().field("value", it.said_at->value);
      json.field("basis", it.said_at->basis).end_object();
    } else {
      json.null();
    }
    json.field("inside", id_at(Layer::kStatements, it.inside));
    json.field("confidence", rounded(it.confidence));
  }

  void figure(JsonWriter& json, const figures::Figure& it) const {
    place(json, it.span);
    json.field("value", it.value).field("low", it.low).field("high", it.high);
    json.field("bound", name_of(it.bound)).field("measure", it.measure).field("unit", it.unit);
    place(json, "population", it.population);
    json.key("place");
    if (it.place) {
      json.begin_object().field("value", *it.place).field("basis", "text").end_object();
    } else {
      json.null();
    }
    json.key("as_of");
    if (it.as_of) {
      json.begin_object().field("value", it.as_of->value);
      json.field("basis", it.as_of->basis).end_object();
    } else {
      json.null();
    }
    json.field("part_of", id_at(Layer::kFigures, it.part_of));
    json.field("restates", id_at(Layer::kFigures, it.restates));
    json.field("statement", id_at(Layer::kStatements, it.statement)).field("revised", it.revised);
    json.field("replaces", id_at(Layer::kFigures, it.replaces)).key("counting");
    if (it.counting) {
      json.begin_object().field("kind", it.counting->cumulative ? "cumulative" : "period");
      json.field("value", it.counting->value).end_object();
    } else {
      json.null();
    }
  }

  void event(JsonWriter& json, const events::Event& it) const {
    place(json, it.span);
    json.field("cameo", if_any(it.cameo)).key("plover").begin_object();
    json.field("event", if_any(it.plover_event)).field("mode", if_any(it.plover_mode)).end_object();
    quoted_list(json, "actors", it.actors, true);
    quoted_list(json, "recipients", it.recipients, true);
    json.field("place", it.place).field("time", it.time).field("modality", name_of(it.modality));
    json.field("state", if_any(it.state));
    json.field("statement", id_at(Layer::kStatements, it.statement));
    json.field("confidence", rounded(it.confidence));
  }

  void position(JsonWriter& json, const events::Position& it) const {
    json.field("actor", it.name ? it.name : std::optional(std::string(article_.at(it.actor))));
    place(json, it.span);
    place(json, "actor_words", it.actor);
    place(json, "spoken_for", it.spoken_for);
    json.field("stance", name_of(it.stance)).key("term").begin_object();
    json.field("family", name_of(it.term.family));
    place(json, it.term.span);
    json.key("parameters").begin_object();
    for (const auto& [key, value] : it.term.parameters) json.field(key, value);
    json.end_object().end_object().key("exchange");
    if (it.exchange) {
      json.begin_object().field("relation", name_of(it.exchange->relation)).key("other");
      json.begin_object().field("family", name_of(it.exchange->family));
      place(json, it.exchange->span);
      json.end_object().end_object();
    } else {
      json.null();
    }
    json.field("undertaking", it.undertaking);
    place(json, "answers", it.answers);
    json.field("statement", id_at(Layer::kStatements, it.statement));
    json.field("event", id_at(Layer::kEvents, it.event));
    quoted_list(json, "hedges", it.hedges);
    json.field("confidence", rounded(it.confidence));
  }

  void role(JsonWriter& json, const events::Role& it) const {
    json.field("actor", it.name ? it.name : std::optional(std::string(article_.at(it.actor))));
    json.field("role", it.role);
    place(json, it.span);
    place(json, "actor_words", it.actor);
  }

  const Reading& reading_;
  const Article& article_;
  std::array<std::vector<Key>, kLayers.size()> keys_;
  std::vector<std::vector<Span>> mentions_;      // by entity
  std::vector<std::vector<Span>> descriptions_;  // by entity
};

}  // namespace

std::string_view name_of(Layer layer) {
  constexpr std::array<std::string_view, kLayers.size()> kNames = {
      "entities", "names", "times", "statements", "figures", "events", "positions", "roles"};
  return kNames[static_cast<std::size_t>(layer)];
}

std::optional<Layer> layer_named(std::string_view name) {
  for (const Layer layer : kLayers) {
    if (name_of(layer) == name) return layer;
  }
  return std::nullopt;
}

std::string content_id(char letter, std::string_view key) {
  return letter + base::sha256_hex(key).substr(0, kIdDigits);
}

std::vector<Finding> findings_of(const Reading& reading) { return Writer(reading).all(); }

}  // namespace parley::record
