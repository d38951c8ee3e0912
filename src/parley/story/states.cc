// How far the talks were, day by day and by whose word: the events of all reports that tell of a
// state, one row where reports tell the same state of the same talks on the same day by the same
// claimant. Two claimants who differ ("the truce is in force", "the truce has collapsed") make two
// rows; which is right stays open. What is only asked for or supposed makes none.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "parley/base/json_writer.h"
#include "parley/story/groups.h"
#include "parley/story/row_parts.h"
#include "parley/story/rows.h"

namespace parley::story {
namespace {

using base::JsonWriter;

// "ongoing" tells of the day as much as "happened" does.
std::optional<std::string> standing_of(std::string_view modality) {
  if (modality == "happened" || modality == "ongoing") return "happened";
  if (modality == "planned" || modality == "denied") return std::string(modality);
  return std::nullopt;
}

struct State {
  std::string name, standing, date, basis;
  const Process* process = nullptr;
  const Actor* by = nullptr;
  std::optional<std::string> by_words;  // of the claimant; none where the outlet tells it
  std::vector<std::size_t> events;      // indices into their layer
};

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

class StateFinder {
 public:
  explicit StateFinder(const Findings& found) : found_(found) {
    const Items& statements = found.corpus.of(record::Layer::kStatements);
    for (std::size_t i = 0; i < statements.size(); ++i) statements_.emplace(statements[i].id, i);
  }

  // In the order of the first event of each.
  std::vector<State> run() {
    const Items& events = found_.corpus.of(record::Layer::kEvents);
    for (std::size_t i = 0; i < events.size(); ++i) read(i, events[i]);
    return std::move(states_);
  }

 private:
  void read(std::size_t i, const Item& event) {
    const Fact fact = found_.corpus.fact(event);
    const std::optional<std::string> name = text_at(fact, "state");
    const auto standing = standing_of(text_at(fact, "modality").value_or(""));
    if (!name || !standing) return;
    State state{*name,   *standing, "", "", found_.processes.find(event.place(), nullptr),
                nullptr, {},        {i}};
    const std::string_view published = found_.corpus.articles[event.article].published;
    if (const auto time = text_at(fact, "time")) {
      state.date = *time;
      state.basis = "text";
    } else if (!published.empty()) {
      state.date = published.substr(0, 10);
      state.basis = "published";
    }
    claim(event.article, fact, state);
    const std::string by =
        state.by != nullptr ? std::string(state.by->id) : state.by_words.value_or("");
    const Key key{state.process != nullptr ? state.process->id : "", state.name, state.standing,
                  state.date, by};
    const auto [at, fresh] = by_key_.emplace(key, states_.size());
    if (fresh) {
      states_.push_back(std::move(state));
    } else {
      states_[at->second].events.push_back(i);
    }
  }

  void claim(std::uint32_t article, Fact fact, State& state) const {
    const auto id = text_at(fact, "statement");
    const auto number = id ? ItemId::read(*id) : std::nullopt;
    const auto at = number ? statements_.find(*number) : statements_.end();
    if (at == statements_.end()) return;
    const Item& statement = found_.corpus.of(record::Layer::kStatements)[at->second];
    const Fact source = found_.corpus.fact(statement).at("source");
    state.by = found_.actors.speaker_of(article, source);
    state.by_words = text_at(source, "quote");
  }

  const Findings& found_;
  std::map<ItemId, std::size_t> statements_;
  std::map<Key, std::size_t> by_key_;
  std::vector<State> states_;
};

}  // namespace

void add_states(const Findings& found, RowList& rows) {
  const Corpus& corpus = found.corpus;
  const Items& events = corpus.of(record::Layer::kEvents);
  Groups reprints(corpus.articles.size(), &corpus.memory());
  for (const Copy& pair : found.texts.copies) reprints.join(pair.copy, pair.original);
  for (const State& state : StateFinder(found).run()) {
    JsonWriter json;
    json.begin_object().field("state", state.name).field("standing", state.standing);
    json.field("date", if_any(state.date)).field("date_basis", if_any(state.basis));
    const Process* process = state.process;
    json.field("process_id", process != nullptr ? std::optional(process->id) : std::nullopt);
    json.field("process", process != nullptr ? std::optional(process->name) : std::nullopt);
    json.field("by", state.by != nullptr ? std::optional(state.by->name) : state.by_words);
    json.field("by_id", state.by != nullptr ? std::optional(state.by->id) : std::nullopt);
    json.field("quote", corpus.words(events[state.events.front()].place()));
    std::set<Place> evidence;
    std::set<std::string> outlets, tellers;
    json.key("members").begin_array();
    for (const std::size_t i : state.events) {
      const std::uint32_t article = events[i].article;
      evidence.insert(events[i].place());
      outlets.insert(corpus.outlet(article));
      const auto first = static_cast<std::uint32_t>(reprints.root(article));
      const std::string outlet = corpus.outlet(first);
      tellers.insert(outlet.empty() ? std::string(corpus.articles[first].id) : outlet);
      json.begin_object().field("event", events[i].id.text());
      write_report(json, corpus, article);
      json.end_object();
    }
    json.end_array().key("outlets").begin_array();
    outlets.erase("");
    for (const std::string& outlet : outlets) json.value(outlet);
    json.end_array().field("independent", static_cast<std::int64_t>(tellers.size()));
    const std::string first = events[state.events.front()].id.text();
    rows.add("states", record::content_id('j', first), inside(json), evidence);
  }
}

}  // namespace parley::story
