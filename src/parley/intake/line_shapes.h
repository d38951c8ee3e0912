// What the shape of a line tells: "By Ana Velm", "NORTHPORT, March 3 (Example Wire) -", "Jon
// Sund/EW".
//
// Each reader looks at one line alone; which of them is asked where, and what a paragraph is in the
// end, is settled in find_blocks.cc. All are linear in the line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::intake {

// Ends with . ! ? … or one of them and a closing mark.
[[nodiscard]] bool ends_sentence(std::string_view line);

[[nodiscard]] std::size_t count_words(std::string_view line);

// Length of the dateline that the line begins with, with its dash and the space after; 0 for none.
// "NORTHPORT (Example Wire) - ", "Northport, 3 March (EW) – ", "date 2025-03-03 Example Wire - ".
[[nodiscard]] std::size_t dateline_length(std::string_view line);

// The names in "By Ana Velm and Jon Sund, Example Wire"; none if the line is no byline.
[[nodiscard]] std::vector<std::string> byline_names(std::string_view line);

// True for a line that gives a date and no more: "Published: 3 March 2025, 10:00", "March 3, 2025".
[[nodiscard]] bool is_date_line(std::string_view line);

// Where the photo credit begins with which the line ends: "… the gate. JON SUND/EW" -> at "JON".
[[nodiscard]] std::optional<std::size_t> credit_start(std::string_view line);

// "• ", "- ", "* " before words.
[[nodiscard]] bool is_list_item(std::string_view line);

}  // namespace parley::intake
