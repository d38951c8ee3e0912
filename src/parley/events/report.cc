#include "parley/events/report.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "parley/actors/gazetteer.h"
#include "parley/events/named_words.h"
#include "parley/events/terms.h"
#include "parley/events/vocabulary.h"
#include "parley/statements/context.h"
#include "parley/text/utf8.h"

namespace parley::events {

namespace {

// A statement reaches at most this many bytes back from a token that it holds.
constexpr std::uint32_t kReach = 6000;

using analysis::NameType;
using analysis::Upos;

}  // namespace

bool ActorWords::same_as(const ActorWords& other, const text::Article& article) const {
  if (name && other.name) return *name == *other.name;
  const auto plain = [&](text::Span words) {
    const std::string_view all = article.at(words);
    const std::size_t space = all.find(' ');
    const std::string first = text::fold_case(all.substr(0, space));
    const bool article_first = space != std::string_view::npos && one_of(first, {"the", "a", "an"});
    return article_first ? all.substr(space + 1) : all;
  };
  return span == other.span || plain(span) == plain(other.span);
}

bool Report::is_state(const ActorWords& actor) const {
  if (!actor.name) {
    // "developing countries", "several delegations"
    const std::string_view last = words.at(words.range(actor.span).end - 1);
    return one_of(last, {"countries", "states", "nations", "delegations", "delegates"});
  }
  if (actors::find_country(*actor.name) != nullptr) return true;
  // "EU", "AOSIS"
  constexpr std::size_t kLongest = 6;
  return actor.name->size() <= kLongest && actor.name->size() > 1 &&
         std::ranges::all_of(*actor.name, text::is_ascii_upper);
}

bool Report::tells_of_talks() const {
  long weight = 0;
  for (std::uint32_t t = 0; t < words.size(); ++t) {
    weight +=
        std::max(vocabulary().talks_weight(words.at(t)), vocabulary().talks_weight(tree.lemma(t)));
  }
  return weight >= kLeastTalksWeight &&
         weight * 1000 >= long{kLeastTalksPerThousand} * words.size();
}

std::optional<std::uint32_t> Report::statement_around(std::uint32_t token) const {
  const text::Span span = words.span(token);
  std::optional<std::uint32_t> best;
  std::uint32_t best_size = 0;
  // Statements are in text order; content may come before its cue, so all near ones are looked at.
  const auto near =
      std::ranges::lower_bound(statements, span.start > kReach ? span.start - kReach : 0, {},
                               [](const statements::Statement& it) { return it.extent().start; });
  for (auto it = near; it != statements.end() && it->extent().start <= span.end; ++it) {
    for (const text::Span piece : it->content) {
      if (piece.contains(span) && (!best || piece.size() < best_size)) {
        best = static_cast<std::uint32_t>(it - statements.begin());
        best_size = piece.size();
      }
    }
  }
  return best;
}

std::optional<std::uint32_t> Report::statement_cued_at(std::uint32_t token) const {
  const text::Span span = words.span(token);
  const auto near =
      std::ranges::lower_bound(statements, span.start > kReach ? span.start - kReach : 0, {},
                               [](const statements::Statement& it) { return it.extent().start; });
  for (auto it = near; it != statements.end() && it->extent().start <= span.end; ++it) {
    for (const text::Span piece : it->cue) {
      if (piece.overlaps(span)) return static_cast<std::uint32_t>(it - statements.begin());
    }
  }
  return {};
}

std::optional<ActorWords> Report::speaker(std::uint32_t statement) const {
  const statements::Source& source = statements[statement].source;
  if (source.spans.empty() || source.kind == statements::SourceKind::kOutlet) return {};
  const TokenRange range = words.range(source.spans.front());
  if (range.empty() || statements::medium_kind(words, range) != statements::MediumKind::kNone) {
    return {};
  }
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    if (vocabulary().party_noun(tree.lemma(t)) == PartyNoun::kOther) return {};
    if (statements::is_medium_word(words, t)) return {};
  }
  if (source.name) {
    if (const actors::Entity* entity = entities.entity_of(source.spans.front());
        entity != nullptr && !can_bargain(*entity) && entity->type != NameType::kLoc) {
      return {};
    }
    return ActorWords{source.spans.front(), source.name};
  }
  if (source.affiliation) {
    // "Vik's supporters" are not Vik, "Vik's aides" speak for him.
    const bool of_person = std::ranges::any_of(
        entities.entities | std::views::take(kMostNames), [&](const actors::Entity& it) {
          return it.type == NameType::kPer && it.name == *source.affiliation;
        });
    const bool speaks =
        std::ranges::any_of(std::views::iota(range.first, range.end), [&](std::uint32_t t) {
          return vocabulary().party_noun(tree.lemma(t)) == PartyNoun::kSpeaker;
        });
    if (of_person && !speaks && source.kind == statements::SourceKind::kUnnamed) {
      return ActorWords{source.spans.front(), std::nullopt};
    }
    return ActorWords{source.spans.front(), source.affiliation};
  }
  if (source.kind == statements::SourceKind::kRole) {
    return ActorWords{source.spans.front(), std::nullopt};
  }
  // "the rebels", "company officials"
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const Found up = tree.head(t);
    if (up && *up >= range.first && *up < range.end) continue;
    const std::optional<PartyNoun> kind = vocabulary().party_noun(tree.lemma(t));
    const bool all = (kind == PartyNoun::kBody || kind == PartyNoun::kPeople) &&
                     tree.token(t).xpos == "NNS" && words.at(range.first) == "the";
    if (!all && !(kind == PartyNoun::kSpeaker && speaks_for_body(tree, t))) return {};
    return ActorWords{source.spans.front(), std::nullopt};
  }
  return {};
}

std::optional<ActorWords> Report::actor_at(std::uint32_t noun, int links) const {
  if (links == 0) return {};
  const std::string_view word = words.at(noun);
  if (is_relative(word)) {
    const Found verb = tree.head(noun);
    if (!verb || !tree.is(*verb, "acl")) return {};
    const Found antecedent = tree.head(*verb);
    if (!antecedent || is_relative(words.at(*antecedent))) return {};
    // "Ola Vik, head of the Crews Union, which refused": the union, wherever the tree hangs it
    const actors::Entity* person = word == "which" ? entity_at(*antecedent) : nullptr;
    if (person != nullptr && person->type == NameType::kPer) {
      const std::uint32_t before = noun - (noun > 1 && words.at(noun - 1) == "," ? 2 : 1);
      const actors::Entity* body = before < noun ? entity_at(before) : nullptr;
      if (body == nullptr || body->type == NameType::kPer || !can_bargain(*body)) return {};
      std::uint32_t first = before;
      while (first > 0 && entity_at(first - 1) == body) --first;
      return ActorWords{words.span({first, before + 1}), body->name};
    }
    return actor_at(*antecedent, links - 1);
  }
  // "us", but not "the US"
  if (is_first_person(word) && tree.token(noun).upos != Upos::kPropn &&
      tree.token(noun).xpos != "NNP") {
    const std::optional<std::uint32_t> around = statement_around(noun);
    if (!around || is_said_by_another(*this, noun)) return {};
    const std::optional<ActorWords> said = speaker(*around);
    if (!said) return {};
    return said->name ? ActorWords{words.span(noun), said->name} : *said;
  }
  if (tree.token(noun).upos == Upos::kPron) {
    if (word == "you") return {};
    // "62 percent said they support it": of a poll, nobody's
    if (const std::optional<std::uint32_t> around = statement_around(noun)) {
      for (const text::Span piece : statements[*around].source.spans) {
        const std::string_view source = article.at(piece);
        if (source.find('%') != std::string_view::npos ||
            source.find("percent") != std::string_view::npos) {
          return {};
        }
      }
    }
    if (const actors::Entity* later = named_behind(*this, noun)) {
      return ActorWords{words.span(noun), later->name};
    }
    if (word == "their") {
      if (std::optional<ActorWords> teller = teller_meant_by(noun, links - 1)) return teller;
    }
    // Who speaks of "it", or does what "they" do in the same sentence, is nearer than any name.
    const auto is_person = [&](std::string_view name) {
      return std::ranges::any_of(
          entities.entities | std::views::take(kMostNames),
          [&](const actors::Entity& it) { return it.type == NameType::kPer && it.name == name; });
    };
    if (std::optional<ActorWords> meant = speaker_meant_by(noun, links - 1); meant && meant->name) {
      const bool one = word == "he" || word == "she";
      if (is_person(*meant->name) == one) return meant;
      // "Brask's office said [she] would sign": Brask
      constexpr std::string_view kOffice = "'s office";
      if (one && meant->name->ends_with(kOffice)) {
        meant->name->resize(meant->name->size() - kOffice.size());
        if (is_person(*meant->name)) return meant;
      }
    }
    if (word == "they") {
      if (std::optional<ActorWords> meant = subject_meant_by(noun, links - 1)) {
        return meant;
      }
    }
    const actors::Entity* entity = entity_at(noun);
    if (entity == nullptr) {
      std::optional<ActorWords> meant = speaker_meant_by(noun, links - 1);
      return meant ? meant : subject_meant_by(noun, links - 1);
    }
    if (!can_bargain(*entity) || is_medium(*this, *entity)) return {};
    // "moderates such as Ana Velm said they would": those, and no party spoken of before
    if (word == "they" && is_opening_of_speech(noun, entity->name)) return {};
    // "Unionists and moderates met; they agreed": both
    if (word == "they" && is_one_of_two(noun, *entity)) return {};
    return ActorWords{words.span(noun), entity->name};
  }
  // "Jon Brask, [Norland Republican], offered": the one who is described so.
  if (const actors::Entity* person = described_by(*this, noun)) {
    if (can_bargain(*person)) return ActorWords{words.span(noun), person->name};
  }
  const TokenRange range = name_phrase(tree, noun);
  const std::optional<PartyNoun> kind = vocabulary().party_noun(tree.lemma(noun));
  if (kind == PartyNoun::kOther) return {};
  // "my side is willing": whose, the quotation does not say
  if (kind == PartyNoun::kBody && one_of(words.at(range.first), {"my", "our"})) {
    const std::optional<std::uint32_t> around = statement_around(noun);
    const std::optional<ActorWords> said = around ? speaker(*around) : std::nullopt;
    if (!said || said->name) return {};
  }
  // "said [his country] would accept": whom the speaker speaks for.
  if (kind == PartyNoun::kBody && tree.token(range.first).xpos == "PRP$") {
    const std::optional<std::uint32_t> around = statement_around(noun);
    if (around && statements[*around].speech == statements::Speech::kIndirect) {
      const statements::Source& source = statements[*around].source;
      const bool of_person =
          one_of(tree.lemma(noun), {"party", "side", "team", "caucus", "member"});
      if (source.affiliation && !of_person)
        return ActorWords{words.span(range), source.affiliation};
      if (entity_at(range.first) == nullptr) return speaker(*around);
    }
  }
  if (statements::medium_kind(words, range) != statements::MediumKind::kNone) return {};
  if (const std::optional<TokenRange> some = part_of_all(*this, noun)) {
    return ActorWords{words.span(*some), std::nullopt};
  }
  if (const std::optional<TokenRange> group = group_of_others(tree, noun)) {
    return ActorWords{words.span(*group), std::nullopt};
  }
  if (const actors::Entity* entity = entity_at(noun)) {
    // A place that does something is its government: "Northport rejected the bid".
    const bool acts = entity->type == NameType::kLoc &&
                      (tree.token(noun).deprel == "nsubj" || tree.is(noun, "nmod:poss"));
    if (!acts && !can_bargain(*entity)) return {};
    return ActorWords{words.span(range), entity->name};
  }
  if (const actors::Entity* person = person_at(*this, noun)) {
    if (!can_bargain(*person)) return {};
    return ActorWords{words.span(range), person->name};
  }
  std::uint32_t at = noun;
  const actors::Entity* body = body_of(*this, noun, at);
  if (kind == PartyNoun::kSpeaker) {
    // "company officials", "the rebels' spokesman": a body without a name
    if (body == nullptr) {
      if (!speaks_for_body(tree, noun)) return {};
      return ActorWords{words.span(range), std::nullopt};
    }
    if (body->type == NameType::kPer && tree.lemma(noun) == "office") {
      return ActorWords{words.span(owned_phrase(tree, noun)), body->name + "'s office"};
    }
    if (at > noun)
      return ActorWords{words.span({range.first, std::max(range.end, at + 1)}), body->name};
    return ActorWords{words.span(range), body->name};
  }
  if (kind == PartyNoun::kPeople) {
    // "the carrier's pilots", "pilots at the carrier"
    TokenRange whole{std::min(range.first, tree.phrase(noun).first), range.end};
    for (const std::uint32_t c : tree.children(noun)) {
      if (c == range.end + 1 && tree.is(c, "nmod") && entity_at(c) != nullptr) {
        whole.end = c + 1;
      }
    }
    while (whole.first < noun &&
           (tree.words().upos(whole.first) == Upos::kCconj || words.is_punctuation(whole.first))) {
      ++whole.first;
    }
    if (tree.token(whole.first).xpos == "PRP$") return {};
    return ActorWords{words.span(whole), std::nullopt};
  }
  if (kind == PartyNoun::kBody) {
    const bool of_state = body != nullptr && body->type == NameType::kLoc;
    const bool of_others = std::ranges::any_of(tree.children(noun), [&](std::uint32_t c) {
      return c < noun && vocabulary().lists(WordList::kNotOfState, tree.lemma(c));
    });
    if (of_state && (of_others || !is_organ_of_state(tree.lemma(noun)))) body = nullptr;
    // "Assembly and Senate negotiators" are neither the Assembly's alone nor the Senate's.
    const bool of_two = body != nullptr && at < noun &&
                        std::ranges::any_of(tree.children(at), [&](std::uint32_t c) {
                          return tree.is(c, "conj") && c < noun && words.upos(c) == Upos::kPropn;
                        });
    if (body != nullptr && !of_two) return ActorWords{words.span(range), body->name};
    // "its members", "leaders": nobody can tell whose.
    if (tree.token(range.first).xpos == "PRP$") return {};
    if (range.size() == 1 && (tree.lemma(noun) == "leader" || tree.lemma(noun) == "member")) {
      return {};
    }
    // "the greedy board" is no name that a party should go by.
    TokenRange plain = range;
    // "moderate senators" are not all senators.
    const bool many = tree.token(noun).xpos == "NNS";
    while (!of_others && plain.first < noun && words.upos(plain.first) == Upos::kAdj &&
           !vocabulary().lists(WordList::kKindOfBody, words.at(plain.first)) &&
           (!many || one_of(words.at(plain.first), {"fellow", "same", "such", "other"}))) {
      ++plain.first;
    }
    // "the one plan senators demanded": the senators
    for (std::uint32_t t = plain.first + 1; many && t < noun; ++t) {
      if (is_container(tree.lemma(t)) && words.upos(t - 1) == Upos::kNum) plain.first = t + 1;
    }
    // "the state of Northport"
    if (plain.end + 1 < words.size() && words.at(plain.end) == "of") {
      const actors::Entity* place = entity_at(plain.end + 1);
      if (place != nullptr && place->type == NameType::kLoc) {
        ++plain.end;
        while (plain.end < words.size() && entity_at(plain.end) == place) ++plain.end;
      }
    }
    return ActorWords{words.span(plain), std::nullopt};
  }
  // "the two sides"-like nouns aside, a noun that is not known as a party is none.
  return {};
}

bool Report::is_opening_of_speech(std::uint32_t pronoun, std::string_view name) const {
  const std::optional<std::uint32_t> around = statement_around(pronoun);
  if (!around) return false;
  const statements::Statement& said = statements[*around];
  if (said.speech != statements::Speech::kIndirect || said.content.empty() ||
      words.range(said.content.front()).first != pronoun) {
    return false;
  }
  const statements::Source& source = said.source;
  // "officials in both parties say they are committed"
  if (source.kind == statements::SourceKind::kUnnamed) {
    return !source.affiliation || *source.affiliation != name;
  }
  const bool own =
      (source.name && *source.name == name) || (source.affiliation && *source.affiliation == name);
  return source.name && !own &&
         std::ranges::any_of(entities.entities | std::views::take(kMostNames),
                             [&](const actors::Entity& it) {
                               return it.type == NameType::kPer && it.name == *source.name &&
                                      it.affiliation != name;
                             });
}

bool Report::is_one_of_two(std::uint32_t pronoun, const actors::Entity& entity) const {
  const std::uint32_t sentence = words.sentence(pronoun);
  const std::uint32_t first = words.sentence_range(sentence > 0 ? sentence - 1 : sentence).first;
  for (std::uint32_t t = pronoun; t-- > first;) {
    if (entity_at(t) != &entity || words.upos(t) == Upos::kPron) continue;
    const Found up = tree.head(t);
    if (tree.is(t, "conj") && up && words.upos(*up) != Upos::kVerb) return true;
    return std::ranges::any_of(tree.children(t), [&](std::uint32_t c) {
      return tree.is(c, "conj") && c > t && entity_at(c) != nullptr && entity_at(c) != &entity;
    });
  }
  return false;
}

std::vector<ActorWords> Report::seconders_of(std::uint32_t subject) const {
  std::vector<ActorWords> found;
  for (const std::uint32_t c : tree.children(subject)) {
    if (c < subject || !tree.is(c, "acl") || tree.token(c).xpos != "VBN" ||
        !one_of(tree.lemma(c), {"support", "back", "join", "second", "endorse"})) {
      continue;
    }
    for (const std::uint32_t agent : tree.children(c)) {
      if (agent < c || !tree.is(agent, "obl") || !tree.has_function_word(agent, "by")) continue;
      for (ActorWords& one : actors_at(agent)) found.push_back(std::move(one));
    }
  }
  return found;
}

std::uint32_t counted_noun(const Tree& tree, std::uint32_t noun) {
  const bool counts = tree.words().upos(noun) == Upos::kNum ||
                      vocabulary().doer(tree.lemma(noun)) == DoerNoun::kCount;
  if (!counts) return noun;
  for (const std::uint32_t c : tree.children(noun)) {
    if (c > noun && tree.is(c, "nmod") && tree.has_function_word(c, "of")) return c;
  }
  return noun;
}

std::vector<ActorWords> Report::actors_at(std::uint32_t noun) const {
  std::vector<ActorWords> found;
  const std::uint32_t number = noun;
  noun = counted_noun(tree, noun);
  const auto add = [&](std::uint32_t at) {
    std::optional<ActorWords> actor = actor_at(at);
    // "a majority of the Unionists": not all of them
    if (actor && at == noun && number < noun) {
      const actors::Entity* whole = entity_at(noun);
      const bool several = tree.token(noun).xpos.ends_with('S') || words.at(noun).ends_with('s');
      const bool members = whole != nullptr
                               ? whole->type == NameType::kNorp || whole->type == NameType::kOrg
                               : vocabulary().lists(WordList::kMemberOf, tree.lemma(noun));
      if (several && members) {
        actor = ActorWords{words.span({number, noun + 1}), std::nullopt};
      }
    }
    // A name with "and" in it is one.
    const bool again = actor && actor->name && std::ranges::any_of(found, [&](const auto& other) {
                         return other.name == actor->name;
                       });
    if (actor && !again) found.push_back(std::move(*actor));
  };
  // "a number of Senate and Assembly moderates": some of both
  if (number < noun && entity_at(noun) != nullptr && !tree.token(noun).xpos.ends_with('S')) {
    for (const std::uint32_t c : tree.children(noun)) {
      if (c > noun && tree.is(c, "conj") && tree.token(c).xpos.ends_with('S')) {
        return {{words.span({number, c + 1}), std::nullopt}};
      }
    }
  }
  add(noun);
  // "two leaders, Ola Vik and Ana Brask,": those who are named.
  if (found.size() == 1 && tree.token(noun).xpos == "NNS") {
    std::vector<ActorWords> named;
    for (const std::uint32_t c : tree.children(noun)) {
      if (c < noun || !tree.is(c, "appos")) continue;
      const actors::Entity* entity = entity_at(c);
      if (entity == nullptr || entity->type != NameType::kPer) continue;
      for (ActorWords& person : actors_at(c)) named.push_back(std::move(person));
    }
    if (named.size() > 1) return named;
  }
  // "a number of countries, including Peru and Chile,": those who are named.
  if (found.size() == 1 && !found.front().name) {
    std::vector<ActorWords> named;
    for (const std::uint32_t at : {number, noun}) {
      for (const std::uint32_t c : tree.children(at)) {
        if (c < noun || !tree.is(c, "nmod") || !tree.has_function_word(c, "including")) continue;
        if (entity_at(c) == nullptr) continue;
        for (ActorWords& one : actors_at(c)) named.push_back(std::move(one));
      }
      if (number == noun) break;
    }
    if (!named.empty()) return named;
  }
  const std::uint32_t verb = tree.is(noun, "nsubj") ? tree.head(noun).value_or(noun) : noun;
  for (const std::uint32_t c : tree.children(noun)) {
    // "the crews pledged to pay, and the man behind it": he pledged nothing
    if (verb > noun && verb < c) continue;
    if (tree.is(c, "conj")) add(c);
    // "Senators Ola Vik and Ana Brask", with the second hung on the first name
    if (!tree.is(c, "flat") || c != noun + 1) continue;
    for (const std::uint32_t other : tree.children(c)) {
      if (tree.is(other, "conj")) add(other);
    }
  }
  // "officials from the coast and the island": both stand for their land.
  if (found.size() == 1 && vocabulary().party_noun(tree.lemma(noun)) == PartyNoun::kSpeaker) {
    for (const std::uint32_t c : tree.children(noun)) {
      if (c < noun || !tree.is(c, "nmod") || !tree.has_function_word(c, "from")) continue;
      for (const std::uint32_t other : tree.children(c)) {
        if (tree.is(other, "conj")) add(other);
      }
    }
  }
  return found;
}

std::vector<ActorWords> Report::owners_of(std::uint32_t noun) const {
  // "the plan, put forward by the council": whoever made it.
  for (const std::uint32_t c : tree.children(noun)) {
    if (c < noun || !tree.is(c, "acl") ||
        !one_of(tree.lemma(c), {"put",     "propose", "make",      "table",   "submit", "draft",
                                "present", "offer",   "circulate", "sponsor", "issue",  "set",
                                "unveil",  "lay",     "outline",   "float",   "author", "introduce",
                                "craft",   "write",   "announce",  "release"})) {
      continue;
    }
    for (const std::uint32_t agent : tree.children(c)) {
      if (agent < c || !tree.is(agent, "obl") || !tree.has_function_word(agent, "by")) continue;
      if (std::vector<ActorWords> found = actors_at(agent); !found.empty()) return found;
    }
  }
  for (const std::uint32_t c : tree.children(noun)) {
    // "the board's decision", where the tree takes the board for a subject
    const bool possessor = c < noun && tree.is(c, "nsubj") &&
                           std::ranges::any_of(tree.children(c), [&](std::uint32_t mark) {
                             return mark > c && tree.token(mark).xpos == "POS";
                           });
    const bool owner =
        possessor || tree.is(c, "nmod:poss") ||
        (c < noun && (tree.is(c, "compound") || tree.is(c, "amod")) && entity_at(c) != nullptr) ||
        (tree.is(c, "nmod") && c > noun &&
         (tree.has_function_word(c, "by") || tree.has_function_word(c, "from")));
    if (!owner) continue;
    if (tree.token(c).xpos == "PRP$") {
      if (std::optional<ActorWords> subject = subject_owning(c, noun); subject && subject->name) {
        return {*subject};
      }
    }
    if (std::vector<ActorWords> found = actors_at(c); !found.empty()) return found;
    const actors::Entity* entity = entity_at(c);
    if (entity != nullptr && can_bargain(*entity)) {
      return {{words.span(c), entity->name}};
    }
  }
  return {};
}

}  // namespace parley::events
