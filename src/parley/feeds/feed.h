// A feed as its file tells it: what it is called, and its entries with title, address, date,
// authors and text.
//
// Formats differ, these fields do not; which format a field came from is forgotten. Texts keep
// their form: plain, or HTML that is read by markup/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parley/text/article.h"

namespace parley::feeds {

struct FeedText {
  std::string value;
  bool html = false;

  [[nodiscard]] bool empty() const { return value.empty(); }
};

struct FeedEntry {
  FeedText title;
  FeedText summary;
  FeedText content;
  std::string id;         // the feed's own: guid, atom:id
  std::string address;    // absolute where the feed says to what it is relative
  std::string published;  // as written
  std::string updated;
  std::string language;  // BCP 47, as declared for the entry or the feed
  std::vector<std::string> authors;
  std::size_t offset = 0;  // byte of the decoded file where the entry begins
};

enum class FeedFormat : std::uint8_t { kNone, kRss, kAtom, kJsonFeed, kCdf, kOpml };

struct Feed {
  FeedFormat format = FeedFormat::kNone;
  FeedText title;
  std::string address;  // of the site
  std::string language;
  std::vector<FeedEntry> entries;
  std::vector<std::string> outlines;  // OPML: addresses of feeds
  bool broken = false;                // not well formed; read as far as it could be
  bool declares_entities = false;     // then nothing else is set
  bool too_many = false;              // more entries than kMaxEntries; the first ones are kept
};

inline constexpr std::size_t kMaxEntries = 20'000;

}  // namespace parley::feeds
