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
#include <string>
#include <string_view>
#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

// A noun phrase around a noun for a person: "the former director of the Harbour Union".
struct RolePhrase {
  std::uint32_t first = 0;             // token, with its article or owner
  std::uint32_t end = 0;               // half-open
  std::string noun;                    // "director", "prime minister"; lower case
  std::vector<std::string> words;      // the others before it, lower case: "former"
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

class Offices {
 public:
  // Before references are resolved; `entities` must outlive this.
  Offices(const text::Article& article, const analysis::Analysis& analysis,
          const Entities& entities);

  [[nodiscard]] const std::vector<Office>& all() const { return offices_; }
  // The persons whose office the phrase fits, in the order of their entities.
  [[nodiscard]] std::vector<std::uint32_t> holders(const RolePhrase& phrase) const;

 private:
  const Entities* entities_;
  std::vector<Office> offices_;
};

}  // namespace parley::actors
