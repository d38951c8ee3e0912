#include "parley/views/annotations.h"

#include <fmt/format.h>

#include <map>

#include "parley/views/characters.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr const char* kTypes[] = {"statements", "figures", "positions", "events", "commitments"};

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

class Writer {
 public:
  Writer(const std::vector<record::DerivedRow>& rows, const StoredArticles& articles)
      : rows_(rows, {std::begin(kTypes), std::end(kTypes)}), articles_(articles) {}

  std::string write() {
    base::JsonWriter items;
    items.begin_array();
    std::size_t total = 0;
    for (const char* type : kTypes) {
      for (const ViewRow& row : rows_.of(type)) {
        const std::string one = annotation(type, row);
        if (one.empty()) continue;
        items.raw(one);
        ++total;
      }
    }
    items.end_array();
    base::JsonWriter json;
    json.begin_object().field("@context", "http://www.w3.org/ns/anno.jsonld");
    json.field("id", "urn:parley:annotations").field("type", "AnnotationCollection");
    json.field("label", "What Parley found").field("total", total);
    json.key("first").begin_object().field("id", "urn:parley:annotations:1");
    json.field("type", "AnnotationPage").field("startIndex", 0);
    json.key("items").raw(items.take()).end_object().end_object();
    return json.take() + "\n";
  }

 private:
  // "" where no passage of the row is there.
  std::string annotation(const std::string& type, const ViewRow& row) {
    base::JsonWriter targets;
    targets.begin_array();
    bool any = false;
    for (const Json& place : list_at(row.value, "evidence")) any = target(targets, place) || any;
    targets.end_array();
    if (!any) return "";
    const std::string kind = type.substr(0, type.size() - 1);
    base::JsonWriter json;
    json.begin_object().field("id", urn_of(kind, row.id)).field("type", "Annotation");
    json.field("motivation", "classifying");
    json.key("body").begin_array();
    json.begin_object().field("type", "TextualBody").field("purpose", "classifying");
    json.field("format", "text/plain").field("value", kind).end_object();
    const std::string body = body_of(type, row.value);
    if (!body.empty()) {
      json.begin_object().field("type", "TextualBody").field("purpose", "describing");
      json.field("format", "text/plain").field("value", body).end_object();
    }
    json.end_array().key("target").raw(targets.take()).end_object();
    return json.take();
  }

  bool target(base::JsonWriter& json, const Json& place) {
    const std::string id = text_or_none(place, "article");
    const auto stored = articles_.find(id);
    if (stored == articles_.end()) return false;
    const text::Article& article = stored->second.article;
    const text::Span span{place.value("start", std::uint32_t{0}),
                          place.value("end", std::uint32_t{0})};
    if (span.start >= span.end || !article.whole().contains(span)) return false;
    const CharacterOffsets& offsets = offsets_.try_emplace(id, article.text).first->second;
    json.begin_object().field("type", "SpecificResource").key("source").begin_object();
    json.field("id", urn_of("article", id)).field("type", "Text").field("format", "text/plain");
    if (const auto language = article.known_language()) json.field("language", *language);
    if (article.url) json.field("via", *article.url);
    json.end_object().key("selector").begin_array();
    json.begin_object().field("type", "TextPositionSelector");
    json.field("start", offsets.at(span.start)).field("end", offsets.at(span.end)).end_object();
    json.begin_object().field("type", "TextQuoteSelector").field("exact", article.at(span));
    json.field("prefix", before(article.text, span.start));
    json.field("suffix", behind(article.text, span.end)).end_object();
    json.end_array().end_object();
    return true;
  }

  static std::string_view before(std::string_view text, std::size_t at) {
    std::size_t from = at;
    for (std::size_t count = 0; from > 0 && count < kQuoteContext;) {
      --from;
      if (CharacterOffsets::begins_character(text[from])) ++count;
    }
    return text.substr(from, at - from);
  }

  static std::string_view behind(std::string_view text, std::size_t at) {
    std::size_t end = at;
    for (std::size_t count = 0; end < text.size(); ++end) {
      if (CharacterOffsets::begins_character(text[end]) && ++count > kQuoteContext) break;
    }
    return text.substr(at, end - at);
  }

  RowView rows_;
  const StoredArticles& articles_;
  std::map<std::string, CharacterOffsets> offsets_;
};

}  // namespace

std::string to_annotations(const std::vector<record::DerivedRow>& rows,
                           const StoredArticles& articles) {
  return Writer(rows, articles).write();
}

}  // namespace parley::views
