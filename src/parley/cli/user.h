// `parley user`: the accounts of a workbench that others can reach.
#pragma once

#include <string>
#include <vector>

#include "parley/cli/io.h"
#include "parley/cli/report.h"

namespace parley::cli {

struct UserFlags {
  std::string auth;           // the file of accounts
  std::string action;         // "add", "list", "remove", "token"
  std::string name, role;     // of the account
  std::string password_file;  // "-": standard input; "": asked for at the terminal
  OutputFlags output;
};

Exit user(const UserFlags& flags);

}  // namespace parley::cli
