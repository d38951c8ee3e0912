// Which talks a row belongs to: a record may follow one dispute and still tell of others.
//
// "The Harbour Board and the Crews Union" bargain in most reports; "the board and the Pilots Guild
// signed an accord" in one. Two processes, kept apart although the board is in both. A process is a
// set of parties that the reports name together: those with a party's role or a position, mediators
// left out. Two parties are in one process where one sentence with a word of talks names both, or
// several do without; a third joins only where it stands with each of them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/story/by_article.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"

namespace parley::story {

// In how many reports somebody is shown as a party, and as one who stands between.
struct RoleCount {
  std::size_t as_party = 0;
  std::size_t as_go_between = 0;

  // A mediator that one report seems to put on a side is still a mediator.
  [[nodiscard]] bool is_party() const { return as_party > as_go_between; }
};
using RoleCounts = std::map<const Actor*, RoleCount>;
[[nodiscard]] RoleCounts count_roles(const Corpus& corpus, const Actors& actors);

struct Process {
  std::string id;
  std::string name;                   // "Harbour Board – Crews Union", the most named first
  std::vector<const Actor*> parties;  // in that order
  std::size_t sentences = 0;          // that name at least two of them
  std::set<Place> evidence;           // the first sentence for each pair
};

class Processes {
 public:
  // Near-linear in the mentions of parties.
  Processes(const Corpus& corpus, const Actors& actors);

  // The most told first, then by name.
  [[nodiscard]] const std::vector<Process>& all() const { return all_; }
  // The process that the words at `place` speak of, with `actor` (null: nobody in particular) in
  // it; null where they name no two parties and the report tells of none. The report's own process
  // stands in where a sentence names one party or none.
  [[nodiscard]] const Process* find(Place place, const Actor* actor) const;

 private:
  struct Named {
    text::Span span;
    const Actor* actor = nullptr;
  };
  using Pair = std::pair<const Actor*, const Actor*>;
  using Pairs = std::map<std::pair<std::string_view, std::string_view>,
                         std::pair<Pair, std::set<Place>>>;  // by the ids of both

  void read_mentions(const Corpus& corpus, const Actors& actors);
  void make(const Pairs& pairs);

  // The processes that `actor` is a party of, as places in all_, ascending.
  [[nodiscard]] std::span<const std::uint32_t> of(const Actor* actor) const;

  const Corpus& corpus_;
  ByArticle<Named> named_;  // of each article in text order
  std::vector<Process> all_;
  std::unordered_map<const Actor*, std::vector<std::uint32_t>> by_party_;
  std::vector<const Process*> main_of_;  // by article; null where it tells of none
};

}  // namespace parley::story
