// The table of who stands where: terms down, parties across, in each cell the latest position.
//
//              Northern Council                     Crews Union
//   access     offer, 14 March, 2 outlets           demand, 12 March (3 in all)
//
// A cell is what the latest report says, not what is true; the cell's history is the rows of type
// "positions" with its actor and family. An empty cell means that no report was found, not that
// there is no position. Positions without a day are counted and never the latest.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "parley/base/json_view.h"
#include "parley/record/record.h"

namespace parley::views {

// One row of type "positions", with what a cell shows of it.
struct Standing {
  std::int64_t number = 0;
  std::string id, article, outlet, day, actor_id, holder, process_id, process, family, stance;
  std::string words;     // the term's words
  std::string quote;     // the whole clause
  std::string relation;  // "if", "unless" …; "" without exchange
  std::string other;     // the words of the other side of the exchange
  bool hedged = false;
  int outlets = 1;  // that carry the saying it stands in
};

// Takes the standings from rows that come one by one: positions, and origins for the number of
// outlets. `value` is the parsed row.
class StandingsReader {
 public:
  void add(const record::DerivedRow& row, const base::JsonView& value);
  [[nodiscard]] std::vector<Standing> take();

 private:
  std::vector<Standing> standings_;
  std::vector<std::string> statements_;           // of each standing; "" for none
  std::unordered_map<std::string, int> outlets_;  // by statement, where there are several
};

// From all derived rows.
[[nodiscard]] std::vector<Standing> read_standings(const std::vector<record::DerivedRow>& rows);

struct MatrixCell {
  std::size_t latest = 0;  // index into the standings
  std::size_t count = 0;   // positions up to the day asked for; 0: no report
};

struct MatrixColumn {
  std::string key;  // the actor's id, else its name
  std::string name;
  std::size_t count = 0;
};

struct MatrixRow {
  std::string family;
  std::vector<MatrixCell> cells;  // one a column
};

struct MatrixOptions {
  std::string process;            // id of the talks; "" for all
  std::string as_of;              // "2025-03-14": nothing later; "" for all
  std::size_t most_columns = 12;  // 0 for all
};

struct Matrix {
  MatrixOptions options;
  std::vector<MatrixColumn> columns;  // those with most positions first
  std::vector<MatrixRow> rows;        // in the order of the families
  std::size_t columns_left_out = 0;
  std::size_t undated = 0;
  std::vector<std::pair<std::string, std::size_t>> days;       // all days with positions, how many
  std::vector<std::pair<std::string, std::string>> processes;  // id and name
};

// Linear in the standings times the logarithm of the columns.
[[nodiscard]] Matrix make_matrix(const std::vector<Standing>& standings,
                                 const MatrixOptions& options);

[[nodiscard]] std::string to_json(const Matrix& matrix, const std::vector<Standing>& standings);

// "accept_in_principle" -> "accept in principle"
[[nodiscard]] std::string spaced_word(std::string word);

}  // namespace parley::views
