// The sentences that a row stands on, each with the report around it.
//
// A quote comes with the whole sentence it stands in, cut into what is before, the quote and what
// is behind, so that a page need not count bytes. At most kMostEvidence places are opened; `total`
// says how many there are. The row comes with the first kMostPlaces of its places.
#pragma once

#include <string>
#include <vector>

#include "parley/base/json_writer.h"
#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/server/snapshot.h"

namespace parley::server {

inline constexpr std::size_t kMostEvidence = 40;
inline constexpr std::size_t kMostPlaces = 1000;  // of the row itself

struct Passage {
  std::string article, before, quote, after;
  text::Span span;
};

struct Evidence {
  std::vector<Passage> passages;
  std::size_t total = 0;
};

// One reading of the record for each article that is quoted.
base::Result<Evidence> open_evidence(record::Record& record, const record::DerivedRow& row);

// `span` of `article` with the sentence around it.
[[nodiscard]] Passage passage_at(const record::StoredArticle& article, text::Span span);

[[nodiscard]] std::string evidence_json(const Evidence& evidence, const record::DerivedRow& row,
                                        const Snapshot& snapshot);

// Writes article, outlet, title, published and the passage as fields of the open object.
void write_passage(base::JsonWriter& json, const Passage& passage, const Snapshot& snapshot);

}  // namespace parley::server
