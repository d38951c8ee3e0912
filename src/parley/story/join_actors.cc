#include "parley/story/join_actors.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/actors/same_person.h"
#include "parley/story/groups.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

std::vector<std::string_view> names_of(const Fact& entity) {
  std::vector<std::string_view> names;
  if (const auto name = entity.at("name").text()) names.push_back(*name);
  for (const Fact alias : entity.at("aliases")) {
    if (const auto text = alias.text()) names.push_back(*text);
  }
  return names;
}

std::string most_used(const std::map<std::string, std::size_t>& uses) {
  std::string best;
  std::size_t most = 0;
  for (const auto& [name, count] : uses) {
    if (count > most || (count == most && name.size() > best.size())) {
      best = name;
      most = count;
    }
  }
  return best;
}

actors::Entity entity_of(const Fact& fact) {
  actors::Entity entity;
  entity.name = text_at(fact, "name").value_or("");
  const std::string type = text_at(fact, "type").value_or("MISC");
  for (int i = 0; i <= static_cast<int>(analysis::NameType::kMisc); ++i) {
    if (name_of(static_cast<analysis::NameType>(i)) == type) {
      entity.type = static_cast<analysis::NameType>(i);
    }
  }
  const auto strings = [&](std::string_view key, std::vector<std::string>& into) {
    for (const Fact one : fact.at(key)) {
      if (const auto text = one.text()) into.emplace_back(*text);
    }
  };
  strings("aliases", entity.aliases);
  strings("titles", entity.titles);
  entity.affiliation = text_at(fact, "affiliation").value_or("");
  return entity;
}

// Two entities can only be one actor where they share one of these.
std::set<std::string> keys_of(const actors::Entity& entity) {
  std::set<std::string> keys;
  if (entity.type == analysis::NameType::kPer) {
    const std::vector<std::string> words = actors::name_words(entity.name);
    if (!words.empty()) keys.insert("person " + actors::name_key(words.back()));
    return keys;
  }
  const auto add = [&](std::string_view name) {
    if (const actors::Country* country = actors::find_country(name)) keys.insert(country->name);
    std::string folded = text::fold_case(name);
    if (folded.starts_with("the ")) folded.erase(0, 4);
    keys.insert(std::move(folded));
  };
  add(entity.name);
  for (const std::string& alias : entity.aliases) add(alias);
  return keys;
}

// Which entities are one actor: those of the same name at once, then pairs that share a key and are
// one by actors/same_person.h. Groups join only if no two of their members are different persons.
class Joiner {
 public:
  explicit Joiner(const Corpus& corpus) : groups_(corpus.of(record::Layer::kEntities).size()) {
    const Items& items = corpus.of(record::Layer::kEntities);
    std::unordered_map<std::string, std::size_t> first;
    Ranks ranks;
    std::uint32_t article = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      actors::Entity entity = entity_of(corpus.fact(items[i]));
      if (items[i].article != article) ranks.clear();
      article = items[i].article;
      note_generations(entity, ranks);
      const auto [found, added] = first.try_emplace(key_of(entity), i);
      if (added) {
        distinct_.push_back(i);
        members_[i] = {i};
        if (entity.type == analysis::NameType::kPer) persons_.emplace(i, actors::person_of(entity));
        entities_.emplace(i, std::move(entity));
      } else {
        groups_.join(found->second, i);
      }
    }
    std::ranges::sort(distinct_, [&](std::size_t a, std::size_t b) {
      const actors::Entity& one = entities_.at(a);
      const actors::Entity& other = entities_.at(b);
      return std::tie(one.name, one.affiliation, a) < std::tie(other.name, other.affiliation, b);
    });
  }

  Groups join() {
    std::map<std::string, std::vector<std::size_t>> rooms;
    for (const std::size_t i : distinct_) {
      for (const std::string& key : keys_of(entities_.at(i))) rooms[key].push_back(i);
    }
    for (const auto& [key, room] : rooms) note_crowd(room);
    for (const auto& [key, room] : rooms) {
      for (std::size_t a = 0; a < room.size(); ++a) {
        for (std::size_t b = a + 1; b < room.size(); ++b) try_join(room[a], room[b]);
      }
    }
    for (const auto& [key, room] : rooms) join_surnames(room);
    return std::move(groups_);
  }

 private:
  // Equal for entities of one name, affiliation and aliases.
  static std::string key_of(const actors::Entity& entity) {
    std::string key(1, entity.type == analysis::NameType::kPer ? 'p' : 'b');
    const auto add = [&](std::string_view words) {
      key += words;
      key += '\0';
    };
    add(text::fold_case(entity.name));
    add(entity.affiliation);
    for (const std::string& alias : entity.aliases) add(alias);
    return key;
  }

  // Ranks of the persons of one article, by the rest of their names.
  using Ranks = std::map<std::string, std::set<std::string_view>>;

  static std::string given_and_surname(const std::vector<std::string>& words) {
    return words.size() < 2 ? std::string() : words.front() + ' ' + words.back();
  }

  // An article that names "Ola Vik" and "Ola Vik Jr." knows two persons.
  void note_generations(const actors::Entity& entity, Ranks& ranks) {
    if (entity.type != analysis::NameType::kPer) return;
    const std::string name = given_and_surname(actors::name_words(entity.name));
    if (name.empty()) return;
    std::set<std::string_view>& known = ranks[name];
    known.insert(actors::name_rank(entity.name));
    if (known.size() > 1) generations_.insert(name);
  }

  actors::Likeness compare(std::size_t a, std::size_t b) const {
    const actors::Person& one = persons_.at(a);
    const actors::Person& other = persons_.at(b);
    if (one.rank != other.rank) {
      const bool both = !one.rank.empty() && !other.rank.empty();
      if (both || generations_.contains(given_and_surname(one.words))) {
        return actors::Likeness::kDifferent;
      }
    }
    const bool crowded = !one.words.empty() && crowded_.contains(one.words.back());
    return actors::compare_persons(one, other, crowded);
  }

  // Surnames that many have.
  void note_crowd(const std::vector<std::size_t>& room) {
    constexpr std::size_t kCrowd = 5;  // given names
    std::map<std::string, std::set<std::string>> given;
    for (const std::size_t i : room) {
      if (!is_person(i)) continue;
      const std::vector<std::string>& words = persons_.at(i).words;
      if (words.size() > 1) given[words.back()].insert(words.front());
    }
    for (const auto& [surname, names] : given) {
      if (names.size() >= kCrowd) crowded_.insert(surname);
    }
  }

  bool is_person(std::size_t i) const { return entities_.at(i).type == analysis::NameType::kPer; }

  void try_join(std::size_t a, std::size_t b) {
    if (groups_.root(a) == groups_.root(b) || is_person(a) != is_person(b)) return;
    const bool same = is_person(a) ? compare(a, b) == actors::Likeness::kSame
                                   : actors::same_body(entities_.at(a), entities_.at(b));
    if (same && may_join(a, b)) merge(a, b);
  }

  bool may_join(std::size_t a, std::size_t b) {
    if (!is_person(a)) return true;
    for (const std::size_t one : members_[groups_.root(a)]) {
      for (const std::size_t other : members_[groups_.root(b)]) {
        if (compare(one, other) == actors::Likeness::kDifferent) return false;
      }
    }
    return true;
  }

  void merge(std::size_t a, std::size_t b) {
    std::vector<std::size_t> all = std::move(members_[groups_.root(a)]);
    std::vector<std::size_t>& more = members_[groups_.root(b)];
    all.insert(all.end(), more.begin(), more.end());
    groups_.join(a, b);
    members_[groups_.root(a)] = std::move(all);
  }

  // Letter by letter: without a given name nothing else speaks for a join.
  bool same_surname(std::size_t a, std::size_t b) const {
    return persons_.at(a).words.back() == persons_.at(b).words.back();
  }

  // A surname alone joins the one person of that surname, if there is only one.
  void join_surnames(const std::vector<std::size_t>& room) {
    for (const std::size_t alone : room) {
      if (!is_person(alone) || persons_.at(alone).words.size() != 1) continue;
      std::set<std::size_t> persons;
      std::size_t whole = alone;
      for (const std::size_t other : room) {
        if (!is_person(other) || persons_.at(other).words.size() < 2) continue;
        if (compare(alone, other) == actors::Likeness::kDifferent) continue;
        persons.insert(groups_.root(other));
        if (same_surname(alone, other)) whole = other;
      }
      if (persons.size() == 1 && groups_.root(alone) != groups_.root(whole) &&
          may_join(alone, whole)) {
        merge(alone, whole);
      }
    }
  }

  std::unordered_map<std::size_t, actors::Entity> entities_;  // of distinct_
  std::unordered_map<std::size_t, actors::Person> persons_;   // of those of distinct_
  std::set<std::string> crowded_;      // surnames of kCrowd given names and more
  std::set<std::string> generations_;  // names that father and son share
  std::vector<std::size_t> distinct_;  // one of each name, affiliation and aliases
  std::unordered_map<std::size_t, std::vector<std::size_t>> members_;  // of distinct_, by root
  Groups groups_;
};

}  // namespace

Actors::Actors(const Corpus& corpus, const ActorEdits& edits)
    : persons_(&corpus.memory()),
      called_(&corpus.memory()),
      names_(std::make_shared<Strings>(&corpus.memory())) {
  const Items& entities = corpus.of(record::Layer::kEntities);
  const GroupList groups = regrouped(edits.groups, Joiner(corpus).join().all());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::span<const std::uint32_t> group = groups[g];
    Actor actor;
    std::map<std::string, std::size_t> uses, types;
    for (const std::size_t i : group) {
      const Fact entity = corpus.fact(entities[i]);
      const std::size_t weight = 1 + entity.at("mentions").size();
      uses[text_at(entity, "name").value_or("")] += weight;
      types[text_at(entity, "type").value_or("MISC")] += weight;
    }
    actor.name = most_used(uses);
    actor.type = most_used(types);
    for (const std::size_t i : group) {
      if (const auto name = edits.names.find(i); name != edits.names.end()) {
        actor.name = name->second;
      }
      if (const auto type = edits.types.find(i); type != edits.types.end()) {
        actor.type = type->second;
      }
    }
    actor.id = record::content_id('k', actor.type + '\n' + text::fold_case(actor.name));
    actor.entities.assign(group.begin(), group.end());
    actors_.push_back(std::move(actor));
  }
  // Two groups of one name and kind (two persons called alike) need ids of their own.
  std::map<std::string, int> taken;
  for (Actor& actor : actors_) {
    if (const int before = taken[actor.id]++; before > 0) {
      actor.id =
          record::content_id('k', actor.id + '\n' + entities[actor.entities.front()].id.text());
    }
  }
  std::ranges::sort(actors_, {}, &Actor::id);
  note_names(corpus);
}

void Actors::note_names(const Corpus& corpus) {
  const Items& entities = corpus.of(record::Layer::kEntities);
  for (std::uint32_t at = 0; at < actors_.size(); ++at) {
    if (actors_[at].type == "ORG") {
      const std::string name = text::fold_case(actors_[at].name);
      by_noun_[name.substr(name.rfind(' ') + 1)].insert(at);
    }
    for (const std::size_t i : actors_[at].entities) {
      const Fact entity = corpus.fact(entities[i]);
      const std::uint32_t article = entities[i].article;
      for (const std::string_view name : names_of(entity)) {
        called_.push_back({article, names_->add(text::fold_case(name)), at});
      }
      if (actors_[at].type != "PER") continue;
      for (const Fact mention : entity.at("mentions")) {
        for (const text::Span span : spans_of(mention)) persons_.push_back({article, at, span});
      }
    }
  }
  // Of two actors of one name in one article, the first.
  const auto key = [](const Called& one) { return std::pair(one.article, one.name); };
  std::ranges::stable_sort(called_, {}, key);
  const auto doubled = std::ranges::unique(called_, {}, key);
  called_.erase(doubled.begin(), doubled.end());
  called_.shrink_to_fit();
  std::ranges::sort(persons_, {}, &PersonAt::article);
  persons_.shrink_to_fit();
}

const Actor* Actors::find(std::uint32_t article, const std::string& name) const {
  const auto number = names_->find(text::fold_case(name));
  if (!number) return nullptr;
  const std::pair key(article, *number);
  const auto found = std::ranges::lower_bound(
      called_, key, {}, [](const Called& one) { return std::pair(one.article, one.name); });
  if (found == called_.end() || std::pair(found->article, found->name) != key) return nullptr;
  return &actors_[found->actor];
}

const Actor* Actors::find_described(std::string_view words) const {
  std::string folded = text::fold_case(words);
  const std::size_t space = folded.rfind(' ');
  const std::string noun = space == std::string::npos ? folded : folded.substr(space + 1);
  // "the board", "board"; "the new board" may be another one.
  if (!actors::is_body_noun(noun) || (space != std::string::npos && folded != "the " + noun)) {
    return nullptr;
  }
  const auto found = by_noun_.find(noun);
  if (found == by_noun_.end() || found->second.size() != 1) return nullptr;
  return &actors_[*found->second.begin()];
}

const Actor* Actors::speaker_of(std::uint32_t article, const Fact& part) const {
  if (const auto name = text_at(part, "actor")) return find(article, *name);
  const std::string_view kind = part.at("kind").text().value_or("");
  // A person kept nameless is nobody's name, whoever else the words speak of.
  if (kind == "unnamed") return nullptr;
  if (kind == "role") {
    if (const Actor* body = find_described(part.at("quote").text().value_or(""))) return body;
  }
  const auto persons = std::ranges::equal_range(persons_, article, {}, &PersonAt::article);
  std::set<std::uint32_t> at_edge;
  for (const text::Span span : spans_of(part)) {
    for (const PersonAt& person : persons) {
      if (!span.contains(person.span)) continue;
      if (person.span.start == span.start || person.span.end == span.end) {
        at_edge.insert(person.actor);
      }
    }
  }
  return at_edge.size() == 1 ? &actors_[*at_edge.begin()] : nullptr;
}

}  // namespace parley::story
