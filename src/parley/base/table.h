// The hand-kept vocabularies of data/*.tsv: cue verbs, hedges, measures, months.
//
// A table is lines of tab-separated columns; `#` at the start of a line begins a comment, blank
// lines are passed over. The tables are embedded in the program. A user's folder, set once at start
// by set_user_tables(), may hold files of the same names: their rows are read after the embedded
// ones, so they add to them or, where the reader of a table says so, replace them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::base {

struct TableRow {
  std::vector<std::string> columns;
  int line = 0;       // 1-based, in its file
  bool user = false;  // from the user's folder

  // The column at `index`, "" where the row is shorter.
  [[nodiscard]] std::string_view at(std::size_t index) const {
    return index < columns.size() ? std::string_view(columns[index]) : std::string_view();
  }
};

// The rows of data/`name`.tsv, the user's rows last. REQUIRES: the embedded table exists.
[[nodiscard]] std::vector<TableRow> read_table(std::string_view name);

// The parts of a cell between `mark`, empty ones left out: "obj to" is two with ' '.
[[nodiscard]] std::vector<std::string> split_cell(std::string_view cell, char mark);

// Rows of a table's text.
[[nodiscard]] std::vector<TableRow> parse_table(std::string_view text, bool user = false);

// Names the user's folder of tables. Called once, before any table is read and before threads
// start. Fails if `folder` is no folder, or holds a .tsv that no embedded table has the name of.
[[nodiscard]] Result<void> set_user_tables(const std::string& folder);

}  // namespace parley::base
