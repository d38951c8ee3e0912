#include "parley/story/processes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "parley/story/speakers.h"

namespace parley::story {
namespace {

constexpr std::size_t kManySentences = 3;  // that name two parties without a word of talks
constexpr std::size_t kMostParties = 400;  // in one record; the least named are left out

// The bodies that are parties, the most told first.
std::set<const Actor*> parties_of(const RoleCounts& roles) {
  std::vector<std::pair<std::size_t, const Actor*>> ranked;
  for (const auto& [actor, count] : roles) {
    // A person stands for a body; bodies make the process.
    if (actor->type != "PER" && count.is_party()) ranked.push_back({count.as_party, actor});
  }
  std::ranges::sort(ranked, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
  });
  if (ranked.size() > kMostParties) ranked.resize(kMostParties);
  std::set<const Actor*> parties;
  for (const auto& [count, actor] : ranked) parties.insert(actor);
  return parties;
}

}  // namespace

RoleCounts count_roles(const Corpus& corpus, const Actors& actors) {
  constexpr std::array<std::string_view, 5> kGoBetweens = {"mediator", "facilitator", "monitor",
                                                           "observer", "host"};
  RoleCounts counts;
  for (const Item& item : corpus.of(record::Layer::kRoles)) {
    const Fact fact = corpus.fact(item);
    const std::optional<std::string> name = text_at(fact, "actor");
    const std::optional<std::string> role = text_at(fact, "role");
    const Actor* actor = name ? actors.find(item.article, *name) : nullptr;
    if (actor == nullptr || !role) continue;
    if (*role == "party") ++counts[actor].as_party;
    if (std::ranges::find(kGoBetweens, *role) != kGoBetweens.end()) ++counts[actor].as_go_between;
  }
  return counts;
}

void Processes::read_mentions(const Corpus& corpus, const Actors& actors) {
  const std::set<const Actor*> parties = parties_of(count_roles(corpus, actors));
  const Items& entities = corpus.of(record::Layer::kEntities);
  for (const Actor& actor : actors.all()) {
    if (!parties.contains(&actor)) continue;
    for (const std::size_t i : actor.entities) {
      for (const Fact mention : corpus.fact(entities[i]).at("mentions")) {
        for (const text::Span span : spans_of(mention)) {
          named_.add(entities[i].article, {span, &actor});
        }
      }
    }
  }
  named_.group(corpus.articles.size());
  for (std::uint32_t article = 0; article < named_.articles(); ++article) {
    std::ranges::sort(named_.of(article), {}, [](const Named& one) { return one.span; });
  }
}

Processes::Processes(const Corpus& corpus, const Actors& actors)
    : corpus_(corpus), named_(&corpus.memory()) {
  read_mentions(corpus, actors);
  // By the ids of both, so that the order of actors in memory changes nothing.
  Pairs pairs;
  for (std::uint32_t article = 0; article < named_.articles(); ++article) {
    Place sentence{article, {}};
    std::set<const Actor*> here;
    for (const Named& one : named_.of(article)) {
      if (!sentence.span.contains(one.span)) {
        sentence = corpus.sentence_of({article, one.span});
        here.clear();
      }
      for (const Actor* other : here) {
        if (other == one.actor) continue;
        const bool first = other->id < one.actor->id;
        const Pair pair = first ? Pair{other, one.actor} : Pair{one.actor, other};
        auto& [who, where] = pairs[{pair.first->id, pair.second->id}];
        who = pair;
        where.insert(sentence);
      }
      here.insert(one.actor);
    }
  }
  make(pairs);
  main_of_.assign(corpus.articles.size(), nullptr);
  for (std::uint32_t article = 0; article < named_.articles(); ++article) {
    std::vector<std::size_t> votes(all_.size(), 0);
    for (const Named& one : named_.of(article)) {
      for (const std::uint32_t p : of(one.actor)) ++votes[p];
    }
    const auto most = std::ranges::max_element(votes);
    if (most != votes.end() && *most > 0) {
      main_of_[article] = &all_[static_cast<std::size_t>(most - votes.begin())];
    }
  }
}

void Processes::make(const Pairs& pairs) {
  std::vector<const std::pair<Pair, std::set<Place>>*> ranked;
  for (const auto& [ids, pair] : pairs) {
    // Two that one sentence names are not yet in talks with each other.
    const bool talk = std::ranges::any_of(pair.second, [&](const Place& sentence) {
      return process_words_in(corpus_.words(sentence)) > 0;
    });
    if (talk || pair.second.size() >= kManySentences) ranked.push_back(&pair);
  }
  std::ranges::stable_sort(ranked, std::greater(),
                           [](const auto* it) { return it->second.size(); });
  const auto stand_together = [&](const Actor* a, const Actor* b) {
    const bool first = a->id < b->id;
    return pairs.contains({(first ? a : b)->id, (first ? b : a)->id});
  };
  for (const auto* it : ranked) {
    const auto& [pair, where] = *it;
    const auto has = [](const Process& process, const Actor* actor) {
      return std::ranges::find(process.parties, actor) != process.parties.end();
    };
    bool known = false;
    for (Process& process : all_) {
      if (has(process, pair.first) && has(process, pair.second)) {
        known = true;
      } else if (!known && (has(process, pair.first) || has(process, pair.second))) {
        const Actor* other = has(process, pair.first) ? pair.second : pair.first;
        if (std::ranges::all_of(process.parties,
                                [&](const Actor* own) { return stand_together(own, other); })) {
          process.parties.push_back(other);
          known = true;
        }
      }
      if (!known) continue;
      process.sentences += where.size();
      process.evidence.insert(*where.begin());
      break;
    }
    if (known) continue;
    Process process;
    process.parties = {pair.first, pair.second};
    process.sentences = where.size();
    process.evidence.insert(*where.begin());
    all_.push_back(std::move(process));
  }
  std::map<const Actor*, std::size_t> named;
  for (std::uint32_t article = 0; article < named_.articles(); ++article) {
    for (const Named& one : named_.of(article)) ++named[one.actor];
  }
  for (Process& process : all_) {
    std::ranges::sort(process.parties, [&](const Actor* a, const Actor* b) {
      return std::tuple(named[b], a->name, a->id) < std::tuple(named[a], b->name, b->id);
    });
    std::string key;
    for (const Actor* party : process.parties) {
      if (!process.name.empty()) process.name += " – ";
      process.name += party->name;
      key += party->id;
      key += '\n';
    }
    process.id = record::content_id('t', key);
  }
  std::ranges::stable_sort(all_, [](const Process& a, const Process& b) {
    return a.sentences != b.sentences ? a.sentences > b.sentences : a.name < b.name;
  });
  for (std::uint32_t p = 0; p < all_.size(); ++p) {
    for (const Actor* party : all_[p].parties) by_party_[party].push_back(p);
  }
}

std::span<const std::uint32_t> Processes::of(const Actor* actor) const {
  const auto found = by_party_.find(actor);
  return found == by_party_.end() ? std::span<const std::uint32_t>() : found->second;
}

const Process* Processes::find(Place place, const Actor* actor) const {
  const Place sentence = corpus_.sentence_of(place);
  std::vector<const Actor*> here;
  const std::span<const Named> named = named_.of(place.article);
  auto at = std::ranges::lower_bound(named, sentence.span.start, {},
                                     [](const Named& one) { return one.span.start; });
  for (; at != named.end() && at->span.start < sentence.span.end; ++at) {
    if (std::ranges::find(here, at->actor) == here.end()) here.push_back(at->actor);
  }
  if (actor != nullptr && std::ranges::find(here, actor) == here.end()) here.push_back(actor);
  std::vector<std::uint32_t> told;  // each process as often as it has parties here
  for (const Actor* party : here) {
    const auto own = of(party);
    told.insert(told.end(), own.begin(), own.end());
  }
  std::ranges::sort(told);
  const Process* best = nullptr;
  std::size_t most = 1;
  for (std::size_t begin = 0, end = 0; begin < told.size(); begin = end) {
    while (end < told.size() && told[end] == told[begin]) ++end;
    const Process& process = all_[told[begin]];
    const std::size_t inside = end - begin;
    // Of equals, the report's own, then the most told.
    if (inside > most || (inside == most && most > 1 && &process == main_of_[place.article])) {
      best = &process;
      most = inside;
    }
  }
  if (best != nullptr) return best;
  const Process* own = main_of_[place.article];
  if (own == nullptr || actor == nullptr) return own;
  const std::span<const std::uint32_t> theirs = of(actor);
  if (std::ranges::binary_search(theirs, static_cast<std::uint32_t>(own - all_.data()))) return own;
  if (!theirs.empty()) return &all_[theirs.front()];
  return own;  // a mediator's word, or that of a body that is in no talks itself
}

}  // namespace parley::story
