#include "parley/charset/read_bytes.h"

#include <fmt/format.h>

#include <utility>

#include "parley/charset/decode.h"
#include "parley/charset/mend.h"
#include "parley/text/utf8.h"

namespace parley::charset {

ReadBytes read_bytes(std::string_view bytes, const BytesSource& source) {
  ReadBytes out;
  out.choice = find_encoding(bytes, source.markup, source.transport);
  const std::size_t mark = out.choice.mark_bytes;
  OffsetMap decoded_map;
  Decoded decoded =
      decode(bytes.substr(mark), out.choice.encoding, source.with_map ? &decoded_map : nullptr);
  out.broken = decoded.broken;
  if (decoded.first_broken) out.first_broken = *decoded.first_broken + mark;
  OffsetMap mended_map;
  Mended mended =
      mend_double_encoding(std::move(decoded.text), source.with_map ? &mended_map : nullptr);
  out.text = std::move(mended.text);
  out.mended = mended.characters;
  if (source.with_map) {
    OffsetMap after_mark;
    after_mark.copied(bytes.size() - mark, mark);
    after_mark.finish(bytes.size());
    out.map = mended_map.after(decoded_map.after(after_mark));
  }
  return out;
}

std::vector<text::Issue> issues_of(const ReadBytes& read) {
  std::vector<text::Issue> issues;
  const std::string_view name = name_of(read.choice.encoding);
  if (read.choice.overruled) {
    issues.push_back({"wrong-encoding",
                      fmt::format("text: declared as UTF-8 and is not; read as {}", name),
                      std::nullopt});
  } else if (read.choice.basis >= EncodingBasis::kDetected &&
             read.choice.encoding != Encoding::kUtf8 &&
             text::ascii_prefix(read.text) < read.text.size()) {
    issues.push_back({"guessed-encoding",
                      fmt::format("text: no encoding was declared; read as {}", name),
                      std::nullopt});
  }
  if (read.broken > 0) {
    const bool utf8 = read.choice.encoding == Encoding::kUtf8;
    issues.push_back({utf8 ? "broken-utf8" : "broken-encoding",
                      fmt::format("text: {} places are no {}, the first at byte {}", read.broken,
                                  name, read.first_broken.value_or(0)),
                      std::nullopt});
  }
  if (read.mended > 0) {
    issues.push_back({"mended-encoding",
                      fmt::format("text: {} characters had been encoded twice", read.mended),
                      std::nullopt});
  }
  return issues;
}

}  // namespace parley::charset
