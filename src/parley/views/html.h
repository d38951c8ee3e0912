// Writes HTML in which no text can become markup: what comes from a record goes through text().
//
//   Html html;
//   html.open("td").text(quote).close("td");
//
// Control characters and marks that turn the direction of text are shown, never obeyed. The names
// of elements and attributes are the caller's own literals.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::views {

class Html {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  Html& open(std::string_view name, const Attributes& attributes = {});
  Html& close(std::string_view name);
  Html& text(std::string_view words);
  // <name>words</name>
  Html& element(std::string_view name, std::string_view words, const Attributes& attributes = {});
  // Words of a report or a name: set in their own direction.
  Html& quoted(std::string_view words);
  Html& link(const std::string& address, std::string_view words);
  // A table's head; follow with open("tr") …, end_table().
  Html& begin_table(std::string_view caption, const std::vector<std::string_view>& columns);
  Html& end_table();

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace parley::views
