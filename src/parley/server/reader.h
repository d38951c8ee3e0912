// An article cut into pieces that a page can show without counting bytes.
//
//   "Ana Velm said 50 left."  ->  [Ana Velm: source of s1] [said: cue of s1] [50: figure f1; …] …
//
// Each piece carries the marks that cover it; a mark names its kind and the finding it belongs to.
// Marks may overlap, pieces never do. The text is the stored one, whole and in order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/record/record.h"
#include "parley/server/snapshot.h"

namespace parley::server {

struct Mark {
  std::string kind;     // "source", "cue", "content", "channel", "addressee", "hedge", "figure",
                        // "position", "time", "event"
  std::string finding;  // id
  text::Span span;
};

struct Piece {
  text::Span span;
  std::vector<std::uint32_t> marks;  // indices
};

struct MarkedBlock {
  text::Span span;
  text::BlockRole role = text::BlockRole::kBody;
  std::vector<Piece> pieces;
};

struct MarkedArticle {
  std::vector<Mark> marks;  // by place
  std::vector<MarkedBlock> blocks;
};

inline constexpr std::size_t kMostMarks = 20000;  // of an article; those behind are left out

// Spans that the text does not hold are left out. Marks times the pieces that they cover.
[[nodiscard]] MarkedArticle mark_article(const record::StoredArticle& article,
                                         const std::vector<record::StoredFinding>& findings);

// The article with its pieces and findings; each finding says the row it belongs to.
[[nodiscard]] std::string reader_json(const record::StoredArticle& article,
                                      const std::vector<record::StoredFinding>& findings,
                                      const Snapshot& snapshot);

}  // namespace parley::server
