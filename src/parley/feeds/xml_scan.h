// Cuts XML into tags and text, also XML that is not well formed: "&" alone, tags that overlap or
// are never closed, unquoted attributes, an end that is missing.
//
//   XmlScan scan("<title>Talks &amp; terms</title>");
//   while (scan.next()) switch (scan.kind()) …
//
// Text comes with its references resolved, CDATA as it stands. A document type is passed over;
// nothing that it declares is used, nothing outside the text is ever looked at, so that entities
// can neither grow nor fetch. Which elements mean what is known by xml_feed.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::feeds {

inline constexpr std::size_t kMaxAttributes = 256;  // of one element; the rest are passed over

class XmlScan {
 public:
  enum class Kind : std::uint8_t { kStart, kEnd, kText };

  // `text` is UTF-8 and must outlive the scan.
  explicit XmlScan(std::string_view text) : text_(text) {}

  // The next piece; false at the end. Time is linear in all.
  [[nodiscard]] bool next();

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::string_view name() const { return name_; }   // "dc:date", as written
  [[nodiscard]] bool is_empty_element() const { return empty_; }  // <br/>; no kEnd follows
  [[nodiscard]] const std::string& text() const { return content_; }
  // Where the piece began in the text.
  [[nodiscard]] std::size_t start() const { return start_; }
  [[nodiscard]] std::size_t position() const { return at_; }
  // The value of an attribute by its name as written, "" where there is none.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& attributes() const {
    return attributes_;
  }
  // The document type has declarations of its own: entities may be meant that are not known here.
  [[nodiscard]] bool declares_entities() const { return declares_; }

 private:
  bool read_markup();
  void read_attributes(std::string_view tag);
  void skip_doctype();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  Kind kind_ = Kind::kText;
  std::string_view name_;
  bool empty_ = false;
  bool declares_ = false;
  std::string content_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace parley::feeds
