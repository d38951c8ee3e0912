#include "parley/feeds/xml_scan.h"

#include <algorithm>

#include "parley/markup/references.h"
#include "parley/text/utf8.h"

namespace parley::feeds {
namespace {

using text::is_ascii_space;

bool begins_name(char c) {
  return text::is_ascii_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool ends_name(char c) { return is_ascii_space(c) || c == '/' || c == '>' || c == '=' || c == '<'; }

void append_resolved(std::string_view raw, bool in_attribute, std::string& out) {
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t amp = std::min(raw.find('&', i), raw.size());
    out.append(raw, i, amp - i);
    i = amp;
    if (i == raw.size()) break;
    const std::size_t taken = markup::read_reference(raw, i, in_attribute, out);
    if (taken == 0) out += '&';
    i += std::max<std::size_t>(taken, 1);
  }
}

}  // namespace

bool XmlScan::next() {
  while (at_ < text_.size()) {
    start_ = at_;
    if (text_[at_] != '<') {
      const std::size_t end = std::min(text_.find('<', at_), text_.size());
      kind_ = Kind::kText;
      content_.clear();
      append_resolved(text_.substr(at_, end - at_), false, content_);
      at_ = end;
      return true;
    }
    if (read_markup()) return true;
  }
  return false;
}

// Reads what begins with "<"; false for what gives nothing, such as a comment.
bool XmlScan::read_markup() {
  const std::string_view rest = text_.substr(at_);
  const auto skip_past = [&](std::string_view mark) {
    const std::size_t end = rest.find(mark);
    at_ = end == std::string_view::npos ? text_.size() : at_ + end + mark.size();
  };
  if (rest.starts_with("<!--")) {
    skip_past("-->");
    return false;
  }
  if (rest.starts_with("<![CDATA[")) {
    const std::size_t end = rest.find("]]>");
    const std::size_t length = std::min(end, rest.size()) - 9;
    kind_ = Kind::kText;
    content_ = rest.substr(9, length);
    at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
    return true;
  }
  if (rest.starts_with("<?")) {
    skip_past("?>");
    return false;
  }
  if (rest.starts_with("<!")) {
    skip_doctype();
    return false;
  }
  const bool end_tag = rest.starts_with("</");
  const std::size_t name_at = end_tag ? 2 : 1;
  if (rest.size() <= name_at || !begins_name(rest[name_at])) {
    kind_ = Kind::kText;
    content_ = "<";
    ++at_;
    return true;
  }
  std::size_t i = name_at;
  while (i < rest.size() && !ends_name(rest[i])) ++i;
  name_ = rest.substr(name_at, i - name_at);
  // The tag ends at ">" outside of quotation marks; one that another "<" begins in ends there.
  const std::size_t attributes_at = i;
  char quote = '\0';
  char last = ' ';  // the character before that is no space
  while (i < rest.size()) {
    const char c = rest[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if ((c == '"' || c == '\'') && last == '=') {
      quote = c;
    } else if (c == '>' || c == '<') {
      break;
    }
    if (!is_ascii_space(c)) last = c;
    ++i;
  }
  std::string_view inside = rest.substr(attributes_at, i - attributes_at);
  at_ += i < rest.size() && rest[i] == '>' ? i + 1 : i;
  empty_ = !end_tag && inside.ends_with('/');
  attributes_.clear();
  if (end_tag) {
    kind_ = Kind::kEnd;
    return true;
  }
  kind_ = Kind::kStart;
  if (empty_) inside.remove_suffix(1);
  read_attributes(inside);
  return true;
}

void XmlScan::read_attributes(std::string_view tag) {
  std::size_t i = 0;
  while (i < tag.size() && attributes_.size() < kMaxAttributes) {
    while (i < tag.size() && (is_ascii_space(tag[i]) || tag[i] == '/')) ++i;
    const std::size_t name_at = i;
    while (i < tag.size() && !is_ascii_space(tag[i]) && tag[i] != '=') ++i;
    std::string name(tag.substr(name_at, i - name_at));
    while (i < tag.size() && is_ascii_space(tag[i])) ++i;
    std::string value;
    if (i < tag.size() && tag[i] == '=') {
      ++i;
      while (i < tag.size() && is_ascii_space(tag[i])) ++i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const std::size_t end = std::min(tag.find(tag[i], i + 1), tag.size());
        append_resolved(tag.substr(i + 1, end - i - 1), true, value);
        i = std::min(end + 1, tag.size());
      } else {
        const std::size_t value_at = i;
        while (i < tag.size() && !is_ascii_space(tag[i])) ++i;
        append_resolved(tag.substr(value_at, i - value_at), true, value);
      }
    }
    if (!name.empty()) attributes_.emplace_back(std::move(name), std::move(value));
    if (i == name_at) ++i;
  }
}

void XmlScan::skip_doctype() {
  // Up to ">" outside of quotation marks and of the brackets that hold declarations.
  bool inside = false;
  char quote = '\0';
  std::size_t i = at_ + 2;
  for (; i < text_.size(); ++i) {
    const char c = text_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[') {
      inside = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '>' && !inside) {
      break;
    }
  }
  // One whose marks do not pair ends at the first ">".
  if (i == text_.size()) i = std::min(text_.find('>', at_), text_.size());
  const std::string_view whole = text_.substr(at_, i - at_);
  if (whole.find("<!ENTITY") != std::string_view::npos) declares_ = true;
  at_ = std::min(i + 1, text_.size());
}

std::string_view XmlScan::attribute(std::string_view name) const {
  const auto found =
      std::ranges::find(attributes_, name, &std::pair<std::string, std::string>::first);
  return found == attributes_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace parley::feeds
