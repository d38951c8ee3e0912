// The page that an analyst would print: where the talks stand and by whose word, who takes part,
// what each wants, which figures are whose, what happened when, who carries the news, what is
// uncertain.
//
// One structure, printed as a page or as JSON. Each line has the reports that it rests on and the
// number that `parley show` opens. Nothing here is worked out anew: lines are chosen from the
// derived rows, and where more was found than a page holds, the line says how much.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "parley/base/json_view.h"
#include "parley/record/record.h"

namespace parley::views {

struct BriefLine {
  std::int64_t number = 0;  // of the derived row; 0 for a remark
  std::string id;           // of the derived row, "" for a remark
  std::string text;
  std::vector<std::string> reports;  // "Example Wire 2025-03-14"
};

struct BriefSection {
  std::string key;  // "stands", "parties", "wants", "figures", "timeline", "carriers", "uncertain"
  std::string title;
  std::vector<BriefLine> lines;
  std::size_t left_out = 0;  // rows beyond what the page holds
};

struct Brief {
  std::size_t articles = 0;
  std::size_t outlets = 0;
  std::string first_day, last_day;     // of publication, "" where unknown
  std::vector<std::string> processes;  // "Harbour Board – Crews Union", the most told first
  std::vector<BriefSection> sections;
};

// Chooses the lines from rows that come one by one: of each row a few numbers are kept, and only
// those that the page holds are asked for again.
class BriefMaker {
 public:
  // `most` lines a section; 0 for all.
  explicit BriefMaker(std::size_t most);
  ~BriefMaker();
  BriefMaker(const BriefMaker&) = delete;
  BriefMaker& operator=(const BriefMaker&) = delete;

  // False for a row that no line can be made of; such need not be parsed and added.
  [[nodiscard]] static bool may_tell(const record::DerivedRow& row);
  // `value` is the parsed row; rows of a type come in their order. `place` finds the row again.
  void add(std::size_t place, const record::DerivedRow& row, const base::JsonView& value);
  // Once, when all rows were added. `find` gives the row of a place.
  [[nodiscard]] Brief take(const std::function<record::DerivedRow(std::size_t)>& find);

 private:
  class Lines;
  std::unique_ptr<Lines> lines_;
};

// From all derived rows of a record. `most` lines a section; 0 for all.
[[nodiscard]] Brief make_brief(const std::vector<record::DerivedRow>& rows, std::size_t most);
// The same of a whole record, a row at a time in memory where its rows are up to date.
[[nodiscard]] base::Result<Brief> make_brief(record::Record& record, std::size_t most);

[[nodiscard]] std::string to_page(const Brief& brief);
[[nodiscard]] std::string to_json(const Brief& brief);

}  // namespace parley::views
