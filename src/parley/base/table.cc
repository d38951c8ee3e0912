#include "parley/base/table.h"

#include <cassert>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace parley::base {

struct EmbeddedTable {
  const char* name;
  const char* bytes;
  std::size_t size;
};
extern const EmbeddedTable kEmbeddedTables[];
extern const std::size_t kEmbeddedTableCount;

namespace {

std::string& user_folder() {
  static std::string folder;
  return folder;
}

const EmbeddedTable* find_embedded(std::string_view name) {
  for (std::size_t i = 0; i < kEmbeddedTableCount; ++i) {
    if (name == kEmbeddedTables[i].name) return &kEmbeddedTables[i];
  }
  return nullptr;
}

}  // namespace

std::vector<TableRow> parse_table(std::string_view text, bool user) {
  std::vector<TableRow> rows;
  int line_number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    TableRow row;
    row.line = line_number;
    row.user = user;
    while (true) {
      const std::size_t tab = line.find('\t');
      row.columns.emplace_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> split_cell(std::string_view cell, char mark) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    const std::size_t end = cell.find(mark);
    if (end != 0) parts.emplace_back(cell.substr(0, end));
    cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
  }
  return parts;
}

std::vector<TableRow> read_table(std::string_view name) {
  const EmbeddedTable* table = find_embedded(name);
  assert(table != nullptr);
  if (table == nullptr) return {};
  std::vector<TableRow> rows = parse_table({table->bytes, table->size});
  if (!user_folder().empty()) {
    std::ifstream file(user_folder() + "/" + std::string(name) + ".tsv", std::ios::binary);
    if (file) {
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      for (TableRow& row : parse_table(text, true)) rows.push_back(std::move(row));
    }
  }
  return rows;
}

Result<void> set_user_tables(const std::string& folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return fail(ErrorCode::kNotFound,
                folder + ": no such folder; name a folder of .tsv tables that extend Parley's");
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".tsv") continue;
    if (find_embedded(entry.path().stem().string()) == nullptr) {
      return fail(ErrorCode::kUsage, entry.path().string() +
                                         ": Parley has no table of this name; rename it to the "
                                         "table that it extends");
    }
  }
  user_folder() = folder;
  return {};
}

}  // namespace parley::base
