// Numbers of sentences: the later an article was published, the smaller, whatever the order of
// reading; sentences of one article in text order.
//
// The index of words is read by number, so that a search for "said", which a million sentences
// hold, sees the latest of them first (search.cc).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley::record {

// Numbers of one article's sentences follow each other; an article has room for so many before it
// reaches into the place of another.
inline constexpr std::int64_t kSentencePlaces = std::int64_t{1} << 16U;

// The number of the first sentence, by the day of publication and then by a digest of the id.
// Articles without a day come last. Two articles of one day have the same once in two billion
// pairs; the one added later then takes the next free place.
[[nodiscard]] std::int64_t first_sentence_number(const std::optional<std::string>& published,
                                                 std::string_view article_id);

}  // namespace parley::record
