#include "parley/story/join_actors.h"

#include <algorithm>

#include "parley/story/groups.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

std::vector<std::string> names_of(const Item& entity) {
  std::vector<std::string> names;
  if (const auto name = text_at(entity.value, "name")) names.push_back(*name);
  for (const Json& alias : part_at(entity.value, "aliases")) {
    if (alias.is_string()) names.push_back(alias.get<std::string>());
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

// Which entities are one actor. The one function to replace when joining learns more.
Groups join_entities(const std::vector<Item>& entities) {
  Groups groups(entities.size());
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const std::string type = text_at(entities[i].value, "type").value_or("");
    // Only the full name: an alias ("the council", a surname) may be somebody else's elsewhere.
    const std::string name = text_at(entities[i].value, "name").value_or("");
    const auto [found, added] = first.try_emplace(type + '\n' + text::fold_case(name), i);
    if (!added) groups.join(found->second, i);
  }
  return groups;
}

}  // namespace

Actors::Actors(const Corpus& corpus) {
  const std::vector<Item>& entities = corpus.of(record::Layer::kEntities);
  for (std::vector<std::size_t>& group : join_entities(entities).all()) {
    Actor actor;
    std::map<std::string, std::size_t> uses;
    for (const std::size_t i : group) {
      uses[text_at(entities[i].value, "name").value_or("")] +=
          1 + part_at(entities[i].value, "mentions").size();
    }
    actor.name = most_used(uses);
    actor.type = text_at(entities[group.front()].value, "type").value_or("MISC");
    actor.id = record::content_id('k', actor.type + '\n' + text::fold_case(actor.name));
    actor.entities = std::move(group);
    actors_.push_back(std::move(actor));
  }
  std::ranges::sort(actors_, {}, &Actor::id);
  for (std::size_t at = 0; at < actors_.size(); ++at) {
    for (const std::size_t i : actors_[at].entities) {
      for (const std::string& name : names_of(entities[i])) {
        by_name_.try_emplace({entities[i].article, text::fold_case(name)}, at);
      }
    }
  }
}

const Actor* Actors::find(std::uint32_t article, const std::string& name) const {
  const auto found = by_name_.find({article, text::fold_case(name)});
  return found == by_name_.end() ? nullptr : &actors_[found->second];
}

}  // namespace parley::story
