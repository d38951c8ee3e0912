#include "parley/views/source_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "parley/base/json_writer.h"
#include "parley/story/corpus.h"

namespace parley::views {
namespace {

using story::Json;
using story::part_at;

struct Saying {
  std::string speaker, speaker_id;
  std::vector<std::string> outlets, channels;
};

std::string str(const Json& value, std::string_view key) {
  return story::text_at(value, key).value_or("");
}

std::vector<std::string> list(const Json& value, std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& one : part_at(value, key)) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

std::vector<Saying> read_sayings(const std::vector<record::DerivedRow>& rows) {
  std::vector<Saying> sayings;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "origins") continue;
    const Json value = Json::parse(row.json, nullptr, false);
    if (!value.is_object() || str(value, "kind") == "outlet") continue;
    Saying one{str(value, "speaker"), str(value, "speaker_id"), list(value, "outlets"),
               list(value, "channel")};
    if (!one.speaker.empty() && !one.outlets.empty()) sayings.push_back(std::move(one));
  }
  return sayings;
}

class Builder {
 public:
  std::size_t node(SourceLayer layer, const std::string& name, const std::string& actor_id) {
    const auto [at, fresh] = index_.try_emplace({layer, name}, graph_.nodes.size());
    if (fresh) graph_.nodes.push_back({layer, name, actor_id, 0});
    return at->second;
  }

  void add(const Saying& saying) {
    const std::size_t speaker = node(SourceLayer::kSpeaker, saying.speaker, saying.speaker_id);
    ++graph_.nodes[speaker].sayings;
    std::vector<std::size_t> middle;
    for (const std::string& channel : saying.channels) {
      middle.push_back(node(SourceLayer::kChannel, channel, ""));
      ++graph_.nodes[middle.back()].sayings;
    }
    const bool shared = saying.outlets.size() > 1;
    for (const std::string& name : saying.outlets) {
      const std::size_t outlet = node(SourceLayer::kOutlet, name, "");
      ++graph_.nodes[outlet].sayings;
      if (middle.empty()) count(outlet, speaker, shared);
      for (const std::size_t channel : middle) count(outlet, channel, shared);
    }
    for (const std::size_t channel : middle) count(channel, speaker, shared);
  }

  SourceGraph take() {
    for (const auto& [ends, counts] : edges_) {
      graph_.edges.push_back({ends.first, ends.second, counts.first, counts.second});
    }
    return std::move(graph_);
  }

 private:
  void count(std::size_t from, std::size_t to, bool shared) {
    auto& [sayings, of_many] = edges_[{from, to}];
    ++sayings;
    if (shared) ++of_many;
  }

  SourceGraph graph_;
  std::map<std::pair<SourceLayer, std::string>, std::size_t> index_;
  std::map<std::pair<std::size_t, std::size_t>, std::pair<std::size_t, std::size_t>> edges_;
};

std::string_view name_of(SourceLayer layer) {
  switch (layer) {
    case SourceLayer::kOutlet:
      return "outlet";
    case SourceLayer::kChannel:
      return "channel";
    case SourceLayer::kSpeaker:
      return "speaker";
  }
  return "";
}

}  // namespace

SourceGraph make_source_graph(const std::vector<record::DerivedRow>& rows,
                              std::size_t most_speakers) {
  const std::vector<Saying> sayings = read_sayings(rows);
  // Known actors first: "officials" of several reports need not be the same.
  std::map<std::string, std::pair<bool, std::size_t>> weight;
  for (const Saying& one : sayings) {
    auto& [known, count] = weight[one.speaker];
    known = known || !one.speaker_id.empty();
    ++count;
  }
  std::vector<std::tuple<bool, std::size_t, std::string>> ranked;
  for (const auto& [speaker, own] : weight) ranked.emplace_back(!own.first, own.second, speaker);
  std::ranges::sort(ranked, [](const auto& a, const auto& b) {
    return std::tuple(std::get<0>(a), std::get<1>(b), std::get<2>(a)) <
           std::tuple(std::get<0>(b), std::get<1>(a), std::get<2>(b));
  });
  if (most_speakers > 0 && ranked.size() > most_speakers) ranked.resize(most_speakers);
  std::set<std::string> drawn;
  for (const auto& [unknown, count, speaker] : ranked) drawn.insert(speaker);
  Builder builder;
  std::size_t left_out = 0;
  for (const Saying& one : sayings) {
    if (drawn.contains(one.speaker)) {
      builder.add(one);
    } else {
      ++left_out;
    }
  }
  SourceGraph graph = builder.take();
  graph.left_out = left_out;
  return graph;
}

std::string to_json(const SourceGraph& graph) {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("left_out", graph.left_out);
  json.key("nodes").begin_array();
  for (const SourceNode& node : graph.nodes) {
    json.begin_object().field("layer", name_of(node.layer)).field("name", node.name);
    json.field("actor_id", node.actor_id.empty() ? std::nullopt : std::optional(node.actor_id));
    json.field("sayings", node.sayings).end_object();
  }
  json.end_array().key("edges").begin_array();
  for (const SourceEdge& edge : graph.edges) {
    json.begin_object().field("from", edge.from).field("to", edge.to);
    json.field("sayings", edge.sayings).field("shared", edge.shared).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace parley::views
