// Any bytes as a feed, with its dates, addresses and fragments read. Nothing may grow: the entries
// hold no more than the file does. What stands for a title that is a picture must be inert.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parley/charset/read_bytes.h"
#include "parley/feeds/address.h"
#include "parley/feeds/feed_date.h"
#include "parley/feeds/read_feed.h"
#include "parley/markup/fragment.h"
#include "parley/markup/linked_feed.h"
#include "parley/text/utf8.h"

namespace {

// `<img src="http…" />` with no mark, bracket or space in the address, or nothing.
bool is_inert(std::string_view markup) {
  constexpr std::string_view kStart = "<img src=\"";
  constexpr std::string_view kEnd = "\" />";
  if (markup.empty()) return true;
  if (!markup.starts_with(kStart) || !markup.ends_with(kEnd)) return false;
  markup = markup.substr(kStart.size(), markup.size() - kStart.size() - kEnd.size());
  return parley::text::ascii_lower(markup).starts_with("http") &&
         markup.find_first_of("\"'<>` \n") == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const charset::ReadBytes read = charset::read_bytes(bytes, {.markup = charset::Markup::kXml});
  const feeds::Feed feed = feeds::read_feed(read.text);
  std::size_t content = 0;
  for (const feeds::FeedEntry& entry : feed.entries) {
    content += entry.content.value.size() + entry.title.value.size();
    (void)feeds::read_feed_date(entry.published);
    (void)feeds::resolve_address(feed.address, entry.address);
    if (!is_inert(markup::fragment_picture(entry.title.value).markup)) std::abort();
    const markup::FragmentText text = markup::read_fragment(entry.content.value);
    std::uint32_t before = 0;
    for (const text::Block& block : text.blocks) {
      if (block.span.start < before || block.span.end > text.text.size()) std::abort();
      before = block.span.end;
    }
  }
  // A reference of four bytes may stand for a character of four, some names for two characters.
  if (content > 4 * read.text.size() + 16) std::abort();
  (void)feeds::read_feed_date(bytes.substr(0, 200));
  const std::string named = markup::linked_feed(read.text);
  if (named.size() > markup::kMaxFeedAddress) std::abort();
  (void)feeds::resolve_address(feed.address, named);
  return 0;
}
