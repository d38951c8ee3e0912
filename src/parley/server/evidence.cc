#include "parley/server/evidence.h"

#include <algorithm>
#include <map>
#include <optional>

#include "parley/server/row_places.h"
#include "parley/story/corpus.h"

namespace parley::server {
namespace {

bool any_article(std::string_view) { return true; }

}  // namespace

Passage passage_at(const record::StoredArticle& article, text::Span span) {
  Passage passage{article.article.id, "", "", "", span};
  const text::Span whole = article.article.whole();
  if (span.start > span.end || !whole.contains(span)) return passage;
  text::Span around = span;
  for (const text::Span sentence : article.sentences) {
    if (sentence.end <= span.start || sentence.start >= span.end || !whole.contains(sentence)) {
      continue;
    }
    around = {std::min(around.start, sentence.start), std::max(around.end, sentence.end)};
  }
  passage.before = article.article.at({around.start, span.start});
  passage.quote = article.article.at(span);
  passage.after = article.article.at({span.end, around.end});
  return passage;
}

base::Result<Evidence> open_evidence(record::Record& record, const record::DerivedRow& row) {
  Evidence evidence;
  const story::Json value =
      story::Json::parse(with_places(row.json, kMostEvidence, any_article), nullptr, false);
  std::map<std::string, std::optional<record::StoredArticle>> articles;
  for (const story::Json& place : story::part_at(value, "evidence")) {
    ++evidence.total;
    const std::vector<text::Span> spans = story::spans_of(place);
    if (evidence.passages.size() == kMostEvidence || spans.empty()) continue;
    const std::string id = story::text_at(place, "article").value_or("");
    const text::Span span = spans.front();
    auto found = articles.find(id);
    if (found == articles.end()) {
      auto article = record.article(id);
      if (!article) return std::unexpected(article.error());
      found = articles.emplace(id, std::move(*article)).first;
    }
    if (found->second) evidence.passages.push_back(passage_at(*found->second, span));
  }
  evidence.total = std::max(evidence.total, count_places(row.json));
  return evidence;
}

void write_passage(base::JsonWriter& json, const Passage& passage, const Snapshot& snapshot) {
  const auto known = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  const auto found = snapshot.reports.find(passage.article);
  const Report report = found != snapshot.reports.end() ? found->second : Report();
  json.field("article", passage.article).field("outlet", known(report.outlet));
  json.field("title", known(report.title)).field("published", known(report.day));
  json.field("start", passage.span.start).field("end", passage.span.end);
  json.field("before", passage.before).field("quote", passage.quote);
  json.field("after", passage.after);
}

std::string evidence_json(const Evidence& evidence, const record::DerivedRow& row,
                          const Snapshot& snapshot) {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  json.field("type", row.type)
      .field("total", evidence.total)
      .key("row")
      .raw(with_places(row.json, kMostPlaces, any_article));
  json.key("evidence").begin_array();
  for (const Passage& passage : evidence.passages) {
    json.begin_object();
    write_passage(json, passage, snapshot);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace parley::server
