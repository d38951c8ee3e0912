// `parley merge`: joins several records into one.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/annotate.h"
#include "parley/cli/io.h"

namespace parley::cli {

struct MergeFlags {
  std::vector<std::string> records;
  std::string into;
  InputFlags input;  // progress, rejects, quiet
};

Exit merge(const MergeFlags& flags);

}  // namespace parley::cli
