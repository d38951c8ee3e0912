// Header lines of web archives and of HTTP: "Content-Length: 1270".
//
// Read forgivingly: names in any case, bare line feeds, lines that go on after a space, doubled
// carriage returns. A name that comes twice keeps its first value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::archive {

class Fields {
 public:
  // Reads lines up to an empty one or the end of `text`. `length` receives how many bytes they and
  // the empty line take.
  static Fields read(std::string_view text, std::size_t* length = nullptr);

  // The value of `name`, "" where there is none. `name` is in lower case.
  [[nodiscard]] std::string_view at(std::string_view name) const;
  [[nodiscard]] bool empty() const { return lines_.empty(); }

 private:
  struct Line {
    std::string name;
    std::string value;
  };
  std::vector<Line> lines_;
};

// Where the empty line that ends a header begins to the byte after it, npos if `text` has none.
[[nodiscard]] std::size_t header_length(std::string_view text);

// Digits alone, of at most 18 places.
[[nodiscard]] std::optional<std::uint64_t> parse_length(std::string_view text);

}  // namespace parley::archive
