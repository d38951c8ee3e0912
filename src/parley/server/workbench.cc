#include "parley/server/workbench.h"

#include <fmt/format.h>

#include "parley/base/sha256.h"
#include "parley/server/api.h"
#include "parley/server/assets.h"
#include "parley/server/pages.h"
#include "parley/server/target.h"

namespace parley::server {
namespace {

Response asset_response(const std::string& name) {
  const std::optional<Asset> file = asset(name);
  if (!file) return problem(404, "no such file");
  return text_response(200, file->type, std::string(file->bytes));
}

Response route(const Request& request, const Target& target, const Snapshot& snapshot,
               record::Record& record) {
  const auto& path = target.path;
  if (path.size() == 1 && path[0] == "healthz") {
    return text_response(200, "text/plain; charset=utf-8", "ok\n");
  }
  if (!path.empty() && path[0] == "assets") {
    return path.size() == 2 ? asset_response(path[1]) : problem(404, "no such file");
  }
  if (path.size() >= 2 && path[0] == "api" && path[1] == "v1") {
    return answer_api(request, target, snapshot, record);
  }
  return answer_page(target, snapshot, record);
}

// The generation and what was asked for: the same ETag means the same answer.
std::string etag_of(const Request& request, const Snapshot& snapshot) {
  const std::optional<Asset> script = asset("app.js");
  const std::string key = fmt::format("{}\n{}\n{}\n{}", request.target, accepted_by(request),
                                      snapshot.digest, script ? script->digest : "");
  return fmt::format("\"{}-{}\"", snapshot.generation, base::sha256_hex(key).substr(0, 16));
}

bool lists(std::string_view header, std::string_view etag) {
  return header == "*" || header.find(etag) != std::string_view::npos;
}

}  // namespace

bool has_script() { return asset("app.js").has_value(); }

Response Workbench::answer(const Request& request, const Snapshot& snapshot,
                           record::Record& record) const {
  Response response;
  if (auto refusal = refuse_request(request, guard_)) {
    response = std::move(*refusal);
  } else if (request.target.size() > kLongestTarget) {
    response = problem(414, fmt::format("the address is longer than {} bytes", kLongestTarget));
  } else if (request.method != "GET" && request.method != "HEAD") {
    response = problem(405, "this resource can be read only");
    response.set("allow", "GET, HEAD");
  } else if (const std::optional<Target> target = parse_target(request.target); !target) {
    response = problem(404, "no such resource");
  } else {
    const std::string etag = etag_of(request, snapshot);
    if (lists(request.field("if-none-match"), etag)) {
      response.status = 304;
    } else {
      response = route(request, *target, snapshot, record);
    }
    if (response.status == 200 || response.status == 304) {
      response.set("etag", etag).set("vary", "accept");
    }
  }
  add_safe_fields(response);
  return response;
}

}  // namespace parley::server
