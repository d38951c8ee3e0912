#include "parley/views/source_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "parley/base/json_writer.h"

namespace parley::views {
namespace {

using base::JsonView;

class Builder {
 public:
  std::size_t node(SourceLayer layer, const std::string& name, const std::string& actor_id) {
    const auto [at, fresh] = index_.try_emplace({layer, name}, graph_.nodes.size());
    if (fresh) graph_.nodes.push_back({layer, name, actor_id, 0});
    return at->second;
  }

  void add(const std::string& name, const std::string& actor_id,
           const std::vector<std::string_view>& outlets,
           const std::vector<std::string_view>& channels) {
    const std::size_t speaker = node(SourceLayer::kSpeaker, name, actor_id);
    ++graph_.nodes[speaker].sayings;
    std::vector<std::size_t> middle;
    for (const std::string_view channel : channels) {
      middle.push_back(node(SourceLayer::kChannel, std::string(channel), ""));
      ++graph_.nodes[middle.back()].sayings;
    }
    const bool shared = outlets.size() > 1;
    for (const std::string_view one : outlets) {
      const std::size_t outlet = node(SourceLayer::kOutlet, std::string(one), "");
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

std::uint32_t Sayings::name(std::string_view text) {
  if (const auto found = places_.find(text); found != places_.end()) return found->second;
  const auto next = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(text);
  places_.emplace(text, next);
  return next;
}

void Sayings::add_names(const JsonView& names) {
  const std::size_t count_at = sayings_.size();
  sayings_.push_back(0);
  for (const JsonView& one : names) {
    const auto text = one.text();
    if (!text) continue;
    sayings_.push_back(name(*text));
    ++sayings_[count_at];
  }
}

void Sayings::add(const record::DerivedRow& row, const JsonView& value) {
  if (row.type != "origins" || value.at("kind").text() == "outlet") return;
  const std::string_view speaker = value.at("speaker").text().value_or("");
  const JsonView outlets = value.at("outlets");
  const auto has_text = [](const JsonView& one) { return one.text().has_value(); };
  if (speaker.empty() || std::ranges::none_of(outlets, has_text)) return;
  sayings_.push_back(name(speaker));
  sayings_.push_back(name(value.at("speaker_id").text().value_or("")));
  add_names(outlets);
  add_names(value.at("channel"));
}

SourceGraph Sayings::graph(std::size_t most_speakers) const {
  struct Heard {
    bool known = false;
    std::size_t count = 0;
  };
  std::size_t at = 0;
  const auto skip_names = [&] { at += 1 + sayings_[at]; };
  // Known actors first: "officials" of several reports need not be the same.
  std::map<std::uint32_t, Heard> heard;
  while (at < sayings_.size()) {
    Heard& own = heard[sayings_[at]];
    own.known = own.known || !names_[sayings_[at + 1]].empty();
    ++own.count;
    at += 2;
    skip_names();
    skip_names();
  }
  std::vector<std::pair<std::uint32_t, Heard>> ranked(heard.begin(), heard.end());
  std::ranges::sort(ranked, [&](const auto& a, const auto& b) {
    return std::tuple(!a.second.known, b.second.count, std::string_view(names_[a.first])) <
           std::tuple(!b.second.known, a.second.count, std::string_view(names_[b.first]));
  });
  if (most_speakers > 0 && ranked.size() > most_speakers) ranked.resize(most_speakers);
  std::set<std::uint32_t> drawn;
  for (const auto& [speaker, own] : ranked) drawn.insert(speaker);

  Builder builder;
  std::size_t left_out = 0;
  const auto take_names = [&] {
    std::vector<std::string_view> names;
    for (std::uint32_t left = sayings_[at++]; left > 0; --left)
      names.push_back(names_[sayings_[at++]]);
    return names;
  };
  for (at = 0; at < sayings_.size();) {
    const std::uint32_t speaker = sayings_[at];
    const std::string& actor_id = names_[sayings_[at + 1]];
    at += 2;
    if (!drawn.contains(speaker)) {
      ++left_out;
      skip_names();
      skip_names();
      continue;
    }
    const std::vector<std::string_view> outlets = take_names();
    builder.add(names_[speaker], actor_id, outlets, take_names());
  }
  SourceGraph graph = builder.take();
  graph.left_out = left_out;
  return graph;
}

SourceGraph make_source_graph(const std::vector<record::DerivedRow>& rows,
                              std::size_t most_speakers) {
  Sayings sayings;
  base::JsonReader json;
  for (const record::DerivedRow& row : rows) {
    if (row.type == "origins") sayings.add(row, json.read(row.json));
  }
  return sayings.graph(most_speakers);
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
