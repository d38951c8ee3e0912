// What a decision of a person means: which rows it is about and what it does to them.
//
// "Position 12, 'the council wants the depot reopened', is no demand": the row is remembered by its
// place and its words in the article, not by its number, so the decision finds it again when the
// article is read anew, by a newer model or with a mended text. Here decisions become JSON and
// back; story/replay.h applies them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/text/span.h"

namespace parley::story {

enum class DecisionKind : std::uint8_t {
  kAccept,   // a person has looked and agrees
  kCorrect,  // a field holds something else
  kReject,   // the row is wrong
  kMerge,    // several actors are one
  kSplit,    // names or articles of an actor are another one's
  kJoin,     // several origins are one saying
  kPart,     // statements of an origin are another saying
  kNote,     // words beside a row
  kUndo,     // another decision is taken back
};
[[nodiscard]] std::string_view name_of(DecisionKind kind);
[[nodiscard]] std::optional<DecisionKind> decision_kind_named(std::string_view name);

// Words at a place: what a row stood on.
struct Anchor {
  std::string article;
  text::Span span;
  std::string quote;

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

// A row as it was when somebody decided on it.
struct Target {
  std::string type;   // of export
  std::string id;     // then
  std::string label;  // what it said, for people
  std::vector<Anchor> anchors;

  friend bool operator==(const Target&, const Target&) = default;
};

struct Decision {
  std::string id;  // filled by to_stored and read_decision
  std::string made_at;
  std::string made_by;
  DecisionKind kind = DecisionKind::kNote;
  std::optional<std::string> reason;
  std::vector<Target> targets;        // one; two or more for merge and join; none for undo
  std::vector<Target> members;        // part: the statements that leave
  std::vector<std::string> names;     // split: the names that leave
  std::vector<std::string> articles;  // split: ids of the articles whose mentions leave
  std::string field;                  // correct: "term.family"
  std::string value;                  // correct: a JSON text, number, truth value or null
  std::string before;                 // correct: the same, as it was
  std::string undoes;                 // undo: the id of a decision
  std::optional<std::string> undone_at;

  friend bool operator==(const Decision&, const Decision&) = default;
};

inline constexpr std::size_t kMostAnchors = 8;          // of one target; more add no safety
inline constexpr std::size_t kMostDecided = 1000;       // targets, members, names, articles
inline constexpr std::size_t kMostDecidedBytes = 4096;  // of a reason, a name or a value

[[nodiscard]] record::Decision to_stored(const Decision& decision);
// Fails where the value is no such object: a record or file made by somebody else.
base::Result<Decision> read_decision(const record::Decision& stored);

// The row of export as a target; fails for a decision and for a row without evidence.
base::Result<Target> target_of(const record::DerivedRow& row);

// What data/correctable.tsv lets `field` of `type` hold.
struct Correctable {
  std::string type;
  std::string field;
  std::string holds;  // "text", "number", "flag", "day" or "a|b|c"
  bool or_null = false;
};
[[nodiscard]] const std::vector<Correctable>& correctable_fields();

// `words` as the JSON that `field` takes: "12" for a number, "null". Fails where the field cannot
// be corrected or not to this.
base::Result<std::string> checked_value(std::string_view type, std::string_view field,
                                        std::string_view words);

}  // namespace parley::story
