#include "parley/feeds/person.h"

#include "parley/text/utf8.h"

namespace parley::feeds {

std::string person_name(std::string_view author) {
  author = text::trim(author);
  for (const char open : {'(', '<'}) {
    const char close = open == '(' ? ')' : '>';
    const std::size_t begin = author.find(open);
    const std::size_t end = author.rfind(close);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) continue;
    const std::string_view outside = text::trim(author.substr(0, begin));
    const std::string_view inside = text::trim(author.substr(begin + 1, end - begin - 1));
    const bool inside_is_address = inside.find('@') != std::string_view::npos;
    const bool outside_is_address = outside.find('@') != std::string_view::npos;
    if (inside_is_address && !outside.empty()) return std::string(outside);
    if (outside_is_address && !inside.empty()) return std::string(inside);
  }
  return std::string(author);
}

}  // namespace parley::feeds
