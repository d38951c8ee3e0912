#include "parley/views/figures_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "parley/text/utf8.h"
#include "parley/views/rows.h"

namespace parley::views {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBar = 24;     // characters of the longest bar
constexpr std::size_t kWidest = 36;  // characters of a cell

std::string words(const Json& row, const char* key) {
  const auto found = row.find(key);
  return found != row.end() && found->is_string() ? visible(found->get<std::string>()) : "";
}

std::optional<double> number(const Json& row, const char* key) {
  const auto found = row.find(key);
  if (found == row.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string shortened(const std::string& text) {
  if (width_of(text) <= kWidest) return text;
  std::size_t bytes = 0;
  for (std::size_t count = 0; count + 1 < kWidest; ++count) {
    bytes += text::decode_at(text, bytes).length;
  }
  return text.substr(0, bytes) + "…";
}

// The number that a bar shows: the value, else the bound that the words give.
std::optional<double> shown(const Json& point) {
  for (const char* key : {"value", "high", "low"}) {
    if (const auto found = number(point, key)) return found;
  }
  return std::nullopt;
}

std::string bar_of(const Json& point, double most) {
  const std::optional<double> value = shown(point);
  if (!value || most <= 0 || *value < 0) return "";
  constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths =
      static_cast<std::size_t>(std::lround(*value / most * static_cast<double>(kBar) * 8));
  std::string bar;
  for (std::size_t i = 0; i < eighths / 8; ++i) bar += "█";
  bar += kEighths[eighths % 8];
  const std::string bound = words(point, "bound");
  if (bound == "at_least" || bound == "more_than" || bound == "vague") bar += "▶";
  if (bound == "at_most" || bound == "less_than" || bound == "nearly") bar += "◀";
  if (bound == "about") bar += "~";
  return bar;
}

std::string note_of(const Json& point) {
  std::vector<std::string> notes;
  for (const Json& before : point.value("revises", Json::array())) {
    notes.push_back(fmt::format("{} before it was corrected", words(before, "quote")));
  }
  const std::size_t members = point.value("members", Json::array()).size();
  if (members > 1) notes.push_back(fmt::format("told {} times", members));
  if (words(point, "counting") == "cumulative") {
    const std::string since = words(point, "period");
    notes.push_back(since.empty() ? "so far" : "since " + since);
  }
  return fmt::format("{}", fmt::join(notes, "; "));
}

void write_series(std::string& out, const Json& row, bool bars) {
  std::vector<std::string> heading;
  for (const char* key : {"measure", "unit", "population", "whole", "place"}) {
    const std::string part = words(row, key);
    if (!part.empty()) heading.push_back(std::string(key) == "whole" ? "of " + part : part);
  }
  out += fmt::format("{}  [{}]\n", fmt::join(heading, " · "), row.value("number", 0));
  const Json points = row.value("points", Json::array());
  double most = 0;
  for (const Json& point : points) most = std::max(most, shown(point).value_or(0));
  std::vector<std::array<std::string, 4>> lines;
  std::array<std::size_t, 4> widths = {0, 0, 0, 0};
  std::map<std::string, const Json*> by_figure;
  for (const Json& point : points) {
    by_figure[words(point, "figure")] = &point;
    const std::string day = words(point, "day");
    const std::string claimant = words(point, "claimant");
    lines.push_back({day.empty() ? "no day" : day, shortened(words(point, "quote")),
                     claimant.empty() ? "the report" : shortened(claimant),
                     bars ? bar_of(point, most) : ""});
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(lines.back()[i]));
    }
  }
  for (std::size_t n = 0; n < lines.size(); ++n) {
    std::string line = " ";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] == 0) continue;
      line += " " + lines[n][i] + std::string(widths[i] - width_of(lines[n][i]) + 1, ' ');
    }
    line += " " + note_of(points[n]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  for (const Json& conflict : row.value("conflicts", Json::array())) {
    const auto a = by_figure.find(words(conflict, "a"));
    const auto b = by_figure.find(words(conflict, "b"));
    if (a == by_figure.end() || b == by_figure.end()) continue;
    out += fmt::format("  ! {}: {} says {}, {} says {}\n", words(conflict, "day"),
                       words(*a->second, "claimant"), words(*a->second, "quote"),
                       words(*b->second, "claimant"), words(*b->second, "quote"));
  }
}

}  // namespace

base::Result<std::string> figures_page(const std::vector<std::string>& rows, bool bars) {
  std::string out;
  for (const std::string& text : rows) {
    const Json row = Json::parse(text, nullptr, false);
    if (!row.is_object()) {
      return base::fail(base::ErrorCode::kDamaged,
                        "a row of the record is no JSON object; parley check tells more");
    }
    if (!out.empty()) out += "\n";
    write_series(out, row, bars);
  }
  return out;
}

}  // namespace parley::views
