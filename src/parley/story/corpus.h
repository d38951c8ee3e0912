// Everything a record holds, in memory and sorted by article id: what the story is derived from.
//
// A Finding's `json` is read once into `value`; the other files of this module look fields up in it
// with the helpers below. Memory follows the size of the record. No row depends on the order in
// which the articles were read.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::story {

using Json = nlohmann::json;

// A place in an article of the corpus.
struct Place {
  std::uint32_t article = 0;  // index into Corpus::articles
  text::Span span;

  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Item {
  std::uint32_t article = 0;
  std::string id;
  text::Span span;
  std::string json;  // as stored
  Json value;
  std::optional<std::string> claimant;  // of a figure, where a person decided whose it is

  [[nodiscard]] Place place() const { return {article, span}; }
};

struct Corpus {
  std::vector<record::StoredArticle> articles;  // by id
  // By layer, each by article and position.
  std::array<std::vector<Item>, record::kLayers.size()> layers;
  std::vector<record::Decision> decisions;  // by time

  [[nodiscard]] const std::vector<Item>& of(record::Layer layer) const {
    return layers[static_cast<std::size_t>(layer)];
  }
  [[nodiscard]] std::string_view words(Place place) const {
    return articles[place.article].article.at(place.span);
  }
  // The day of publication, "2025-03-14"; "" where unknown or less precise.
  [[nodiscard]] std::string day(std::uint32_t article) const;
  // Who published it; "" where unknown.
  [[nodiscard]] std::string outlet(std::uint32_t article) const;
  // The sentence that holds `place`, the place itself where there is none.
  [[nodiscard]] Place sentence_of(Place place) const;
};

base::Result<Corpus> load_corpus(record::Record& record);

// The text at `key` of `value`, none where it is missing, null or no text.
[[nodiscard]] std::optional<std::string> text_at(const Json& value, std::string_view key);
[[nodiscard]] std::optional<double> number_at(const Json& value, std::string_view key);
// The object or array at `key`; null where there is none.
[[nodiscard]] const Json& part_at(const Json& value, std::string_view key);
// The `spans` of `part`, or its own start and end.
[[nodiscard]] std::vector<text::Span> spans_of(const Json& part);

// Days from `a` to `b`, both "YYYY-MM-DD…"; none where one is no day.
[[nodiscard]] std::optional<int> days_between(std::string_view a, std::string_view b);

}  // namespace parley::story
