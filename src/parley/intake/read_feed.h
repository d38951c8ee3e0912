// Makes articles of the entries of a feed: title, address, date, authors and the text that the feed
// carries.
//
// The headline is the entry's title, a summary that the content does not begin with stands before
// it as standfirst; the outlet is the feed's own title. An entry's input is the feed's path, "#"
// and its number. Articles that entries link to are fetched by `parley watch`, never here.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "parley/feeds/feed.h"
#include "parley/intake/delivery.h"
#include "parley/intake/make_article.h"

namespace parley::intake {

// What a feed's bytes give; issues are those of its encoding.
struct DecodedFeed {
  feeds::Feed feed;
  std::vector<text::Issue> issues;
};

// `charset` is what came with the feed, "" for nothing. Fails on what is no feed, or declares
// entities. A list of feeds (OPML) is one too, with its outlines.
[[nodiscard]] std::expected<DecodedFeed, Rejection> decode_feed(const std::string& input,
                                                                const std::string& bytes,
                                                                const std::string& charset);

void read_feed(const std::string& input, std::string bytes, const std::string& charset,
               Delivery& delivery);

// The day that an entry gives, and what its feed is called.
[[nodiscard]] std::optional<text::Published> published_of(const feeds::FeedEntry& entry);
[[nodiscard]] std::optional<std::string> outlet_of(const feeds::Feed& feed);

// One entry as a document.
[[nodiscard]] RawDocument document_of(const feeds::Feed& feed, const feeds::FeedEntry& entry,
                                      std::string input);

}  // namespace parley::intake
