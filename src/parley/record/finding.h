// One thing found in one article, in the form in which it is printed, stored and counted as
// evidence.
//
// "Ana Velm said talks would resume." gives, among others, a Finding of layer kStatements whose
// `json` is the statement's object of docs/schema/annotate.schema.json. The same text goes to
// `annotate` and into the record, so that the two cannot disagree. Sentences and tokens are no
// findings: views/article_json.h prints them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/record/reading.h"
#include "parley/text/span.h"

namespace parley::record {

// The values are stored in records; never renumber.
enum class Layer : std::uint8_t {
  kEntities = 0,
  kNames = 1,
  kTimes = 2,
  kStatements = 3,
  kFigures = 4,
  kEvents = 5,
  kPositions = 6,
  kRoles = 7,
};
inline constexpr std::array kLayers = {Layer::kEntities,   Layer::kNames,   Layer::kTimes,
                                       Layer::kStatements, Layer::kFigures, Layer::kEvents,
                                       Layer::kPositions,  Layer::kRoles};
[[nodiscard]] std::string_view name_of(Layer layer);  // "statements" …
[[nodiscard]] std::optional<Layer> layer_named(std::string_view name);

// Stands between the pieces of a quote in several spans.
inline constexpr std::string_view kGap = " … ";

struct Finding {
  std::string id;  // a letter for the layer and 16 hexadecimal digits
  Layer layer = Layer::kStatements;
  text::Span span;   // the whole extent in the article's text
  std::string json;  // one object, begins with its id

  friend bool operator==(const Finding&, const Finding&) = default;
};

// The findings of `reading`, layer after layer, each layer in its own order.
//
// An id follows from the article's id, the layer and the place, so the same document gives the same
// ids on every machine. Linear in the findings.
[[nodiscard]] std::vector<Finding> findings_of(const Reading& reading);

// "a1b2…": the first 16 hexadecimal digits of the SHA-256 of `key` behind `letter`.
[[nodiscard]] std::string content_id(char letter, std::string_view key);

}  // namespace parley::record
