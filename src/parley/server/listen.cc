// Each connection is a Session: read a request, answer it, until the client is done or too slow.
// All state of a session is touched by one handler at a time, because one operation is under way at
// a time. Boost is included here and nowhere else.
#include "parley/server/listen.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "parley/server/live.h"

namespace parley::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr auto kWatchEvery = std::chrono::milliseconds(500);
constexpr auto kStopEvery = std::chrono::milliseconds(100);
constexpr auto kMoment = std::chrono::seconds(2);  // after which a long start is told of
constexpr unsigned kWorkers = 3;                   // threads for what takes long
constexpr std::size_t kMostWaiting = 32;           // requests for them
constexpr int kBeatsUntilSign = 20;  // a comment every ten seconds shows whether anybody listens

struct Shared {
  std::unique_ptr<Live> live;
  std::atomic<std::size_t> connections = 0, watchers = 0, waiting = 0;
  asio::thread_pool workers{kWorkers};
};

Request to_request(http::request<http::string_body>&& message, std::string peer) {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    request.fields.push_back({std::move(name), std::string(field.value())});
  }
  request.body = std::move(message.body());
  request.peer = std::move(peer);
  return request;
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Tcp::socket socket, Shared& shared)
      : stream_(std::move(socket)), timer_(stream_.get_executor()), shared_(shared) {
    shared_.live->metrics().connections = static_cast<std::int64_t>(++shared_.connections);
  }
  ~Session() {
    Metrics& metrics = shared_.live->metrics();
    if (watching_) metrics.watchers = static_cast<std::int64_t>(--shared_.watchers);
    metrics.connections = static_cast<std::int64_t>(--shared_.connections);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(kHeaderBytes);
    parser_->body_limit(kBodyBytes);
    stream_.expires_after(std::chrono::seconds(kRequestSeconds));
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->answer(error); });
  }

 private:
  void answer(beast::error_code error) {
    if (error == http::error::end_of_stream || error == beast::error::timeout) return close();
    if (error == http::error::header_limit) {
      return write(refusal(431, "the header is longer than 16 KB"), 11, false, false);
    }
    if (error == http::error::body_limit) {
      return write(refusal(413, "the body is longer than 10 MB"), 11, false, false);
    }
    if (error && error.category() == http::make_error_code(http::error::bad_target).category()) {
      return write(refusal(400, "this is no HTTP request"), 11, false, false);
    }
    if (error) return close();
    http::request<http::string_body> message = parser_->release();
    const unsigned version = message.version();
    const bool keep = message.keep_alive();
    const Request request = to_request(std::move(message), peer());
    if (is_watch(request)) return watch(request);
    if (Live::is_slow(request)) return answer_later(request, version, keep);
    write(shared_.live->answer_shared(request), version, keep, request.method == "HEAD");
  }

  // What takes long is done by threads of its own, so that pages go on being answered.
  void answer_later(const Request& request, unsigned version, bool keep) {
    if (shared_.waiting.fetch_add(1) >= kMostWaiting) {
      --shared_.waiting;
      return write(refusal(503, "too much is being done at once; send this again"), version, false,
                   false);
    }
    shared_.live->metrics().waiting = static_cast<std::int64_t>(shared_.waiting.load());
    stream_.expires_never();
    const bool head_only = request.method == "HEAD";
    asio::post(shared_.workers, [self = shared_from_this(), request, version, keep, head_only] {
      auto response = std::make_shared<Response>(self->shared_.live->answer_shared(request));
      self->shared_.live->metrics().waiting = static_cast<std::int64_t>(--self->shared_.waiting);
      asio::post(self->stream_.get_executor(), [self, response, version, keep, head_only] {
        self->write(std::move(*response), version, keep, head_only);
      });
    });
  }

  std::string peer() {
    beast::error_code error;
    const Tcp::endpoint from = stream_.socket().remote_endpoint(error);
    return error ? "" : from.address().to_string();
  }

  static Response refusal(int status, std::string_view detail) {
    Response response = problem(status, detail);
    add_safe_fields(response);
    return response;
  }

  static bool is_watch(const Request& request) {
    const std::string_view target = request.target;
    return request.method == "GET" && target.substr(0, target.find('?')) == "/api/v1/changes";
  }

  void write(Response response, unsigned version, bool keep, bool head_only) {
    if (response.more && version >= 11) return stream(std::move(response), keep, head_only);
    if (response.shared) {
      auto message = std::make_shared<http::response<http::span_body<const char>>>();
      const std::shared_ptr<const std::string> body = response.shared;
      if (!head_only) message->body() = beast::span<const char>(body->data(), body->size());
      return send_whole(message, body, response, body->size(), version, keep, head_only);
    }
    gather(response);
    auto message = std::make_shared<http::response<http::string_body>>();
    const std::size_t bytes = response.body.size();
    if (!head_only) message->body() = std::move(response.body);
    send_whole(message, nullptr, response, bytes, version, keep, head_only);
  }

  // `body` is what the message looks into; null where it has its own.
  template <class Body>
  void send_whole(const std::shared_ptr<http::response<Body>>& message,
                  const std::shared_ptr<const std::string>& body, const Response& response,
                  std::size_t bytes, unsigned version, bool keep, bool head_only) {
    message->version(version);
    message->result(static_cast<unsigned>(response.status));
    for (const Field& field : response.fields) message->insert(field.name, field.value);
    message->keep_alive(keep);
    if (response.status != 304) message->content_length(bytes);
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    const auto written = [self = shared_from_this(), message, body, keep](beast::error_code error,
                                                                          std::size_t) {
      if (error || !keep) return self->close();
      self->read();
    };
    if (!head_only) return http::async_write(stream_, *message, written);
    auto serializer = std::make_shared<http::response_serializer<Body>>(*message);
    http::async_write_header(
        stream_, *serializer,
        [written, serializer](beast::error_code error, std::size_t bytes_sent) {
          written(error, bytes_sent);
        });
  }

  // A body in pieces, each sent before the next is made.
  void stream(Response response, bool keep, bool head_only) {
    auto head = std::make_shared<http::response<http::empty_body>>();
    head->version(11);
    head->result(static_cast<unsigned>(response.status));
    for (const Field& field : response.fields) head->insert(field.name, field.value);
    head->keep_alive(keep);
    head->chunked(true);
    auto serializer = std::make_shared<http::response_serializer<http::empty_body>>(*head);
    auto source = std::make_shared<Response>(std::move(response));
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    http::async_write_header(stream_, *serializer,
                             [self = shared_from_this(), head, serializer, source, keep, head_only](
                                 beast::error_code error, std::size_t) {
                               if (error) return self->close();
                               if (!head_only) return self->next_piece(source, keep);
                               keep ? self->read() : self->close();
                             });
  }

  void next_piece(const std::shared_ptr<Response>& source, bool keep) {
    auto piece = std::make_shared<std::string>();
    const bool more = source->more(*piece);
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    const auto sent = [self = shared_from_this(), piece, source, keep, more](
                          beast::error_code error, std::size_t) {
      if (error) return self->close();
      if (more) return self->next_piece(source, keep);
      keep ? self->read() : self->close();
    };
    if (!more) return asio::async_write(stream_, http::make_chunk_last(), sent);
    asio::async_write(stream_, http::make_chunk(asio::buffer(*piece)), sent);
  }

  void watch(const Request& request) {
    if (auto refused = shared_.live->refuse(request)) {
      add_safe_fields(*refused);
      return write(std::move(*refused), 11, false, false);
    }
    if (shared_.watchers.load() >= kMostWatchers) {
      return write(refusal(503, "too many pages follow the changes; close some"), 11, false, false);
    }
    shared_.live->metrics().watchers = static_cast<std::int64_t>(++shared_.watchers);
    watching_ = request;
    Response head;
    head.set("content-type", "text/event-stream").set("cache-control", "no-store");
    add_safe_fields(head);
    std::string text = "HTTP/1.1 200 OK\r\nconnection: close\r\n";
    for (const Field& field : head.fields) text += field.name + ": " + field.value + "\r\n";
    send(text + "\r\nretry: 2000\n\n" + event());
  }

  // Tells where the record stands; "" where that has been told.
  std::string event() {
    const LiveState now = shared_.live->state();
    std::string text;
    if (!told_ || told_->generation != now.generation || told_->reading != now.reading) {
      text =
          fmt::format("id: {}\nevent: generation\ndata: {{\"generation\":{},\"reading\":{}}}\n\n",
                      now.generation, now.generation, now.reading);
    }
    if (now.step && (!told_ || told_->step != now.step)) {
      text += fmt::format(
          "event: progress\ndata: {{\"stage\":\"{}\",\"articles\":{},\"rejected\":{}}}\n\n",
          now.step->stage, now.step->articles, now.step->rejected);
    }
    told_ = now;
    return text;
  }

  void send(std::string text) {
    auto bytes = std::make_shared<std::string>(std::move(text));
    stream_.expires_after(std::chrono::seconds(kAnswerSeconds));
    asio::async_write(stream_, asio::buffer(*bytes),
                      [self = shared_from_this(), bytes](beast::error_code error, std::size_t) {
                        error ? self->close() : self->wait();
                      });
  }

  void wait() {
    stream_.expires_never();
    timer_.expires_after(kWatchEvery);
    timer_.async_wait([self = shared_from_this()](beast::error_code error) {
      if (error) return;
      // A session that has ended, or an account that is gone, sees no more.
      if (self->shared_.live->refuse(*self->watching_)) return self->close();
      std::string text = self->event();
      if (text.empty() && ++self->beats_ >= kBeatsUntilSign) text = ": still here\n\n";
      if (text.empty()) return self->wait();
      self->beats_ = 0;
      self->send(std::move(text));
    });
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    stream_.close();
  }

  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  Shared& shared_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<LiveState> told_;
  int beats_ = 0;
  std::optional<Request> watching_;  // what asked for the stream of changes
};

void accept_next(Tcp::acceptor& acceptor, asio::io_context& context, Shared& shared) {
  acceptor.async_accept(asio::make_strand(context),
                        [&](beast::error_code error, Tcp::socket socket) {
                          if (error == asio::error::operation_aborted) return;
                          // Over the limit a connection is closed unread.
                          if (!error && shared.connections.load() < kMostConnections) {
                            std::make_shared<Session>(std::move(socket), shared)->read();
                          }
                          accept_next(acceptor, context, shared);
                        });
}

base::Result<Tcp::acceptor> open_acceptor(asio::io_context& context, const ListenOptions& options) {
  beast::error_code error;
  const std::string written = options.address == "localhost" ? "127.0.0.1" : options.address;
  const asio::ip::address address = asio::ip::make_address(written, error);
  if (error) {
    return base::fail(base::ErrorCode::kUsage, fmt::format("--bind {}: no IP address; leave it out "
                                                           "for 127.0.0.1",
                                                           options.address));
  }
  if (!address.is_loopback() && options.accounts.empty()) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--bind {}: others can reach this address; say who may use it "
                                  "with --auth FILE, or use 127.0.0.1",
                                  options.address));
  }
  if (address.is_unspecified() && options.hosts.empty()) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--bind {}: name the machine as its readers do with --host NAME",
                                  options.address));
  }
  Tcp::acceptor acceptor(context);
  const Tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return base::fail(base::ErrorCode::kIo, fmt::format("{}:{}: {}; choose another with --port",
                                                        written, options.port, error.message()));
  }
  return acceptor;
}

// The names that the server answers to: those given and, but for "any address", its own.
GuardOptions guard_of(const ListenOptions& options, const Tcp::endpoint& bound) {
  constexpr std::string_view kSecure = "https://";
  constexpr std::string_view kPlain = "http://";
  GuardOptions guard;
  if (!bound.address().is_unspecified()) {
    guard.hosts = hosts_of(bound.address().to_string(), bound.port());
    if (!bound.address().is_loopback()) {
      std::erase_if(guard.hosts,
                    [](const std::string& host) { return host.starts_with("localhost"); });
    }
  }
  for (const std::string& given : options.hosts) {
    std::string host = given;
    for (char& c : host) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    const bool secure = host.starts_with(kSecure);
    if (secure) host.erase(0, kSecure.size());
    if (host.starts_with(kPlain)) host.erase(0, kPlain.size());
    while (host.ends_with('/')) host.pop_back();
    if (!secure && host.find(':') == std::string::npos) host += fmt::format(":{}", bound.port());
    if (secure) guard.secure_hosts.push_back(host);
    guard.hosts.insert(guard.hosts.begin(), host);
  }
  return guard;
}

}  // namespace

base::Result<void> serve(const ListenOptions& options,
                         const std::function<void(const std::string&)>& ready,
                         const std::function<bool()>& should_stop) {
  Shared shared;  // outlives the sessions, which the context keeps
  asio::io_context context(static_cast<int>(options.threads));
  base::Result<Tcp::acceptor> acceptor = open_acceptor(context, options);
  if (!acceptor) return std::unexpected(acceptor.error());
  beast::error_code ignored;
  const Tcp::endpoint bound = acceptor->local_endpoint(ignored);
  const GuardOptions guard = guard_of(options, bound);
  std::optional<net::FetchOptions> fetch;
  if (options.fetch) fetch.emplace();
  auto live =
      Live::prepare(options.record, {guard, options.models, options.accounts, std::move(fetch)});
  if (!live) return std::unexpected(live.error());
  shared.live = std::move(*live);
  accept_next(*acceptor, context, shared);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < options.threads; ++i) threads.emplace_back([&] { context.run(); });
  const bool secure =
      std::ranges::find(guard.secure_hosts, guard.hosts.front()) != guard.secure_hosts.end();
  const std::string address = (secure ? "https://" : "http://") + guard.hosts.front() + "/";
  const Clock::time_point begun = Clock::now();
  bool told = !options.loading;
  const base::Result<void> loaded = shared.live->load([&] {
    if (told || Clock::now() < begun + kMoment) return;
    told = true;
    options.loading(address);
  });
  if (loaded) ready(address);
  Clock::time_point next = Clock::now();
  while (loaded && !should_stop()) {
    if (Clock::now() >= next) {
      shared.live->refresh();
      next = Clock::now() + kWatchEvery;
    }
    std::this_thread::sleep_for(kStopEvery);
  }
  shared.live->stop();
  shared.workers.join();
  context.stop();
  for (std::thread& thread : threads) thread.join();
  return loaded;
}

}  // namespace parley::server
