#include "parley/views/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "parley/base/date.h"
#include "parley/views/report_words.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr double kWidth = 640, kHeight = 240, kLeft = 60, kRight = 24, kTop = 26, kBottom = 30;
constexpr double kDaysWidth = 960, kLane = 44, kDaysLeft = 96;
constexpr std::size_t kShapes = 6;
constexpr std::size_t kMostPoints = 400;  // of one chart

std::optional<double> number_of(const Json& point, const char* key) {
  const auto found = point.find(key);
  if (found == point.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

// What a mark stands at: the value, else the bound that the words give.
std::optional<double> height_of(const Json& point) {
  for (const char* key : {"value", "low", "high"}) {
    if (const auto number = number_of(point, key)) return number;
  }
  return std::nullopt;
}

std::string n(double number) { return fmt::format("{:.1f}", number); }

std::string shape_path(std::size_t shape, double r) {
  switch (shape % kShapes) {
    case 1:
      return fmt::format("M{0:.1f},{0:.1f}h{1:.1f}v{1:.1f}h{2:.1f}z", -r, 2 * r, -2 * r);
    case 2:
      return fmt::format("M0,{1:.1f}L{0:.1f},0L0,{0:.1f}L{1:.1f},0z", r * 1.35, -r * 1.35);
    case 3:
      return fmt::format("M0,{:.1f}L{:.1f},{:.1f}L{:.1f},{:.1f}z", -r * 1.3, r * 1.2, r, -r * 1.2,
                         r);
    case 4:
      return fmt::format("M{1:.1f},{1:.1f}L{0:.1f},{0:.1f}M{1:.1f},{0:.1f}L{0:.1f},{1:.1f}", r, -r);
    default:
      return fmt::format(
          "M{0:.1f},0A{0:.1f},{0:.1f} 0 1 1 {1:.1f},0A{0:.1f},{0:.1f} 0 1 1 {0:.1f},0z", r, -r);
  }
}

std::string bound_of(const Json& point) { return text_or_none(point, "bound"); }

bool opens_up(const Json& point) {
  const std::string bound = bound_of(point);
  return bound == "at_least" || bound == "more_than" ||
         (bound == "vague" && !number_of(point, "high"));
}

bool opens_down(const Json& point) {
  const std::string bound = bound_of(point);
  return bound == "at_most" || bound == "less_than" || bound == "nearly";
}

void line(Html& html, const std::string& kind, double x1, double y1, double x2, double y2) {
  html.open("line", {{"class", kind}, {"x1", n(x1)}, {"y1", n(y1)}, {"x2", n(x2)}, {"y2", n(y2)}});
  html.close("line");
}

void path(Html& html, const std::string& kind, const std::string& d) {
  html.open("path", {{"class", kind}, {"d", d}}).close("path");
}

void words(Html& html, const std::string& text, double x, double y, const char* anchor,
           const std::string& kind = "") {
  html.element("text", text, {{"class", kind}, {"x", n(x)}, {"y", n(y)}, {"text-anchor", anchor}});
}

std::string short_day(std::int64_t day) {
  std::string text = day_words(base::to_iso(base::from_days(day)));
  return text.substr(0, text.rfind(' '));
}

class SeriesChart {
 public:
  SeriesChart(Html& html, const Json& series)
      : html_(html), series_(series), points_(chart_points(series)), who_(claimants_of(series)) {
    low_ = 0;
    high_ = 0;
    first_ = last_ = day_range(text_or_none(*points_[0], "day"))->first;
    for (const Json* point : points_) {
      const auto [from, until] = *day_range(text_or_none(*point, "day"));
      first_ = std::min(first_, from);
      last_ = std::max(last_, until);
      for (const char* key : {"value", "low", "high"}) {
        const double value = number_of(*point, key).value_or(0);
        low_ = std::min(low_, value);
        high_ = std::max(high_, value);
      }
      by_figure_.emplace(text_or_none(*point, "figure"), point);
      // A member's figure stands for the point that tells it.
      for (const Json& member : list_at(*point, "members")) {
        by_figure_.emplace(text_or_none(member, "figure"), point);
      }
    }
    high_ = high_ > low_ ? high_ + (high_ - low_) * 0.12 : low_ + 1;
    pad_ = std::max(1.0, std::round(static_cast<double>(last_ - first_) * 0.06));
  }

  void draw() {
    std::string said;
    for (const Json* point : points_) {
      said += fmt::format("{}{}, {}: {}", said.empty() ? "" : "; ", claimant_of(*point),
                          day_words(text_or_none(*point, "day")), text_or_none(*point, "quote"));
    }
    html_.open("svg", {{"viewBox", fmt::format("0 0 {} {}", kWidth, kHeight)},
                       {"role", "img"},
                       {"aria-label", "Chart. " + said}});
    for (const double value : ticks(low_, high_, 4)) {
      line(html_, value == 0 ? "base" : "axis", kLeft, y(value), kWidth - kRight, y(value));
      words(html_, grouped(value), kLeft - 8, y(value) + 4, "end");
    }
    for (const std::int64_t day : day_ticks(first_, last_, 6)) {
      words(html_, short_day(day), x(static_cast<double>(day)), kHeight - 8, "middle");
    }
    for (const Json& conflict : list_at(series_, "conflicts")) frame(conflict);
    for (const Json* point : points_) {
      const Json* before = find(text_or_none(*point, "follows"));
      if (before == nullptr || before == point) continue;
      line(html_, "path k" + colour(*point), middle(*before), y(*height_of(*before)),
           middle(*point), y(*height_of(*point)));
    }
    for (std::size_t i = 0; i < points_.size(); ++i) mark(i);
    html_.close("svg");
  }

 private:
  [[nodiscard]] double x(double day) const {
    const double from = static_cast<double>(first_) - pad_;
    const double width = static_cast<double>(last_ - first_) + 2 * pad_;
    return kLeft + (day - from) / width * (kWidth - kRight - kLeft);
  }
  [[nodiscard]] double y(double value) const {
    return kHeight - kBottom - (value - low_) / (high_ - low_) * (kHeight - kBottom - kTop);
  }
  [[nodiscard]] double middle(const Json& point) const {
    const auto [from, until] = *day_range(text_or_none(point, "day"));
    return x(static_cast<double>(from + until) / 2);
  }
  [[nodiscard]] const Json* find(const std::string& figure) const {
    const auto found = by_figure_.find(figure);
    return found == by_figure_.end() ? nullptr : found->second;
  }
  [[nodiscard]] std::size_t shape(const Json& point) const {
    return static_cast<std::size_t>(std::ranges::find(who_, claimant_of(point)) - who_.begin()) %
           kShapes;
  }
  [[nodiscard]] std::string colour(const Json& point) const {
    return std::to_string(shape(point) + 1);
  }

  // Two claims that no number fits both.
  void frame(const Json& conflict) {
    const Json* a = find(text_or_none(conflict, "a"));
    const Json* b = find(text_or_none(conflict, "b"));
    if (a == nullptr || b == nullptr || a == b) return;
    const double ya = y(*height_of(*a)), yb = y(*height_of(*b));
    html_.open("rect", {{"class", "clash"},
                        {"x", n(std::min(middle(*a), middle(*b)) - 9)},
                        {"y", n(std::min(ya, yb) - 9)},
                        {"width", n(std::abs(middle(*a) - middle(*b)) + 18)},
                        {"height", n(std::abs(ya - yb) + 18)},
                        {"rx", "4"}});
    html_.close("rect");
  }

  void mark(std::size_t i) {
    const Json& point = *points_[i];
    const auto [from, until] = *day_range(text_or_none(point, "day"));
    const double at = y(*height_of(point));
    const double x0 = middle(point);
    html_.open("g", {{"class", "k" + colour(point)}});
    if (until > from) {
      line(html_, "reach", x(static_cast<double>(from)), at, x(static_cast<double>(until)), at);
    }
    const bool up = opens_up(point);
    if (up || opens_down(point)) {
      const double tip = up ? std::max(kTop - 14, at - 30) : std::min(kHeight - kBottom, at + 30);
      const int head = up ? 5 : -5;
      path(html_, "reach",
           fmt::format("M{:.1f},{:.1f}V{:.1f}m-4,{}l4,{}l4,{}", x0, at, tip, head, -head, head));
    }
    const auto low = number_of(point, "low"), high = number_of(point, "high");
    if (low && high && *low != *high) {
      path(html_, "reach",
           fmt::format("M{0:.1f},{1:.1f}h10M{2:.1f},{1:.1f}V{3:.1f}M{0:.1f},{3:.1f}h10", x0 - 5,
                       y(*low), x0, y(*high)));
    }
    const bool filled = bound_of(point) == "exact" && shape(point) != 5;
    html_.open("path", {{"class", filled ? "mark" : "hollow"},
                        {"d", shape_path(shape(point), 5)},
                        {"transform", fmt::format("translate({:.1f},{:.1f})", x0, at)}});
    html_.close("path");
    // A label keeps clear of one just beside it.
    const bool near = std::ranges::any_of(
        points_.begin(), points_.begin() + static_cast<long>(i), [&](const Json* other) {
          return std::abs(middle(*other) - x0) < 70 && std::abs(y(*height_of(*other)) - at) < 14;
        });
    const bool right = x0 > kWidth - 120;
    words(html_, text_or_none(point, "quote"), x0 + (right ? -10 : 10), at + (near ? 16 : 4),
          right ? "end" : "start", "tell");
    html_.close("g");
  }

  Html& html_;
  const Json& series_;
  std::vector<const Json*> points_;
  std::vector<std::string> who_;
  std::map<std::string, const Json*> by_figure_;
  double low_ = 0, high_ = 1, pad_ = 1;
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace

std::vector<const Json*> chart_points(const Json& series) {
  std::vector<const Json*> out;
  for (const Json& point : list_at(series, "points")) {
    if (out.size() == kMostPoints) break;
    if (height_of(point) && day_range(text_or_none(point, "day"))) out.push_back(&point);
  }
  return out;
}

std::string claimant_of(const Json& point) {
  for (const char* key : {"claimant", "outlet"}) {
    if (std::string who = text_or_none(point, key); !who.empty()) return who;
  }
  return "the report itself";
}

std::vector<std::string> claimants_of(const Json& series) {
  std::vector<std::string> out;
  std::set<std::string> known;
  for (const Json* point : chart_points(series)) {
    if (known.insert(claimant_of(*point)).second) out.push_back(claimant_of(*point));
  }
  return out;
}

void draw_series(Html& html, const Json& series) { SeriesChart(html, series).draw(); }

void draw_key(Html& html, std::size_t at) {
  html.open("svg", {{"class", fmt::format("key k{}", at % kShapes + 1)},
                    {"viewBox", "-8 -8 16 16"},
                    {"aria-hidden", "true"}});
  path(html, at % kShapes == 5 ? "hollow" : "mark", shape_path(at, 5.5));
  html.close("svg");
}

void draw_days(Html& html, const std::map<std::int64_t, std::size_t>& reported,
               const std::map<std::int64_t, std::size_t>& told) {
  std::vector<std::int64_t> days;
  for (const auto* lane : {&reported, &told}) {
    for (const auto& [day, count] : *lane) days.push_back(day);
  }
  std::ranges::sort(days);
  if (days.size() < 2 || days.front() == days.back()) return;
  // A few far days would press all others together: the axis holds the middle 96 of 100.
  const std::size_t cut = days.size() / 50;
  const std::int64_t first = days[cut], last = days[days.size() - 1 - cut];
  const double span = static_cast<double>(last - first) + 1;
  const auto x = [&](std::int64_t day) {
    return kDaysLeft +
           (static_cast<double>(day - first) + 0.5) / span * (kDaysWidth - kDaysLeft - 10);
  };
  const double width = std::clamp((kDaysWidth - kDaysLeft) / span - 1.5, 2.0, 22.0);
  html.open("svg", {{"viewBox", fmt::format("0 0 {} {}", kDaysWidth, 2 * kLane + 34)},
                    {"role", "img"},
                    {"aria-label", "Reports and told days on one axis"}});
  const auto draw_lane = [&](const std::map<std::int64_t, std::size_t>& counts, double base,
                             const std::string& kind, const char* label) {
    words(html, label, 0, base - 8, "start");
    line(html, "base", kDaysLeft - 6, base, kDaysWidth, base);
    std::size_t most = 1;
    for (const auto& [day, count] : counts) most = std::max(most, count);
    for (const auto& [day, count] : counts) {
      if (day < first || day > last) continue;
      const double high =
          std::max(3.0, (kLane - 12) * static_cast<double>(count) / static_cast<double>(most));
      html.open("rect", {{"class", kind},
                         {"x", n(x(day) - width / 2)},
                         {"y", n(base - high)},
                         {"width", n(width)},
                         {"height", n(high)},
                         {"rx", "1"}});
      html.element("title",
                   fmt::format("{}: {}", day_words(base::to_iso(base::from_days(day))), count));
      html.close("rect");
    }
  };
  draw_lane(reported, kLane, "bar-mark", "reported on");
  draw_lane(told, 2 * kLane + 4, "bar-mark other", "told of");
  for (const std::int64_t day : day_ticks(first, last, 8)) {
    words(html, short_day(day), x(day), 2 * kLane + 24, "middle");
  }
  html.close("svg");
}

DayCounts count_days(const RowView& rows) {
  DayCounts out;
  for (const ViewRow& row : rows.of("articles")) {
    const auto published = row.value.find("published");
    if (published == row.value.end()) continue;
    const auto day = day_range(text_or_none(*published, "value").substr(0, 10));
    if (day && day->first == day->second) ++out.reported[day->first];
  }
  for (const ViewRow& row : rows.of("timeline")) {
    const auto day = day_range(text_or_none(row.value, "date"));
    if (day && day->first == day->second) ++out.told[day->first];
  }
  return out;
}

std::vector<ChartFile> chart_files(const std::vector<record::DerivedRow>& rows) {
  const RowView view(rows, {"series", "articles", "timeline"});
  std::vector<ChartFile> out;
  const auto add = [&](std::string name, Html html) {
    std::string svg = html.take();
    constexpr std::string_view kStart = "<svg ";
    if (!svg.starts_with(kStart)) return;
    const std::size_t inside = svg.find('>') + 1;
    out.push_back(
        {std::move(name), fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" {}<style>{}"
                                      "</style>{}\n",
                                      svg.substr(kStart.size(), inside - kStart.size()),
                                      chart_style(), svg.substr(inside))});
  };
  for (const ViewRow& row : view.of("series")) {
    if (chart_points(row.value).size() < 2) continue;
    Html html;
    draw_series(html, row.value);
    add(fmt::format("figures-{}.svg", row.number), std::move(html));
  }
  const DayCounts days = count_days(view);
  Html html;
  draw_days(html, days.reported, days.told);
  add("timeline.svg", std::move(html));
  return out;
}

}  // namespace parley::views
