// Character references: "&amp;" is "&", "&#8220;" is a quotation mark, "&eacute" is "é".
//
// By the rules of the HTML standard, with its table in data/html_entities.tsv. What is no reference
// ("AT&T") stays as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace parley::markup {

// Reads the reference that begins at html[at], which is "&", and appends what it stands for to
// `out`. Gives how many bytes it takes, 0 where none begins there. In an attribute a name without
// its semicolon before "=" or a letter is no reference.
// Time is bounded: at most 40 bytes are looked at.
[[nodiscard]] std::size_t read_reference(std::string_view html, std::size_t at, bool in_attribute,
                                         std::string& out);

// `raw` with its references resolved, and white space folded to single spaces.
[[nodiscard]] std::string attribute_text(std::string_view raw);

}  // namespace parley::markup
