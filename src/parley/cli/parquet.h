// Rows as Parquet, written by DuckDB where it is installed: its library, else its program.
//
// Parley neither links nor brings DuckDB; PARLEY_DUCKDB names the library where the system does not
// find it. Without either there is a message that says so, and nothing is written.
#pragma once

#include <string>

#include "parley/base/result.h"

namespace parley::cli {

// Makes the file `out` of `rows`, JSON Lines. Whole or not at all.
base::Result<void> write_parquet(const std::string& rows, const std::string& out);

}  // namespace parley::cli
