// The commands that look into a record and change nothing: export and its kin, brief, show, search,
// changes, compare, check.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/cli/io.h"
#include "parley/views/rows.h"

namespace parley::cli {

struct OutputFlags {
  bool json = false, jsonl = false, csv = false, tsv = false, table = false;
  std::string format;    // the same by name
  std::string fields;    // "a,b"
  bool raw_csv = false;  // no guard against formulas
};

struct ExportFlags {
  std::string record;
  std::string type = {};
  OutputFlags output = {};
  std::string as = {};     // the whole record in a form for other programs: cli/export_as.h
  std::string out = {};    // a file instead of standard output
  std::string since = {};  // of the changes for --as atom
};

struct FiguresFlags {
  std::string record;
  std::string chart = "auto";  // "always", "never"
  OutputFlags output;
};

struct BriefFlags {
  std::string record;
  bool json = false;
  bool all = false;
  std::uint32_t lines = 12;
};

struct ShowFlags {
  std::string record;
  std::vector<std::string> which;  // numbers or ids
  bool json = false;
};

struct SearchFlags {
  std::string record;
  std::vector<std::string> words;
  std::uint32_t limit = 50;
  OutputFlags output;
};

struct ChangesFlags {
  std::string record;
  std::string since;        // a day
  bool since_read = false;  // the latest read that added something
  OutputFlags output;
};

struct CompareFlags {
  std::string record;
  std::vector<std::string> outlets;  // two
  std::string story;                 // or an article of it; "" for the whole record
  OutputFlags output;
};

struct CheckFlags {
  std::string record;
  bool json = false;
};

// The form that the flags ask for; a table on a terminal, else JSON Lines.
[[nodiscard]] views::RowFormat row_format(const OutputFlags& flags);

// The types that `export` knows.
[[nodiscard]] std::vector<std::string> export_types();

Exit export_rows(const ExportFlags& flags);
Exit figures(const FiguresFlags& flags);
Exit brief(const BriefFlags& flags);
Exit show(const ShowFlags& flags);
Exit search(const SearchFlags& flags);
Exit changes(const ChangesFlags& flags);
Exit compare(const CompareFlags& flags);
Exit check(const CheckFlags& flags);

}  // namespace parley::cli
