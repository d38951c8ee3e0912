#include "parley/cli/io.h"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace parley::cli {

bool write_out(std::string_view data) {
  return std::fwrite(data.data(), 1, data.size(), stdout) == data.size();
}

void tell(std::string_view message) {
  std::fflush(stdout);
  const std::string line = "parley: " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Exit refuse(const base::Error& error) {
  tell(error.message);
  return error.code == base::ErrorCode::kInterrupted ? Exit::kInterrupted : Exit::kCouldNotStart;
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }
bool stdin_is_terminal() { return isatty(STDIN_FILENO) == 1; }

}  // namespace parley::cli
