#include "parley/charset/prescan.h"

#include <algorithm>
#include <string>

#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

bool is_space(char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '; }

struct Attribute {
  std::string name;
  std::string value;
};

class Scanner {
 public:
  explicit Scanner(std::string_view page) : page_(page) {}

  std::optional<Encoding> scan() {
    while (at_ < page_.size()) {
      const std::size_t open = page_.find('<', at_);
      if (open == std::string_view::npos) break;
      at_ = open;
      if (page_.substr(at_).starts_with("<!--")) {
        const std::size_t end = page_.find("-->", at_ + 2);
        if (end == std::string_view::npos) break;
        at_ = end + 3;
      } else if (starts_meta()) {
        at_ += 5;
        if (const auto found = read_meta()) return found;
      } else if (starts_tag()) {
        while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>') ++at_;
        while (next_attribute()) {
        }
      } else if (at_ + 1 < page_.size() &&
                 (page_[at_ + 1] == '!' || page_[at_ + 1] == '/' || page_[at_ + 1] == '?')) {
        at_ = std::min(page_.find('>', at_), page_.size());
      } else {
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool starts_meta() const {
    return at_ + 5 < page_.size() && text::ascii_lower(page_.substr(at_, 5)) == "<meta" &&
           (is_space(page_[at_ + 5]) || page_[at_ + 5] == '/');
  }
  [[nodiscard]] bool starts_tag() const {
    const std::size_t slash = page_.substr(at_).starts_with("</") ? 1 : 0;
    return at_ + 1 + slash < page_.size() && text::is_ascii_alpha(page_[at_ + 1 + slash]);
  }

  void skip_spaces() {
    while (at_ < page_.size() && is_space(page_[at_])) ++at_;
  }

  // The next attribute of the tag; none at the tag's end or the page's.
  std::optional<Attribute> next_attribute() {
    while (at_ < page_.size() && (is_space(page_[at_]) || page_[at_] == '/')) ++at_;
    if (at_ >= page_.size() || page_[at_] == '>') return std::nullopt;
    Attribute attribute;
    while (at_ < page_.size()) {
      const char c = page_[at_];
      if (c == '=' && !attribute.name.empty()) break;
      if (is_space(c) || c == '/' || c == '>') break;
      attribute.name += text::ascii_lower(c);
      ++at_;
    }
    skip_spaces();
    if (at_ >= page_.size() || page_[at_] != '=') return attribute;
    ++at_;
    skip_spaces();
    if (at_ >= page_.size()) return std::nullopt;
    if (const char quote = page_[at_]; quote == '"' || quote == '\'') {
      const std::size_t end = page_.find(quote, at_ + 1);
      if (end == std::string_view::npos) {
        at_ = page_.size();
        return std::nullopt;
      }
      attribute.value = text::ascii_lower(page_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return attribute;
    }
    while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>') {
      attribute.value += text::ascii_lower(page_[at_++]);
    }
    if (at_ >= page_.size()) return std::nullopt;
    return attribute;
  }

  std::optional<Encoding> read_meta() {
    bool is_content_type = false;
    bool has_http_equiv = false;
    bool has_content = false;
    bool has_charset = false;
    std::optional<bool> needs_content_type;
    std::optional<Encoding> found;
    while (const std::optional<Attribute> attribute = next_attribute()) {
      if (attribute->name == "http-equiv" && !has_http_equiv) {
        has_http_equiv = true;
        is_content_type = attribute->value == "content-type";
      } else if (attribute->name == "content" && !has_content) {
        has_content = true;
        const std::optional<std::string_view> label = charset_of(attribute->value);
        if (label && !found) {
          found = encoding_named(*label);
          if (found) needs_content_type = true;
        }
      } else if (attribute->name == "charset" && !has_charset) {
        has_charset = true;
        found = encoding_named(attribute->value);
        needs_content_type = false;
      }
    }
    // A tag that the page ends in does not count.
    if (at_ >= page_.size()) return std::nullopt;
    if (!needs_content_type || !found || (*needs_content_type && !is_content_type)) {
      return std::nullopt;
    }
    // A page whose declaration could be read is in no UTF-16.
    if (*found == Encoding::kUtf16Be || *found == Encoding::kUtf16Le) return Encoding::kUtf8;
    if (*found == Encoding::kXUserDefined) return Encoding::kWindows1252;
    return found;
  }

  std::string_view page_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string_view> charset_of(std::string_view media_type) {
  const std::string lower = text::ascii_lower(media_type);
  for (std::size_t at = 0; (at = lower.find("charset", at)) != std::string::npos;) {
    at += 7;
    while (at < lower.size() && is_space(lower[at])) ++at;
    if (at >= lower.size() || lower[at] != '=') continue;
    ++at;
    while (at < lower.size() && is_space(lower[at])) ++at;
    if (at >= lower.size()) return std::nullopt;
    if (const char quote = lower[at]; quote == '"' || quote == '\'') {
      const std::size_t end = lower.find(quote, at + 1);
      if (end == std::string::npos) return std::nullopt;
      return media_type.substr(at + 1, end - at - 1);
    }
    std::size_t end = at;
    while (end < lower.size() && !is_space(lower[end]) && lower[end] != ';') ++end;
    return media_type.substr(at, end - at);
  }
  return std::nullopt;
}

std::optional<Encoding> encoding_in_meta(std::string_view page) {
  return Scanner(page.substr(0, kPrescanBytes)).scan();
}

std::optional<Encoding> encoding_in_xml(std::string_view file) {
  if (!file.starts_with("<?xml")) return std::nullopt;
  constexpr std::size_t kLongestDeclaration = 1024;
  file = file.substr(0, std::min(file.find('>'), kLongestDeclaration));
  std::size_t at = file.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  at = file.find_first_not_of("\t\n\r ", at + 8);
  if (at == std::string_view::npos || file[at] != '=') return std::nullopt;
  at = file.find_first_not_of("\t\n\r ", at + 1);
  if (at == std::string_view::npos || (file[at] != '"' && file[at] != '\'')) return std::nullopt;
  const std::size_t end = file.find(file[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::optional<Encoding> found = encoding_named(file.substr(at + 1, end - at - 1));
  if (found == Encoding::kUtf16Be || found == Encoding::kUtf16Le) return Encoding::kUtf8;
  return found;
}

}  // namespace parley::charset
