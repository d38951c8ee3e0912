#include "parley/story/rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/story/row_parts.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

using base::JsonWriter;

void write_process(JsonWriter& json, const Process* process) {
  json.field("process_id", process != nullptr ? std::optional(process->id) : std::nullopt);
  json.field("process", process != nullptr ? std::optional(process->name) : std::nullopt);
}

// The rows of one layer over all articles, each with its report and the actor's id.
void add_layer(const Findings& found, RowList& rows, record::Layer layer,
               const std::string& actor_part) {
  const Items& items = found.corpus.of(layer);
  found.corpus.each_json(layer, [&](std::size_t i, const std::string& whole) {
    const Item& item = items[i];
    const Fact fact = found.corpus.fact(item);
    JsonWriter json;
    json.begin_object();
    write_report(json, found.corpus, item.article);
    if (actor_part != "-") {
      const std::optional<std::string> name = text_at(fact, "actor");
      const Actor* actor = nullptr;
      if (!actor_part.empty()) {
        actor = found.actors.speaker_of(item.article, part_at(fact, actor_part));
      } else if (name) {
        actor = found.actors.find(item.article, *name);
        // The finding keeps the report's word; whom it means is told by the whole record.
        if (actor == nullptr) actor = found.actors.find_described(*name);
        json.field("holder", actor != nullptr ? actor->name : *name);
      }
      json.field("actor_id", actor != nullptr ? std::optional(actor->id) : std::nullopt);
      write_process(json, found.processes.find(item.place(), actor));
    }
    json.members(fields_of(whole));
    rows.add(record::name_of(layer), item.id.text(), inside(json), {item.place()});
  });
}

// The roles that articles give an actor: role -> places that show it.
std::map<const Actor*, std::map<std::string, std::set<Place>>> roles_of(const Findings& found) {
  std::map<const Actor*, std::map<std::string, std::set<Place>>> roles;
  for (const Item& item : found.corpus.of(record::Layer::kRoles)) {
    const Fact fact = found.corpus.fact(item);
    const std::optional<std::string> name = text_at(fact, "actor");
    const std::optional<std::string> role = text_at(fact, "role");
    if (!name || !role) continue;
    if (const Actor* actor = found.actors.find(item.article, *name); actor != nullptr) {
      roles[actor][*role].insert(item.place());
    }
  }
  return roles;
}

void write_places(JsonWriter& json, const Corpus& corpus, const auto& places) {
  json.begin_array();
  for (const Place& place : places) {
    json.begin_object().field("article", corpus.articles[place.article].id);
    json.field("start", place.span.start).field("end", place.span.end);
    json.field("quote", corpus.words(place)).end_object();
  }
  json.end_array();
}

// True where a statement was put together from several paragraphs, or its source from several
// places: what it says may be right, but one look at the sentence does not prove it.
bool is_scattered(const Corpus& corpus, const Item& statement) {
  const Fact fact = corpus.fact(statement);
  if (spans_of(part_at(fact, "source")).size() > 1) return true;
  const std::vector<text::Span> content = spans_of(part_at(fact, "content"));
  if (content.empty()) return false;
  text::Span all = content.front();
  for (const text::Span span : content) {
    all = {std::min(all.start, span.start), std::max(all.end, span.end)};
  }
  if (!corpus.articles[statement.article].whole().contains(all)) return true;
  return corpus.words({statement.article, all}).find('\n') != std::string::npos;
}

struct Naming {
  std::size_t count = 0;
  std::map<std::string, std::size_t> by_outlet;
};

}  // namespace

std::uint64_t RowNumbers::key_of(std::string_view type, std::string_view id) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const std::string_view part : {type, std::string_view("\n"), id}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

void RowNumbers::add(std::string_view type, std::string_view id, std::int64_t number) {
  numbers_.insert_or_assign(key_of(type, id), number);
  last_ = std::max(last_, number);
}

std::optional<std::int64_t> RowNumbers::find(std::string_view type, std::string_view id) const {
  const auto found = numbers_.find(key_of(type, id));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

void RowList::add(std::string_view type, std::string id, const std::string& fields,
                  const std::set<Place>& evidence) {
  std::vector<Place> sound;
  sound.reserve(evidence.size());
  for (const Place& place : evidence) {
    const Report& report = corpus_.articles[place.article];
    if (!place.span.empty() && report.whole().contains(place.span)) sound.push_back(place);
  }
  if (sound.empty()) return;
  push(type, std::move(id), fields, kUndecided, sound);
}

void RowList::add_decision(std::string id, const std::string& fields,
                           const std::set<Place>& evidence) {
  push("decisions", std::move(id), fields, "", std::vector(evidence.begin(), evidence.end()));
}

void RowList::push(std::string_view type, std::string id, std::string_view fields,
                   std::string_view more_fields, std::span<const Place> evidence) {
  const auto known = known_ != nullptr ? known_->find(type, id) : std::nullopt;
  const std::int64_t number = known ? *known : ++last_;
  JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("id", id).field("number", number);
  json.members(fields).members(more_fields).key("evidence");
  write_places(json, corpus_, evidence);
  rows_.add({std::string(type), std::move(id), number, json.end_object().take()});
}

namespace {

void write_namings(JsonWriter& json, std::string_view key,
                   const std::map<std::string, Naming>& namings) {
  json.key(key).begin_array();
  for (const auto& [name, naming] : namings) {
    json.begin_object().field("name", name).field("count", naming.count);
    json.key("outlets").begin_array();
    for (const auto& [outlet, count] : naming.by_outlet) {
      json.begin_object().field("outlet", if_any(outlet)).field("count", count).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void add_actors(const Findings& found, RowList& rows) {
  const Corpus& corpus = found.corpus;
  const Items& entities = corpus.of(record::Layer::kEntities);
  const auto roles = roles_of(found);
  const RoleCounts counts = count_roles(corpus, found.actors);
  std::vector<std::pair<std::size_t, const Actor*>> all;  // with their mentions
  for (const Actor& actor : found.actors.all()) {
    std::size_t mentions = 0;
    for (const std::size_t i : actor.entities) {
      mentions += part_at(corpus.fact(entities[i]), "mentions").size();
    }
    all.emplace_back(mentions, &actor);
  }
  std::ranges::sort(all, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
  });
  for (const auto& [mentions, actor] : all) {
    std::map<std::string, Naming> names, descriptions;
    std::set<std::string> titles, affiliations;
    std::set<Place> evidence;
    for (const std::size_t i : actor->entities) {
      const Fact entity = corpus.fact(entities[i]);
      const std::string outlet = corpus.outlet(entities[i].article);
      std::vector<std::string_view> known = {entity.at("name").text().value_or("")};
      for (const Fact alias : entity.at("aliases")) {
        if (const auto text = alias.text()) known.push_back(*text);
      }
      bool spelled = false;
      for (const Fact mention : entity.at("mentions")) {
        const std::string_view words = mention.at("quote").text().value_or("");
        spelled |= words == known.front();
        // Pronouns and descriptions stand for the actor but are no names.
        if (std::ranges::find(known, words) == known.end()) continue;
        Naming& naming = names[std::string(words)];
        ++naming.count;
        ++naming.by_outlet[outlet];
      }
      // "(Foreign Minister Ana) Velm": a name that no mention spells.
      if (actor->type == "PER" && !spelled && !known.front().empty()) {
        Naming& naming = names[std::string(known.front())];
        ++naming.count;
        ++naming.by_outlet[outlet];
      }
      for (const Fact phrase : entity.at("descriptions")) {
        // "The director" opens a sentence.
        const std::string words = text::fold_case(phrase.at("quote").text().value_or(""));
        Naming& naming = descriptions[words];
        ++naming.count;
        ++naming.by_outlet[outlet];
      }
      for (const Fact title : entity.at("titles")) {
        if (const auto text = title.text()) titles.emplace(*text);
      }
      if (const auto body = text_at(entity, "affiliation")) affiliations.insert(*body);
      evidence.insert(entities[i].place());
    }
    JsonWriter json;
    json.begin_object().field("name", actor->name).field("type", actor->type);
    json.key("affiliation");
    affiliations.empty() ? json.null() : json.value(*affiliations.begin());
    json.key("affiliations").begin_array();
    for (const std::string& body : affiliations) json.value(body);
    json.end_array().key("titles").begin_array();
    for (const std::string& title : titles) json.value(title);
    json.end_array();
    write_namings(json, "names", names);
    write_namings(json, "descriptions", descriptions);
    json.field("mentions", mentions).key("roles").begin_array();
    if (const auto parts = roles.find(actor); parts != roles.end()) {
      for (const auto& [role, places] : parts->second) {
        if (role == "party" && !counts.at(actor).is_party()) continue;
        json.begin_object().field("role", role).key("of").null().key("evidence");
        write_places(json, corpus, places);
        json.end_object();
      }
    }
    json.end_array();
    rows.add("actors", std::string(actor->id), inside(json), evidence);
  }
}

void add_processes(const Findings& found, RowList& rows) {
  for (const Process& process : found.processes.all()) {
    JsonWriter json;
    json.begin_object().field("name", process.name).key("parties").begin_array();
    for (const Actor* party : process.parties) {
      json.begin_object().field("actor_id", party->id).field("name", party->name).end_object();
    }
    json.end_array().field("sentences", process.sentences);
    rows.add("processes", process.id, inside(json), process.evidence);
  }
}

void add_origins(const Findings& found, RowList& rows) {
  const Items& statements = found.corpus.of(record::Layer::kStatements);
  for (const Origin& origin : found.origins) {
    const Item& first = statements[origin.members.front()];
    std::set<std::string> outlets, channels, articles;
    std::set<Place> evidence;
    for (const std::size_t i : origin.members) {
      outlets.insert(found.corpus.outlet(statements[i].article));
      articles.emplace(found.corpus.articles[statements[i].article].id);
      for (const Fact channel : found.corpus.fact(statements[i]).at("channel")) {
        const auto called = text_at(channel, "actor");
        if (const auto words = called ? called : text_at(channel, "quote")) channels.insert(*words);
      }
      evidence.insert(statements[i].place());
    }
    outlets.erase("");
    const Fact fact = found.corpus.fact(first);
    const Fact source = fact.at("source");
    const Fact cue = fact.at("cue");
    const Speaker speaker = speaker_of(found.corpus, found.actors, first);
    const std::optional<std::string_view> actor_id =
        speaker.actor != nullptr ? std::optional(speaker.actor->id) : std::nullopt;
    JsonWriter json;
    json.begin_object().field("speaker", if_any(speaker.shown));
    json.field("speaker_id", actor_id).field("kind", text_at(source, "kind"));
    write_process(json, found.processes.find(first.place(), nullptr));
    json.field("affiliation", text_at(source, "affiliation"));
    json.field("force", text_at(cue, "force"));
    json.field("negated", cue.at("negated").is_true());
    json.field("act", fact.at("act").is_true());
    json.field("confidence", number_at(fact, "confidence"));
    json.field("inside", text_at(fact, "inside"));
    json.field("scattered", is_scattered(found.corpus, first));
    json.field("said", found.corpus.content_of(first));
    json.key("channel").begin_array();
    for (const std::string& channel : channels) json.value(channel);
    json.end_array()
        .field("date", if_any(said_on(found.corpus, first)))
        .key("outlets")
        .begin_array();
    for (const std::string& outlet : outlets) json.value(outlet);
    json.end_array().field("reports", articles.size());
    json.field("independent", origin.independent).key("members").begin_array();
    for (const std::size_t i : origin.members) {
      json.begin_object().field("statement", statements[i].id.text());
      write_report(json, found.corpus, statements[i].article);
      json.end_object();
    }
    json.end_array();
    rows.add("origins", record::content_id('o', first.id.text()), inside(json), evidence);
  }
}

void add_positions(const Findings& found, RowList& rows) {
  add_layer(found, rows, record::Layer::kPositions, "");
  for (const Item& item : found.corpus.of(record::Layer::kPositions)) {
    const Fact fact = found.corpus.fact(item);
    const Fact exchange = fact.at("exchange");
    if (!exchange.is_object()) continue;
    JsonWriter json;
    json.begin_object().field("position", item.id.text());
    write_report(json, found.corpus, item.article);
    const std::optional<std::string> name = text_at(fact, "actor");
    const Actor* actor = name ? found.actors.find(item.article, *name) : nullptr;
    if (actor == nullptr && name) actor = found.actors.find_described(*name);
    json.field("actor", name);
    json.field("actor_id", actor != nullptr ? std::optional(actor->id) : std::nullopt);
    write_process(json, found.processes.find(item.place(), actor));
    json.field("stance", text_at(fact, "stance"));
    const Fact term = fact.at("term");
    json.field("family", text_at(term, "family")).field("term", text_at(term, "quote"));
    json.field("relation", text_at(exchange, "relation"));
    const Fact other = exchange.at("other");
    json.field("other_family", text_at(other, "family")).field("other", text_at(other, "quote"));
    std::set<Place> evidence = {item.place()};
    for (const text::Span span : spans_of(other)) evidence.insert({item.article, span});
    rows.add("exchanges", record::content_id('x', item.id.text()), inside(json), evidence);
  }
}

void add_timeline(const Findings& found, RowList& rows) {
  const Corpus& corpus = found.corpus;
  for (const TimelineEntry& entry : found.timeline) {
    JsonWriter json;
    json.begin_object().field("date", entry.date).field("kind", entry.kind);
    json.field("what", corpus.words(entry.members.front().sentence));
    json.field("independent", entry.independent).key("outlets").begin_array();
    std::set<std::string> outlets;
    std::set<Place> evidence;
    for (const TimelineMember& member : entry.members) {
      outlets.insert(corpus.outlet(member.sentence.article));
      evidence.insert(member.sentence);
    }
    outlets.erase("");
    for (const std::string& outlet : outlets) json.value(outlet);
    json.end_array().key("members").begin_array();
    for (const TimelineMember& member : entry.members) {
      json.begin_object().field("time", corpus.of(record::Layer::kTimes)[member.time].id.text());
      json.key("event");
      member.event ? json.value(corpus.of(record::Layer::kEvents)[*member.event].id.text())
                   : json.null();
      json.key("statement");
      member.statement
          ? json.value(corpus.of(record::Layer::kStatements)[*member.statement].id.text())
          : json.null();
      write_report(json, corpus, member.sentence.article);
      json.end_object();
    }
    json.end_array();
    const std::string first =
        corpus.of(record::Layer::kTimes)[entry.members.front().time].id.text();
    rows.add("timeline", record::content_id('d', first), inside(json), evidence);
  }
}

void add_statements(const Findings& found, RowList& rows) {
  add_layer(found, rows, record::Layer::kStatements, "source");
}

void add_events(const Findings& found, RowList& rows) {
  add_layer(found, rows, record::Layer::kEvents, "-");
}

void add_links(const Findings& found, RowList& rows) {
  const auto id_of = [&](std::uint32_t article) {
    return std::string(found.corpus.articles[article].id);
  };
  const auto add = [&](const Copy& pair, const std::string& kind) {
    JsonWriter json;
    json.begin_object().field("a", id_of(pair.copy)).field("b", id_of(pair.original));
    json.field("kind", kind).field("share", static_cast<int>(pair.share * 100));
    rows.add("links",
             record::content_id('l', id_of(pair.copy) + '\n' + kind + '\n' + id_of(pair.original)),
             inside(json), {pair.in_copy, pair.in_original});
  };
  for (const Copy& copy : found.texts.copies) {
    add(copy, is_revision(found.corpus, copy) ? "revision_of" : "copy_of");
  }
  for (const Copy& passage : found.texts.passages) add(passage, "shares_passages");
  for (const Copy& quotation : found.texts.quotations) add(quotation, "shares_quotation");
  // What answers which proposal: "rejected the proposal", and the offer before it.
  const Items& positions = found.corpus.of(record::Layer::kPositions);
  for (const Item& answer : positions) {
    for (const text::Span span : spans_of(found.corpus.fact(answer).at("answers"))) {
      const auto own = std::ranges::equal_range(positions, answer.article, {}, &Item::article);
      const auto proposal = std::ranges::find_if(
          own, [&](const Item& item) { return item.span == span && item.id != answer.id; });
      if (proposal == own.end()) continue;
      JsonWriter json;
      json.begin_object()
          .field("a", answer.id.text())
          .field("b", proposal->id.text())
          .field("kind", "answers");
      json.key("share").null();
      rows.add("links",
               record::content_id('l', answer.id.text() + "\nanswers\n" + proposal->id.text()),
               inside(json), {answer.place(), proposal->place()});
    }
  }
  const Items& figures = found.corpus.of(record::Layer::kFigures);
  for (const Series& series : found.figures.series) {
    for (const Point& point : series.points) {
      const Item& a = figures[found.figures.claims[point.claim].figure];
      for (const std::size_t before : point.revises) {
        const Item& b = figures[found.figures.claims[before].figure];
        JsonWriter json;
        json.begin_object()
            .field("a", a.id.text())
            .field("b", b.id.text())
            .field("kind", "supersedes");
        json.key("share").null();
        rows.add("links", record::content_id('l', a.id.text() + "\nsupersedes\n" + b.id.text()),
                 inside(json),
                 {found.corpus.sentence_of(a.place()), found.corpus.sentence_of(b.place())});
      }
    }
    for (const auto& [one, other] : series.conflicts) {
      const Item& a = figures[found.figures.claims[one].figure];
      const Item& b = figures[found.figures.claims[other].figure];
      JsonWriter json;
      json.begin_object()
          .field("a", a.id.text())
          .field("b", b.id.text())
          .field("kind", "conflicts_with");
      json.key("share").null();
      rows.add("links", record::content_id('l', a.id.text() + "\nconflicts_with\n" + b.id.text()),
               inside(json),
               {found.corpus.sentence_of(a.place()), found.corpus.sentence_of(b.place())});
    }
  }
}

void add_articles(const Findings& found, RowList& rows) {
  std::map<std::uint32_t, std::set<std::string>> copies, revisions;
  for (const Copy& copy : found.texts.copies) {
    auto& alike = is_revision(found.corpus, copy) ? revisions : copies;
    alike[copy.copy].emplace(found.corpus.articles[copy.original].id);
    alike[copy.original].emplace(found.corpus.articles[copy.copy].id);
  }
  for (std::uint32_t i = 0; i < found.corpus.articles.size(); ++i) {
    const record::StoredArticle stored = found.corpus.head(i);
    const text::Article& article = stored.article;
    JsonWriter json;
    json.begin_object().field("input", article.input).field("url", article.url);
    json.field("outlet", article.outlet).field("title", article.title).key("authors").begin_array();
    for (const std::string& author : article.authors) json.value(author);
    json.end_array().field("language", article.known_language()).key("published").begin_object();
    json.field("value", article.published.value).key("precision");
    article.published.value ? json.value(name_of(article.published.precision)) : json.null();
    json.field("basis", name_of(article.published.basis)).end_object();
    json.field("sha256", stored.sha256).field("bytes", found.corpus.articles[i].bytes);
    json.key("copies").begin_array();
    for (const std::string& id : copies[i]) json.value(id);
    json.end_array().key("revisions").begin_array();
    for (const std::string& id : revisions[i]) json.value(id);
    json.end_array().field("story", if_any(found.stories[i]));
    json.key("issues").begin_array();
    for (const text::Issue& issue : article.issues) json.value(issue.kind);
    json.end_array();
    // A report stands on its own first words.
    text::Span head = found.corpus.articles[i].whole();
    for (const text::Block& block : found.corpus.blocks(i)) {
      if (block.role == text::BlockRole::kHeadline || text::is_main_text(block.role)) {
        head = block.span;
        break;
      }
    }
    const Place first = found.corpus.sentence_of({i, {head.start, head.start}});
    rows.add("articles", std::string(found.corpus.articles[i].id), inside(json),
             {first.span.empty() ? Place{i, head} : first});
  }
}

}  // namespace parley::story
