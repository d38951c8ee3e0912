#include "parley/intake/recognise.h"

#include <algorithm>
#include <array>
#include <string>

#include "parley/charset/find_encoding.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view means;
};

// What cannot be read, to be named in the message.
constexpr std::array<Magic, 8> kMagic = {{
    {"PK\x03\x04", "a zip archive or an office document"},
    {"%PDF-", "a PDF"},
    {"\xFD\x37\x7A\x58\x5A", "packed with xz"},
    {"BZh", "packed with bzip2"},
    {"\x7F"
     "ELF",
     "a program"},
    {"\x89PNG", "a picture"},
    {"\xFF\xD8\xFF", "a picture"},
    {"SQLite format 3", "a database"},
}};

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](auto b) { return text.starts_with(b); });
}

// Past white space, comments, processing instructions and a document type.
std::string_view past_prolog(std::string_view text) {
  while (true) {
    text = text::trim(text);
    std::string_view end;
    if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<?")) {
      end = "?>";
    } else if (text.starts_with("<!doctype") && !text.starts_with("<!doctype html")) {
      // Declarations of its own stand in brackets.
      end = text.find('[') < text.find('>') ? "]>" : ">";
    } else {
      return text;
    }
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

bool is_json_feed(std::string_view start) {
  return start.find("\"version\"") != std::string_view::npos &&
         start.find("jsonfeed.org/version/") != std::string_view::npos;
}

}  // namespace

std::optional<InputKind> kind_named(std::string_view name) {
  if (name == "text") return InputKind::kText;
  if (name == "html") return InputKind::kHtml;
  if (name == "jsonl") return InputKind::kJsonl;
  if (name == "warc") return InputKind::kWarc;
  if (name == "feed") return InputKind::kFeed;
  return std::nullopt;
}

Recognised recognise(std::string_view head) {
  head = head.substr(0, kRecogniseBytes);
  for (const Magic& magic : kMagic) {
    if (head.starts_with(magic.bytes)) return {InputKind::kRecognise, magic.means};
  }
  if (head.starts_with("WARC/") || head.starts_with("filedesc:")) return {InputKind::kWarc, ""};
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return {InputKind::kText, ""};
  if (head.find('\0') != std::string_view::npos) {
    const charset::Encoding encoding =
        charset::find_encoding(head.substr(0, 1024), charset::Markup::kText).encoding;
    const bool utf16 =
        encoding == charset::Encoding::kUtf16Le || encoding == charset::Encoding::kUtf16Be;
    if (utf16) return {InputKind::kText, ""};
    return {InputKind::kRecognise, "no text"};
  }
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string lower = text::ascii_lower(text::trim(head));
  const std::string_view start = past_prolog(lower);
  if (starts_with_any(start, {"<rss", "<feed", "<rdf:rdf", "<opml", "<channel", "<atom:feed"})) {
    return {InputKind::kFeed, ""};
  }
  if (starts_with_any(start, {"<!doctype html", "<html", "<head", "<body", "<meta", "<title"})) {
    return {InputKind::kHtml, ""};
  }
  if (lower.starts_with("<?xml")) return {InputKind::kRecognise, "XML that is no feed"};
  // An object that begins with a key, or an empty one, as every row does.
  if (lower.starts_with('{')) {
    if (is_json_feed(lower)) return {InputKind::kFeed, ""};
    const std::string_view inside = text::trim(std::string_view(lower).substr(1));
    if (inside.starts_with('"') || inside.starts_with('}')) return {InputKind::kJsonl, ""};
  }
  return {InputKind::kText, ""};
}

}  // namespace parley::intake
