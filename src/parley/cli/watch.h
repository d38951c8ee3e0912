// `parley watch`: fetches feeds, and the articles that they link to, into a record.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/annotate.h"
#include "parley/cli/io.h"

namespace parley::cli {

struct WatchFlags {
  InputFlags input;  // inputs are addresses of feeds and lists of feeds
  std::string record;
  bool articles = false;
  bool once = false;
  std::string every;                     // "15m"
  double delay = 1;                      // seconds between two requests to one host
  std::vector<std::string> allow_hosts;  // "127.0.0.1:8080"
  std::vector<std::uint16_t> allow_ports;
  std::string ca_file;
};

Exit watch(const WatchFlags& flags);

}  // namespace parley::cli
