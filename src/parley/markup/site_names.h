// Frees a title of what the site adds to it: "Talks resume | World | Example Wire" is "Talks
// resume", and so is "Example Wire - Talks resume".
//
// What a site is called is known from the page itself: og:site_name or the publisher, and the
// host of its address. A part of a title that names neither stays, but for one behind the last
// bar. Which of a page's titles is taken is decided by title.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/markup/page_facts.h"

namespace parley::markup {

class SiteNames {
 public:
  explicit SiteNames(const PageFacts& facts);

  void add(std::string_view name);

  // The title alone; all of it where nothing else would be left. Linear in the title, which is cut
  // at kMaxTitleBytes before.
  [[nodiscard]] std::string without_site(std::string_view title) const;

 private:
  // The part is the site's name, or little more: "Example Wire", "Example Wire News".
  [[nodiscard]] bool names_site(std::string_view part) const;
  [[nodiscard]] bool is_site(std::string_view part) const;

  std::vector<std::string> names_;  // as letters_of() gives them
};

// The parts of a title between its bars and spaced dashes.
[[nodiscard]] std::vector<std::string_view> title_parts(std::string_view title);

// True where letters_of() a beginning of `title` that ends at a bar, dash or spaced colon is
// `letters`.
[[nodiscard]] bool ends_part(std::string_view title, std::string_view letters);

}  // namespace parley::markup
