// Makes articles of the entries of a feed: title, address, date, authors and the text that the feed
// carries.
//
// The headline is the entry's title, a summary that the content does not begin with stands before
// it as standfirst; the outlet is the feed's own title. An entry's input is the feed's path, "#"
// and its number. Articles that entries link to are fetched by `parley watch`, never here.
#pragma once

#include <optional>
#include <string>

#include "parley/feeds/feed.h"
#include "parley/intake/delivery.h"
#include "parley/intake/make_article.h"

namespace parley::intake {

// `charset` is what came with the feed, "" for nothing.
void read_feed(const std::string& input, std::string bytes, const std::string& charset,
               Delivery& delivery);

// One entry as a document.
[[nodiscard]] RawDocument document_of(const feeds::Feed& feed, const feeds::FeedEntry& entry,
                                      std::string input);

}  // namespace parley::intake
