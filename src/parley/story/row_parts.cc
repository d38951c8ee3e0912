#include "parley/story/row_parts.h"

namespace parley::story {

using base::JsonWriter;

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string inside(JsonWriter& json) {
  std::string text = json.end_object().take();
  text.pop_back();
  text.erase(0, 1);
  return text;
}

std::string_view fields_of(std::string_view finding) {
  const std::size_t comma = finding.find(',');
  if (comma == std::string_view::npos) return "";
  return finding.substr(comma + 1, finding.size() - comma - 2);
}

void write_report(JsonWriter& json, const Corpus& corpus, std::uint32_t article) {
  json.field("article", corpus.articles[article].id);
  json.field("outlet", if_any(corpus.outlet(article)));
  json.field("published", if_any(std::string(corpus.articles[article].published)));
}

}  // namespace parley::story
