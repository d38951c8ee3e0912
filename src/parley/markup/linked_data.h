// Reads the schema.org description of the page's article out of a JSON-LD script.
//
// {"@type":"NewsArticle","headline":"…","datePublished":"2025-03-14","author":{"name":"Ana Velm"}}
// fills facts. Of several articles in one script the first is the page's own; articles within lists
// of others are passed over.
#pragma once

#include <cstdint>
#include <string_view>

#include "parley/markup/page_facts.h"

namespace parley::markup {

// Adds to `facts` what they do not hold yet. `node` is the script.
void read_linked_data(std::string_view json, std::uint32_t node, PageFacts& facts);

}  // namespace parley::markup
