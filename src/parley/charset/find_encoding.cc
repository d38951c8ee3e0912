#include "parley/charset/find_encoding.h"

#include <algorithm>
#include <optional>

#include "parley/charset/detect.h"
#include "parley/charset/prescan.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

std::optional<Choice> by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Choice{Encoding::kUtf8, EncodingBasis::kMark, 3};
  if (bytes.starts_with("\xFE\xFF")) return Choice{Encoding::kUtf16Be, EncodingBasis::kMark, 2};
  if (bytes.starts_with("\xFF\xFE")) return Choice{Encoding::kUtf16Le, EncodingBasis::kMark, 2};
  return std::nullopt;
}

std::optional<Choice> by_declaration(std::string_view bytes, Markup markup,
                                     std::string_view transport) {
  if (const auto named = encoding_named(transport)) {
    return Choice{*named, EncodingBasis::kTransport};
  }
  std::optional<Encoding> named;
  if (markup == Markup::kHtml) named = encoding_in_meta(bytes);
  if (markup != Markup::kText && !named) named = encoding_in_xml(bytes);
  if (named) return Choice{*named, EncodingBasis::kMarkup};
  return std::nullopt;
}

}  // namespace

Choice find_encoding(std::string_view bytes, Markup markup, std::string_view transport) {
  if (const auto marked = by_mark(bytes)) return *marked;
  std::optional<Choice> declared = by_declaration(bytes, markup, transport);
  if (declared && declared->encoding != Encoding::kUtf8) return *declared;
  if (declared && text::ascii_prefix(bytes) == bytes.size()) return *declared;
  const Utf8Signs signs = count_utf8(bytes);
  if (declared && signs.broken <= signs.sound) return *declared;
  if (const std::optional<Encoding> found = detect(bytes, signs)) {
    return {*found, EncodingBasis::kDetected, 0, declared.has_value()};
  }
  if (declared) return {Encoding::kWindows1252, EncodingBasis::kDefault, 0, true};
  // What no browser shows is UTF-8 by habit; bytes that are no text in either are told as broken.
  const bool utf8 = markup != Markup::kHtml && !looks_like_1252(bytes);
  return {utf8 ? Encoding::kUtf8 : Encoding::kWindows1252, EncodingBasis::kDefault};
}

}  // namespace parley::charset
