// `parley annotate`: documents in, one JSON object each out, in input order. Keeps no state.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/io.h"
#include "parley/intake/relevance.h"

namespace parley::cli {

// The options shared by the commands that take documents.
struct InputFlags {
  std::vector<std::string> inputs;
  std::string kind;
  bool as_is = false;
  bool nul_separated = false;  // the names of more inputs come on standard input, ended by NUL
  unsigned threads = 0;        // 0: one for each processor
  std::string models;          // folder of the trained models
  std::string tables;          // folder of tables that extend the program's own
  std::string rejects;         // file for the list of rejected inputs
  std::string progress;        // "json" or "auto"
  bool quiet = false;
  std::string about;  // keep only reports on this topic
  double threshold = intake::kAboutThreshold;
  std::string left_out;  // file for the list of reports not kept
};

struct AnnotateFlags {
  InputFlags input;
  std::string layers;
  std::string format = "jsonl";  // "jsonl", "conllu", "brat"
  std::string folder;            // where brat's files go
};

Exit annotate(const AnnotateFlags& flags);

}  // namespace parley::cli
