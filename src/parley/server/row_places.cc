#include "parley/server/row_places.h"

#include <cstring>

namespace parley::server {
namespace {

constexpr std::string_view kPlaces = ",\"evidence\":[";
constexpr std::string_view kArticle = "{\"article\":\"";

// Behind the string that begins at `at`, whose first byte is a quotation mark.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

// Behind the object that begins at `at` and holds no other.
std::size_t end_of_place(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '}') {
    at = text[at] == '"' ? end_of_string(text, at) : at + 1;
  }
  return at < text.size() ? at + 1 : at;
}

}  // namespace

RowParts parts_of(std::string_view row) {
  // From the end: roles of actors have places of their own.
  std::string_view before = row;
  while (row.ends_with("]}")) {
    const auto* bracket = static_cast<const char*>(memrchr(before.data(), '[', before.size()));
    if (bracket == nullptr) break;
    before = before.substr(0, static_cast<std::size_t>(bracket - before.data()) + 1);
    if (before.ends_with(kPlaces)) {
      return {before.substr(0, before.size() - kPlaces.size()),
              row.substr(before.size(), row.size() - before.size() - 2)};
    }
    before.remove_suffix(1);
  }
  return {row.substr(0, row.empty() ? 0 : row.size() - 1), {}};
}

std::string head_of(std::string_view row) { return std::string(parts_of(row).head) + "}"; }

std::string with_places(std::string_view row, std::size_t most,
                        const std::function<bool(std::string_view)>& keep) {
  const RowParts parts = parts_of(row);
  if (parts.places.empty()) return std::string(row);
  std::string out(parts.head);
  out += kPlaces;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < parts.places.size() && kept < most;) {
    const std::size_t end = end_of_place(parts.places, at);
    const std::string_view place = parts.places.substr(at, end - at);
    std::string_view article;
    if (place.starts_with(kArticle)) {
      article = place.substr(kArticle.size());
      article = article.substr(0, article.find('"'));
    }
    if (keep(article)) {
      if (kept++ > 0) out += ',';
      out += place;
    }
    at = end + 1;  // the comma
  }
  return out + "]}";
}

std::size_t count_places(std::string_view row) {
  const std::string_view places = parts_of(row).places;
  std::size_t count = 0;
  for (std::size_t at = 0; at < places.size(); at = end_of_place(places, at) + 1) ++count;
  return count;
}

}  // namespace parley::server
