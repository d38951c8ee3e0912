#include "parley/text/article.h"

#include <algorithm>
#include <array>

namespace parley::text {

std::string_view name_of(BlockRole role) {
  constexpr std::array<std::string_view, 13> kNames = {
      "headline", "standfirst", "dateline", "byline",  "body",    "list",       "quote",
      "table",    "caption",    "credit",   "related", "comment", "boilerplate"};
  return kNames[static_cast<std::size_t>(role)];
}

std::string_view name_of(DatePrecision precision) {
  constexpr std::array<std::string_view, 4> kNames = {"minute", "day", "month", "year"};
  return kNames[static_cast<std::size_t>(precision)];
}

std::string_view name_of(DateBasis basis) {
  constexpr std::array<std::string_view, 7> kNames = {"none",   "given",    "metadata", "url",
                                                      "byline", "dateline", "text"};
  return kNames[static_cast<std::size_t>(basis)];
}

BlockRole Article::role_at(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(blocks, offset, {},
                                              [](const Block& block) { return block.span.start; });
  if (after == blocks.begin()) return BlockRole::kBody;
  const Block& block = *std::prev(after);
  return offset < block.span.end ? block.role : BlockRole::kBody;
}

std::optional<std::uint32_t> Article::source_of(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(source, offset, {}, &SourceMark::text);
  if (after == source.begin()) return std::nullopt;
  const SourceMark& mark = *std::prev(after);
  return mark.source + (offset - mark.text);
}

bool is_main_text(BlockRole role) {
  return role == BlockRole::kDateline || role == BlockRole::kBody || role == BlockRole::kList ||
         role == BlockRole::kQuote;
}

}  // namespace parley::text
