// Figures of one measure, population and place over time, each with whose claim it is.
//
// "At least 50 workers returned, the council said" and "some 30 workers, the union said" of one day
// are two points of one series and a conflict: both count the same (same_count.h), and the bounds
// leave no number that fits both. Nothing is averaged and nobody is believed. One claim told by
// several outlets is one point; a number that its claimant corrected is one point that says what it
// was before. Counts "so far" and counts of one day or week are kept apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/story/copies.h"
#include "parley/story/corpus.h"
#include "parley/story/join_actors.h"

namespace parley::story {

// Views, here and below, look into FigureStory::strings or the corpus.
struct Claim {
  std::size_t figure = 0;         // index into the layer of figures
  std::string_view claimant;      // name or words of the source; the outlet where nobody is named
  std::string_view claimant_key;  // the same in lower case
  const Actor* actor = nullptr;   // the claimant, if the record knows who that is
  bool of_statement = false;      // a statement carries it
  std::string_view
      as_of;  // EDTF; the day of publication where the text gives none; "" where unknown
  std::string_view as_of_basis;  // "text", "published"; "" where unknown
};

using Claims = std::pmr::vector<Claim>;

struct Point {
  explicit Point(std::pmr::memory_resource* memory) : members(memory), revises(memory) {}

  std::uint32_t claim = 0;                  // index into the claims, as are those below
  std::pmr::vector<std::uint32_t> members;  // every claim that says the same, `claim` first
  std::pmr::vector<std::uint32_t> revises;  // what the claimant had given before it was corrected
  std::optional<std::uint32_t> follows;     // the same claimant's point before this one
};

struct Series {
  explicit Series(std::pmr::memory_resource* memory) : points(memory), conflicts(memory) {}

  std::string_view measure;
  std::string_view unit;           // "" for none
  std::string_view population;     // the words as first written, "" for none
  std::string_view place;          // "" for none
  std::string_view whole;          // what a share is of, "" for none
  std::string_view counting;       // "cumulative", "period", "" where the texts do not say
  std::pmr::vector<Point> points;  // by day, those without one last
  std::pmr::vector<std::pair<std::uint32_t, std::uint32_t>> conflicts;  // of claims
};

struct FigureStory {
  explicit FigureStory(Spill& memory)
      : strings(std::make_shared<Strings>(&memory)), claims(&memory), series(&memory) {}

  std::shared_ptr<Strings> strings;
  Claims claims;                    // one a figure, in the layer's order
  std::pmr::vector<Series> series;  // by measure, population, unit, place
};

// `stories`: the id of each article's story. Left out are mere counts, lengths, sums and shares
// without a population: they would mix unlike things.
[[nodiscard]] FigureStory find_series(const Corpus& corpus, const Actors& actors,
                                      const std::vector<Copy>& copies,
                                      const std::vector<std::string>& stories);

}  // namespace parley::story
