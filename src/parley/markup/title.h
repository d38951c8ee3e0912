// Chooses the title and the authors of a page among what its metadata and headings say.
//
// "Talks resume – Example Wire" in <title> and "Talks resume" in <h1> give "Talks resume". Names of
// authors are freed of "By" and of roles; an address or the outlet is no author.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/markup/outline.h"
#include "parley/markup/page_facts.h"

namespace parley::markup {

[[nodiscard]] std::optional<std::string> choose_title(const Page& page, const Outline& outline,
                                                      const PageFacts& facts);

[[nodiscard]] std::vector<std::string> choose_authors(const PageFacts& facts);

}  // namespace parley::markup
