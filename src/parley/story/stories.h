// Which articles tell of one event: "the board raised its offer on Thursday" in four outlets is one
// story.
//
// Articles are compared by the words of their heads and titles, rare words and names weighing more,
// and walked once by day: an article joins the nearest story that was told of today or yesterday,
// or opens one of its own. A story may run for weeks, day by day. What is not asked is whether the
// articles agree.
#pragma once

#include <string>
#include <vector>

#include "parley/story/copies.h"
#include "parley/story/corpus.h"

namespace parley::story {

// The id of each article's story; "" for one without words of its own. The id is made of the first
// article's, by day and id. Near-linear in the articles of each day; articles without a day are
// compared with one another alone, or stand with the article whose text they hold.
[[nodiscard]] std::vector<std::string> find_stories(const Corpus& corpus,
                                                    const std::vector<Copy>& copies);

// True where the later of two near-copies is the same report put out again by its own outlet.
[[nodiscard]] bool is_revision(const Corpus& corpus, const Copy& copy);

}  // namespace parley::story
