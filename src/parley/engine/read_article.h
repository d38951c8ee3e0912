// Article in, findings out: the stages in order, and nothing else. Pure; safe from several threads.
#pragma once

#include "parley/engine/reading.h"
#include "parley/text/article.h"

namespace parley::engine {

[[nodiscard]] Reading read_article(text::Article article);

}  // namespace parley::engine
