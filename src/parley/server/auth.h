// Asks who is there: a session's cookie or a token, and whether that person may do what is asked.
//
// Nothing but the way in is open to those who are not known; what no rule names is for nobody but
// an administrator. A wrong name and a wrong password take equally long and get the same answer,
// and who guesses too often waits. Names, passwords and tokens are never logged.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "parley/base/result.h"
#include "parley/server/accounts.h"
#include "parley/server/http.h"

namespace parley::server {

inline constexpr auto kSessionLength = std::chrono::hours(12);
inline constexpr std::size_t kMostSessions = 10000;
inline constexpr auto kGuessWindow = std::chrono::minutes(10);
inline constexpr std::size_t kGuessesAtName = 10;   // wrong passwords of one name from one address
inline constexpr std::size_t kGuessesAtPeer = 50;   // of any names from one address
inline constexpr std::size_t kGuessesAtAll = 1000;  // from anywhere
inline constexpr std::size_t kMostGuessing = 4;     // passwords being looked at, at once
inline constexpr std::size_t kLongestLogin = 4096;  // bytes of a filled-in form

struct Identity {
  std::string name;
  Role role = Role::kReader;
};

// The least role for a request; none where anybody may send it.
[[nodiscard]] std::optional<Role> least_role(const Request& request);

// True where `role` may take the decision `kind` ("merge" …). `own`: for an undo, that the decision
// was made by the same person and is one that the role may take.
[[nodiscard]] bool may_decide(Role role, std::string_view kind, bool own);

// May be called from any thread.
class Auth {
 public:
  using Clock = std::chrono::steady_clock;

  static base::Result<std::unique_ptr<Auth>> open(const std::string& path);

  [[nodiscard]] std::optional<Identity> identify(const Request& request) const;
  // 401 or 403, or none where the request may go on.
  [[nodiscard]] std::optional<Response> refuse(const Request& request,
                                               const std::optional<Identity>& who) const;
  // POST /login: a session, or the page again. Takes as long as argon2id does.
  [[nodiscard]] Response log_in(const Request& request, bool secure);
  // DELETE /api/v1/session.
  Response log_out(const Request& request);
  // Takes the file's accounts anew where it has changed; keeps what it has where it is broken.
  void refresh();

  // Sets the clock by hand, for tests.
  void set_clock(std::function<Clock::time_point()> now) { now_ = std::move(now); }

 private:
  struct Session {
    std::string name;
    std::string password;  // as encoded when it began: a new password ends it
    Clock::time_point ends;
  };
  struct Guesses {
    std::size_t wrong = 0;
    Clock::time_point since;
  };

  explicit Auth(std::string path) : path_(std::move(path)) {}
  // REQUIRES: lock_ is held
  bool too_many(const std::string& key, std::size_t most);
  void count_guess(const std::string& key);

  const std::string path_;
  std::function<Clock::time_point()> now_ = [] { return Clock::now(); };

  mutable std::mutex lock_;
  // Guarded by lock_:
  Accounts accounts_;
  std::filesystem::file_time_type read_at_;
  std::unordered_map<std::string, Session> sessions_;  // by the SHA-256 of the cookie
  std::unordered_map<std::string, Guesses> guesses_;
  std::size_t guessing_ = 0;
};

// The page with the form; `fault` is told above it, `next` is where it leads.
[[nodiscard]] Response login_page(int status, std::string_view fault, std::string_view next);

// `address` where it is a path of this server ("/positions?stance=offer"), else "/".
[[nodiscard]] std::string own_path(std::string_view address);

}  // namespace parley::server
