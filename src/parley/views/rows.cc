#include "parley/views/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "parley/text/utf8.h"

namespace parley::views {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidest = 48;  // characters of a cell in a table

// The columns of a table on a terminal; other formats have all fields.
const std::vector<std::string>& table_columns(std::string_view type) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> columns = {
      {"actors", {"number", "name", "type", "affiliation", "mentions"}},
      {"processes", {"number", "name", "sentences"}},
      {"origins", {"number", "date", "speaker", "force", "said", "reports", "independent"}},
      {"positions", {"number", "actor", "stance", "quote", "outlet", "published"}},
      {"exchanges", {"number", "actor", "stance", "term", "relation", "other", "outlet"}},
      {"commitments", {"number", "holder", "term", "deadline", "condition", "process"}},
      {"states", {"number", "date", "state", "standing", "by", "process", "independent"}},
      {"figures", {"number", "quote", "measure", "unit", "claimant", "day", "outlet"}},
      {"series", {"number", "measure", "population", "unit", "place"}},
      {"timeline", {"number", "date", "kind", "what", "independent"}},
      {"statements", {"number", "outlet", "published", "speech", "evidence"}},
      {"events", {"number", "time", "modality", "quote", "outlet"}},
      {"links", {"number", "a", "kind", "b"}},
      {"articles", {"number", "outlet", "title", "input", "id"}},
      {"decisions", {"number", "made_at", "made_by", "kind", "standing", "reason", "id"}},
      {"changes", {"change", "date", "who", "what", "number"}},
      {"compare", {"aspect", "who", "a", "b", "number"}},
      {"preview", {"change", "type", "number", "fields", "id"}},
      {"accounts", {"name", "role", "tokens"}},
      {"search", {"outlet", "published", "quote", "article"}},
  };
  static const std::vector<std::string> none;
  const auto found = columns.find(type);
  return found == columns.end() ? none : found->second;
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  // Of a list of quotes, the first.
  if (value.is_array() && !value.empty() && value[0].is_object() && value[0].contains("quote")) {
    return cell_of(value[0]["quote"]);
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string plain_cell(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  constexpr std::string_view kSigns = "=+-@\t\r";
  if (kSigns.find(text.front()) != std::string_view::npos || text.front() == '\0') return true;
  // Full-width = + - @
  for (const std::string_view wide : {"＝", "＋", "－", "＠"}) {
    if (text.starts_with(wide)) return true;
  }
  return false;
}

std::string csv_cell(const Json& value, bool guard) {
  std::string text = plain_cell(value);
  if (guard && value.is_string() && looks_like_formula(text)) text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += '"';
  }
  return quoted + '"';
}

std::string tsv_cell(const Json& value, bool guard) {
  std::string text = plain_cell(value);
  if (guard && value.is_string() && looks_like_formula(text)) text.insert(text.begin(), '\'');
  for (char& c : text) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// At most kWidest characters.
std::string shortened(const std::string& text) {
  if (width_of(text) <= kWidest) return text;
  std::size_t bytes = 0;
  for (std::size_t count = 0; count + 1 < kWidest; ++count) {
    bytes += text::decode_at(text, bytes).length;
  }
  return text.substr(0, bytes) + "…";
}

std::string write_table(const std::vector<Json>& rows, const std::vector<std::string>& fields) {
  std::vector<std::vector<std::string>> lines(1);
  for (const std::string& field : fields) lines[0].push_back(field);
  for (const Json& row : rows) {
    std::vector<std::string> line;
    for (const std::string& field : fields) {
      line.push_back(shortened(visible(cell_of(row.value(field, Json())))));
    }
    lines.push_back(std::move(line));
  }
  std::vector<std::size_t> widths(fields.size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], width_of(line[i]));
  }
  std::string out;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      out += line[i];
      if (i + 1 < line.size()) out.append(widths[i] - width_of(line[i]) + 2, ' ');
    }
    out += '\n';
  }
  return out;
}

std::string write_separated(const std::vector<Json>& rows, const std::vector<std::string>& fields,
                            const RowFormat& format) {
  const bool csv = format.format == Format::kCsv;
  const std::string_view end = csv ? "\r\n" : "\n";
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += csv ? ',' : '\t';
    out += fields[i];
  }
  out += end;
  for (const Json& row : rows) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out += csv ? ',' : '\t';
      const Json value = row.value(fields[i], Json());
      out += csv ? csv_cell(value, format.formula_guard) : tsv_cell(value, format.formula_guard);
    }
    out += end;
  }
  return out;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint point = text::decode_at(text, i);
    const char32_t c = point.value;
    const bool direction =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    if (c == '\n' || c == '\t' || c == '\r') {
      if (!out.ends_with(' ')) out += ' ';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || direction) {
      out += fmt::format("<U+{:04X}>", static_cast<unsigned>(c));
    } else if (!point.valid) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text, i, point.length);
    }
    i += point.length;
  }
  return out;
}

base::Result<std::string> write_rows(const std::vector<std::string>& rows, std::string_view type,
                                     const RowFormat& format) {
  // The common case goes through as it was written.
  if (format.fields.empty() && format.format == Format::kJsonl) {
    std::string out;
    for (const std::string& row : rows) out += row + "\n";
    return out;
  }
  std::vector<Json> parsed;
  for (const std::string& row : rows) {
    parsed.push_back(Json::parse(row, nullptr, false));
    if (!parsed.back().is_object()) {
      return base::fail(base::ErrorCode::kDamaged,
                        "a row of the record is no JSON object; parley check tells more");
    }
  }
  std::vector<std::string> known;
  if (!parsed.empty()) {
    for (const auto& [key, value] : parsed.front().items()) known.push_back(key);
  }
  for (const std::string& field : format.fields) {
    if (parsed.empty() || std::ranges::find(known, field) != known.end()) continue;
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--fields {}: no such field; the fields are {}", field,
                                  fmt::join(known, ", ")));
  }
  std::vector<std::string> fields = format.fields.empty() ? known : format.fields;
  if (format.format == Format::kTable && format.fields.empty()) {
    if (const auto& columns = table_columns(type); !columns.empty()) fields = columns;
  }
  if (format.format == Format::kTable) return write_table(parsed, fields);
  if (format.format == Format::kCsv || format.format == Format::kTsv) {
    return write_separated(parsed, fields, format);
  }
  std::string out = format.format == Format::kJson ? "[" : "";
  for (const Json& row : parsed) {
    Json chosen = Json::object();
    for (const std::string& field : fields) chosen[field] = row.value(field, Json());
    if (format.format == Format::kJson && out.size() > 1) out += ",";
    if (format.format == Format::kJson) out += "\n";
    out += chosen.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (format.format == Format::kJsonl) out += "\n";
  }
  if (format.format == Format::kJson) out += rows.empty() ? "]\n" : "\n]\n";
  return out;
}

}  // namespace parley::views
