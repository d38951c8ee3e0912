// Who is who over the whole record: the entities of all articles, joined into actors.
//
// Two articles that speak of "Tarek al-Hashemi" and "Tariq El-Hashimi", a council official in both,
// speak of one actor (actors/same_person.h); how far names may differ hangs on how many others of
// the record may have them by chance. Two persons of one common name are told apart where nothing
// that is told of them, and no rare name beside them, is the same. A surname alone joins only where
// one person of the record has it. Rooms of one surname are quadratic in their names.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/story/corpus.h"
#include "parley/story/groups.h"
#include "parley/story/replay.h"

namespace parley::story {

// Of an actor; what it shows lies with Actors.
struct Actor {
  std::string_view id;
  std::string_view name;  // the name most used; of equals the longest, then the first by letter
  std::string_view type;  // "PER", "ORG" …
  std::span<const std::uint32_t> entities;  // indices into the layer of entities
};

class Actors {
 public:
  // `edits`: what people decided on who is who.
  explicit Actors(const Corpus& corpus, const ActorEdits& edits = {});

  [[nodiscard]] std::span<const Actor> all() const { return actors_; }
  // The actor that `name` stands for in an article, none where the article has no such entity.
  [[nodiscard]] const Actor* find(std::uint32_t article, const std::string& name) const;
  // The one body of the record that a short description can mean: "the board" where one board alone
  // is named in all reports. Null for other words.
  [[nodiscard]] const Actor* find_described(std::string_view words) const;
  // Whom a source's or claimant's words stand for: its `actor`, else the one person that the words
  // name at their edge ("the director of the council, Ana Velm"). `part` has `actor`, `quote` and
  // `spans`.
  [[nodiscard]] const Actor* speaker_of(std::uint32_t article, const Fact& part) const;

 private:
  struct PersonAt {
    std::uint32_t article = 0;
    std::uint32_t actor = 0;
    text::Span span;
  };
  struct Called {
    std::uint32_t article = 0;
    std::uint32_t name = 0;  // in texts_
    std::uint32_t actor = 0;

    friend auto operator<=>(const Called&, const Called&) = default;
  };

  // Bodies by the last word of their name.
  struct Nouned {
    std::uint32_t actor = 0;  // the first of them
    bool alone = true;
  };

  void add_actors(const Corpus& corpus, const ActorEdits& edits);
  void part_ids(const Items& entities);
  void note_names(const Corpus& corpus);

  GroupList groups_;                    // of entities
  std::pmr::vector<Actor> actors_;      // by id
  std::pmr::vector<PersonAt> persons_;  // by article
  std::pmr::vector<Called> called_;     // by article and name, each once
  std::shared_ptr<Strings> texts_;      // of actors; names in lower case too
  std::map<std::string, Nouned, std::less<>> by_noun_;
};

}  // namespace parley::story
