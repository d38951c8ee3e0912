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
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parley/base/json_view.h"
#include "parley/base/text_hash.h"
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

// What the graph is drawn from, collected from rows that come one by one. Some 30 bytes a saying:
// each name is kept once.
class Sayings {
 public:
  // Rows of other types than origins are passed over. `value` is the parsed row.
  void add(const record::DerivedRow& row, const base::JsonView& value);
  // `most_speakers` who have most sayings are drawn; 0 for all. Linear in the sayings.
  [[nodiscard]] SourceGraph graph(std::size_t most_speakers) const;

 private:
  std::uint32_t name(std::string_view text);
  void add_names(const base::JsonView& names);

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t, base::TextHash, std::equal_to<>>
      places_;  // in names_
  // Of each saying: speaker, speaker's id, how many outlets and which, how many channels and which.
  std::vector<std::uint32_t> sayings_;
};

[[nodiscard]] SourceGraph make_source_graph(const std::vector<record::DerivedRow>& rows,
                                            std::size_t most_speakers);

[[nodiscard]] std::string to_json(const SourceGraph& graph);

}  // namespace parley::views
