// Which paragraphs of a page stand in a text that is known from elsewhere: the "articleBody" of the
// page's metadata, which is the report without its surroundings where a page has it.
//
// Letters and digits alone are compared, case folded, so that marks and markup do not matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::markup {

// Letters and digits of `text` in lower case, nothing between them; bytes above 0x7F as they are.
[[nodiscard]] std::string letters_of(std::string_view text);

class KnownWords {
 public:
  KnownWords() = default;
  // Time and memory are linear in `text`.
  explicit KnownWords(std::string_view text);

  [[nodiscard]] bool empty() const { return hashes_.empty(); }
  [[nodiscard]] std::size_t size() const { return size_; }  // letters
  // True where the beginning, the middle and the end of `letters` stand in the text. False for
  // fewer letters than a window.
  [[nodiscard]] bool hold(std::string_view letters) const;

  static constexpr std::size_t kWindow = 24;

 private:
  [[nodiscard]] bool hold_window(std::string_view window) const;

  std::vector<std::uint64_t> hashes_;  // of every window, sorted
  std::size_t size_ = 0;
};

}  // namespace parley::markup
