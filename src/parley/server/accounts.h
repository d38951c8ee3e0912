// Who may use a workbench that others can reach, and what each may do: the file of --auth.
//
//   user <tab> mvelm <tab> coder <tab> $argon2id$v=19$m=65536,t=3,p=1$…
//   token <tab> mvelm <tab> 9f86d081884c7d65…
//
// Passwords are kept as argon2id gives them, tokens as their SHA-256; neither can be read back. The
// file is written whole or not at all, for its owner alone. `parley user` edits it, server/auth.h
// asks it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::server {

// Each may do what those before it may.
enum class Role : std::uint8_t {
  kReader = 1,   // look
  kCoder = 2,    // accept, reject, correct, note rows; undo what they did
  kCurator = 3,  // add reports; merge, split, join, part; undo what anybody did
  kAdmin = 4,    // decide in the name of others
};
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

struct Account {
  std::string name;
  Role role = Role::kReader;
  std::string password;             // encoded by argon2id
  std::vector<std::string> tokens;  // SHA-256, in hexadecimal digits
};

inline constexpr std::size_t kMostAccounts = 1000;
inline constexpr std::size_t kMostTokens = 20;                           // of one account
inline constexpr std::size_t kLeastPassword = 10, kMostPassword = 1024;  // bytes
inline constexpr std::size_t kMostNameBytes = 64;

class Accounts {
 public:
  // Fails where there is no such file, others may read it, or a line is none of the above.
  static base::Result<Accounts> load(const std::string& path);
  base::Result<void> save(const std::string& path) const;

  // In place of an account of the same name, which keeps its tokens. Takes a third of a second.
  base::Result<void> add(const std::string& name, Role role, std::string_view password);
  base::Result<void> remove(std::string_view name);
  // A new token of `name`, to be shown once: only its digest is kept.
  base::Result<std::string> add_token(std::string_view name);

  [[nodiscard]] const std::vector<Account>& all() const { return accounts_; }
  [[nodiscard]] const Account* find(std::string_view name) const;
  // The account whose token this is. The time does not tell how near a token is.
  [[nodiscard]] const Account* of_token(std::string_view token) const;

 private:
  std::vector<Account> accounts_;  // by name
};

// True where `password` is the one that `encoded` was made of. An `encoded` of "" takes as long as
// any other and is never true.
[[nodiscard]] bool is_password(const std::string& encoded, std::string_view password);

// 256 random bits as hexadecimal digits.
[[nodiscard]] std::string random_secret();

}  // namespace parley::server
