// A place where an article refers to somebody, and whom it stands for within that article.
//
// "Ana Velm, a spokeswoman for the Northern Council" … "she" … "the council": each is a Mention;
// mentions of one entity share `entity`. Which entities of different articles are one actor is
// settled over the whole record, in story/ (it must not depend on the order of the articles).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/text/span.h"

namespace parley::actors {

struct Mention {
  text::Span span;
  std::uint32_t entity = 0;  // index into Entities::entities
};

// Somebody or something that one article speaks of by name.
struct Entity {
  std::string name;  // the fullest name that the article gives
  analysis::NameType type = analysis::NameType::kMisc;
  std::vector<std::string> aliases;  // other names in the article, as written, sorted
  std::vector<std::string> titles;   // "foreign minister", "spokeswoman", as written, sorted
  std::string affiliation;           // "" where the article gives none: "Northern Council"
};

struct Entities {
  std::vector<Entity> entities;
  std::vector<Mention> mentions;  // in text order
  // Phrases without a name that an entity is called by, in text order: "the former director", "CIA
  // Director" before a name. They may hold mentions, of their own entity and of others.
  std::vector<Mention> descriptions;

  // The entity that the mention overlapping `span` stands for, or none.
  [[nodiscard]] const Entity* entity_of(text::Span span) const;
};

}  // namespace parley::actors
