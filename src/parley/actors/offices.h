// The offices that an article gives its persons, and phrases that stand for who holds them.
//
// "CIA Director" before a name, "the head of the Harbour Union" behind it and "the special counsel,
// Ana Velm," each give an Office. "The Norwegian leader" later in the text is the one person whose
// office it fits: the same noun or another word for it (data/offices.tsv), every body and word of
// the phrase found in the office, and nobody else of whom that is true. Says nothing of bare nouns
// such as "the president", which references.h settles with the offices found here. Linear in the
// tokens.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

// A noun phrase around a noun for a person: "the former director of the Harbour Union".
struct RolePhrase {
  std::uint32_t first = 0;  // token, with its article or owner
  std::uint32_t end = 0;    // half-open
  std::string noun;         // "director", "prime minister"; lower case
  // The others before it, lower case; "former" for any word that says that it is held no more.
  std::vector<std::string> words;
  std::vector<std::uint32_t> bodies;   // entities that it names: the Harbour Union
  std::vector<std::string> countries;  // codes of those that it names: "the Norwegian leader"
  bool definite = false;               // "the", "this", "Norway's"

  [[nodiscard]] bool is_bare() const {
    return words.empty() && bodies.empty() && countries.empty();
  }
};

struct Office {
  std::uint32_t person = 0;  // index into Entities::entities
  RolePhrase phrase;
};

// The phrase whose head is `noun`, none where that is no noun for a person. REQUIRES: a token
[[nodiscard]] std::optional<RolePhrase> read_role(const text::Article& article,
                                                  const analysis::Analysis& analysis,
                                                  const Entities& entities, std::uint32_t noun);

// True for a noun of data/offices.tsv, lower case: "dictator".
[[nodiscard]] bool is_office(const std::string& noun);

// True for "left", "right" and the like, lower case, which tell where in a picture somebody stands.
[[nodiscard]] bool is_place_in_picture(const std::string& word);

class Offices {
 public:
  // Before references are resolved; `entities` must outlive this.
  Offices(const text::Article& article, const analysis::Analysis& analysis,
          const Entities& entities);

  [[nodiscard]] const std::vector<Office>& all() const { return offices_; }
  // True where one is named with no body: of a country, or "President Ana Velm".
  [[nodiscard]] bool is_public(std::uint32_t person) const;
  // The persons whose office the phrase fits, in the order of their entities; none where more than
  // 200 offices go by its noun.
  [[nodiscard]] std::vector<std::uint32_t> holders(const RolePhrase& phrase) const;
  // The one of `holders` whose office `noun` is named with nothing, where those of all others are
  // named with a country or body: "President Ana Velm", who met "French President Bruno Orr". Of
  // several, the one who is named five times as often as all others.
  [[nodiscard]] std::optional<std::uint32_t> at_home(const std::vector<std::uint32_t>& holders,
                                                     const std::string& noun) const;
  // Those who hold in `country` what `person` holds elsewhere: of a president the presidents and
  // prime ministers.
  [[nodiscard]] std::vector<std::uint32_t> counterparts(std::uint32_t person,
                                                        const std::string& country) const;
  // Code of the country that the person leads: of "Norwegian Prime Minister Ana Velm" Norway.
  [[nodiscard]] std::optional<std::string> led_by(std::uint32_t person) const;

 private:
  void index();
  [[nodiscard]] std::span<const std::uint32_t> of_person(std::uint32_t person) const;

  const Entities* entities_;
  std::vector<Office> offices_;
  // Offices, each once, by the person and by every noun that may stand for them.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_person_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_noun_;
  std::vector<std::uint32_t> uses_;  // mentions by name, of each entity
};

}  // namespace parley::actors
