// Three passes, each resolving anchors on what the pass before has left: findings and articles,
// then who is who and what is one saying, then whole rows. A later decision on the same thing wins.
#include "parley/story/replay.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "parley/base/json_writer.h"
#include "parley/story/edit_item.h"
#include "parley/story/row_parts.h"
#include "parley/story/rows.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

using base::JsonWriter;

// The layer whose findings are the rows of `type`, or from which its rows are grouped.
std::optional<record::Layer> layer_of(std::string_view type) {
  if (type == "actors") return record::Layer::kEntities;
  if (type == "origins") return record::Layer::kStatements;
  for (const record::Layer layer : {record::Layer::kStatements, record::Layer::kFigures,
                                    record::Layer::kPositions, record::Layer::kEvents}) {
    if (record::name_of(layer) == type) return layer;
  }
  return std::nullopt;
}

bool is_finding(std::string_view type) {
  return type != "actors" && type != "origins" && layer_of(type).has_value();
}

std::optional<std::uint32_t> article_called(const Corpus& corpus, std::string_view id) {
  const auto found = std::ranges::lower_bound(corpus.articles, id, {}, &Report::id);
  if (found == corpus.articles.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - corpus.articles.begin());
}

// The words of `anchor` in its article, nearest to where they stood.
std::optional<Place> words_now(const Corpus& corpus, const Anchor& anchor) {
  const auto article = article_called(corpus, anchor.article);
  if (!article) return std::nullopt;
  const std::shared_ptr<const std::string> kept = corpus.text(*article);
  const std::string& text = *kept;
  const Place old{*article, anchor.span};
  const bool inside = anchor.span.start <= anchor.span.end && anchor.span.end <= text.size();
  if (inside && corpus.words(old) == anchor.quote) return old;
  if (anchor.quote.empty()) return std::nullopt;
  const std::size_t after = text.find(anchor.quote, anchor.span.start);
  const std::size_t before = text.rfind(anchor.quote, anchor.span.start);
  std::size_t at = after == std::string::npos ? before : after;
  if (after != std::string::npos && before != std::string::npos &&
      anchor.span.start - before < after - anchor.span.start) {
    at = before;
  }
  if (at == std::string::npos) return std::nullopt;
  const auto start = static_cast<std::uint32_t>(at);
  return Place{*article, {start, start + static_cast<std::uint32_t>(anchor.quote.size())}};
}

std::uint32_t distance(std::uint32_t a, std::uint32_t b) { return a < b ? b - a : a - b; }

void write_followed(JsonWriter& json, const Target& target, Standing standing,
                    const std::vector<std::string>& now) {
  json.begin_object().field("type", target.type).field("id", target.id);
  json.field("label", if_any(target.label)).field("standing", name_of(standing));
  json.key("now").begin_array();
  for (const std::string& id : now) json.value(id);
  json.end_array().key("anchors").begin_array();
  for (const Anchor& anchor : target.anchors) {
    json.begin_object().field("article", anchor.article).field("start", anchor.span.start);
    json.field("end", anchor.span.end).field("quote", anchor.quote).end_object();
  }
  json.end_array().end_object();
}

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

}  // namespace

std::string_view name_of(Standing standing) {
  constexpr std::array<std::string_view, 4> kNames = {"stands", "moved", "unread", "gone"};
  return kNames[static_cast<std::size_t>(standing)];
}

Replay::Replay(const std::vector<record::Decision>& stored) {
  for (const record::Decision& one : stored) {
    base::Result<Decision> decision = read_decision(one);
    if (!decision) continue;
    entries_.push_back({std::move(*decision), {}, {}});
  }
  for (Entry& entry : entries_) {
    for (const Target& target : entry.decision.targets)
      entry.targets.emplace_back().target = &target;
    for (const Target& target : entry.decision.members)
      entry.members.emplace_back().target = &target;
  }
}

bool Replay::any() const {
  return std::ranges::any_of(entries_, [&](const Entry& entry) { return in_force(entry); });
}

void Replay::find_words(const Corpus& corpus, Followed& followed) {
  followed.words.clear();
  bool moved = false;
  for (const Anchor& anchor : followed.target->anchors) {
    const std::optional<Place> place = words_now(corpus, anchor);
    if (!place) continue;
    moved = moved || place->span != anchor.span;
    followed.words.insert(*place);
  }
  followed.standing = followed.words.empty() ? Standing::kGone
                      : moved                ? Standing::kMoved
                                             : Standing::kStands;
}

void Replay::find_item(const Corpus& corpus, record::Layer layer, Followed& followed) {
  followed.item.reset();
  find_words(corpus, followed);
  if (followed.standing == Standing::kGone) return;
  const Items& items = corpus.of(layer);
  for (const Anchor& anchor : followed.target->anchors) {
    const auto article = article_called(corpus, anchor.article);
    if (!article) continue;
    const auto own = std::ranges::equal_range(items, *article, {}, &Item::article);
    std::optional<std::size_t> best;
    // The same words, nearest to the old place; of several there, the one of the same id.
    const auto rank = [&](std::size_t i) {
      return std::pair(distance(items[i].span.start, anchor.span.start),
                       items[i].id.text() != followed.target->id);
    };
    for (auto at = own.begin(); at != own.end(); ++at) {
      if (corpus.words(at->place()) != anchor.quote) continue;
      const auto i = static_cast<std::size_t>(at - items.begin());
      if (!best || rank(i) < rank(*best)) best = i;
    }
    if (!best) continue;
    followed.item = best;
    followed.standing = items[*best].span == anchor.span ? Standing::kStands : Standing::kMoved;
    return;
  }
  followed.standing = Standing::kUnread;
}

void Replay::edit(Corpus& corpus) {
  std::set<std::uint32_t> left_out;
  std::array<std::set<std::size_t>, record::kLayers.size()> rejected;
  for (Entry& entry : entries_) {
    for (Followed& followed : entry.targets) {
      const std::string& type = followed.target->type;
      const Decision& decision = entry.decision;
      if (type == "articles") {
        find_words(corpus, followed);
        const auto article = article_called(corpus, followed.target->id);
        if (!article) continue;
        followed.now = {followed.target->id};
        if (followed.standing == Standing::kGone) followed.standing = Standing::kMoved;
        if (!in_force(entry)) continue;
        if (decision.kind == DecisionKind::kReject) left_out.insert(*article);
        if (decision.kind == DecisionKind::kCorrect) {
          record::StoredArticle head = corpus.head(*article);
          set_field(head.article, decision.field, decision.value);
          corpus.set_head(*article, std::move(head));
        }
        continue;
      }
      if (!is_finding(type)) continue;
      const record::Layer layer = *layer_of(type);
      find_item(corpus, layer, followed);
      if (!followed.item) continue;
      Item& item = corpus.layers[static_cast<std::size_t>(layer)][*followed.item];
      followed.now = {item.id.text()};
      if (!in_force(entry)) continue;
      if (decision.kind == DecisionKind::kReject) {
        rejected[static_cast<std::size_t>(layer)].insert(*followed.item);
      }
      if (decision.kind == DecisionKind::kCorrect) {
        set_field(corpus, layer, item, decision.field, decision.value);
      }
    }
  }
  if (left_out.empty() &&
      std::ranges::all_of(rejected, [](const auto& some) { return some.empty(); })) {
    return;
  }
  std::set<ItemId> gone;
  for (std::size_t layer = 0; layer < rejected.size(); ++layer) {
    Items& items = corpus.layers[layer];
    std::size_t at = 0;
    std::erase_if(items, [&](const Item& item) {
      const bool drop = rejected[layer].contains(at++) || left_out.contains(item.article);
      if (drop) gone.insert(item.id);
      return drop;
    });
  }
  for (const record::Layer layer : record::kLayers) {
    for (Item& item : corpus.layers[static_cast<std::size_t>(layer)]) {
      clear_references(corpus, layer, item, gone);
    }
  }
  // A report that is left out is nobody's copy.
  for (const std::uint32_t article : left_out) {
    for (text::Block& block : corpus.blocks(article)) {
      block.role = text::BlockRole::kBoilerplate;
    }
  }
}

ActorEdits Replay::actor_edits(const Corpus& corpus) {
  const Items& entities = corpus.of(record::Layer::kEntities);
  ActorEdits edits;
  for (Entry& entry : entries_) {
    Regrouping group;
    for (Followed& followed : entry.targets) {
      if (followed.target->type != "actors") continue;
      find_item(corpus, record::Layer::kEntities, followed);
      if (followed.item) group.join.push_back(*followed.item);
    }
    if (!in_force(entry) || group.join.empty()) continue;
    const Decision& decision = entry.decision;
    if (decision.kind == DecisionKind::kCorrect) {
      const Json value = Json::parse(decision.value, nullptr, false);
      if (!value.is_string()) continue;
      if (decision.field == "name") edits.names[group.join.front()] = value.get<std::string>();
      if (decision.field == "type") edits.types[group.join.front()] = value.get<std::string>();
    }
    if (decision.kind == DecisionKind::kSplit) {
      std::set<std::string> names;
      for (const std::string& name : decision.names) names.insert(text::fold_case(name));
      std::set<std::uint32_t> articles;
      for (const std::string& id : decision.articles) {
        if (const auto article = article_called(corpus, id)) articles.insert(*article);
      }
      for (std::size_t i = 0; i < entities.size(); ++i) {
        const std::string name = text_at(corpus.fact(entities[i]), "name").value_or("");
        if (articles.contains(entities[i].article) || names.contains(text::fold_case(name))) {
          group.leave.insert(i);
        }
      }
    }
    if (decision.kind == DecisionKind::kMerge || decision.kind == DecisionKind::kSplit) {
      edits.groups.push_back(std::move(group));
    }
  }
  return edits;
}

std::vector<Regrouping> Replay::origin_edits(const Corpus& corpus) {
  std::vector<Regrouping> edits;
  for (Entry& entry : entries_) {
    Regrouping group;
    for (Followed& followed : entry.targets) {
      if (followed.target->type != "origins") continue;
      find_item(corpus, record::Layer::kStatements, followed);
      if (followed.item) group.join.push_back(*followed.item);
    }
    for (Followed& followed : entry.members) {
      find_item(corpus, record::Layer::kStatements, followed);
      if (followed.item) group.leave.insert(*followed.item);
    }
    const bool groups = entry.decision.kind == DecisionKind::kJoin ||
                        (entry.decision.kind == DecisionKind::kPart && !group.leave.empty());
    if (in_force(entry) && groups && !group.join.empty()) edits.push_back(std::move(group));
  }
  return edits;
}

void Replay::finish(const Findings& found, RowList& rows) {
  decide_rows(found, rows);
  write_decisions(rows);
}

void Replay::decide_rows(const Findings& found, RowList& list) {
  if (entries_.empty()) return;
  RowStore& rows = list.rows();
  std::map<std::pair<std::string_view, Place>, std::vector<std::string>> by_place;  // ids of rows
  std::set<std::string_view> placed;  // types whose rows are found by evidence
  for (const Entry& entry : entries_) {
    for (const Followed& followed : entry.targets) {
      const std::string_view type = followed.target->type;
      if (!layer_of(type) && type != "articles") placed.insert(type);
    }
  }
  for (const std::string_view type : placed) {
    rows.each(type, [&](const record::DerivedRow& row) {
      for (const Json& place : part_at(Json::parse(row.json, nullptr, false), "evidence")) {
        const auto article = article_called(found.corpus, text_at(place, "article").value_or(""));
        for (const text::Span span : spans_of(place)) {
          if (article) by_place[{type, {*article, span}}].push_back(row.id);
        }
      }
    });
  }
  std::unordered_map<std::size_t, std::string_view> actor_of, origin_of;  // by item
  for (const Actor& actor : found.actors.all()) {
    for (const std::size_t i : actor.entities) actor_of[i] = actor.id;
  }
  std::vector<std::string> origin_ids;
  origin_ids.reserve(found.origins.size());
  const Items& statements = found.corpus.of(record::Layer::kStatements);
  for (const Origin& origin : found.origins) {
    origin_ids.push_back(record::content_id('o', statements[origin.members.front()].id.text()));
    for (const std::size_t i : origin.members) origin_of[i] = origin_ids.back();
  }

  // By number, which follows the order of the rows.
  std::map<std::int64_t, std::pair<record::DerivedRow, std::vector<const Entry*>>> touched;
  const auto touch = [&](std::string_view type, std::string_view id, const Entry& entry) {
    std::optional<record::DerivedRow> row = rows.find(type, id);
    if (!row) return false;
    if (in_force(entry)) {
      auto& [own, decided] = touched[row->number];
      own = std::move(*row);
      if (decided.empty() || decided.back() != &entry) decided.push_back(&entry);
    }
    return true;
  };
  for (Entry& entry : entries_) {
    for (Followed& followed : entry.targets) {
      const std::string& type = followed.target->type;
      if (is_finding(type) || type == "articles") {
        // A rejected row is not there any more.
        std::erase_if(followed.now, [&](const std::string& id) { return !touch(type, id, entry); });
        continue;
      }
      followed.now.clear();
      if (layer_of(type)) {
        const auto& groups = type == "actors" ? actor_of : origin_of;
        const auto group = followed.item ? groups.find(*followed.item) : groups.end();
        if (group != groups.end() && touch(type, group->second, entry)) {
          followed.now = {std::string(group->second)};
        }
        continue;
      }
      find_words(found.corpus, followed);
      if (followed.standing == Standing::kGone) continue;
      if (touch(type, followed.target->id, entry)) {
        followed.now = {followed.target->id};
        continue;
      }
      // Another id, the same words: only where one row alone stands on them.
      std::set<std::string> same;
      for (const Place& place : followed.words) {
        const auto at = by_place.find({type, place});
        if (at != by_place.end()) same.insert(at->second.begin(), at->second.end());
      }
      followed.standing = Standing::kUnread;
      if (same.size() == 1 && touch(type, *same.begin(), entry)) {
        followed.now = {*same.begin()};
        followed.standing = Standing::kMoved;
      }
    }
  }

  for (auto& [number, one] : touched) {
    auto& [stored, entries] = one;
    OrderedJson row = OrderedJson::parse(stored.json, nullptr, false);
    if (!row.is_object()) continue;
    bool rejected = false;
    for (const Entry* entry : entries) {
      const Decision& decision = entry->decision;
      row["decided"].push_back(decision.id);
      rejected = rejected || decision.kind == DecisionKind::kReject;
      const std::string& type = stored.type;
      const bool own =
          !is_finding(type) && type != "articles" && !row_follows(type, decision.field);
      if (decision.kind == DecisionKind::kCorrect && own) {
        set_field(row, decision.field, decision.value);
      }
    }
    stored.json = row.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    rejected ? rows.erase(stored) : rows.replace(stored);
  }
}

void Replay::write_decisions(RowList& rows) {
  std::map<std::string_view, const Entry*> by_id;
  for (const Entry& entry : entries_) by_id.emplace(entry.decision.id, &entry);
  for (const Entry& entry : entries_) {
    const Decision& decision = entry.decision;
    Standing worst = Standing::kStands;
    std::set<Place> words;
    for (const auto* followed : {&entry.targets, &entry.members}) {
      for (const Followed& one : *followed) {
        worst = std::max(worst, one.standing);
        words.insert(one.words.begin(), one.words.end());
      }
    }
    // An undo stands on what it takes back, however long the chain of undos.
    const Entry* undone = &entry;
    for (std::size_t step = 0; step < entries_.size(); ++step) {
      if (undone->decision.kind != DecisionKind::kUndo) break;
      const auto found = by_id.find(undone->decision.undoes);
      if (found == by_id.end()) break;
      undone = found->second;
    }
    if (undone != &entry) {
      for (const Followed& one : undone->targets) words.insert(one.words.begin(), one.words.end());
    }
    JsonWriter json;
    json.begin_object().field("made_at", decision.made_at).field("made_by", decision.made_by);
    json.field("kind", name_of(decision.kind)).field("reason", decision.reason);
    json.field("standing", in_force(entry) ? name_of(worst) : "undone");
    json.field("undone_at", decision.undone_at).field("undoes", if_any(decision.undoes));
    json.field("field", if_any(decision.field)).key("value");
    decision.value.empty() ? json.null() : json.raw(decision.value);
    json.key("before");
    decision.before.empty() ? json.null() : json.raw(decision.before);
    write_strings(json, "names", decision.names);
    write_strings(json, "articles", decision.articles);
    for (const auto& [key, followed] :
         {std::pair("targets", &entry.targets), std::pair("members", &entry.members)}) {
      json.key(key).begin_array();
      for (const Followed& one : *followed) {
        write_followed(json, *one.target, one.standing, one.now);
      }
      json.end_array();
    }
    rows.add_decision(decision.id, inside(json), words);
  }
}

}  // namespace parley::story
