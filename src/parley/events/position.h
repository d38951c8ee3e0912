// Where a party or a mediator stands on a term of the talks, and what happened, as reported.
//
// "The company offered to raise pay if the union ends the strike": actor company, stance offer,
// term transfer "to raise pay", exchange if "the union ends the strike". A position told by
// somebody else keeps the index of the statement that tells it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/span.h"

namespace parley::events {

enum class Stance : std::uint8_t {
  kDemand,
  kOffer,
  kPropose,
  kAccept,
  kAcceptInPrinciple,
  kAcceptIf,
  kReject,
  kConcede,
  kWithdraw,
  kDefer,
  kThreaten,
  kAskGuarantee,
  kOpen,
  kDeny,
  kNoComment,
};
enum class Family : std::uint8_t {
  kCessation,
  kRelease,
  kTransfer,
  kAccess,
  kWithdrawal,
  kGovernance,
  kGuarantee,
  kMonitoring,
  kSequence,
  kProcess,
  kOther,
};
enum class ExchangeRelation : std::uint8_t { kIf, kUnless, kUntil, kInExchangeFor, kThen };
[[nodiscard]] std::string_view name_of(Stance stance);
[[nodiscard]] std::string_view name_of(Family family);
[[nodiscard]] std::string_view name_of(ExchangeRelation relation);

struct Term {
  Family family = Family::kOther;
  text::Span span;
  // quantity, unit, population, place, duration, deadline, phase: only what the words give.
  std::map<std::string, std::string> parameters;
};

struct Exchange {
  ExchangeRelation relation = ExchangeRelation::kIf;
  Family family = Family::kOther;
  text::Span span;
};

struct Position {
  text::Span actor;                      // the words that name the party
  std::optional<std::string> name;       // whom they stand for
  std::optional<text::Span> spoken_for;  // "Peru, on behalf of [the Isles]"
  text::Span span;                       // the clause that shows it
  Stance stance = Stance::kDemand;
  Term term;
  std::optional<Exchange> exchange;
  bool undertaking = false;                // the actor owes the term from then on
  std::optional<text::Span> answers;       // the clause of the proposal that this answers
  std::optional<std::uint32_t> statement;  // index into the article's statements
  std::optional<std::uint32_t> event;      // index into the article's events
  std::vector<text::Span> hedges;
  float confidence = 0;
};

enum class Modality : std::uint8_t {
  kHappened,
  kOngoing,
  kPlanned,
  kDemanded,
  kConditional,
  kHypothetical,
  kDenied,
};
[[nodiscard]] std::string_view name_of(Modality modality);

struct Event {
  text::Span span;
  std::string cameo;         // 2 to 4 digits, CAMEO 1.1b3; "" for a state that has no code
  std::string plover_event;  // "AGREE"
  std::string plover_mode;   // "" for none
  std::string state;         // how far it shows the talks to be: "in_force"; "" for nothing of it
  std::vector<text::Span> actors;
  std::vector<text::Span> recipients;
  std::optional<std::string> place;
  std::optional<std::string> time;  // ISO 8601 or EDTF
  Modality modality = Modality::kHappened;
  std::optional<std::uint32_t> statement;
  float confidence = 0;
};

// A part that an actor plays in the talks, with the words that show it.
struct Role {
  text::Span actor;
  std::optional<std::string> name;
  std::string role;  // party|backer|mediator|facilitator|host|guarantor|monitor|observer|…
  text::Span span;
};

}  // namespace parley::events
