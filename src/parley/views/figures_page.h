// The series of figures as a page for a terminal: a heading each, a line a point, and a bar that
// shows how the numbers stand to one another.
//
//   injured · person · drivers · Northport
//     2025-03-03  at least 31  Northern Council  ██████▶
//     2025-03-04  38           Northern Council  ████████   31 before it was corrected
//
// ▶ stands for "or more", ◀ for "or less", ~ for "about". Bars share one scale within a series
// only. Nothing is coloured. The same data as JSON is what write_rows() prints.
#pragma once

#include <string>
#include <vector>

#include "parley/base/result.h"

namespace parley::views {

// `rows` are rows of type "series", as JSON. With `bars`, a bar behind each number.
[[nodiscard]] base::Result<std::string> figures_page(const std::vector<std::string>& rows,
                                                     bool bars);

}  // namespace parley::views
