#include "parley/events/roles.h"

#include <algorithm>
#include <ranges>
#include <string_view>
#include <utility>

#include "parley/events/clause.h"
#include "parley/events/vocabulary.h"
#include "parley/statements/context.h"
#include "parley/text/utf8.h"

namespace parley::events {

namespace {

class RoleFinder {
 public:
  RoleFinder(const Report& report, const std::vector<Position>& positions)
      : report_(report),
        tree_(report.tree),
        words_(report.words),
        positions_(positions),
        outside_(outsiders(report)) {}

  std::vector<Role> run() {
    for (std::uint32_t t = 0; t < words_.size(); ++t) {
      role_word(t);
      between(t);
      negotiates(t);
    }
    for (const Position& position : positions_) {
      if (position.confidence < kLeastConfidence || !position.name) continue;
      const ActorWords actor{position.actor, position.name};
      if (!is_go_between(actor)) add(actor, "party", position.span);
    }
    std::erase_if(found_, [&](const Role& role) {
      if (role.role != "party") return false;
      const ActorWords actor{role.actor, role.name};
      return is_outside(role) || is_go_between(actor) || has_role(actor, "spokesperson");
    });
    std::ranges::stable_sort(found_, {},
                             [](const Role& it) { return std::tuple(it.span, it.actor); });
    return std::move(found_);
  }

 private:
  static constexpr float kLeastConfidence = 0.6F;

  void add(const ActorWords& actor, std::string_view role, text::Span span) {
    for (const Role& other : found_) {
      if (other.role == role && actor.same_as({other.actor, other.name}, report_.article)) return;
    }
    span.start = std::min(span.start, actor.span.start);
    span.end = std::max(span.end, actor.span.end);
    found_.push_back({actor.span, actor.name, std::string(role), span});
  }

  bool is_go_between(const ActorWords& actor) const {
    return std::ranges::any_of(found_, [&](const Role& role) {
      return one_of(role.role, {"mediator", "facilitator", "monitor", "observer"}) &&
             actor.same_as({role.actor, role.name}, report_.article);
    });
  }

  bool has_role(const ActorWords& actor, std::string_view role) const {
    return std::ranges::any_of(found_, [&](const Role& other) {
      return other.role == role && actor.same_as({other.actor, other.name}, report_.article);
    });
  }

  bool is_outside(const Role& role) const {
    return std::ranges::any_of(outside_, [&](const ActorWords& actor) {
      return actor.same_as({role.actor, role.name}, report_.article);
    });
  }

  text::Span around(std::uint32_t t) const { return words_.span(tree_.phrase(t)); }

  void role_word(std::uint32_t t) {
    const std::vector<RoleWord>* entries = vocabulary().roles(tree_.lemma(t));
    if (entries == nullptr) return;
    const analysis::Upos upos = words_.upos(t);
    for (const RoleWord& entry : *entries) {
      if (entry.part == "verb" && upos == analysis::Upos::kVerb) {
        const Found subject = tree_.doer(t);
        if (!subject || tree_.is_negated(t)) continue;
        if (entry.role == "host" && !about_talks(t)) continue;
        text::Span span = words_.span(t);
        for (const ActorWords& actor : report_.actors_at(*subject)) {
          if (actor.name) add(actor, entry.role, span);
        }
      } else if (entry.part == "noun" &&
                 (upos == analysis::Upos::kNoun || upos == analysis::Upos::kAdj ||
                  upos == analysis::Upos::kPropn)) {
        role_noun(t, entry.role);
      }
    }
  }

  // "Coast mediators", "the mediator, Ana Velm", "the state, a mediator in the talks".
  void role_noun(std::uint32_t t, const std::string& role) {
    for (const std::uint32_t c : tree_.children(t)) {
      if (tree_.is(c, "compound") || tree_.is(c, "amod") || tree_.is(c, "nmod:poss") ||
          tree_.is(c, "appos") || tree_.is(c, "flat") || tree_.is(c, "nsubj")) {
        add_named(c, t, role);
      } else if (role == "spokesperson") {
        continue;
      }
    }
    const Found up = tree_.head(t);
    // "spokeswoman Ana Velm"
    if (up && tree_.is(t, "nmod:desc")) add_named(*up, t, role);
    // "mediation by A and B", "mediation efforts by A", "A's mediation efforts"
    for (const Found of : {Found(t), tree_.is(t, "compound") ? up : Found{}}) {
      if (!of) continue;
      for (const std::uint32_t c : tree_.children(*of)) {
        const bool by = tree_.is(c, "nmod") && tree_.has_function_word(c, "by");
        if (by || (*of != t && tree_.is(c, "nmod:poss"))) add_named(c, t, role);
      }
    }
    if (up && (tree_.is(t, "appos") || tree_.is(t, "compound") || tree_.is(t, "obl"))) {
      if (tree_.is(t, "appos") || tree_.is(t, "compound")) add_named(*up, t, role);
      if (tree_.is(t, "obl") && tree_.has_function_word(t, "as")) {
        if (const Found subject = tree_.doer(*up)) add_named(*subject, t, role);
      }
    }
  }

  void add_named(std::uint32_t noun, std::uint32_t word, const std::string& role) {
    const actors::Entity* entity = report_.entities.entity_of(words_.span(noun));
    // A host on television is none of talks.
    if (role == "host" &&
        (entity == nullptr || entity->type == analysis::NameType::kPer ||
         statements::medium_kind(words_, {noun, noun + 1}) != statements::MediumKind::kNone)) {
      return;
    }
    if (role == "spokesperson" && (entity == nullptr || entity->type != analysis::NameType::kPer)) {
      return;
    }
    if (const std::optional<ActorWords> actor = report_.actor_at(noun); actor && actor->name) {
      add(*actor, role, words_.span(word));
    } else if (entity != nullptr && entity->type != analysis::NameType::kMisc) {
      add({words_.span(noun), entity->name}, role, words_.span(word));
    }
    for (const std::uint32_t c : tree_.children(noun)) {
      if (!tree_.is(c, "conj")) continue;
      if (const std::optional<ActorWords> actor = report_.actor_at(c); actor && actor->name) {
        add(*actor, role, words_.span(word));
      }
    }
  }

  bool about_talks(std::uint32_t t) const {
    const Found object = tree_.object(t);
    if (!object) return false;
    const TokenRange range = tree_.phrase(*object);
    for (std::uint32_t at = range.first; at < range.end; ++at) {
      if (one_of(tree_.lemma(at), {"talk", "negotiation", "meeting", "round", "summit"}))
        return true;
    }
    return false;
  }

  // "talks between A and B", "an agreement with B", "talks went on between A and B".
  void between(std::uint32_t t) {
    const std::string_view lemma = tree_.lemma(t);
    const bool meeting = lemma == "meeting" || lemma == "contact";
    if (!meeting &&
        !one_of(lemma, {"talk", "negotiation", "deal", "agreement", "truce", "ceasefire", "accord",
                        "discussion", "dialogue", "treaty", "pact", "settlement"})) {
      return;
    }
    const text::Span span = words_.span(t);
    const Found verb = tree_.head(t);
    read_sides(t, t, meeting);
    pair_before(t);
    if (verb && tree_.is(t, "nsubj")) read_sides(*verb, t, true);
    const bool object =
        verb && (tree_.is(t, "obj") || tree_.is(t, "obl") || tree_.is(t, "nsubj:pass"));
    if (!meeting && object &&
        one_of(tree_.lemma(*verb), {"reach", "sign", "strike", "cut", "hold", "enter", "make",
                                    "clinch", "conclude", "finalize", "seal"}) &&
        !is_long_past(report_, *verb)) {
      add_doer(*verb, span);
    }
  }

  // "the [Velm-Brask] talks": both, by their surnames.
  void pair_before(std::uint32_t noun) {
    if (noun < 3 || !one_of(words_.at(noun - 2), {"-", "\u2013"})) return;
    for (const std::uint32_t t : {noun - 3, noun - 1}) {
      const std::string_view word = report_.article.at(words_.span(t));
      if (word.size() < 3 || !text::is_ascii_upper(word[0])) return;
      for (const actors::Entity& entity :
           report_.entities.entities | std::views::take(kMostNames)) {
        if (entity.type != analysis::NameType::kPer || !entity.name.ends_with(word) ||
            entity.name.size() <= word.size() ||
            entity.name[entity.name.size() - word.size() - 1] != ' ') {
          continue;
        }
        add({words_.span(t), entity.name}, "party", words_.span(noun));
        break;
      }
    }
  }

  // Those whom `at` names with "between" and, unless `only_between`, with "with"; `noun` is the
  // word for the talks.
  void read_sides(std::uint32_t at, std::uint32_t noun, bool only_between) {
    const text::Span span = words_.span(noun);
    for (const std::uint32_t c : tree_.children(at)) {
      if (c < noun || (!tree_.is(c, "nmod") && !tree_.is(c, "obl"))) continue;
      const bool with = !only_between && tree_.has_function_word(c, "with");
      if (!with && !tree_.has_function_word(c, "between")) continue;
      for (const ActorWords& actor : report_.actors_at(c)) {
        if (actor.name) add(actor, "party", span);
      }
      // "between him, [Velm and Brask]"
      for (const std::uint32_t other : tree_.children(at)) {
        if (with || other < c || !tree_.is(other, "appos")) continue;
        for (const ActorWords& actor : report_.actors_at(other)) {
          if (actor.name) add(actor, "party", span);
        }
      }
      // The other side is the one who talks.
      if (!with) continue;
      const Found verb = tree_.head(noun);
      if (verb && tree_.is(noun, "obj")) add_doer(*verb, span);
      for (const ActorWords& owner : report_.owners_of(noun)) {
        if (owner.name) add(owner, "party", span);
      }
    }
  }

  // "the union is negotiating with the board": both. Who negotiates, nobody told with whom, may be
  // a go-between.
  void negotiates(std::uint32_t t) {
    if (words_.upos(t) != analysis::Upos::kVerb || tree_.is_negated(t)) return;
    if (!one_of(tree_.lemma(t), {"negotiate", "bargain"})) return;
    if (!is_told_as_fact(tree_, t, {})) return;
    for (const std::uint32_t c : tree_.children(t)) {
      if (c < t || !tree_.is(c, "obl") || !tree_.has_function_word(c, "with")) continue;
      add_doer(t, words_.span(t));
      for (const ActorWords& actor : report_.actors_at(c)) {
        if (actor.name) add(actor, "party", words_.span(t));
      }
    }
  }

  void add_doer(std::uint32_t verb, text::Span span) {
    const Found subject = tree_.doer(verb);
    if (!subject || tree_.is_negated(verb)) return;
    for (const ActorWords& actor : report_.actors_at(*subject)) {
      if (actor.name) add(actor, "party", span);
    }
  }

  const Report& report_;
  const Tree& tree_;
  const statements::Words& words_;
  const std::vector<Position>& positions_;
  const std::vector<ActorWords> outside_;
  std::vector<Role> found_;
};

}  // namespace

std::vector<ActorWords> outsiders(const Report& report) {
  std::vector<ActorWords> found;
  for (std::uint32_t t = 0; t < report.words.size(); ++t) {
    if (!one_of(report.words.at(t), {"part", "party", "involved", "side"})) continue;
    if (!report.tree.is_negated(t) && !report.tree.has_function_word(t, "no")) continue;
    const Found subject = report.tree.child(t, "nsubj");
    if (!subject) continue;
    for (ActorWords& actor : report.actors_at(*subject)) found.push_back(std::move(actor));
  }
  return found;
}

std::vector<Role> find_roles(const Report& report, const std::vector<Position>& positions) {
  return RoleFinder(report, positions).run();
}

}  // namespace parley::events
