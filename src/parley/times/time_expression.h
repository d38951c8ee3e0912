// An expression that places or measures time: "on Monday", "the initial few days", "60 days".
//
// `value` is the TIMEX3 value of the words; `resolved` says which days are meant, where the text
// and an anchor settle it, as ISO 8601 or EDTF (ISO 8601-2). What cannot be settled has no
// `resolved` and says why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/text/span.h"

namespace parley::times {

enum class TimeType : std::uint8_t { kDate, kTime, kDuration, kSet };
[[nodiscard]] std::string_view name_of(TimeType type);  // "DATE" …

enum class Anchor : std::uint8_t { kNone, kPublished, kText };
[[nodiscard]] std::string_view name_of(Anchor anchor);  // "none", "published", "text"

struct TimeExpression {
  text::Span span;
  TimeType type = TimeType::kDate;
  std::string value;                    // TIMEX3: "2023-11-20", "P60D", "PAST_REF", "XXXX-WXX-1"
  std::string mod;                      // TIMEX3: "APPROX", "MORE_THAN", "START" …; "" for none
  std::optional<std::string> resolved;  // "2023-11-20", "2023-11-13/2023-11-19", "2007/.."
  Anchor anchor = Anchor::kNone;        // what `resolved` was counted from
  std::string unresolved_reason;        // "" where resolved

  friend bool operator==(const TimeExpression&, const TimeExpression&) = default;
};

}  // namespace parley::times
