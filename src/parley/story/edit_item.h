// Sets a field of something that was read to what a person decided: "term.family" of a position,
// "published.value" of an article.
//
// Only what the thing has already can be set, but for a figure's place and day, which may be
// unknown. Spans and quotes are never touched. Whether a value fits is settled before, by
// checked_value() in story/decision.h.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "parley/story/corpus.h"

namespace parley::story {

using OrderedJson = nlohmann::ordered_json;

// `value` is JSON. False where the field is not there or the value is no JSON.
bool set_field(OrderedJson& row, std::string_view field, const std::string& value);
bool set_field(Corpus& corpus, record::Layer layer, Item& item, std::string_view field,
               const std::string& value);
bool set_field(text::Article& article, std::string_view field, const std::string& value);

// The value of `field` in an exported row as JSON; "" where it cannot be set there.
[[nodiscard]] std::string field_of(const Json& row, std::string_view field);

// True for a field of a row that is not set in the row itself, since other rows follow from it: an
// actor's name.
[[nodiscard]] bool row_follows(std::string_view type, std::string_view field);

// Makes null what names one of `gone`: the statement of a figure where the statement was rejected.
void clear_references(Corpus& corpus, record::Layer layer, Item& item,
                      const std::set<ItemId>& gone);

}  // namespace parley::story
