#include "parley/markup/linked_feed.h"

#include <algorithm>
#include <array>

#include "parley/markup/page.h"
#include "parley/markup/references.h"
#include "parley/text/utf8.h"

namespace parley::markup {

std::string linked_feed(std::string_view html) {
  constexpr std::array<std::string_view, 3> kTypes = {"application/rss+xml", "application/atom+xml",
                                                      "application/feed+json"};
  const Page page = parse_page(html);
  for (const Node& node : page.nodes) {
    if (node.tag != Tag::kLink) continue;
    const std::string type = text::ascii_lower(page.attribute(node, AttributeName::kType));
    const std::string rel = text::ascii_lower(page.attribute(node, AttributeName::kRel));
    if (rel.find("alternate") == std::string::npos ||
        std::ranges::find(kTypes, text::trim(type)) == kTypes.end()) {
      continue;
    }
    std::string address = attribute_text(page.attribute(node, AttributeName::kHref));
    if (!address.empty() && address.size() <= kMaxFeedAddress) return address;
  }
  return {};
}

}  // namespace parley::markup
