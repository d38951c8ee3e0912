#include "parley/views/article_json.h"

#include <algorithm>

#include "parley/base/json_writer.h"
#include "parley/base/sha256.h"
#include "parley/record/finding.h"

namespace parley::views {
namespace {

using base::JsonWriter;

void write_article(JsonWriter& json, const text::Article& article) {
  json.field("schema", "parley/1").field("id", article.id).field("input", article.input);
  json.field("url", article.url).field("outlet", article.outlet).field("title", article.title);
  json.key("authors").begin_array();
  for (const std::string& author : article.authors) json.value(author);
  json.end_array().field("language", article.known_language());
  json.key("published").begin_object().field("value", article.published.value);
  json.key("precision");
  article.published.value ? json.value(name_of(article.published.precision)) : json.null();
  json.field("basis", name_of(article.published.basis)).end_object();
  json.field("sha256", base::sha256_hex(article.text)).field("text", article.text);
}

void write_blocks(JsonWriter& json, const text::Article& article) {
  json.key("blocks").begin_array();
  for (const text::Block& block : article.blocks) {
    json.begin_object().field("start", block.span.start).field("end", block.span.end);
    json.field("role", name_of(block.role));
    if (const auto start = article.source_of(block.span.start)) {
      // The last byte's place, not the end's: the next mark may stand elsewhere.
      const std::uint32_t end = article.source_of(block.span.end - 1).value_or(*start) + 1;
      json.key("page").begin_object().field("start", *start).field("end", end).end_object();
    }
    json.end_object();
  }
  json.end_array();
}

void write_sentences(JsonWriter& json, const analysis::Analysis& analysis) {
  json.key("sentences").begin_array();
  for (const analysis::Sentence& sentence : analysis.sentences) {
    json.begin_object().field("start", sentence.span.start).field("end", sentence.span.end);
    json.end_object();
  }
  json.end_array();
}

void write_tokens(JsonWriter& json, const analysis::Analysis& analysis) {
  const auto or_null = [&json](std::string_view key, std::string_view text) {
    json.key(key);
    text.empty() ? json.null() : json.value(text);
  };
  json.key("tokens").begin_array();
  for (const analysis::Token& token : analysis.tokens) {
    json.begin_object().field("start", token.span.start).field("end", token.span.end);
    or_null("lemma", token.lemma);
    json.field("upos", name_of(token.upos));
    or_null("xpos", token.xpos);
    json.field("head", token.head);
    or_null("deprel", token.deprel);
    json.end_object();
  }
  json.end_array();
}

void write_issues(JsonWriter& json, const text::Article& article) {
  json.key("issues").begin_array();
  for (const text::Issue& issue : article.issues) {
    json.begin_object().field("kind", issue.kind).field("message", issue.message);
    if (issue.span) json.field("start", issue.span->start).field("end", issue.span->end);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

const std::vector<std::string_view>& annotate_layers() {
  static const std::vector<std::string_view> layers = {
      "blocks",     "sentences", "tokens", "entities",  "names", "times",
      "statements", "figures",   "events", "positions", "roles", "issues"};
  return layers;
}

base::Result<std::vector<std::string>> parse_layers(std::string_view list) {
  std::vector<std::string> layers;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view name = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    if (name.empty()) continue;
    if (std::ranges::find(annotate_layers(), name) == annotate_layers().end()) {
      std::string known;
      for (const std::string_view layer : annotate_layers()) {
        known += (known.empty() ? "" : ", ") + std::string(layer);
      }
      return base::fail(base::ErrorCode::kUsage, "--layers " + std::string(name) +
                                                     ": no such layer; the layers are " + known);
    }
    layers.emplace_back(name);
  }
  return layers;
}

bool are_intake_layers(const std::vector<std::string>& layers) {
  return !layers.empty() && std::ranges::all_of(layers, [](const std::string& layer) {
    return layer == "blocks" || layer == "issues";
  });
}

std::string article_json(const record::Reading& reading, const std::vector<std::string>& layers) {
  const auto wanted = [&](std::string_view layer) {
    return layers.empty() || std::ranges::find(layers, layer) != layers.end();
  };
  JsonWriter json;
  json.begin_object();
  write_article(json, reading.article);
  if (wanted("blocks")) write_blocks(json, reading.article);
  if (wanted("sentences")) write_sentences(json, reading.analysis);
  if (wanted("tokens")) write_tokens(json, reading.analysis);
  const std::vector<record::Finding> findings = record::findings_of(reading);
  for (const record::Layer layer : record::kLayers) {
    if (!wanted(record::name_of(layer))) continue;
    json.key(record::name_of(layer)).begin_array();
    for (const record::Finding& finding : findings) {
      if (finding.layer == layer) json.raw(finding.json);
    }
    json.end_array();
  }
  if (wanted("issues")) write_issues(json, reading.article);
  json.end_object();
  return json.take();
}

}  // namespace parley::views
