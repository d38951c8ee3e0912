// Figures of one measure, population and place over time, each with whose claim it is.
//
// "At least 50 workers returned, the council said" and "some 30 workers, the union said" of one day
// are two points of one series and a conflict: the bounds leave no number that fits both. Nothing
// is averaged and nobody is believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"

namespace parley::story {

struct Claim {
  std::size_t figure = 0;  // index into the layer of figures
  std::string claimant;    // name or words of the source; the outlet where nobody is named
  std::optional<std::string> claimant_id;
  std::optional<std::size_t> statement;  // index into the layer of statements
  std::string as_of;  // EDTF; the day of publication where the text gives none; "" where unknown
  std::string as_of_basis;  // "text", "published"; "" where unknown
};

struct Series {
  std::string measure;
  std::string unit;                 // "" for none
  std::string population;           // the words as first written, "" for none
  std::string place;                // "" for none
  std::vector<std::size_t> points;  // indices into the claims, by day
  std::vector<std::pair<std::size_t, std::size_t>> conflicts;  // of claims
};

struct FigureStory {
  std::vector<Claim> claims;   // one a figure, in the layer's order
  std::vector<Series> series;  // by measure, population, unit, place
};

// Series of a mere count without a population are left out: they would mix unlike things.
[[nodiscard]] FigureStory find_series(const Corpus& corpus, const Actors& actors);

}  // namespace parley::story
