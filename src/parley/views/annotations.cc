#include "parley/views/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

std::string joined(std::initializer_list<std::string> words) {
  std::string out;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    out += (out.empty() ? "" : ", ") + word;
  }
  return out;
}

const Json& part(const Json& value, const char* key) {
  static const Json none;
  const auto found = value.find(key);
  return found == value.end() ? none : *found;
}

// What a row says, in few words.
std::string body_of(const std::string& type, const Json& row) {
  if (type == "statements") {
    return joined({text_or_none(part(row, "cue"), "force"),
                   text_or_none(part(row, "source"), "quote"), text_or_none(row, "speech")});
  }
  if (type == "figures") {
    return joined({text_or_none(row, "measure"), text_or_none(row, "unit"),
                   text_or_none(row, "bound"), text_or_none(row, "claimant")});
  }
  if (type == "positions") {
    return joined({text_or_none(row, "stance"), text_or_none(part(row, "term"), "family"),
                   text_or_none(row, "holder")});
  }
  if (type == "events") {
    return joined({text_or_none(part(row, "plover"), "event"),
                   text_or_none(part(row, "plover"), "mode"), text_or_none(row, "modality")});
  }
  return joined({text_or_none(row, "holder"), text_or_none(row, "state")});
}

std::string_view before(std::string_view text, std::size_t at) {
  std::size_t from = at;
  for (std::size_t count = 0; from > 0 && count < kQuoteContext;) {
    --from;
    if (CharacterOffsets::begins_character(text[from])) ++count;
  }
  return text.substr(from, at - from);
}

std::string_view behind(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (CharacterOffsets::begins_character(text[end]) && ++count > kQuoteContext) break;
  }
  return text.substr(at, end - at);
}

}  // namespace

std::string AnnotationWriter::begin() {
  return R"({"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:parley:annotations",)"
         R"("type":"AnnotationCollection","label":"What Parley found","first":{)"
         R"("id":"urn:parley:annotations:1","type":"AnnotationPage","startIndex":0,"items":[)";
}

std::string AnnotationWriter::end() const { return fmt::format("]}},\"total\":{}}}\n", total_); }

std::string AnnotationWriter::add(const record::DerivedRow& row) {
  const Json value = Json::parse(row.json, nullptr, false);
  base::JsonWriter targets;
  targets.begin_array();
  bool any = false;
  for (const Json& place : list_at(value, "evidence")) any = target(targets, place) || any;
  targets.end_array();
  if (!any) return "";
  const std::string kind = row.type.substr(0, row.type.size() - 1);
  base::JsonWriter json;
  json.begin_object().field("id", urn_of(kind, row.id)).field("type", "Annotation");
  json.field("motivation", "classifying");
  json.key("body").begin_array();
  json.begin_object().field("type", "TextualBody").field("purpose", "classifying");
  json.field("format", "text/plain").field("value", kind).end_object();
  const std::string body = body_of(row.type, value);
  if (!body.empty()) {
    json.begin_object().field("type", "TextualBody").field("purpose", "describing");
    json.field("format", "text/plain").field("value", body).end_object();
  }
  json.end_array().key("target").raw(targets.take()).end_object();
  return (total_++ == 0 ? "" : ",") + json.take();
}

bool AnnotationWriter::target(base::JsonWriter& json, const Json& place) {
  const std::string id = text_or_none(place, "article");
  const record::StoredArticle* stored = find_(id);
  if (stored == nullptr) return false;
  const text::Article& article = stored->article;
  const text::Span span{place.value("start", std::uint32_t{0}),
                        place.value("end", std::uint32_t{0})};
  if (span.start >= span.end || !article.whole().contains(span)) return false;
  if (measured_ != id || !offsets_) {
    measured_ = id;
    offsets_.emplace(article.text);
  }
  json.begin_object().field("type", "SpecificResource").key("source").begin_object();
  json.field("id", urn_of("article", id)).field("type", "Text").field("format", "text/plain");
  if (const auto language = article.known_language()) json.field("language", *language);
  if (article.url) json.field("via", *article.url);
  json.end_object().key("selector").begin_array();
  json.begin_object().field("type", "TextPositionSelector");
  json.field("start", offsets_->at(span.start)).field("end", offsets_->at(span.end)).end_object();
  json.begin_object().field("type", "TextQuoteSelector").field("exact", article.at(span));
  json.field("prefix", before(article.text, span.start));
  json.field("suffix", behind(article.text, span.end)).end_object();
  json.end_array().end_object();
  return true;
}

std::string to_annotations(const std::vector<record::DerivedRow>& rows,
                           const StoredArticles& articles) {
  AnnotationWriter writer([&](const std::string& id) {
    const auto found = articles.find(id);
    return found == articles.end() ? nullptr : &found->second;
  });
  std::string text = AnnotationWriter::begin();
  for (const std::string_view type : kAnnotatedTypes) {
    for (const record::DerivedRow& row : rows) {
      if (row.type == type) text += writer.add(row);
    }
  }
  return text + writer.end();
}

}  // namespace parley::views
