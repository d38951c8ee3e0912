#include "parley/actors/governments.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parley/actors/gazetteer.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

using analysis::Token;

constexpr int kMaxRow = 12;  // steps up a row of names joined by "and"

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::ranges::find(list, word) != list.end();
}

// What a town does as a place.
constexpr std::array<std::string_view, 12> kOfPlaces = {"be",     "see",     "lie",   "have",
                                                        "remain", "witness", "boast", "sit",
                                                        "wake",   "become",  "host",  "stand"};
// What a government has.
constexpr std::array<std::string_view, 16> kOfGovernments = {
    "offer",  "proposal", "demand",  "condition", "request", "plan",      "stance",   "decision",
    "policy", "position", "refusal", "response",  "view",    "mediation", "pressure", "reply"};
constexpr std::array<std::string_view, 4> kAgents = {"by", "between", "with", "among"};

class Reader {
 public:
  Reader(const text::Article& article, const analysis::Analysis& analysis, Entities& entities)
      : article_(article), tokens_(analysis.tokens), analysis_(analysis), entities_(entities) {}

  void read() {
    read_prepositions();
    std::map<std::string, std::uint32_t> homes;  // by country code
    for (std::uint32_t e = 0; e < entities_.entities.size(); ++e) {
      if (const Country* country = find_country(entities_.entities[e].name)) {
        homes.try_emplace(country->code, e);
      }
    }
    for (Mention& mention : entities_.mentions) {
      const std::string name(article_.at(mention.span));
      const Country* country = find_capital(name);
      if (country == nullptr || entities_.entities[mention.entity].name != name) continue;
      const std::optional<std::uint32_t> head = head_of(mention.span);
      if (!head || !acts(*head)) continue;
      const auto [home, fresh] =
          homes.try_emplace(country->code, static_cast<std::uint32_t>(entities_.entities.size()));
      if (fresh) {
        entities_.entities.push_back({country->name, analysis::NameType::kLoc, {}, {}, ""});
      }
      mention.entity = home->second;
      std::vector<std::string>& aliases = entities_.entities[home->second].aliases;
      const auto place = std::ranges::lower_bound(aliases, name);
      if (place == aliases.end() || *place != name) aliases.insert(place, name);
    }
  }

 private:
  void read_prepositions() {
    case_.assign(tokens_.size(), "");
    for (std::uint32_t t = 0; t < tokens_.size(); ++t) {
      if (tokens_[t].head >= 0 && tokens_[t].deprel.starts_with("case")) {
        std::string& word = case_[static_cast<std::uint32_t>(tokens_[t].head)];
        if (word.empty()) word = text::fold_case(article_.at(tokens_[t].span));
      }
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> head_of(text::Span span) const {
    for (std::uint32_t t = analysis_.token_at(span.start);
         t < tokens_.size() && tokens_[t].span.start < span.end; ++t) {
      if (tokens_[t].head < 0) return t;
      const text::Span up = tokens_[static_cast<std::uint32_t>(tokens_[t].head)].span;
      if (!span.overlaps(up)) return t;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_country(std::uint32_t token) const {
    const Entity* entity = entities_.entity_of(tokens_[token].span);
    return entity != nullptr && entity->type != analysis::NameType::kPer &&
           find_country(entity->name) != nullptr;
  }

  // Alone, by its own place in the tree.
  [[nodiscard]] bool acts_alone(std::uint32_t t) const {
    if (tokens_[t].head < 0) return false;
    const Token& up = tokens_[static_cast<std::uint32_t>(tokens_[t].head)];
    if (tokens_[t].deprel == "nsubj") {
      return up.upos == analysis::Upos::kVerb && !is_one_of(std::string_view(up.lemma), kOfPlaces);
    }
    if (tokens_[t].deprel == "nmod:poss") {
      const std::string noun = up.lemma.empty() ? text::fold_case(article_.at(up.span)) : up.lemma;
      return is_person_noun(noun) || is_body_noun(noun) ||
             is_one_of(std::string_view(noun), kOfGovernments);
    }
    return tokens_[t].deprel == "obl:agent";
  }

  [[nodiscard]] bool acts(std::uint32_t t) const {
    if (tokens_[t].deprel.empty()) return false;
    std::uint32_t first = t;
    bool beside_country = false;
    for (int steps = 0; steps < kMaxRow && tokens_[first].deprel == "conj"; ++steps) {
      if (tokens_[first].head < 0) break;
      first = static_cast<std::uint32_t>(tokens_[first].head);
      beside_country = beside_country || is_country(first);
    }
    if (acts_alone(first)) return true;
    // "mediated by Oslo and Sweden": one row with a country, and not "in Oslo and Sweden".
    for (std::uint32_t next = first + 1;
         next < tokens_.size() && next < first + kMaxRow && !beside_country; ++next) {
      beside_country = tokens_[next].deprel == "conj" &&
                       tokens_[next].head == static_cast<std::int32_t>(first) && is_country(next);
    }
    return beside_country && is_one_of(std::string_view(case_[first]), kAgents);
  }

  const text::Article& article_;
  const std::vector<Token>& tokens_;
  const analysis::Analysis& analysis_;
  Entities& entities_;
  std::vector<std::string> case_;  // per token, the preposition before it
};

}  // namespace

void read_governments(const text::Article& article, const analysis::Analysis& analysis,
                      Entities& entities) {
  const bool any = std::ranges::any_of(
      entities.entities, [](const Entity& entity) { return find_capital(entity.name) != nullptr; });
  if (any) Reader(article, analysis, entities).read();
}

}  // namespace parley::actors
