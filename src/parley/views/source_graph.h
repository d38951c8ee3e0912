// Who carries whose words: outlets, what they cite, and the speakers behind, as a layered graph.
//
//   Example Wire ──┐
//                  ├── Coast Radio ── Ana Velm
//   Harbour Post ──┘
//
// An edge counts sayings (origins), so a saying that three outlets carry is three outlets on one
// saying, never three sayings. Without a cited channel the edge goes from the outlet to the
// speaker.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

enum class SourceLayer : std::uint8_t { kOutlet, kChannel, kSpeaker };

struct SourceNode {
  SourceLayer layer = SourceLayer::kOutlet;
  std::string name;
  std::string actor_id;  // of a speaker; "" where not known
  std::size_t sayings = 0;
};

struct SourceEdge {
  std::size_t from = 0, to = 0;  // indices of nodes
  std::size_t sayings = 0;
  std::size_t shared = 0;  // of them carried by more than one outlet
};

struct SourceGraph {
  std::vector<SourceNode> nodes;
  std::vector<SourceEdge> edges;
  std::size_t left_out = 0;  // sayings whose speaker is not among the most heard
};

// `most_speakers` who have most sayings are drawn; 0 for all. Linear in the rows.
[[nodiscard]] SourceGraph make_source_graph(const std::vector<record::DerivedRow>& rows,
                                            std::size_t most_speakers);

[[nodiscard]] std::string to_json(const SourceGraph& graph);

}  // namespace parley::views
