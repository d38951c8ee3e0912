#include "parley/net/fetch.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

namespace parley::net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kConnectLimit{10000};

struct EasyCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCloser>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  (void)list.release();
  list.reset(longer);
}

// What the callbacks of one hop share.
struct Transfer {
  const AddressPolicy* policy = nullptr;
  const WebAddress* asked = nullptr;
  const std::function<bool()>* stop = nullptr;
  std::size_t max_bytes = 0;
  std::string body;
  std::string refused;  // the number that was not connected to
  bool too_large = false;
  bool stopped = false;
};

curl_socket_t open_socket(void* user, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (purpose != CURLSOCKTYPE_IPCXN ||
      !may_connect(*transfer.policy, *transfer.asked, address->addr)) {
    transfer.refused = number_of(address->addr);
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t room = transfer.max_bytes - transfer.body.size();
  transfer.body.append(bytes, std::min(count, room));
  if (count <= room) return count;
  transfer.too_large = true;
  return 0;
}

int look_for_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.stopped = (*transfer.stop)();
  return transfer.stopped ? 1 : 0;
}

std::optional<std::string> header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return std::nullopt;
  return std::string(found->value);
}

// A header's value that came from elsewhere goes back out on one line or not at all.
bool is_one_line(const std::string& value) {
  return value.size() <= 1024 &&
         std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_busy(int status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

std::unexpected<FetchError> failed(FetchFault fault, std::string message) {
  return std::unexpected(FetchError{fault, std::move(message)});
}

std::unexpected<FetchError> failed(const WebAddress& address, CURLcode code, const char* detail,
                                   const Transfer& transfer, const FetchOptions& options) {
  const std::string& where = address.text;
  if (transfer.stopped) return failed(FetchFault::kStopped, where + ": stopped");
  if (transfer.too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return failed(FetchFault::kTooLarge,
                  fmt::format("{}: larger than {} bytes; left out", where, transfer.max_bytes));
  }
  if (!transfer.refused.empty() && code == CURLE_COULDNT_CONNECT) {
    return failed(
        FetchFault::kRefused,
        fmt::format("{}: leads to {} port {}, which is not asked; only public addresses at ports "
                    "80 and 443 are, others with --allow-host or --allow-port",
                    where, transfer.refused, address.port));
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return failed(FetchFault::kTimeout,
                  fmt::format("{}: no whole answer within {} s; try again later", where,
                              options.time_limit.count() / 1000));
  }
  const char* why = *detail != '\0' ? detail : curl_easy_strerror(code);
  if (code == CURLE_PEER_FAILED_VERIFICATION) {
    return failed(FetchFault::kUnreachable,
                  fmt::format("{}: the certificate of the host is not accepted ({}); where an "
                              "authority of your own signs, name its certificates with --ca-file",
                              where, why));
  }
  if (code == CURLE_SSL_CACERT_BADFILE) {
    return failed(FetchFault::kUnreachable,
                  fmt::format("{}: no certificates can be read from {}; name a file in PEM format "
                              "with --ca-file",
                              where, options.ca_file));
  }
  return failed(FetchFault::kUnreachable, fmt::format("{}: {}; check the address", where, why));
}

bool is_secure(std::string_view address) { return address.starts_with("https:"); }

}  // namespace

std::string_view reason_of(FetchFault fault) {
  switch (fault) {
    case FetchFault::kRefused:
      return "refused-address";
    case FetchFault::kRobots:
      return "robots";
    case FetchFault::kTooLarge:
      return "too-large";
    case FetchFault::kTimeout:
      return "timeout";
    case FetchFault::kRedirects:
      return "redirects";
    case FetchFault::kUnreachable:
      return "unreachable";
    case FetchFault::kAskedToWait:
      return "asked-to-wait";
    case FetchFault::kStopped:
      return "stopped";
  }
  return "unreachable";
}

Fetcher::Fetcher(FetchOptions options, std::function<bool()> stop)
    : options_(std::move(options)), stop_(stop), gate_(options_.gate, std::move(stop)) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)initialised;
  if (options_.ca_file.empty()) {
    const char* named = std::getenv("SSL_CERT_FILE");
    if (named != nullptr) options_.ca_file = named;
  }
}

std::expected<Response, FetchError> Fetcher::ask(const Request& request, const WebAddress& address,
                                                 milliseconds time_left, std::string& redirect) {
  // A handle of its own for each hop: no connection, name or cookie of an earlier one is used.
  const std::unique_ptr<CURL, EasyCloser> handle(curl_easy_init());
  CURL* curl = handle.get();
  if (curl == nullptr) {
    return failed(FetchFault::kUnreachable, address.text + ": libcurl cannot start");
  }
  Transfer transfer;
  transfer.policy = &options_.policy;
  transfer.asked = &address;
  transfer.stop = &stop_;
  transfer.max_bytes = request.max_bytes > 0 ? request.max_bytes : options_.max_bytes;
  std::array<char, CURL_ERROR_SIZE> detail{};
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(curl, CURLOPT_URL, address.text.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // a proxy would be connected to in the host's place
  if (!options_.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.agent.c_str());
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that can be unpacked
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::max(time_left, milliseconds(1)).count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min(time_left, kConnectLimit).count()));
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_for_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  if (!request.cut) {
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(transfer.max_bytes));
  }
  List headers;
  append(headers, "Accept: " + (request.accept.empty() ? std::string("*/*") : request.accept));
  if (request.etag && is_one_line(*request.etag))
    append(headers, "If-None-Match: " + *request.etag);
  if (request.last_modified && is_one_line(*request.last_modified)) {
    append(headers, "If-Modified-Since: " + *request.last_modified);
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  List names;
  if (options_.resolve) {
    if (const std::string number = options_.resolve(address.host); !number.empty()) {
      append(names, fmt::format("{}:{}:{}", address.host, address.port, number));
      curl_easy_setopt(curl, CURLOPT_RESOLVE, names.get());
    }
  }

  const CURLcode code = curl_easy_perform(curl);
  const bool cut = request.cut && transfer.too_large && code == CURLE_WRITE_ERROR;
  if (code != CURLE_OK && !cut) return failed(address, code, detail.data(), transfer, options_);
  Response response;
  response.address = address.text;
  response.body = std::move(transfer.body);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  response.content_type = header(curl, "content-type").value_or("");
  response.etag = header(curl, "etag");
  response.last_modified = header(curl, "last-modified");
  curl_off_t wait = 0;
  if (is_busy(response.status) &&
      curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0) {
    response.retry_after = std::chrono::seconds(wait);
  }
  char* next = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next) == CURLE_OK && next != nullptr) {
    redirect = next;
  }
  return response;
}

std::expected<Response, FetchError> Fetcher::fetch(const Request& request, const Look& look) {
  std::string next = request.address;
  milliseconds time_left = options_.time_limit;
  int tries = 1;
  for (int redirects = 0;;) {
    const base::Result<WebAddress> address = read_web_address(next);
    if (!address) return failed(FetchFault::kRefused, address.error().message);
    if (look) {
      if (const auto seen = look(*address); !seen) return std::unexpected(seen.error());
    }
    std::string redirect;
    std::expected<Response, FetchError> response;
    {
      const std::optional<HostGate::Turn> turn = gate_.wait_turn(address->host);
      if (!turn) {
        if (stop_()) return failed(FetchFault::kStopped, address->text + ": stopped");
        const auto left = std::chrono::ceil<std::chrono::minutes>(gate_.pause_left(address->host));
        return failed(FetchFault::kAskedToWait,
                      fmt::format("{}: the host is to be left alone for {} min yet; try again then",
                                  address->text, left.count()));
      }
      const Clock::time_point began = Clock::now();
      response = ask(request, *address, time_left, redirect);
      time_left -= std::chrono::duration_cast<milliseconds>(Clock::now() - began);
      const bool failing = response ? is_busy(response->status)
                                    : response.error().fault == FetchFault::kTimeout ||
                                          response.error().fault == FetchFault::kUnreachable;
      if (failing) {
        gate_.back_off(address->host, response ? response->retry_after : std::nullopt);
      } else if (response) {
        gate_.answered(address->host);
      }
    }
    if (!response) return response;
    if (is_busy(response->status) && tries < kMostTries &&
        gate_.pause_left(address->host) <= options_.gate.longest_wait) {
      ++tries;
      continue;
    }
    const bool redirected = response->status >= 300 && response->status < 400 && !redirect.empty();
    if (!redirected) return response;
    if (++redirects > kMostRedirects) {
      return failed(FetchFault::kRedirects,
                    fmt::format("{}: leads on more than {} times; check the address",
                                request.address, kMostRedirects));
    }
    if (is_secure(address->text) && !is_secure(redirect)) {
      return failed(FetchFault::kRedirects,
                    fmt::format("{}: leads from https to {}, whose answer anybody on the way can "
                                "change; left out",
                                address->text, redirect));
    }
    if (time_left <= milliseconds(0)) {
      return failed(FetchFault::kTimeout,
                    fmt::format("{}: no whole answer within {} s; try again later", request.address,
                                options_.time_limit.count() / 1000));
    }
    next = std::move(redirect);
  }
}

}  // namespace parley::net
