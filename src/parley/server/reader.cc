#include "parley/server/reader.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "parley/base/json_writer.h"
#include "parley/story/corpus.h"

namespace parley::server {
namespace {

using record::Layer;
using story::Json;

class Marker {
 public:
  Marker(const record::StoredArticle& article, std::vector<Mark>& marks)
      : article_(article), marks_(marks) {}

  void add(const record::Finding& finding) {
    switch (finding.layer) {
      case Layer::kStatements:
        add_statement(finding);
        break;
      case Layer::kFigures:
        add("figure", finding.id, finding.span);
        break;
      case Layer::kPositions:
        add("position", finding.id, finding.span);
        break;
      case Layer::kTimes:
        add("time", finding.id, finding.span);
        break;
      case Layer::kEvents:
        add("event", finding.id, finding.span);
        break;
      default:
        break;  // names and roles are told in the list, not in the text
    }
  }

 private:
  void add(std::string_view kind, const std::string& finding, text::Span span) {
    if (marks_.size() == kMostMarks || span.empty() || !article_.article.whole().contains(span)) {
      return;
    }
    marks_.push_back({std::string(kind), finding, span});
  }

  void add_part(std::string_view kind, const std::string& finding, const Json& part) {
    for (const text::Span span : story::spans_of(part)) {
      if (span.start < span.end) add(kind, finding, span);
    }
  }

  void add_statement(const record::Finding& finding) {
    const Json value = Json::parse(finding.json, nullptr, false);
    const std::string& id = finding.id;
    for (const char* key : {"source", "cue", "content", "addressee"}) {
      add_part(key, id, story::part_at(value, key));
    }
    for (const Json& channel : story::part_at(value, "channel")) add_part("channel", id, channel);
    for (const Json& hedge : story::part_at(value, "hedges")) add_part("hedge", id, hedge);
  }

  const record::StoredArticle& article_;
  std::vector<Mark>& marks_;
};

// The blocks with what stands between them, so that no byte of the text is left out.
std::vector<MarkedBlock> whole_text(const text::Article& article) {
  std::vector<MarkedBlock> blocks;
  std::uint32_t at = 0;
  const auto fill_to = [&](std::uint32_t end) {
    const std::string_view gap = article.at({at, end});
    if (gap.find_first_not_of(" \n\t\r") != std::string_view::npos) {
      blocks.push_back({{at, end}, text::BlockRole::kBody, {}});
    }
  };
  for (const text::Block& block : article.blocks) {
    if (block.span.empty() || block.span.start < at || !article.whole().contains(block.span)) {
      continue;
    }
    if (block.span.start > at) fill_to(block.span.start);
    blocks.push_back({block.span, block.role, {}});
    at = block.span.end;
  }
  if (at < article.text.size()) fill_to(static_cast<std::uint32_t>(article.text.size()));
  return blocks;
}

}  // namespace

MarkedArticle mark_article(const record::StoredArticle& article,
                           const std::vector<record::StoredFinding>& findings) {
  MarkedArticle marked;
  Marker marker(article, marked.marks);
  for (const record::StoredFinding& one : findings) marker.add(one.finding);
  std::ranges::stable_sort(marked.marks, {}, [](const Mark& mark) {
    return std::tuple(mark.span.start, ~mark.span.end, mark.kind, mark.finding);
  });
  marked.blocks = whole_text(article.article);
  std::size_t next = 0;             // the first mark that has not begun
  std::vector<std::uint32_t> open;  // marks that have begun and not ended
  for (MarkedBlock& block : marked.blocks) {
    std::set<std::uint32_t> cuts = {block.span.start, block.span.end};
    const auto cut = [&](std::uint32_t at) {
      if (at > block.span.start && at < block.span.end) cuts.insert(at);
    };
    for (const std::uint32_t i : open) cut(marked.marks[i].span.end);
    for (std::size_t i = next;
         i < marked.marks.size() && marked.marks[i].span.start < block.span.end; ++i) {
      cut(marked.marks[i].span.start);
      cut(marked.marks[i].span.end);
    }
    for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at) {
      while (next < marked.marks.size() && marked.marks[next].span.start <= *at) {
        open.push_back(static_cast<std::uint32_t>(next++));
      }
      std::erase_if(open, [&](std::uint32_t i) { return marked.marks[i].span.end <= *at; });
      block.pieces.push_back({{*at, *std::next(at)}, open});
    }
  }
  return marked;
}

std::string reader_json(const record::StoredArticle& stored,
                        const std::vector<record::StoredFinding>& findings,
                        const Snapshot& snapshot) {
  const text::Article& article = stored.article;
  const MarkedArticle marked = mark_article(stored, findings);
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  const IndexedRow* row = snapshot.find(article.id);
  json.key("article");
  row != nullptr ? json.raw(snapshot.json(*row)) : json.null();
  json.key("marks").begin_array();
  for (const Mark& mark : marked.marks) {
    json.begin_object().field("kind", mark.kind).field("finding", mark.finding);
    json.field("start", mark.span.start).field("end", mark.span.end).end_object();
  }
  json.end_array().key("blocks").begin_array();
  for (const MarkedBlock& block : marked.blocks) {
    json.begin_object().field("role", text::name_of(block.role)).key("pieces").begin_array();
    for (const Piece& piece : block.pieces) {
      json.begin_object().field("start", piece.span.start).field("end", piece.span.end);
      json.field("text", article.at(piece.span)).key("marks").begin_array();
      for (const std::uint32_t mark : piece.marks) json.value(mark);
      json.end_array().end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("findings").begin_array();
  for (const record::StoredFinding& one : findings) {
    if (one.finding.layer == Layer::kEntities || one.finding.layer == Layer::kNames) continue;
    json.begin_object().field("layer", record::name_of(one.finding.layer));
    const IndexedRow* owner = snapshot.owner_of(one.finding.id);
    json.field("row", owner != nullptr ? std::optional(snapshot.id(*owner)) : std::nullopt);
    json.key("finding").raw(one.finding.json).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace parley::server
