#include "parley/server/guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace parley::server {
namespace {

bool is_reading(std::string_view method) { return method == "GET" || method == "HEAD"; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

std::optional<Response> refuse_request(const Request& request, const GuardOptions& options) {
  const std::string host = lower(request.field("host"));
  if (request.count("host") != 1 || std::ranges::find(options.hosts, host) == options.hosts.end()) {
    return problem(421,
                   "this server answers under its own address only; open the address that "
                   "parley serve printed");
  }
  const std::string_view site = request.field("sec-fetch-site");
  const std::string_view mode = request.field("sec-fetch-mode");
  // A link from elsewhere may open a page; nothing else may come from another site.
  const bool foreign = site == "cross-site" || site == "same-site";
  if (foreign && !(is_reading(request.method) && mode == "navigate")) {
    return problem(403, "this request comes from another site; open the page itself");
  }
  if (is_reading(request.method)) return std::nullopt;
  const std::string own = (is_secure(request, options) ? "https://" : "http://") + host;
  if (request.count("origin") > 1 ||
      (request.count("origin") == 1 && lower(request.field("origin")) != own)) {
    return problem(403,
                   "this request comes from another origin; only the workbench's own page may "
                   "change anything");
  }
  const std::string type = lower(request.field("content-type"));
  const bool form = request.target == "/login" && type == "application/x-www-form-urlencoded";
  if (!request.body.empty() && !form && type != "application/json" &&
      !type.starts_with("application/json;")) {
    return problem(415, "send the body as application/json");
  }
  return std::nullopt;
}

bool is_secure(const Request& request, const GuardOptions& options) {
  return std::ranges::find(options.secure_hosts, lower(request.field("host"))) !=
         options.secure_hosts.end();
}

void add_safe_fields(Response& response) {
  response.set("content-security-policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
               "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
               "require-trusted-types-for 'script'");
  response.set("x-content-type-options", "nosniff");
  // The form of the way in needs its origin told.
  if (response.field("referrer-policy").empty()) response.set("referrer-policy", "no-referrer");
  response.set("cross-origin-opener-policy", "same-origin");
  response.set("cross-origin-resource-policy", "same-origin");
  response.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  if (response.field("cache-control").empty()) response.set("cache-control", "no-cache");
}

std::vector<std::string> hosts_of(const std::string& address, unsigned short port) {
  const std::string own = address.find(':') == std::string::npos ? address : "[" + address + "]";
  std::vector<std::string> hosts;
  for (const std::string& name : {own, std::string("localhost")}) {
    hosts.push_back(fmt::format("{}:{}", name, port));
    if (port == 80) hosts.push_back(name);
  }
  return hosts;
}

}  // namespace parley::server
