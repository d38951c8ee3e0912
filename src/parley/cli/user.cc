#include "parley/cli/user.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "parley/base/json_writer.h"
#include "parley/server/accounts.h"
#include "parley/views/rows.h"

namespace parley::cli {
namespace {

using server::Accounts;

std::unexpected<base::Error> usage(std::string message) {
  return base::fail(base::ErrorCode::kUsage, std::move(message));
}

// A line typed at the terminal, which does not show it.
std::string ask(std::string_view what) {
  std::fprintf(stderr, "%.*s: ", static_cast<int>(what.size()), what.data());
  termios before{};
  const bool known = tcgetattr(STDIN_FILENO, &before) == 0;
  if (known) {
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  std::string line;
  std::getline(std::cin, line);
  if (known) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  std::fputs("\n", stderr);
  return line;
}

base::Result<std::string> password_of(const UserFlags& flags) {
  if (flags.password_file.empty()) {
    if (!stdin_is_terminal()) {
      return usage(
          "user add: name a file that holds the password with --password-file, - for "
          "standard input");
    }
    std::string password = ask("password");
    if (password != ask("the same again")) return usage("user add: the two differ; try again");
    return password;
  }
  std::ifstream file;
  if (flags.password_file != "-") {
    file.open(flags.password_file, std::ios::binary);
    if (!file) {
      return base::fail(base::ErrorCode::kNotFound,
                        flags.password_file + ": cannot be opened; name a file with the password");
    }
  }
  std::istream& in = flags.password_file == "-" ? std::cin : file;
  std::string password;
  std::getline(in, password);
  if (!password.empty() && password.back() == '\r') password.pop_back();
  return password;
}

Exit list(const Accounts& accounts, const OutputFlags& output) {
  std::vector<std::string> rows;
  for (const server::Account& account : accounts.all()) {
    base::JsonWriter json;
    json.begin_object().field("schema", "parley/1").field("name", account.name);
    json.field("role", name_of(account.role)).field("tokens", account.tokens.size()).end_object();
    rows.push_back(json.take());
  }
  const auto text = views::write_rows(rows, "accounts", row_format(output));
  if (!text) return refuse(text.error());
  write_out(*text);
  return Exit::kDone;
}

base::Result<void> add(Accounts& accounts, const UserFlags& flags) {
  const auto role = server::role_named(flags.role);
  if (!role) return usage("user add: say what they may do with --role");
  const auto password = password_of(flags);
  if (!password) return std::unexpected(password.error());
  return accounts.add(flags.name, *role, *password);
}

}  // namespace

Exit user(const UserFlags& flags) {
  if (flags.name.empty() != (flags.action == "list")) {
    return refuse({base::ErrorCode::kUsage,
                   flags.action == "list" ? "user list: takes no name"
                                          : fmt::format("user {}: give a name", flags.action)});
  }
  auto accounts = Accounts::load(flags.auth);
  if (!accounts && accounts.error().code == base::ErrorCode::kNotFound && flags.action == "add") {
    accounts = Accounts();
  }
  if (!accounts) return refuse(accounts.error());
  if (flags.action == "list") return list(*accounts, flags.output);
  std::string token;
  base::Result<void> done;
  if (flags.action == "add") {
    done = add(*accounts, flags);
  } else if (flags.action == "remove") {
    done = accounts->remove(flags.name);
  } else {
    auto made = accounts->add_token(flags.name);
    if (made) token = *made;
    if (!made) done = std::unexpected(made.error());
  }
  if (!done) return refuse(done.error());
  if (const auto saved = accounts->save(flags.auth); !saved) return refuse(saved.error());
  if (!token.empty()) write_out(token + "\n");
  tell(fmt::format("{}: {} accounts", flags.auth, accounts->all().size()));
  return Exit::kDone;
}

}  // namespace parley::cli
