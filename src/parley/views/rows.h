// Rows for people and programs: the same JSON objects as a table, JSON, JSON Lines, CSV or TSV.
//
// CSV follows RFC 4180, with an apostrophe before a text cell that a spreadsheet would take for a
// formula ("=1+1"); numbers stay numbers. In tables and pages, control characters and marks that
// turn the direction of text are shown, never obeyed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::views {

enum class Format : std::uint8_t { kTable, kJson, kJsonl, kCsv, kTsv };

struct RowFormat {
  Format format = Format::kJsonl;
  std::vector<std::string> fields;  // only these, in this order; empty: all
  bool formula_guard = true;
};

// Writes `rows`, each one JSON object, all with the same fields. Fails on a field that they have
// not. `type` names the columns of a table ("actors" …).
[[nodiscard]] base::Result<std::string> write_rows(const std::vector<std::string>& rows,
                                                   std::string_view type, const RowFormat& format);

// `text` on one line, with control and direction characters made visible.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace parley::views
