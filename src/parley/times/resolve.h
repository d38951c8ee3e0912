// Counts what a form means: its TIMEX3 value, and which days are meant where an anchor settles it.
//
// With a report of Tuesday 2023-11-21, "last Monday" is 2023-11-20, counted from the publication
// date; "the next day" after "7 October 2023" is 2023-10-08, counted from the text. Without an
// anchor the value keeps its holes ("XXXX-WXX-1") and there is no resolved date but a reason.
#pragma once

#include <optional>

#include "parley/base/date.h"
#include "parley/times/direction.h"
#include "parley/times/form.h"
#include "parley/times/time_expression.h"

namespace parley::times {

// A date that the text has named, as precise as it was named.
struct TextDate {
  base::Date date;
  Unit precision = Unit::kDay;  // kDay, kMonth or kYear
};

struct Context {
  std::optional<base::Date> published;
  std::optional<TextDate> mentioned;  // the last date that the text named, with its year
  // A history rather than news: dates without a year belong to the year named last.
  bool narrative = false;
};

// Fills value, mod, resolved, anchor and reason; the span is the caller's. Updates
// `context.mentioned` where the form names a date.
[[nodiscard]] TimeExpression resolve(const Form& form, Direction direction, Context& context);

}  // namespace parley::times
