// `parley serve`: the workbench in the browser.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/cli/io.h"

namespace parley::cli {

struct ServeFlags {
  std::string record;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8470;
  unsigned threads = 4;
  std::string models, tables, auth;
  bool fetch = false;
  std::vector<std::string> hosts;
};

// Answers until SIGINT or SIGTERM.
Exit serve(const ServeFlags& flags);

}  // namespace parley::cli
