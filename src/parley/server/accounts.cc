#include "parley/server/accounts.h"

#include <argon2.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "parley/base/sha256.h"
#include "parley/text/utf8.h"

namespace parley::server {
namespace {

// Of OWASP's choices for argon2id the larger: 64 MB, three rounds.
constexpr std::uint32_t kRounds = 3;
constexpr std::uint32_t kKilobytes = 64 * 1024;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kEncodedBytes = 256;
constexpr std::size_t kLargestFile = 4UL << 20;
constexpr std::string_view kTokenMark = "parley_";

constexpr std::array kRoles = {std::pair(Role::kReader, "reader"), std::pair(Role::kCoder, "coder"),
                               std::pair(Role::kCurator, "curator"),
                               std::pair(Role::kAdmin, "admin")};

void fill_random(void* into, std::size_t bytes) {
  // At most 256 bytes are never interrupted; without the kernel's source nothing here is safe.
  if (getrandom(into, bytes, 0) != static_cast<ssize_t>(bytes)) std::abort();
}

base::Result<std::string> encode(std::string_view password) {
  std::array<unsigned char, kSaltBytes> salt{};
  fill_random(salt.data(), salt.size());
  std::array<char, kEncodedBytes> encoded{};
  const int made =
      argon2id_hash_encoded(kRounds, kKilobytes, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (made != ARGON2_OK) {
    return base::fail(base::ErrorCode::kIo,
                      fmt::format("argon2: {}; free some memory", argon2_error_message(made)));
  }
  return std::string(encoded.data());
}

// The encoding of a password that nobody has: what an unknown name is compared with.
const std::string& nobody() {
  static const std::string* const encoded = new std::string(encode(random_secret()).value_or(""));
  return *encoded;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kMostNameBytes && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '@';
  });
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  return columns;
}

std::unexpected<base::Error> system_failure(const std::string& path, int error) {
  return base::fail(base::ErrorCode::kIo, fmt::format("{}: {}; name a file of your own with --auth",
                                                      path, std::strerror(error)));
}

}  // namespace

std::string_view name_of(Role role) {
  for (const auto& [known, name] : kRoles) {
    if (known == role) return name;
  }
  return "";
}

std::optional<Role> role_named(std::string_view name) {
  for (const auto& [role, known] : kRoles) {
    if (known == name) return role;
  }
  return std::nullopt;
}

std::string random_secret() {
  std::array<unsigned char, 32> bytes{};
  fill_random(bytes.data(), bytes.size());
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

bool is_password(const std::string& encoded, std::string_view password) {
  const std::string_view given = password.substr(0, kMostPassword);
  const std::string& against = encoded.empty() ? nobody() : encoded;
  const bool same = argon2id_verify(against.c_str(), given.data(), given.size()) == ARGON2_OK;
  return same && !encoded.empty() && password.size() <= kMostPassword;
}

base::Result<Accounts> Accounts::load(const std::string& path) {
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) {
      return base::fail(base::ErrorCode::kNotFound,
                        fmt::format("{}: no such file; make it with: parley user add NAME --role "
                                    "admin --auth {}",
                                    path, path));
    }
    return system_failure(path, errno);
  }
  if ((status.st_mode & 077) != 0) {
    return base::fail(
        base::ErrorCode::kUsage,
        fmt::format("{}: others may read or write it; run: chmod 600 {}", path, path));
  }
  if (static_cast<std::uint64_t>(status.st_size) > kLargestFile) {
    return base::fail(base::ErrorCode::kDamaged, path + ": is too large to be a file of accounts");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return system_failure(path, errno);
  Accounts accounts;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string> columns = columns_of(line);
    const auto broken = [&] {
      return base::fail(
          base::ErrorCode::kDamaged,
          fmt::format("{}:{}: is no account and no token; mend or remove the line", path, number));
    };
    if (columns.size() == 4 && columns[0] == "user") {
      const auto role = role_named(columns[2]);
      if (!role || !is_name(columns[1]) || !columns[3].starts_with("$argon2id$") ||
          accounts.find(columns[1]) != nullptr || accounts.accounts_.size() == kMostAccounts) {
        return broken();
      }
      accounts.accounts_.push_back({columns[1], *role, columns[3], {}});
    } else if (columns.size() == 3 && columns[0] == "token" && is_digest(columns[2])) {
      const auto owner = std::ranges::find(accounts.accounts_, columns[1], &Account::name);
      if (owner == accounts.accounts_.end()) return broken();
      owner->tokens.push_back(columns[2]);
    } else {
      return broken();
    }
  }
  std::ranges::sort(accounts.accounts_, {}, &Account::name);
  return accounts;
}

base::Result<void> Accounts::save(const std::string& path) const {
  std::string text = "# Accounts of a Parley workbench; parley user writes this file.\n";
  for (const Account& account : accounts_) {
    text +=
        fmt::format("user\t{}\t{}\t{}\n", account.name, name_of(account.role), account.password);
    for (const std::string& token : account.tokens) {
      text += fmt::format("token\t{}\t{}\n", account.name, token);
    }
  }
  const std::string fresh = path + ".new";
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return system_failure(fresh, errno);
  std::size_t done = 0;
  int error = fchmod(file, 0600) == 0 ? 0 : errno;
  while (error == 0 && done < text.size()) {
    const ssize_t written = write(file, text.data() + done, text.size() - done);
    if (written > 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && fsync(file) != 0) error = errno;
  close(file);
  if (error == 0 && rename(fresh.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return {};
  unlink(fresh.c_str());
  return system_failure(path, error);
}

base::Result<void> Accounts::add(const std::string& name, Role role, std::string_view password) {
  if (!is_name(name)) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("the name must be 1 to {} of the letters a to z, digits and . _ "
                                  "- @",
                                  kMostNameBytes));
  }
  if (password.size() < kLeastPassword || password.size() > kMostPassword) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("the password has {} bytes; choose one of {} to {}",
                                  password.size(), kLeastPassword, kMostPassword));
  }
  auto encoded = encode(password);
  if (!encoded) return std::unexpected(encoded.error());
  const auto there = std::ranges::find(accounts_, name, &Account::name);
  if (there != accounts_.end()) {
    there->role = role;
    there->password = std::move(*encoded);
    return {};
  }
  if (accounts_.size() == kMostAccounts) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("there are {} accounts already; remove one", kMostAccounts));
  }
  accounts_.push_back({name, role, std::move(*encoded), {}});
  std::ranges::sort(accounts_, {}, &Account::name);
  return {};
}

base::Result<void> Accounts::remove(std::string_view name) {
  if (std::erase_if(accounts_, [&](const Account& one) { return one.name == name; }) > 0) return {};
  return base::fail(base::ErrorCode::kNotFound,
                    fmt::format("{}: no such account; parley user list prints them", name));
}

base::Result<std::string> Accounts::add_token(std::string_view name) {
  const auto owner = std::ranges::find(accounts_, name, &Account::name);
  if (owner == accounts_.end()) {
    return base::fail(base::ErrorCode::kNotFound,
                      fmt::format("{}: no such account; parley user list prints them", name));
  }
  if (owner->tokens.size() == kMostTokens) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("{}: has {} tokens already; remove the account and add it anew",
                                  name, kMostTokens));
  }
  std::string token = std::string(kTokenMark) + random_secret();
  owner->tokens.push_back(base::sha256_hex(token));
  return token;
}

const Account* Accounts::find(std::string_view name) const {
  const auto found = std::ranges::find(accounts_, name, &Account::name);
  return found == accounts_.end() ? nullptr : &*found;
}

const Account* Accounts::of_token(std::string_view token) const {
  const std::string digest = base::sha256_hex(token);
  const Account* owner = nullptr;
  for (const Account& account : accounts_) {
    for (const std::string& one : account.tokens) {
      if (one.size() == digest.size() &&
          CRYPTO_memcmp(one.data(), digest.data(), digest.size()) == 0) {
        owner = &account;
      }
    }
  }
  return owner;
}

}  // namespace parley::server
