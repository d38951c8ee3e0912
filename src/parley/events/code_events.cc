#include "parley/events/code_events.h"

#include <algorithm>
#include <string_view>

#include "parley/events/states.h"
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

// What the verb at `t` is coded as; null for nothing.
const EventVerb* entry_at(const Tree& tree, std::uint32_t t) {
  const std::vector<EventVerb>* entries = vocabulary().events(tree.lemma(t));
  if (entries == nullptr) return nullptr;
  const auto entry =
      std::ranges::find_if(*entries, [&](const EventVerb& it) { return fits(tree, t, it); });
  return entry == entries->end() ? nullptr : &*entry;
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

// The settled time nearest to an event in its sentence; asked for in the order of the text.
class SettledTimes {
 public:
  explicit SettledTimes(const Report& report) : report_(report) {}

  std::optional<std::string> near(std::uint32_t token, text::Span event) {
    const statements::Words& words = report_.words;
    const text::Span whole = words.span(words.sentence_range(words.sentence(token)));
    while (next_ < report_.times.size() && report_.times[next_].span.end <= whole.start) ++next_;
    std::uint32_t nearest = whole.size() + 1;
    std::optional<std::string> found;
    for (std::size_t i = next_; i < report_.times.size(); ++i) {
      const times::TimeExpression& time = report_.times[i];
      if (time.span.start >= whole.end) break;
      const std::uint32_t away = time.span.start > event.start ? time.span.start - event.start
                                                               : event.start - time.span.start;
      if (!time.resolved || time.type == times::TimeType::kDuration || away >= nearest) continue;
      nearest = away;
      found = time.resolved;
    }
    return found;
  }

 private:
  const Report& report_;
  std::size_t next_ = 0;  // the first time that does not end before the last sentence asked for
};

}  // namespace

std::vector<Event> code_events(const Report& report) {
  std::vector<Event> found;
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  SettledTimes times(report);
  const bool of_talks = report.tells_of_talks();
  for (std::uint32_t t = 0; t < words.size(); ++t) {
    if (words.upos(t) != analysis::Upos::kVerb) continue;
    const std::optional<ProcessState> state = of_talks ? find_state(report, t) : std::nullopt;
    const EventVerb* entry = entry_at(tree, t);
    if (entry == nullptr && !state) continue;
    const Found subject = tree.doer(t);
    std::vector<ActorWords> actors;
    if (subject && words.sentence(*subject) == words.sentence(t)) {
      actors = report.actors_at(*subject);
    }
    if (actors.empty() && !state) continue;
    Event event;
    if (actors.empty()) entry = nullptr;
    if (entry != nullptr) {
      event.cameo = entry->cameo;
      event.plover_event = entry->plover;
      event.plover_mode = entry->mode;
    }
    if (state) event.state = state->state;
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
    if (state) {
      cover(words.span(tree.phrase(state->noun)));
      cover(words.span(state->last));
    }
    if (const Found other = entry != nullptr ? recipient_of(tree, t, *entry) : Found()) {
      if (words.sentence(*other) == words.sentence(t)) {
        cover(words.span(tree.phrase(*other)));
        std::vector<ActorWords> recipients = report.actors_at(*other);
        if (recipients.empty()) recipients = report.owners_of(*other);
        for (const ActorWords& recipient : recipients) event.recipients.push_back(recipient.span);
      }
    }
    event.time = times.near(t, event.span);
    event.statement = report.statement_around(t);
    event.confidence = event.recipients.empty() ? kOneSide : kTwoSides;
    found.push_back(std::move(event));
  }
  std::ranges::stable_sort(found, {}, &Event::span);
  return found;
}

}  // namespace parley::events
