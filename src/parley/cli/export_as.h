// `parley export --as FORM`: the whole record in one document for other programs.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/io.h"
#include "parley/cli/report.h"

namespace parley::cli {

// The forms that --as knows.
[[nodiscard]] std::vector<std::string> export_forms();

Exit export_as(const ExportFlags& flags);

// Writes to the file called `out`, whole or not at all, or to standard output where it is "" or
// "-".
Exit write_whole(const std::string& text, const std::string& out);

}  // namespace parley::cli
