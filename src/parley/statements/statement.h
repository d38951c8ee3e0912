// Who said what, through whom: one row for each cue of an article.
//
// In "Coast Radio cited a senior council official saying …" the source is the official, Coast Radio
// the channel. `act` is false for a belief or a wish that the report ascribes to somebody. The
// rules for each field are in the annotation guide's words in docs/reading-rules.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/span.h"

namespace parley::statements {

enum class SourceKind : std::uint8_t { kNamed, kRole, kUnnamed, kOutlet };
enum class Force : std::uint8_t {
  kSay,
  kClaim,
  kConfirm,
  kDeny,
  kDecline,
  kDemand,
  kOffer,
  kThreaten,
  kWarn,
  kAgree,
  kReject,
  kAsk,
  kBelieve,
  kIntend,
  kReport,
  kQuote,
};
enum class Speech : std::uint8_t { kDirect, kIndirect, kMixed };
enum class Relation : std::uint8_t { kTold, kCites, kBroadcast, kPublished, kVia };
[[nodiscard]] std::string_view name_of(SourceKind kind);
[[nodiscard]] std::string_view name_of(Force force);
[[nodiscard]] std::string_view name_of(Speech speech);
[[nodiscard]] std::string_view name_of(Relation relation);

struct Source {
  std::vector<text::Span> spans;  // empty: the sentence names nobody, or the outlet itself speaks
  SourceKind kind = SourceKind::kUnnamed;
  std::optional<std::string> name;  // whom the words stand for: "she" -> "Ana Velm"; named kinds
  std::optional<std::string> affiliation;
  std::optional<int> count;  // 2 for "two officials"
};

struct Channel {
  std::vector<text::Span> spans;
  Relation relation = Relation::kTold;
  std::optional<std::string> name;
};

// Spans with whom they stand for.
struct Party {
  std::vector<text::Span> spans;
  std::optional<std::string> name;
};

struct SaidAt {
  std::string value;  // ISO 8601 or EDTF
  std::string basis;  // "text", "published"
};

struct Statement {
  Source source;
  std::vector<text::Span> cue;
  Force force = Force::kSay;
  bool negated = false;
  std::vector<text::Span> content;
  Speech speech = Speech::kIndirect;
  bool act = true;
  std::vector<Channel> channel;  // outermost first
  std::optional<Party> addressee;
  std::vector<text::Span> hedges;
  std::optional<text::Span> anonymity_reason;
  bool anonymous = false;  // the report says that the source asked not to be named
  std::optional<SaidAt> said_at;
  std::optional<std::uint32_t> inside;  // index of the statement whose content holds this one
  float confidence = 0;                 // 0 to 1

  // The smallest span that holds source, cue and content. REQUIRES: one of them is not empty
  [[nodiscard]] text::Span extent() const;
};

}  // namespace parley::statements
