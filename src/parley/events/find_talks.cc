#include "parley/events/find_talks.h"

#include <array>

namespace parley::events {

std::string_view name_of(Stance stance) {
  constexpr std::array<std::string_view, 15> kNames = {
      "demand",   "offer", "propose",  "accept",        "accept_in_principle",
      "accept_if", "reject", "concede", "withdraw",      "defer",
      "threaten", "ask_guarantee", "open", "deny", "no_comment"};
  return kNames[static_cast<std::size_t>(stance)];
}

std::string_view name_of(Family family) {
  constexpr std::array<std::string_view, 11> kNames = {
      "cessation",  "release",   "transfer",   "access",   "withdrawal", "governance",
      "guarantee", "monitoring", "sequence", "process",    "other"};
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

Talks find_talks(const text::Article&, const analysis::Analysis&, const actors::Entities&,
                 const std::vector<times::TimeExpression>&,
                 const std::vector<statements::Statement>&, const std::vector<figures::Figure>&) {
  return {};
}

}  // namespace parley::events
