#include "parley/views/matrix.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "parley/base/json_writer.h"

namespace parley::views {
namespace {

using base::JsonView;

std::string str(const JsonView& value, std::string_view key) {
  return base::text_of(value.at(key));
}

// The order of the rows; what is not listed comes last.
constexpr const char* kFamilies[] = {"cessation",  "release",    "transfer",  "access",
                                     "withdrawal", "governance", "guarantee", "monitoring",
                                     "sequence",   "process",    "other"};

std::size_t rank_of(const std::string& family) {
  return static_cast<std::size_t>(std::ranges::find(kFamilies, family) - std::begin(kFamilies));
}

std::string key_of(const Standing& standing) {
  return standing.actor_id.empty() ? standing.holder : standing.actor_id;
}

}  // namespace

std::string spaced_word(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

void StandingsReader::add(const record::DerivedRow& row, const JsonView& value) {
  if (row.type == "origins") {
    const int count = static_cast<int>(value.at("outlets").size());
    if (count < 2) return;
    for (const JsonView& member : value.at("members")) outlets_[str(member, "statement")] = count;
    return;
  }
  if (row.type != "positions") return;
  Standing one;
  one.number = row.number;
  one.id = row.id;
  one.article = str(value, "article");
  one.outlet = str(value, "outlet");
  one.day = str(value, "published").substr(0, 10);
  if (one.day.size() < 10) one.day.clear();
  one.actor_id = str(value, "actor_id");
  one.holder = str(value, "holder");
  if (one.holder.empty()) return;
  one.process_id = str(value, "process_id");
  one.process = str(value, "process");
  one.stance = str(value, "stance");
  one.quote = str(value, "quote");
  const JsonView term = value.at("term");
  one.family = str(term, "family");
  one.words = str(term, "quote");
  const JsonView exchange = value.at("exchange");
  one.relation = str(exchange, "relation");
  one.other = str(exchange.at("other"), "quote");
  one.hedged = !value.at("hedges").empty();
  statements_.push_back(str(value, "statement"));
  standings_.push_back(std::move(one));
}

std::vector<Standing> StandingsReader::take() {
  for (std::size_t i = 0; i < standings_.size(); ++i) {
    const auto found = outlets_.find(statements_[i]);
    if (found != outlets_.end()) standings_[i].outlets = found->second;
  }
  return std::move(standings_);
}

std::vector<Standing> read_standings(const std::vector<record::DerivedRow>& rows) {
  StandingsReader reader;
  base::JsonReader json;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "positions" && row.type != "origins") continue;
    reader.add(row, json.read(row.json));
  }
  return reader.take();
}

Matrix make_matrix(const std::vector<Standing>& standings, const MatrixOptions& options) {
  Matrix matrix;
  matrix.options = options;
  std::map<std::string, MatrixColumn> columns;
  std::map<std::string, std::size_t> days;
  std::map<std::string, std::pair<std::size_t, std::string>> processes;
  for (const Standing& one : standings) {
    if (!one.process_id.empty()) {
      auto& [count, name] = processes[one.process_id];
      ++count;
      name = one.process;
    }
    if (!options.process.empty() && one.process_id != options.process) continue;
    MatrixColumn& column = columns[key_of(one)];
    column.key = key_of(one);
    // The same actor's rows carry the same name; the least is taken so that no order matters.
    if (column.name.empty() || one.holder < column.name) column.name = one.holder;
    ++column.count;
    one.day.empty() ? ++matrix.undated : ++days[one.day];
  }
  matrix.days.assign(days.begin(), days.end());
  std::vector<std::tuple<std::size_t, std::string, std::string>> by_count;
  for (const auto& [id, process] : processes) {
    by_count.emplace_back(process.first, id, process.second);
  }
  std::ranges::sort(by_count, [](const auto& a, const auto& b) {
    return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) > std::get<0>(b) : a < b;
  });
  for (auto& [count, id, name] : by_count) matrix.processes.emplace_back(id, name);
  for (auto& [key, column] : columns) matrix.columns.push_back(std::move(column));
  std::ranges::sort(matrix.columns, [](const MatrixColumn& a, const MatrixColumn& b) {
    return std::tuple(b.count, a.name, a.key) < std::tuple(a.count, b.name, b.key);
  });
  if (options.most_columns > 0 && matrix.columns.size() > options.most_columns) {
    matrix.columns_left_out = matrix.columns.size() - options.most_columns;
    matrix.columns.resize(options.most_columns);
  }
  std::map<std::string, std::size_t> column_of;
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) column_of[matrix.columns[i].key] = i;
  std::map<std::pair<std::size_t, std::string>, std::vector<MatrixCell>> rows;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Standing& one = standings[i];
    if (!options.process.empty() && one.process_id != options.process) continue;
    const auto column = column_of.find(key_of(one));
    if (column == column_of.end()) continue;
    std::vector<MatrixCell>& cells = rows[{rank_of(one.family), one.family}];
    cells.resize(matrix.columns.size());
    if (!options.as_of.empty() && (one.day.empty() || one.day > options.as_of)) continue;
    MatrixCell& cell = cells[column->second];
    const auto age = [&](std::size_t which) {
      return std::tuple(standings[which].day, standings[which].outlets, standings[which].id);
    };
    if (cell.count == 0 || age(i) > age(cell.latest)) cell.latest = i;
    ++cell.count;
  }
  for (auto& [key, cells] : rows) matrix.rows.push_back({key.second, std::move(cells)});
  return matrix;
}

std::string to_json(const Matrix& matrix, const std::vector<Standing>& standings) {
  const auto known = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1");
  json.field("process", known(matrix.options.process)).field("as_of", known(matrix.options.as_of));
  json.key("processes").begin_array();
  for (const auto& [id, name] : matrix.processes) {
    json.begin_object().field("id", id).field("name", name).end_object();
  }
  json.end_array().key("days").begin_array();
  for (const auto& [day, count] : matrix.days) {
    json.begin_object().field("day", day).field("count", count).end_object();
  }
  json.end_array().field("undated", matrix.undated);
  json.field("columns_left_out", matrix.columns_left_out).key("columns").begin_array();
  for (const MatrixColumn& column : matrix.columns) {
    json.begin_object().field("key", column.key).field("name", column.name);
    json.field("count", column.count).end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const MatrixRow& row : matrix.rows) {
    json.begin_object().field("family", row.family).key("cells").begin_array();
    for (const MatrixCell& cell : row.cells) {
      if (cell.count == 0) {
        json.null();
        continue;
      }
      const Standing& latest = standings[cell.latest];
      json.begin_object().field("count", cell.count).field("id", latest.id);
      json.field("number", latest.number).field("stance", latest.stance);
      json.field("words", known(latest.words)).field("quote", latest.quote);
      json.field("relation", known(latest.relation)).field("other", known(latest.other));
      json.field("day", known(latest.day)).field("outlet", known(latest.outlet));
      json.field("outlets", latest.outlets).field("hedged", latest.hedged).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace parley::views
