// `parley correct`: what a person decides about a record, one decision at a time or from a file.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/report.h"

namespace parley::cli {

struct CorrectFlags {
  std::string record;
  std::string action;              // "reject" …
  std::vector<std::string> words;  // rows; for set: row, field, value
  std::vector<std::string> names, articles, members;
  std::string reason, by, at;
  std::string from;  // a file of decisions, - for standard input
  bool dry_run = false;
  OutputFlags output;
};

[[nodiscard]] std::vector<std::string> correct_actions();

Exit correct(const CorrectFlags& flags);

}  // namespace parley::cli
