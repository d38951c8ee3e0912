#include "parley/story/commitments.h"

#include "parley/story/by_article.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/story/row_parts.h"
#include "parley/story/rows.h"
#include "parley/story/speakers.h"
#include "parley/story/words.h"

namespace parley::story {
namespace {

using base::JsonWriter;

// Two reports tell of one undertaking where more than half of the shorter term's words agree.
bool is_same_term(std::string_view a, std::string_view b) {
  const std::vector<std::string> first = content_words(a);
  const std::vector<std::string> second = content_words(b);
  if (first.empty() || second.empty() || numbers_differ(first, second)) return false;
  return shared_words(first, second) * 2 > std::min(first.size(), second.size());
}

std::string term_of(const Corpus& corpus, const Item& position, std::string_view key) {
  return text_at(corpus.fact(position).at("term"), key).value_or("");
}

bool names_a_truce(std::string_view words) {
  return std::ranges::any_of(plain_words(words), [](const std::string& word) {
    return word == "truce" || word == "ceasefire" || word == "cease-fire" || word == "armistice";
  });
}

// True where the next word is a place or a goal: "to", "in", "to the".
bool ends_with_place_word(std::string_view words) {
  std::vector<std::string> before = plain_words(words);
  if (!before.empty() && before.back() == "the") before.pop_back();
  if (before.empty()) return false;
  const std::string& last = before.back();
  return last == "to" || last == "in" || last == "into" || last == "from" || last == "at";
}

struct Charge {
  Keeping keeping = Keeping::kBreached;
  const Actor* about = nullptr;
  const Process* process = nullptr;
  bool of_truce = false;  // names a truce; else an agreement of any kind
};

// Whom a statement reports to keep or break an agreement.
class Charges {
 public:
  Charges(const Corpus& corpus, const Actors& actors, const Processes& processes)
      : corpus_(corpus), actors_(actors), processes_(processes), mentions_(&corpus.memory()) {
    for (const Item& entity : corpus.of(record::Layer::kEntities)) {
      const Fact fact = corpus.fact(entity);
      const std::optional<std::string> name = text_at(fact, "name");
      const Actor* actor = name ? actors.find(entity.article, *name) : nullptr;
      if (actor == nullptr) continue;
      for (const Fact mention : fact.at("mentions")) {
        for (const text::Span span : spans_of(mention)) {
          mentions_.add(entity.article, {span, actor});
        }
      }
    }
    mentions_.group(corpus.articles.size());
    for (std::uint32_t article = 0; article < corpus.articles.size(); ++article) {
      std::ranges::sort(mentions_.of(article), {}, [](const Mention& it) { return it.span; });
    }
  }

  std::optional<Charge> read(const Item& statement) const {
    const Fact fact = corpus_.fact(statement);
    const std::vector<text::Span> content = spans_of(fact.at("content"));
    if (content.size() != 1) return {};
    const std::string said = corpus_.words({statement.article, content.front()});
    const bool breach = alleges_breach(said);
    if (!breach && !tells_of_keeping(said)) return {};
    const Fact cue = fact.at("cue");
    const bool denies = text_at(cue, "force") == "deny";
    // "did not confirm that …" tells of nothing.
    if (cue.at("negated").is_true() && !denies) return {};
    Charge charge;
    charge.keeping = !breach ? Keeping::kKept : denies ? Keeping::kDenied : Keeping::kBreached;
    if (!breach && denies) return {};
    charge.about = before(statement.article, content.front(),
                          content.front().start + static_cast<std::uint32_t>(deed_word_in(said)));
    // "denied violating the truce": the one who denies is the one charged.
    if (charge.about == nullptr && charge.keeping != Keeping::kBreached) {
      charge.about = actors_.speaker_of(statement.article, fact.at("source"));
    }
    if (charge.about == nullptr) return {};
    charge.process = processes_.find(statement.place(), charge.about);
    charge.of_truce = names_a_truce(said);
    return charge;
  }

 private:
  struct Mention {
    text::Span span;
    const Actor* actor = nullptr;
  };

  // The last actor that is named in `within` before `end`.
  const Actor* before(std::uint32_t article, text::Span within, std::uint32_t end) const {
    const auto all = mentions_.of(article);
    const auto first = std::ranges::lower_bound(all, within.start, {},
                                                [](const Mention& it) { return it.span.start; });
    const Actor* found = nullptr;
    for (auto it = first; it != all.end() && it->span.end <= end; ++it) {
      // "sent back to the island after breaking the terms": the island is where, not who.
      const text::Span back{within.start, it->span.start};
      found = ends_with_place_word(corpus_.words({article, back})) ? nullptr : it->actor;
    }
    return found;
  }

  const Corpus& corpus_;
  const Actors& actors_;
  const Processes& processes_;
  ByArticle<Mention> mentions_;
};

std::string_view name_of(Keeping keeping) {
  switch (keeping) {
    case Keeping::kKept:
      return "kept";
    case Keeping::kBreached:
      return "breached";
    case Keeping::kDenied:
      return "breach_denied";
  }
  return "";
}

}  // namespace

std::vector<Commitment> find_commitments(const Corpus& corpus, const Actors& actors,
                                         const Processes& processes) {
  const Items& positions = corpus.of(record::Layer::kPositions);
  std::vector<Commitment> found;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_owner;  // and family
  std::map<const Actor*, std::vector<std::size_t>> by_actor;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const Item& position = positions[i];
    const Fact fact = corpus.fact(position);
    if (!fact.at("undertaking").is_true()) continue;
    const std::string name = text_at(fact, "actor").value_or("");
    const Actor* actor = actors.find(position.article, name);
    if (actor == nullptr) actor = actors.find_described(name);
    std::vector<std::size_t>& near = by_owner[{std::string(actor != nullptr ? actor->id : name),
                                               term_of(corpus, position, "family")}];
    const auto same = std::ranges::find_if(near, [&](std::size_t c) {
      return is_same_term(term_of(corpus, positions[found[c].positions.front()], "quote"),
                          term_of(corpus, position, "quote"));
    });
    if (same != near.end()) {
      found[*same].positions.push_back(i);
      continue;
    }
    near.push_back(found.size());
    if (actor != nullptr) by_actor[actor].push_back(found.size());
    found.push_back({{i}, actor, processes.find(position.place(), actor), {}});
  }
  if (found.empty()) return found;
  const Charges charges(corpus, actors, processes);
  const Items& statements = corpus.of(record::Layer::kStatements);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const std::optional<Charge> charge = charges.read(statements[i]);
    if (!charge) continue;
    const auto own = by_actor.find(charge->about);
    if (own == by_actor.end()) continue;
    for (const std::size_t c : own->second) {
      const Item& owed = positions[found[c].positions.front()];
      const bool truce = term_of(corpus, owed, "family") == "cessation" ||
                         names_a_truce(corpus.words(owed.place()));
      if (charge->of_truce && !truce) continue;
      if (charge->process != found[c].process) continue;
      found[c].reports.push_back({charge->keeping, i});
    }
  }
  return found;
}

void add_commitments(const Findings& found, RowList& rows) {
  const Corpus& corpus = found.corpus;
  const Items& positions = corpus.of(record::Layer::kPositions);
  const Items& statements = corpus.of(record::Layer::kStatements);
  for (const Commitment& commitment : find_commitments(corpus, found.actors, found.processes)) {
    const Item& first = positions[commitment.positions.front()];
    const Fact fact = corpus.fact(first);
    const Fact term = fact.at("term");
    JsonWriter json;
    json.begin_object().field("actor", text_at(fact, "actor"));
    json.field("actor_id",
               commitment.actor != nullptr ? std::optional(commitment.actor->id) : std::nullopt);
    json.field("holder", commitment.actor != nullptr ? std::optional(commitment.actor->name)
                                                     : text_at(fact, "actor"));
    const Process* process = commitment.process;
    json.field("process_id", process != nullptr ? std::optional(process->id) : std::nullopt);
    json.field("process", process != nullptr ? std::optional(process->name) : std::nullopt);
    json.field("family", text_at(term, "family")).field("term", text_at(term, "quote"));
    json.field("deadline", text_at(part_at(term, "parameters"), "deadline"));
    const Fact exchange = fact.at("exchange");
    json.field("relation", text_at(exchange, "relation"));
    json.field("condition", text_at(part_at(exchange, "other"), "quote"));
    std::set<Place> evidence;
    std::set<std::string> outlets;
    json.key("members").begin_array();
    for (const std::size_t i : commitment.positions) {
      evidence.insert(positions[i].place());
      outlets.insert(corpus.outlet(positions[i].article));
      json.begin_object().field("position", positions[i].id.text());
      write_report(json, corpus, positions[i].article);
      json.end_object();
    }
    json.end_array().key("outlets").begin_array();
    outlets.erase("");
    for (const std::string& outlet : outlets) json.value(outlet);
    json.end_array().key("reports").begin_array();
    for (const KeepingReport& report : commitment.reports) {
      const Item& statement = statements[report.statement];
      const Fact source = corpus.fact(statement).at("source");
      const Actor* teller = found.actors.speaker_of(statement.article, source);
      json.begin_object().field("kind", name_of(report.keeping));
      json.field("by", teller != nullptr ? std::optional(teller->name) : text_at(source, "quote"));
      json.field("by_id", teller != nullptr ? std::optional(teller->id) : std::nullopt);
      json.field("statement", statement.id.text());
      write_report(json, corpus, statement.article);
      json.end_object();
      evidence.insert(statement.place());
    }
    json.end_array();
    rows.add("commitments", record::content_id('w', first.id.text()), inside(json), evidence);
  }
}

}  // namespace parley::story
