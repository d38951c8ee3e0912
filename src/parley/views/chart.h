// Charts as SVG within a page: a series of figures by claimant, and reports and told days on one
// axis.
//
// "at least 31" is a hollow mark with an arrow that stays open upwards; two claims that no number
// fits both stand in a dashed frame. Nothing is averaged. Shapes tell claimants apart where there
// is no colour. Classes are those of report_style.h; the browser's charts (web/src) look the same.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "parley/record/record.h"
#include "parley/views/html.h"
#include "parley/views/row_view.h"

namespace parley::views {

// The points of a series that a chart can show: those with a number and a day.
[[nodiscard]] std::vector<const nlohmann::json*> chart_points(const nlohmann::json& series);

// Who a point is by: the claimant, else the outlet.
[[nodiscard]] std::string claimant_of(const nlohmann::json& point);

// The claimants of a chart in the order of their colours and shapes.
[[nodiscard]] std::vector<std::string> claimants_of(const nlohmann::json& series);

// REQUIRES: chart_points(series) is not empty. Quadratic in the points only for their labels.
void draw_series(Html& html, const nlohmann::json& series);
// The mark of the `at`th claimant, for a legend.
void draw_key(Html& html, std::size_t at);

// Two lanes over one axis of days (since 1970): how many reports each day, how much is told of it.
// Draws nothing where there are fewer than two days.
void draw_days(Html& html, const std::map<std::int64_t, std::size_t>& reported,
               const std::map<std::int64_t, std::size_t>& told);

struct ChartFile {
  std::string name;  // "figures-177.svg", "timeline.svg"
  std::string svg;
};

// Every chart of the report as a file of its own: a series a file, named by its row's number, and
// the timeline. `rows` are all derived rows.
[[nodiscard]] std::vector<ChartFile> chart_files(const std::vector<record::DerivedRow>& rows);

// The style that such a file holds.
[[nodiscard]] std::string_view chart_style();

// The days on which reports were published, and those that the timeline tells of, with how many.
struct DayCounts {
  std::map<std::int64_t, std::size_t> reported, told;
};
[[nodiscard]] DayCounts count_days(const RowView& rows);

}  // namespace parley::views
