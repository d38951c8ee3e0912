// `parley read`: adds documents to a record.
#pragma once

#include <string>

#include "parley/cli/annotate.h"
#include "parley/cli/io.h"

namespace parley::cli {

struct ReadFlags {
  InputFlags input;
  std::string record;
  bool again = false;  // read what is there already once more
};

Exit read(const ReadFlags& flags);

}  // namespace parley::cli
