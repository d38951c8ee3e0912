// Whom the pronouns of a report stand for, and for whom somebody speaks.
#include <algorithm>

#include "parley/events/named_words.h"
#include "parley/events/report.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

using analysis::NameType;
using analysis::Upos;

}  // namespace

const actors::Entity* Report::entity_at(std::uint32_t token) const {
  return entities.entity_of(words.span(token));
}

std::optional<ActorWords> Report::speaker_meant_by(std::uint32_t pronoun, int links) const {
  const std::string_view word = words.at(pronoun);
  if (word != "it" && word != "they" && word != "he" && word != "she") return {};
  const std::optional<std::uint32_t> around = statement_around(pronoun);
  if (!around) return {};
  const statements::Statement& said = statements[*around];
  // Only the first subject of the words said, outside quotation marks.
  if (said.speech != statements::Speech::kIndirect || said.content.empty() ||
      words.range(said.content.front()).first != pronoun || said.source.spans.empty()) {
    return {};
  }
  const TokenRange source = words.range(said.source.spans.front());
  if (source.empty()) return {};
  for (std::uint32_t t = source.first; t < source.end; ++t) {
    if (!tree.is(t, "nsubj")) continue;
    const std::optional<PartyNoun> kind = vocabulary().party_noun(tree.lemma(t));
    // "the company's spokesman said it", "the rebels' spokesman said they": those he speaks for
    if (kind == PartyNoun::kSpeaker && (word == "it" || word == "they") &&
        speaks_for_body(tree, t)) {
      return actor_at(t, links);
    }
    const bool several = tree.token(t).xpos == "NNS" || tree.token(t).xpos == "NNPS";
    if (several != (word == "they")) return {};
    const bool body = kind == PartyNoun::kBody || kind == PartyNoun::kPeople;
    const actors::Entity* named = entity_at(t);
    if (word == "it" && !body && (named == nullptr || named->type == NameType::kPer)) return {};
    std::optional<ActorWords> actor = actor_at(t, links);
    if (actor && actor->name) actor->span = words.span(pronoun);
    return actor;
  }
  return {};
}

std::optional<ActorWords> Report::subject_meant_by(std::uint32_t pronoun, int links) const {
  const std::string_view word = words.at(pronoun);
  if ((word != "it" && word != "they") || !tree.is(pronoun, "nsubj")) return {};
  Found at = tree.head(pronoun);
  for (int step = 0; step < kMaxInside && at; ++step) {
    if (tree.is(*at, "acl")) return {};
    at = tree.head(*at);
    const Found subject = at ? tree.child(*at, "nsubj") : Found();
    if (!subject) continue;
    if (*subject >= pronoun) return {};
    const std::optional<PartyNoun> kind = vocabulary().party_noun(tree.lemma(*subject));
    const actors::Entity* named = entity_at(*subject);
    const bool party = kind == PartyNoun::kBody || kind == PartyNoun::kPeople ||
                       (named != nullptr && named->type != NameType::kPer);
    if (!party) continue;
    const std::string_view form = tree.token(*subject).xpos;
    if ((form == "NNS" || form == "NNPS") != (word == "they")) return {};
    std::optional<ActorWords> actor = actor_at(*subject, links);
    if (actor && actor->name) actor->span = words.span(pronoun);
    return actor;
  }
  return {};
}

std::optional<ActorWords> Report::teller_meant_by(std::uint32_t pronoun, int links) const {
  std::optional<std::uint32_t> around = statement_around(pronoun);
  const Found noun = tree.head(pronoun);
  const Found verb = noun ? tree.head(*noun) : Found();
  if (!around || !verb || !tree.is(*noun, "obj")) return {};
  const Found doer = tree.child(*verb, "nsubj");
  if (!doer || tree.token(*doer).xpos == "NNS" || tree.token(*doer).xpos == "NNPS" ||
      words.at(*doer) == "they") {
    return {};
  }
  // What the mayor "rejected" stands inside what the leaders "said".
  const text::Span refuser = words.span(*doer);
  for (int depth = 0; depth < kMaxInside; ++depth) {
    const statements::Statement& said = statements[*around];
    const bool of_doer = std::ranges::any_of(
        said.source.spans, [&](text::Span span) { return span.contains(refuser); });
    if (!of_doer) break;
    if (!said.inside) return {};
    around = said.inside;
  }
  const statements::Statement& said = statements[*around];
  if (said.speech != statements::Speech::kIndirect || said.source.spans.empty()) return {};
  const TokenRange source = words.range(said.source.spans.front());
  for (std::uint32_t t = source.first; t < source.end; ++t) {
    if (!tree.is(t, "nsubj")) continue;
    std::optional<ActorWords> actor = actor_at(t, links);
    if (actor && actor->name) actor->span = words.span(pronoun);
    return actor;
  }
  return {};
}

std::optional<ActorWords> Report::subject_owning(std::uint32_t pronoun, std::uint32_t noun) const {
  const Found verb = tree.head(noun);
  if (!verb || !(tree.is(noun, "obj") || tree.is(noun, "obl"))) return {};
  const Found subject = tree.child(*verb, "nsubj");
  if (!subject || tree.is(*subject, "nsubj:pass") || words.upos(*subject) == Upos::kPron) return {};
  const std::string_view form = tree.token(*subject).xpos;
  const bool several = form == "NNS" || form == "NNPS" ||
                       std::ranges::any_of(tree.children(*subject),
                                           [&](std::uint32_t c) { return tree.is(c, "conj"); });
  const std::optional<ActorWords> actor = actor_at(*subject);
  if (!actor || several != (words.at(pronoun) == "their")) return {};
  const actors::Entity* entity = entity_at(*subject);
  const bool person = entity != nullptr && entity->type == NameType::kPer;
  if (entity != nullptr && !several && person == (words.at(pronoun) == "its")) return {};
  return ActorWords{words.span(pronoun), actor->name ? actor->name : std::nullopt};
}

std::optional<text::Span> Report::spoken_for_by(text::Span actor) const {
  const TokenRange who = words.range(actor);
  if (who.empty()) return {};
  const TokenRange sentence = words.sentence_range(words.sentence(who.first));
  const auto are = [&](std::uint32_t at, std::initializer_list<std::string_view> wanted) {
    for (const std::string_view word : wanted) {
      if (at >= sentence.end || words.at(at++) != word) return false;
    }
    return true;
  };
  // The noun phrase that begins at `first`, up to the next comma or verb.
  const auto phrase_at = [&](std::uint32_t first) -> std::optional<text::Span> {
    std::uint32_t end = first;
    while (end < sentence.end && words.upos(end) != Upos::kVerb && words.upos(end) != Upos::kAux) {
      // "the G-77/China"
      const bool inside = words.at(end) == "-" || words.at(end) == "/";
      if (words.is_punctuation(end) && !inside) break;
      ++end;
    }
    while (end > first && words.upos(end - 1) == Upos::kAdv) --end;
    if (end == first || end - first > kLongestGroup) return {};
    return words.span({first, end});
  };
  for (std::uint32_t t = who.first + 1; t + 1 < who.end; ++t) {
    if (are(t, {"on", "behalf", "of"})) return phrase_at(t + 3);
  }
  // "Peru, on behalf of the Isles, said", "Peru, speaking for the Isles,"
  std::uint32_t at = who.end;
  if (are(at, {","})) ++at;
  if (are(at, {"speaking"}) || are(at, {"acting"})) ++at;
  if (are(at, {"on", "behalf", "of"})) return phrase_at(at + 3);
  if (at > who.end + 1 && are(at, {"for"})) return phrase_at(at + 1);
  // "Peru, for the Isles, said"
  if (at == who.end + 1 && are(at, {"for"})) {
    const std::optional<text::Span> group = phrase_at(at + 1);
    if (!group) return {};
    const TokenRange range = words.range(*group);
    const std::uint32_t end = range.end;
    bool named = false;  // "for the first time"
    for (std::uint32_t t = range.first; t < end; ++t) named = named || entity_at(t) != nullptr;
    if (named && are(end, {","})) return group;
  }
  // "On behalf of the Isles, Peru said"
  if (who.first > sentence.first + 4 && are(sentence.first, {"on", "behalf", "of"}) &&
      words.at(who.first - 1) == ",") {
    const std::optional<text::Span> group = phrase_at(sentence.first + 3);
    if (group && words.range(*group).end + 1 == who.first) return group;
  }
  return {};
}

}  // namespace parley::events
