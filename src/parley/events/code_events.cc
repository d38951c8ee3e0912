#include "parley/events/code_events.h"

#include <algorithm>
#include <string_view>

#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr float kTwoSides = 0.7F;
constexpr float kOneSide = 0.5F;

// The complement after `preposition`, or the object.
Found recipient_of(const Tree& tree, std::uint32_t verb, const EventVerb& entry) {
  if (entry.preposition.empty()) return tree.object(verb);
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.is(c, "obl") && tree.has_function_word(c, entry.preposition)) return c;
  }
  return {};
}

bool fits(const Tree& tree, std::uint32_t verb, const EventVerb& entry) {
  if (!entry.particle.empty() && std::ranges::none_of(tree.children(verb), [&](std::uint32_t c) {
        return tree.words().at(c) == entry.particle && c > verb && c <= verb + 3;
      })) {
    return false;
  }
  if (!entry.preposition.empty()) return recipient_of(tree, verb, entry).has_value();
  if (entry.object.empty()) return true;
  const Found object = tree.object(verb);
  return object && tree.lemma(*object) == entry.object;
}

Modality modality_of(const Report& report, std::uint32_t verb) {
  const Tree& tree = report.tree;
  if (tree.is_negated(verb)) return Modality::kDenied;
  if (tree.is_condition(verb)) return Modality::kConditional;
  for (const std::uint32_t c : tree.children(verb)) {
    if (!tree.is(c, "aux")) continue;
    const std::string_view word = tree.words().at(c);
    if (one_of(word, {"must", "should"})) return Modality::kDemanded;
    if (one_of(word, {"could", "might", "may", "would"})) return Modality::kHypothetical;
    if (one_of(word, {"will", "'ll", "wo", "shall"})) return Modality::kPlanned;
  }
  if (tree.has_function_word(verb, "to") && tree.head(verb)) {
    const std::string_view above = tree.lemma(*tree.head(verb));
    if (one_of(above, {"demand", "urge", "ask", "call", "want", "press", "insist"})) {
      return Modality::kDemanded;
    }
    return Modality::kPlanned;
  }
  if (tree.is(verb, "ccomp") && tree.head(verb) && one_of(tree.lemma(*tree.head(verb)), {"deny"})) {
    return Modality::kDenied;
  }
  return tree.token(verb).xpos == "VBG" ? Modality::kOngoing : Modality::kHappened;
}

}  // namespace

std::vector<Event> code_events(const Report& report) {
  std::vector<Event> found;
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  std::size_t next_time = 0;
  for (std::uint32_t t = 0; t < words.size(); ++t) {
    if (words.upos(t) != analysis::Upos::kVerb) continue;
    const std::vector<EventVerb>* entries = vocabulary().events(tree.lemma(t));
    if (entries == nullptr) continue;
    const auto entry =
        std::ranges::find_if(*entries, [&](const EventVerb& it) { return fits(tree, t, it); });
    if (entry == entries->end()) continue;
    const Found subject = tree.doer(t);
    if (!subject || words.sentence(*subject) != words.sentence(t)) continue;
    const std::vector<ActorWords> actors = report.actors_at(*subject);
    if (actors.empty()) continue;
    Event event;
    event.cameo = entry->cameo;
    event.plover_event = entry->plover;
    event.plover_mode = entry->mode;
    event.modality = modality_of(report, t);
    event.span = words.span(t);
    const auto cover = [&](text::Span span) {
      event.span.start = std::min(event.span.start, span.start);
      event.span.end = std::max(event.span.end, span.end);
    };
    for (const ActorWords& actor : actors) {
      event.actors.push_back(actor.span);
      cover(actor.span);
    }
    if (const Found other = recipient_of(tree, t, *entry)) {
      if (words.sentence(*other) == words.sentence(t)) {
        cover(words.span(tree.phrase(*other)));
        std::vector<ActorWords> recipients = report.actors_at(*other);
        if (recipients.empty()) recipients = report.owners_of(*other);
        for (const ActorWords& recipient : recipients) event.recipients.push_back(recipient.span);
      }
    }
    // The first time of the sentence that is settled.
    const TokenRange sentence = words.sentence_range(words.sentence(t));
    const text::Span whole = words.span(sentence);
    while (next_time < report.times.size() && report.times[next_time].span.end <= whole.start) {
      ++next_time;
    }
    std::uint32_t nearest = whole.size() + 1;
    for (std::size_t i = next_time;
         i < report.times.size() && report.times[i].span.start < whole.end; ++i) {
      const text::Span span = report.times[i].span;
      const std::uint32_t away = span.start > event.span.start ? span.start - event.span.start
                                                               : event.span.start - span.start;
      if (!report.times[i].resolved || report.times[i].type == times::TimeType::kDuration ||
          away >= nearest) {
        continue;
      }
      nearest = away;
      event.time = report.times[i].resolved;
    }
    event.statement = report.statement_around(t);
    event.confidence = event.recipients.empty() ? kOneSide : kTwoSides;
    found.push_back(std::move(event));
  }
  std::ranges::stable_sort(found, {}, &Event::span);
  return found;
}

}  // namespace parley::events
