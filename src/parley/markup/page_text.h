// Writes the readable text of a page, paragraph by paragraph, and remembers for each piece where in
// the page it stood.
//
// "Talks&nbsp;<b>resumed</b>\n in Northport" becomes "Talks resumed in Northport": references
// resolved, white space folded, marks that show nothing left out, NFC. Which pieces belong together
// is the caller's knowledge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"

namespace parley::markup {

class PageText {
 public:
  // Appends the readable text of html[start, end) to the paragraph that is open; white space at
  // its edges counts. `html` is valid UTF-8. Linear.
  void add(std::string_view html, std::uint32_t start, std::uint32_t end);
  // A line break within the paragraph, if it has text before and after.
  void add_line_break() { pending_ = '\n'; }
  // Ends the paragraph and gives where it stands in text(); empty if it held no text. The next one
  // begins after a blank line.
  [[nodiscard]] text::Span end_paragraph();
  // Takes the paragraph just ended out again.
  void drop_from(std::uint32_t start);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::uint32_t paragraph_start() const { return paragraph_; }
  std::string take_text() { return std::move(text_); }
  std::vector<text::SourceMark> take_source() { return std::move(source_); }

 private:
  void begin_piece(std::uint32_t at);

  std::string text_;
  std::vector<text::SourceMark> source_;
  std::uint32_t paragraph_ = 0;  // where the open paragraph's text begins
  char pending_ = '\0';          // a space or line break to come before the next character
  bool needs_nfc_ = false;
};

}  // namespace parley::markup
