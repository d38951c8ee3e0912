#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "parley/base/json_writer.h"
#include "parley/views/brief.h"

namespace parley::views {

std::string to_page(const Brief& brief) {
  const auto counted = [](std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
  };
  std::string page = counted(brief.articles, "report") + ", " +
                     (brief.outlets == 0 ? "no outlet known" : counted(brief.outlets, "outlet"));
  if (!brief.first_day.empty() && brief.first_day == brief.last_day) {
    page += ", published " + brief.first_day;
  } else if (!brief.first_day.empty()) {
    page += fmt::format(", published {} to {}", brief.first_day, brief.last_day);
  }
  for (std::size_t i = 0; i < brief.processes.size(); ++i) {
    page += (i == 0 ? "\nTalks: " : "; other talks: ") + brief.processes[i];
  }
  page += "\nEach number opens with: parley show NUMBER\n";
  for (const BriefSection& section : brief.sections) {
    page += "\n" + section.title + "\n";
    if (section.lines.empty()) page += "       nothing found\n";
    for (const BriefLine& line : section.lines) {
      page += line.number > 0 ? fmt::format("{:>5}  ", line.number) : std::string(7, ' ');
      page += line.text;
      if (!line.reports.empty()) page += fmt::format("  ({})", fmt::join(line.reports, "; "));
      page += '\n';
    }
    if (section.left_out > 0) {
      page += fmt::format("       and {} more; --all prints them\n", section.left_out);
    }
  }
  return page;
}

std::string to_json(const Brief& brief) {
  const auto if_any = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("articles", brief.articles);
  json.field("outlets", brief.outlets).field("first_day", if_any(brief.first_day));
  json.field("last_day", if_any(brief.last_day)).key("processes").begin_array();
  for (const std::string& process : brief.processes) json.value(process);
  json.end_array().key("sections").begin_array();
  for (const BriefSection& section : brief.sections) {
    json.begin_object().field("key", section.key).field("title", section.title);
    json.key("lines").begin_array();
    for (const BriefLine& line : section.lines) {
      json.begin_object().key("number");
      line.number > 0 ? json.value(line.number) : json.null();
      json.field("id", if_any(line.id)).field("text", line.text).key("reports").begin_array();
      for (const std::string& report : line.reports) json.value(report);
      json.end_array().end_object();
    }
    json.end_array().field("left_out", section.left_out).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace parley::views
