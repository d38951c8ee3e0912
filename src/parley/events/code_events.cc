#include "parley/events/code_events.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parley/events/sides.h"
#include "parley/events/states.h"
#include "parley/events/vocabulary.h"

namespace parley::events {

namespace {

constexpr float kTwoSides = 0.7F;
constexpr float kOneSide = 0.5F;

// The complement of any of `heads` after `preposition`.
Found behind(const Tree& tree, std::initializer_list<std::uint32_t> heads,
             std::string_view preposition) {
  for (const std::uint32_t at : heads) {
    for (const std::uint32_t c : tree.children(at)) {
      if (c > at && (tree.is(c, "obl") || tree.is(c, "nmod")) &&
          tree.has_function_word(c, preposition)) {
        return c;
      }
    }
  }
  return {};
}

// The complement of the verb, or of its object, after `preposition`.
Found after_preposition(const Tree& tree, std::uint32_t verb, std::string_view preposition) {
  return behind(tree, {verb, tree.object(verb).value_or(verb)}, preposition);
}

// Whom something is given to or done against: "its ban on", "aid to".
Found whom_of(const Tree& tree, std::initializer_list<std::uint32_t> heads) {
  for (const std::string_view preposition : {"on", "against", "to", "with", "into", "for", "in"}) {
    if (const Found found = behind(tree, heads, preposition)) return found;
  }
  return {};
}

// True where the noun, or a noun or the first part of a word joined to it, is one of `lemmas`: "aid
// donations", "a cease-fire".
bool names_one(const Tree& tree, std::uint32_t noun, const std::vector<std::string>& lemmas) {
  const auto listed = [&](std::string_view lemma) {
    return std::ranges::find(lemmas, lemma) != lemmas.end();
  };
  const std::uint32_t counted = counted_noun(tree, noun);
  if (listed(tree.lemma(noun)) || listed(tree.lemma(counted))) return true;
  for (const std::uint32_t c : tree.children(noun)) {
    if (!tree.is(c, "compound") || c > noun) continue;
    if (listed(tree.lemma(c))) return true;
    if (c + 2 == noun && tree.words().at(c + 1) == "-" &&
        listed(std::string(tree.lemma(c)) + "-" + std::string(tree.lemma(noun)))) {
      return true;
    }
  }
  return false;
}

// Whom a deed is done to: the one after the entry's preposition, else the object, or the one whom
// the object is given to or done against: "lifted its ban on", "gave aid to".
Found recipient_of(const Tree& tree, std::uint32_t verb, const EventVerb& entry) {
  if (!entry.preposition.empty()) {
    const Found found = after_preposition(tree, verb, entry.preposition);
    if (!found || entry.complements.empty()) return found;
    return whom_of(tree, {*found, verb});
  }
  if (const Found given = tree.child(verb, "iobj")) return given;
  if (entry.objects.empty()) return tree.object(verb);
  const Found object = tree.object(verb);
  if (const Found found = whom_of(tree, {verb, object.value_or(verb)})) return found;
  return object;
}

bool fits(const Tree& tree, std::uint32_t verb, const EventVerb& entry) {
  if (!entry.particle.empty() && std::ranges::none_of(tree.children(verb), [&](std::uint32_t c) {
        return tree.words().at(c) == entry.particle && c > verb && c <= verb + 3;
      })) {
    return false;
  }
  if (!entry.with.empty() && !after_preposition(tree, verb, entry.with)) return false;
  if (!entry.objects.empty()) {
    const Found object = tree.object(verb);
    if (!object || !names_one(tree, *object, entry.objects)) return false;
  }
  if (entry.preposition.empty()) return true;
  const Found found = after_preposition(tree, verb, entry.preposition);
  if (!found) return !entry.objects.empty() && entry.complements.empty();
  return entry.complements.empty() || names_one(tree, *found, entry.complements);
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
    // "said it [would] free them": what was told as "will".
    if (word == "would" && report.statement_around(verb) && !tree.child(verb, "advcl")) {
      return Modality::kPlanned;
    }
    if (one_of(word, {"could", "might", "may", "would"})) return Modality::kHypothetical;
    if (one_of(word, {"will", "'ll", "wo", "shall"})) return Modality::kPlanned;
  }
  if (tree.has_function_word(verb, "to") && tree.head(verb)) {
    const std::string_view above = tree.lemma(*tree.head(verb));
    if (one_of(above, {"refuse", "decline", "fail"})) return Modality::kDenied;
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

// PLOVER and CAMEO code what is to come by what it announces: cooperation ahead is agreed to,
// conflict ahead threatened, and cooperation denied is refused.
void code_modality(Event& event) {
  constexpr std::array<std::string_view, 7> kFriendly = {
      "CONSULT", "SUPPORT", "CONCEDE", "RETREAT", "COOPERATE", "AID", "AGREE"};
  constexpr std::array<std::string_view, 5> kHostile = {"SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
                                                        "PROTEST"};
  const bool friendly = std::ranges::find(kFriendly, event.plover_event) != kFriendly.end();
  const bool hostile = std::ranges::find(kHostile, event.plover_event) != kHostile.end();
  if (event.modality == Modality::kDenied && friendly) {
    event.cameo = "12";
    event.plover_event = "REJECT";
    event.plover_mode.clear();
  } else if (event.modality == Modality::kPlanned && (friendly || hostile)) {
    event.cameo = friendly ? "03" : "13";
    event.plover_event = friendly ? "AGREE" : "THREATEN";
    event.plover_mode.clear();
  }
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

// "The coast says the island [must] end its attacks": the coast demands it of the island.
std::optional<Event> demand_at(const Report& report, std::uint32_t verb) {
  const Tree& tree = report.tree;
  const Found subject = tree.child(verb, "nsubj");
  if (!subject || tree.token(*subject).deprel != "nsubj") return {};
  if (std::ranges::none_of(tree.children(verb), [&](std::uint32_t c) {
        return tree.is(c, "aux") && tree.words().at(c) == "must";
      })) {
    return {};
  }
  const std::optional<std::uint32_t> around = report.statement_around(verb);
  if (!around) return {};
  const std::optional<ActorWords> speaker = report.speaker(*around);
  const Sides asked = sides_at(report, *subject);
  if (!speaker || !asked.known || asked.who.front().same_as(*speaker, report.article)) return {};
  Event event;
  event.cameo = "10";
  event.plover_event = "REQUEST";
  event.actors.push_back(speaker->span);
  for (const ActorWords& one : asked.who) event.recipients.push_back(one.span);
  event.span = {asked.who.front().span.start, report.words.span(tree.clause(verb)).end};
  event.statement = around;
  event.confidence = kTwoSides;
  return event;
}

}  // namespace

std::vector<Event> code_events(const Report& report) {
  std::vector<Event> found;
  const Tree& tree = report.tree;
  const statements::Words& words = report.words;
  SettledTimes times(report);
  const bool of_talks = report.tells_of_talks();
  for (std::uint32_t t = 0; t < words.size(); ++t) {
    if (words.upos(t) != analysis::Upos::kVerb) continue;
    if (std::optional<Event> demand = demand_at(report, t)) found.push_back(std::move(*demand));
    const std::optional<ProcessState> state = of_talks ? find_state(report, t) : std::nullopt;
    const EventVerb* entry = entry_at(tree, t);
    if (entry == nullptr && !state) continue;
    const Found subject = tree.doer(t);
    Sides doers;
    if (subject && words.sentence(*subject) == words.sentence(t)) {
      doers = sides_at(report, *subject);
    }
    // "Ola Vik was arrested": a deed counts where one side of it is known.
    Sides sufferers;
    std::uint32_t other = t;  // the noun for whom the deed is done to; the verb for nobody
    if (entry != nullptr) {
      const Found noun = recipient_of(tree, t, *entry);
      if (noun && words.sentence(*noun) == words.sentence(t)) other = *noun;
    }
    if (other != t) {
      sufferers = sides_at(report, other);
      if (sufferers.who.empty()) {
        sufferers.who = report.owners_of(other);
        sufferers.known = !sufferers.who.empty();
      }
    }
    if (!doers.known && !sufferers.known) {
      if (!state) continue;
      entry = nullptr;
    }
    Event event;
    if (entry != nullptr) {
      event.cameo = entry->cameo;
      event.plover_event = entry->plover;
      event.plover_mode = entry->mode;
    }
    if (state) event.state = state->state;
    event.modality = modality_of(report, t);
    code_modality(event);
    event.span = words.span(t);
    const auto cover = [&](text::Span span) {
      event.span.start = std::min(event.span.start, span.start);
      event.span.end = std::max(event.span.end, span.end);
    };
    for (const ActorWords& actor : doers.who) {
      event.actors.push_back(actor.span);
      cover(actor.span);
    }
    if (state) {
      cover(words.span(tree.phrase(state->noun)));
      cover(words.span(state->last));
    }
    if (entry != nullptr && other != t) {
      cover(words.span(tree.phrase(other)));
      for (const ActorWords& recipient : sufferers.who) event.recipients.push_back(recipient.span);
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
