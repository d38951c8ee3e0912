#include "parley/feeds/json_feed.h"

#include <nlohmann/json.hpp>

namespace parley::feeds {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? found->dump() : "";
}

void add_author(const Json& author, std::vector<std::string>& authors) {
  if (!author.is_object()) return;
  const std::string name = text_at(author, "name");
  if (!name.empty()) authors.push_back(name);
}

std::vector<std::string> authors_of(const Json& object) {
  std::vector<std::string> authors;
  if (const auto list = object.find("authors"); list != object.end() && list->is_array()) {
    for (const Json& author : *list) add_author(author, authors);
  }
  if (const auto one = object.find("author"); authors.empty() && one != object.end()) {
    add_author(*one, authors);
  }
  return authors;
}

}  // namespace

Feed read_json_feed(std::string_view text) {
  Feed feed;
  bool too_deep = false;
  const auto watch_depth = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kMaxFeedJsonDepth;
    return depth <= kMaxFeedJsonDepth;
  };
  const Json root = Json::parse(text, watch_depth, /*allow_exceptions=*/false);
  if (root.is_discarded() || !root.is_object()) return feed;
  const auto items = root.find("items");
  if (items == root.end() || !items->is_array()) return feed;
  feed.format = FeedFormat::kJsonFeed;
  feed.broken = too_deep;
  feed.title = {text_at(root, "title"), false};
  feed.address = text_at(root, "home_page_url");
  feed.language = text_at(root, "language");
  const std::vector<std::string> feed_authors = authors_of(root);
  for (const Json& item : *items) {
    if (!item.is_object()) {
      feed.broken = true;
      continue;
    }
    if (feed.entries.size() == kMaxEntries) {
      feed.too_many = true;
      break;
    }
    FeedEntry entry;
    entry.title = {text_at(item, "title"), false};
    entry.summary = {text_at(item, "summary"), false};
    entry.content = {text_at(item, "content_html"), true};
    if (entry.content.empty()) entry.content = {text_at(item, "content_text"), false};
    entry.id = text_at(item, "id");
    entry.address = text_at(item, "url");
    if (entry.address.empty()) entry.address = text_at(item, "external_url");
    entry.published = text_at(item, "date_published");
    entry.updated = text_at(item, "date_modified");
    entry.language = text_at(item, "language");
    entry.authors = authors_of(item);
    if (entry.authors.empty()) entry.authors = feed_authors;
    feed.entries.push_back(std::move(entry));
  }
  return feed;
}

}  // namespace parley::feeds
