// The rows of a record as W3C Web Annotations on the stored texts: for tools that show notes beside
// a text.
//
// "offered a pay rise of 5 percent" becomes an Annotation whose target is the passage, by position
// (in characters) and by the words with what stands before and behind them, and whose body says
// "position: offer, transfer, Harbour Board".
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/json_writer.h"
#include "parley/record/record.h"
#include "parley/views/characters.h"
#include "parley/views/linked_rows.h"

namespace parley::views {

inline constexpr std::size_t kQuoteContext = 32;  // characters before and behind a passage

// The types of rows that are annotated, in their order.
inline constexpr std::array<std::string_view, 5> kAnnotatedTypes = {
    "statements", "figures", "positions", "events", "commitments"};

// The collection piece by piece, for who cannot hold it whole.
class AnnotationWriter {
 public:
  // Null for an article that is not there. What it gives stays until another one is asked for.
  using FindArticle = std::function<const record::StoredArticle*(const std::string& id)>;

  explicit AnnotationWriter(FindArticle find) : find_(std::move(find)) {}

  [[nodiscard]] static std::string begin();
  // "" for a row none of whose passages is there. Rows come by kAnnotatedTypes.
  [[nodiscard]] std::string add(const record::DerivedRow& row);
  // Says how many there were.
  [[nodiscard]] std::string end() const;

 private:
  bool target(base::JsonWriter& json, const nlohmann::json& place);

  FindArticle find_;
  std::size_t total_ = 0;
  std::string measured_;  // the article whose characters are counted in offsets_
  std::optional<CharacterOffsets> offsets_;
};

// One AnnotationCollection with its page. Statements, figures, positions, events and commitments
// are annotated. A passage that is not in `articles` is left out. Near-linear.
[[nodiscard]] std::string to_annotations(const std::vector<record::DerivedRow>& rows,
                                         const StoredArticles& articles);

}  // namespace parley::views
