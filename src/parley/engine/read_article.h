// Article in, findings out: the stages in order, and nothing else. Pure; safe from several threads.
#pragma once

#include "parley/engine/models.h"
#include "parley/engine/reading.h"
#include "parley/text/article.h"

namespace parley::engine {

[[nodiscard]] Reading read_article(text::Article article, const Models& models);

}  // namespace parley::engine
