// Any bytes as a document: read as text in the encoding that is found and in one that the first
// byte names. The text must be valid UTF-8, and the map must lead into the bytes, in order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parley/charset/decode.h"
#include "parley/charset/read_bytes.h"
#include "parley/text/utf8.h"

namespace {

void check_map(const parley::charset::OffsetMap& map, std::size_t text_size, std::size_t size) {
  std::size_t before = 0;
  for (std::size_t i = 0; i <= text_size; ++i) {
    const std::size_t at = map.source(i);
    if (at < before || at > size) std::abort();
    before = at;
  }
  if (map.source(text_size) != size) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  if (size == 0) return 0;
  const auto markup = static_cast<charset::Markup>(data[0] / 64 % 3);
  const auto encoding = static_cast<charset::Encoding>(data[0] % charset::kEncodings);
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);

  charset::OffsetMap map;
  const charset::Decoded decoded = charset::decode(bytes, encoding, &map);
  if (!text::is_valid_utf8(decoded.text)) std::abort();
  check_map(map, decoded.text.size(), bytes.size());

  const charset::ReadBytes read = charset::read_bytes(bytes, {.markup = markup, .with_map = true});
  if (!text::is_valid_utf8(read.text)) std::abort();
  check_map(read.map, read.text.size(), bytes.size());
  return 0;
}
