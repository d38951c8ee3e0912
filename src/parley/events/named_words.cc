#include "parley/events/named_words.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "parley/actors/gazetteer.h"
#include "parley/events/vocabulary.h"
#include "parley/statements/context.h"
#include "parley/text/utf8.h"

namespace parley::events {

using analysis::NameType;
using analysis::Upos;

bool is_first_person(std::string_view word) {
  constexpr std::array<std::string_view, 5> kWords = {"i", "we", "us", "our", "my"};
  return std::ranges::find(kWords, word) != kWords.end();
}

bool is_relative(std::string_view word) {
  return word == "who" || word == "which" || word == "that" || word == "whom";
}

bool can_bargain(const actors::Entity& entity) {
  switch (entity.type) {
    case NameType::kPer:
      return std::ranges::none_of(entity.titles, [](const std::string& title) {
        const std::string folded = text::fold_case(title);
        const std::size_t space = folded.rfind(' ');
        const std::string last = space == std::string::npos ? folded : folded.substr(space + 1);
        return vocabulary().party_noun(last) == PartyNoun::kOther;
      });
    case NameType::kOrg:
    case NameType::kNorp:
      return true;
    case NameType::kLoc:
      return actors::find_country(entity.name) != nullptr ||
             actors::find_capital(entity.name) != nullptr;
    case NameType::kFac:
      return entity.name.ends_with("House") || entity.name.ends_with("Palace");
    default:
      return false;
  }
}

bool is_medium(const Report& report, const actors::Entity& entity) {
  for (const actors::Mention& mention : report.entities.mentions) {
    if (&report.entities.entities[mention.entity] != &entity) continue;
    const TokenRange range = report.words.range(mention.span);
    return !range.empty() &&
           statements::medium_kind(report.words, range) != statements::MediumKind::kNone;
  }
  return false;
}

const actors::Entity* named_behind(const Report& report, std::uint32_t pronoun) {
  if (!one_of(report.words.at(pronoun), {"he", "she"})) return nullptr;
  const Found verb = report.tree.head(pronoun);
  if (!verb || !report.tree.is(*verb, "advcl")) return nullptr;
  const Found main = report.tree.head(*verb);
  const std::uint32_t first = report.words.sentence_range(report.words.sentence(pronoun)).first;
  constexpr std::uint32_t kOpening = 4;  // tokens before the pronoun: "even as", "although"
  if (!main || *main < pronoun || pronoun > first + kOpening) return nullptr;
  const Found subject = report.tree.child(*main, "nsubj");
  if (!subject || *subject < *verb) return nullptr;
  const actors::Entity* entity = report.entity_at(*subject);
  return entity != nullptr && entity->type == NameType::kPer && can_bargain(*entity) ? entity
                                                                                     : nullptr;
}

TokenRange name_phrase(const Tree& tree, std::uint32_t noun) {
  TokenRange range{noun, noun + 1};
  for (const std::uint32_t c : tree.children(noun)) {
    if (c < noun && (tree.is(c, "compound") || tree.is(c, "amod") || tree.is(c, "nmod:poss") ||
                     tree.is(c, "flat") || tree.is(c, "nummod") || tree.is(c, "nmod"))) {
      for (std::uint32_t below : tree.children(c)) {
        if (below < c && !tree.is(below, "case")) range.first = std::min(range.first, below);
      }
      range.first = std::min(range.first, c);
    }
    if (c > noun && (tree.is(c, "flat") || (tree.is(c, "compound") && c == range.end))) {
      range.end = std::max(range.end, c + 1);
    }
  }
  while (range.first < noun && (tree.words().upos(range.first) == Upos::kCconj ||
                                tree.words().is_punctuation(range.first))) {
    ++range.first;
  }
  // A name holds no verb: what the tree hangs on it beyond one is none of it.
  for (std::uint32_t t = noun; t-- > range.first;) {
    const Upos upos = tree.words().upos(t);
    if (upos == Upos::kVerb || upos == Upos::kAux || upos == Upos::kSconj) {
      range.first = t + 1;
      break;
    }
  }
  return range;
}

bool is_said_by_another(const Report& report, std::uint32_t pronoun) {
  const statements::Words& words = report.words;
  const analysis::Quotation* quotation = words.analysis().quotation_at(words.span(pronoun).start);
  if (quotation == nullptr) return false;
  // A single mark that was opened inside and not closed.
  const TokenRange inner = words.range(quotation->inner);
  bool open = false;
  for (std::uint32_t t = inner.first; t < pronoun; ++t) {
    const std::string_view mark = words.at(t);
    if (mark == "\u2018" || (mark == "'" && report.tree.token(t).xpos == "``")) open = true;
    if (mark == "\u2019" || (mark == "'" && report.tree.token(t).xpos == "''")) open = false;
  }
  if (open) return true;
  Found at = report.tree.head(pronoun);
  for (int step = 0; step < kMaxInside && at; ++step) {
    const Found up = report.tree.head(*at);
    if (!up || !quotation->inner.contains(words.span(*up))) return false;
    if (report.tree.is(*at, "ccomp") && one_of(report.tree.lemma(*up), {"say", "tell"})) {
      const Found teller = report.tree.child(*up, "nsubj");
      return !teller || !is_first_person(words.at(*teller));
    }
    at = up;
  }
  return false;
}

std::optional<TokenRange> part_of_all(const Report& report, std::uint32_t noun) {
  const Tree& tree = report.tree;
  const actors::Entity* entity = report.entity_at(noun);
  const bool people =
      entity != nullptr && (entity->type == NameType::kNorp ||
                            (entity->type == NameType::kOrg && tree.token(noun).xpos == "NNPS"));
  // "four Unionist senators", "the Assembly's 45 moderates"
  const bool members = vocabulary().lists(WordList::kMemberOf, tree.lemma(noun));
  if ((!people && !members) || !tree.token(noun).xpos.ends_with('S')) return {};
  for (const std::uint32_t c : tree.children(noun)) {
    if (c > noun) break;
    // "the one plan senators demanded"
    if (members && tree.words().at(c) == "one") continue;
    const bool some =
        one_of(tree.words().at(c), {"some", "several", "most", "many", "few", "more"});
    if (tree.is(c, "nummod") || (some && (tree.is(c, "det") || tree.is(c, "amod")))) {
      return TokenRange{std::min(c, name_phrase(tree, noun).first), noun + 1};
    }
  }
  return {};
}

std::optional<TokenRange> group_of_others(const Tree& tree, std::uint32_t noun) {
  if (!vocabulary().lists(WordList::kGroupOf, tree.lemma(noun))) {
    return {};
  }
  constexpr std::uint32_t kGroup = 5;  // words of "of moderate coast lawmakers"
  for (const std::uint32_t c : tree.children(noun)) {
    if (c <= noun || c > noun + kGroup || !tree.is(c, "nmod")) continue;
    if (tree.has_function_word(c, "of") && tree.token(c).xpos.ends_with('S')) {
      return TokenRange{noun, c + 1};
    }
  }
  return {};
}

const actors::Entity* person_at(const Report& report, std::uint32_t noun) {
  const bool one = report.tree.token(noun).xpos == "NN";
  for (const std::uint32_t c : report.tree.children(noun)) {
    const bool beside =
        report.tree.is(c, "flat") || (report.tree.is(c, "appos") && (c == noun + 1 || one));
    if (!beside || c < noun) continue;
    const actors::Entity* entity = report.entity_at(c);
    if (entity != nullptr && entity->type == NameType::kPer) return entity;
  }
  return nullptr;
}

const actors::Entity* described_by(const Report& report, std::uint32_t noun) {
  const actors::Entity* party = report.entity_at(noun);
  if (party == nullptr || report.tree.token(noun).xpos == "NNPS" ||
      report.tree.token(noun).xpos == "NNS" ||
      (party->type != NameType::kNorp && party->type != NameType::kOrg)) {
    return nullptr;
  }
  const statements::Words& words = report.words;
  constexpr std::uint32_t kLand = 3;  // tokens of "North Norland" before "Republican"
  const std::uint32_t first = words.sentence_range(words.sentence(noun)).first;
  for (std::uint32_t t = noun; t > first + 1 && noun - t < kLand; --t) {
    if (words.at(t - 1) != ",") {
      if (words.upos(t - 1) != Upos::kPropn && words.upos(t - 1) != Upos::kAdj) return nullptr;
      continue;
    }
    const bool closed = noun + 1 < words.size() && words.at(noun + 1) == ",";
    const actors::Entity* person = report.entity_at(t - 2);
    return closed && t < noun && person != nullptr && person->type == NameType::kPer ? person
                                                                                     : nullptr;
  }
  return nullptr;
}

bool is_organ_of_state(std::string_view noun) {
  return vocabulary().lists(WordList::kOrganOfState, noun);
}

const actors::Entity* body_of(const Report& report, std::uint32_t noun, std::uint32_t& at,
                              int depth) {
  for (const std::string_view relation :
       {"nmod:poss", "compound", "amod", "nmod", "appos", "flat"}) {
    for (const std::uint32_t c : report.tree.children(noun)) {
      if (!report.tree.is(c, relation)) continue;
      if (relation == "nmod" &&
          !(report.tree.has_function_word(c, "of") || report.tree.has_function_word(c, "for") ||
            report.tree.has_function_word(c, "from"))) {
        continue;
      }
      if (const actors::Entity* entity = report.entity_at(c);
          entity != nullptr && can_bargain(*entity)) {
        // "Vik's cabinet" is Vik's, "Vik's fellow lawmakers" are not.
        if (relation == "nmod:poss" && entity->type == NameType::kPer &&
            !vocabulary().lists(WordList::kOwners, report.tree.lemma(noun))) {
          continue;
        }
        at = c;
        return entity;
      }
      if (relation == "nmod:poss" && depth == 0 &&
          vocabulary().party_noun(report.tree.lemma(c)) == PartyNoun::kBody) {
        if (const actors::Entity* entity = body_of(report, c, at, 1)) {
          at = c;
          return entity;
        }
      }
    }
  }
  return nullptr;
}

bool speaks_for_body(const Tree& tree, std::uint32_t noun) {
  const Found article = tree.child(noun, "det");
  if (article && one_of(tree.words().at(*article), {"a", "an"})) return false;
  return std::ranges::any_of(tree.children(noun), [&](std::uint32_t c) {
    return c < noun && (tree.is(c, "compound") || tree.is(c, "nmod:poss")) &&
           vocabulary().party_noun(tree.lemma(c)) == PartyNoun::kBody;
  });
}

TokenRange owned_phrase(const Tree& tree, std::uint32_t noun) {
  return {tree.phrase(noun).first, noun + 1};
}

}  // namespace parley::events
