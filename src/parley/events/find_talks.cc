#include "parley/events/find_talks.h"

#include <algorithm>
#include <array>

#include "parley/events/code_events.h"
#include "parley/events/positions.h"
#include "parley/events/report.h"
#include "parley/events/roles.h"

namespace parley::events {

std::string_view name_of(Stance stance) {
  constexpr std::array<std::string_view, 15> kNames = {
      "demand",    "offer",         "propose", "accept",   "accept_in_principle",
      "accept_if", "reject",        "concede", "withdraw", "defer",
      "threaten",  "ask_guarantee", "open",    "deny",     "no_comment"};
  return kNames[static_cast<std::size_t>(stance)];
}

std::string_view name_of(Family family) {
  constexpr std::array<std::string_view, 11> kNames = {
      "cessation", "release",    "transfer", "access",  "withdrawal", "governance",
      "guarantee", "monitoring", "sequence", "process", "other"};
  return kNames[static_cast<std::size_t>(family)];
}

std::string_view name_of(ExchangeRelation relation) {
  constexpr std::array<std::string_view, 5> kNames = {"if", "unless", "until", "in_exchange_for",
                                                      "then"};
  return kNames[static_cast<std::size_t>(relation)];
}

std::string_view name_of(Modality modality) {
  constexpr std::array<std::string_view, 7> kNames = {
      "happened", "ongoing", "planned", "demanded", "conditional", "hypothetical", "denied"};
  return kNames[static_cast<std::size_t>(modality)];
}

Talks find_talks(const text::Article& article, const analysis::Analysis& analysis,
                 const actors::Entities& entities, const std::vector<times::TimeExpression>& times,
                 const std::vector<statements::Statement>& statements,
                 const std::vector<figures::Figure>& figures) {
  const statements::Words words(article, analysis);
  if (!words.tagged()) return {};
  const Tree tree(words);
  const Report report{article, words, tree, entities, times, statements, figures};
  Talks talks;
  talks.events = code_events(report);
  if (!report.tells_of_talks()) return talks;
  talks.positions = find_positions(report);
  const std::vector<ActorWords> outside = outsiders(report);
  std::erase_if(talks.positions, [&](const Position& position) {
    return std::ranges::any_of(outside, [&](const ActorWords& actor) {
      return actor.same_as({position.actor, position.name}, article);
    });
  });
  talks.roles = find_roles(report, talks.positions);
  for (Position& position : talks.positions) {
    for (std::uint32_t i = 0; i < talks.events.size(); ++i) {
      if (talks.events[i].span.start >= position.span.end) break;
      if (!talks.events[i].actors.empty() && talks.events[i].actors.front() == position.actor &&
          talks.events[i].span.overlaps(position.span)) {
        position.event = i;
        break;
      }
    }
  }
  return talks;
}

}  // namespace parley::events
