#include "parley/server/auth.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "parley/base/sha256.h"
#include "parley/server/html.h"
#include "parley/server/target.h"

namespace parley::server {
namespace {

constexpr std::string_view kCookie = "parley_session";
constexpr std::size_t kMostKeys = 20000;  // of guesses that are remembered

std::string_view path_of(const Request& request) {
  const std::string_view target = request.target;
  return target.substr(0, target.find('?'));
}

// The value of our cookie; "" for none.
std::string cookie_of(const Request& request) {
  std::string_view rest = request.field("cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(kCookie) && one.substr(kCookie.size()).starts_with('=')) {
      return std::string(one.substr(kCookie.size() + 1));
    }
  }
  return "";
}

std::string set_cookie(std::string_view value, std::int64_t seconds, bool secure) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", kCookie, value,
                     seconds, secure ? "; Secure" : "");
}

// What a form holds, whatever else was sent with it.
Target form_of(const std::string& body) {
  if (body.size() > kLongestLogin) return {};
  return parse_target("/?" + body).value_or(Target());
}

}  // namespace

std::optional<Role> least_role(const Request& request) {
  const std::string_view path = path_of(request);
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (path == "/login" && (reads || request.method == "POST")) return std::nullopt;
  if (reads && (path == "/healthz" || path == "/assets/style.css")) return std::nullopt;
  if (reads) return Role::kReader;
  if (path == "/api/v1/session" && request.method == "DELETE") return Role::kReader;
  if (path == "/api/v1/decisions" && request.method == "POST") return Role::kCoder;
  if (path == "/api/v1/articles" && request.method == "POST") return Role::kCurator;
  return Role::kAdmin;
}

bool may_decide(Role role, std::string_view kind, bool own) {
  if (role >= Role::kCurator) return true;
  if (role < Role::kCoder) return false;
  constexpr std::array<std::string_view, 4> kOfCoders = {"accept", "correct", "reject", "note"};
  return kind == "undo" ? own : std::ranges::find(kOfCoders, kind) != kOfCoders.end();
}

std::string own_path(std::string_view address) {
  if (!address.starts_with('/') || address.substr(1).starts_with('/') ||
      address.find('\\') != std::string_view::npos || !parse_target(address)) {
    return "/";
  }
  return std::string(address);
}

base::Result<std::unique_ptr<Auth>> Auth::open(const std::string& path) {
  std::unique_ptr<Auth> auth(new Auth(path));
  auto accounts = Accounts::load(path);
  if (!accounts) return std::unexpected(accounts.error());
  if (accounts->all().empty()) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("{}: holds no account; add one with: parley user add NAME --role "
                                  "admin --auth {}",
                                  path, path));
  }
  (void)is_password("", "");  // the first unknown name takes no longer than the next
  std::error_code ignored;
  auth->accounts_ = std::move(*accounts);
  auth->read_at_ = std::filesystem::last_write_time(path, ignored);
  return auth;
}

void Auth::refresh() {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path_, error);
  {
    const std::lock_guard guard(lock_);
    if (error || written == read_at_) return;
  }
  auto accounts = Accounts::load(path_);
  const std::lock_guard guard(lock_);
  read_at_ = written;
  if (accounts) accounts_ = std::move(*accounts);
}

std::optional<Identity> Auth::identify(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view header = request.field("authorization");
  if (header.starts_with(kBearer) && request.count("authorization") == 1) {
    const std::lock_guard guard(lock_);
    const Account* account = accounts_.of_token(header.substr(kBearer.size()));
    if (account == nullptr) return std::nullopt;
    return Identity{account->name, account->role};
  }
  const std::string cookie = cookie_of(request);
  if (cookie.empty()) return std::nullopt;
  const std::string key = base::sha256_hex(cookie);
  const std::lock_guard guard(lock_);
  const auto session = sessions_.find(key);
  if (session == sessions_.end() || session->second.ends < now_()) return std::nullopt;
  const Account* account = accounts_.find(session->second.name);
  if (account == nullptr || account->password != session->second.password) return std::nullopt;
  return Identity{account->name, account->role};
}

std::optional<Response> Auth::refuse(const Request& request,
                                     const std::optional<Identity>& who) const {
  const std::optional<Role> least = least_role(request);
  if (!least || (who && who->role >= *least)) return std::nullopt;
  if (who) {
    return problem(403, fmt::format("this is for the role {} and those above it; {} is {}",
                                    name_of(*least), who->name, name_of(who->role)));
  }
  const bool page = request.method == "GET" && !path_of(request).starts_with("/api/") &&
                    !path_of(request).starts_with("/assets/") && path_of(request) != "/metrics";
  if (page) {
    Response response = text_response(303, "text/plain; charset=utf-8", "log in first\n");
    response.set("location", "/login?next=" + escape_part(own_path(request.target)));
    return response;
  }
  Response response = problem(401, "log in at /login, or send a token as Authorization: Bearer");
  return response.set("www-authenticate", "Bearer realm=\"parley\"");
}

bool Auth::too_many(const std::string& key, std::size_t most) {
  const auto found = guesses_.find(key);
  if (found == guesses_.end()) return false;
  if (now_() - found->second.since > kGuessWindow) {
    guesses_.erase(found);
    return false;
  }
  return found->second.wrong >= most;
}

void Auth::count_guess(const std::string& key) {
  if (guesses_.size() >= kMostKeys) {
    std::erase_if(guesses_,
                  [&](const auto& one) { return now_() - one.second.since > kGuessWindow; });
  }
  if (guesses_.size() >= kMostKeys) guesses_.clear();
  Guesses& guesses = guesses_[key];
  if (guesses.wrong++ == 0) guesses.since = now_();
}

Response Auth::log_in(const Request& request, bool secure) {
  const Target form = form_of(request.body);
  const std::string name = form.parameter("name");
  const std::string password = form.parameter("password");
  const std::string next = own_path(form.parameter("next"));
  const std::string by_name = request.peer + "\n" + name.substr(0, kMostNameBytes + 1);
  std::string encoded;
  {
    const std::lock_guard guard(lock_);
    if (guessing_ >= kMostGuessing || too_many(by_name, kGuessesAtName) ||
        too_many(request.peer, kGuessesAtPeer) || too_many("", kGuessesAtAll)) {
      Response wait = login_page(429, "Too many attempts; wait ten minutes and try again.", next);
      return wait.set("retry-after", "600");
    }
    ++guessing_;
    // Counted before it is looked at, so that guesses sent together are no way around.
    for (const std::string& key : {by_name, request.peer, std::string()}) count_guess(key);
    if (const Account* account = accounts_.find(name)) encoded = account->password;
  }
  const bool right = is_password(encoded, password);
  const std::lock_guard guard(lock_);
  --guessing_;
  if (!right) return login_page(401, "The name or the password is wrong.", next);
  for (const std::string& key : {by_name, request.peer, std::string()}) {
    if (const auto found = guesses_.find(key); found != guesses_.end()) --found->second.wrong;
  }
  guesses_.erase(by_name);
  std::erase_if(sessions_, [&](const auto& one) { return one.second.ends < now_(); });
  if (sessions_.size() >= kMostSessions) sessions_.clear();
  const std::string secret = random_secret();
  sessions_[base::sha256_hex(secret)] = {name, encoded, now_() + kSessionLength};
  Response response = text_response(303, "text/plain; charset=utf-8", "logged in\n");
  const std::int64_t seconds = std::chrono::seconds(kSessionLength).count();
  response.set("location", next).set("set-cookie", set_cookie(secret, seconds, secure));
  return response;
}

Response Auth::log_out(const Request& request) {
  const std::lock_guard guard(lock_);
  sessions_.erase(base::sha256_hex(cookie_of(request)));
  Response response =
      text_response(200, "application/json", "{\"schema\":\"parley/1\",\"user\":null}\n");
  return response.set("set-cookie", set_cookie("", 0, false));
}

Response login_page(int status, std::string_view fault, std::string_view next) {
  Html html;
  html.open("html", {{"lang", "en"}}).open("head").open("meta", {{"charset", "utf-8"}});
  html.element("title", "Log in · Parley");
  html.open("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.open("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.open("link", {{"rel", "icon"}, {"href", "data:,"}});
  html.open("link", {{"rel", "stylesheet"}, {"href", "/assets/style.css"}});
  html.close("head").open("body").open("main", {{"id", "main"}, {"class", "login"}});
  html.element("h1", "Parley");
  if (!fault.empty()) html.element("p", fault, {{"class", "fault"}, {"role", "alert"}});
  html.open("form", {{"method", "post"}, {"action", "/login"}});
  html.open("label", {{"class", "field"}}).text("Name");
  html.open("input", {{"name", "name"},
                      {"autocomplete", "username"},
                      {"required", ""},
                      {"autofocus", ""},
                      {"maxlength", std::to_string(kMostNameBytes)}});
  html.close("label").open("label", {{"class", "field"}}).text("Password");
  html.open("input", {{"name", "password"},
                      {"type", "password"},
                      {"autocomplete", "current-password"},
                      {"required", ""}});
  html.close("label");
  html.open("input", {{"type", "hidden"}, {"name", "next"}, {"value", own_path(next)}});
  html.element("button", "Log in").close("form").close("main").close("body").close("html");
  Response response =
      text_response(status, "text/html; charset=utf-8", "<!doctype html>\n" + html.take() + "\n");
  return response.set("referrer-policy", "same-origin");
}

}  // namespace parley::server
