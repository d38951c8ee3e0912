// A number is somebody's claim: "more than 13,300 killed" with its bound, measure, population, day
// and the statement that carries it.
//
// A figure is what the words say: "at least 50" stays a lower bound, "dozens" is vague with low 24
// and no value. The claimant is the source of `statement`; without one the outlet claims it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/text/span.h"

namespace parley::figures {

enum class Bound : std::uint8_t {
  kExact,
  kAbout,
  kAtLeast,
  kMoreThan,
  kAtMost,
  kLessThan,
  kNearly,
  kVague,
};
[[nodiscard]] std::string_view name_of(Bound bound);  // "at_least" …

struct AsOf {
  std::string value;  // ISO 8601 or EDTF
  std::string basis;  // "text", "published"

  friend bool operator==(const AsOf&, const AsOf&) = default;
};

// "cumulative": so far, since `value` where the text says; "period": of that day or interval alone.
struct Counting {
  bool cumulative = false;
  std::optional<std::string> value;  // EDTF

  friend bool operator==(const Counting&, const Counting&) = default;
};

struct Figure {
  text::Span span;  // qualifier and number, without the unit noun: "at least 50"
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  Bound bound = Bound::kExact;
  std::string measure = "count";  // data/measures.tsv
  std::optional<std::string> unit;
  std::optional<text::Span> population;
  std::optional<std::string> place;
  std::optional<AsOf> as_of;
  std::optional<std::uint32_t> part_of;    // index of the figure that already counts these
  std::optional<std::uint32_t> restates;   // the same index where both give the same number
  std::optional<std::uint32_t> statement;  // index into the article's statements
  std::optional<Counting> counting;
  std::optional<std::uint32_t> replaces;  // index of the figure that this one corrects
  bool revised = false;
  bool ambiguous = false;  // "13.300" beside "13,300": no value is given

  friend bool operator==(const Figure&, const Figure&) = default;
};

}  // namespace parley::figures
