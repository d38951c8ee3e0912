// Chooses a page's day of publication among what its metadata, its address and its text say.
//
// Metadata that names the day of publication comes first: JSON-LD, then OpenGraph, microdata,
// Dublin Core, <time>; then the address, then the words near the headline. The original publication
// is meant, not the last change. Where sources disagree, the one used and the other are told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parley/markup/main_content.h"
#include "parley/markup/outline.h"
#include "parley/markup/page_facts.h"
#include "parley/text/article.h"

namespace parley::markup {

struct FoundDate {
  text::Published published;
  std::optional<std::string> conflict;  // for a person: what else the page says
};

// `pieces` is what find_main_content() gave. Linear in the page.
[[nodiscard]] FoundDate find_publication_date(const Page& page, const Outline& outline,
                                              const PageFacts& facts,
                                              const std::vector<Piece>& pieces);

}  // namespace parley::markup
