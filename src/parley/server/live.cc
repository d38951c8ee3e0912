#include "parley/server/live.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/server/api.h"
#include "parley/server/assets.h"
#include "parley/server/corrections.h"
#include "parley/server/target.h"

namespace parley::server {
namespace {

constexpr std::string_view kDecisions = "/api/v1/decisions";
constexpr std::string_view kArticles = "/api/v1/articles";
constexpr std::chrono::seconds kLongestWait{5};  // for another program that writes
constexpr std::size_t kLargestKept = 8UL << 20;  // bytes of one answer

// Asked for by whoever opens the workbench, and slow to make of a large record: made before the
// record is shown.
constexpr const char* kFirstAsked[] = {"/", "/positions", "/api/v1/overview", "/api/v1/matrix",
                                       "/api/v1/sources"};

std::string key_of(const Request& request) {
  return std::string(request.field("host")) + "\n" + request.target + "\n" +
         std::string(accepted_by(request));
}

bool may_share(const Response& response) {
  return response.status == 200 && !response.more && response.body.size() <= kLargestKept;
}

void share(Response& response) {
  if (response.shared) return;
  response.shared = std::make_shared<const std::string>(std::move(response.body));
  response.body.clear();
}

// Gives about how many bytes are kept.
std::size_t keep_in(std::unordered_map<std::string, Response>& kept, const std::string& key,
                    Response& response) {
  share(response);
  kept.insert_or_assign(key, response);
  return response.shared->size() + key.size() + 1024;
}

bool may_keep(const Request& request) {
  return request.method == "GET" && request.field("if-none-match").empty();
}

}  // namespace

base::Result<std::unique_ptr<Live>> Live::open(const std::string& path, LiveOptions options) {
  auto live = prepare(path, std::move(options));
  if (!live) return live;
  if (const auto loaded = (*live)->load(); !loaded) return std::unexpected(loaded.error());
  return live;
}

base::Result<std::unique_ptr<Live>> Live::prepare(const std::string& path, LiveOptions options) {
  const std::string accounts = options.accounts;
  std::unique_ptr<PageFetcher> fetcher;
  if (options.fetch) fetcher = std::make_unique<PageFetcher>(std::move(*options.fetch));
  std::unique_ptr<Live> live(new Live(path, std::move(options)));
  live->fetcher_ = std::move(fetcher);
  if (!accounts.empty()) {
    auto auth = Auth::open(accounts);
    if (!auth) return std::unexpected(auth.error());
    live->auth_ = std::move(*auth);
  }
  base::Result<record::Record> record = record::Record::open_to_read(path);
  if (!record) return std::unexpected(record.error());
  live->idle_.push_back(std::move(*record));
  return live;
}

base::Result<void> Live::load(const std::function<void()>& step) {
  const std::lock_guard refreshing(refreshing_);
  base::Result<record::Record> record = borrow();
  if (!record) return std::unexpected(record.error());
  if (const auto rows = record->greatest_derived_number()) {
    rows_ = static_cast<std::size_t>(*rows);
  }
  auto snapshot = take_snapshot(*record, [&](std::size_t rows) {
    gone_through_ = rows;
    if (step) step();
  });
  if (!snapshot) return std::unexpected(snapshot.error());
  give_back(std::move(*record));
  show(std::move(*snapshot));
  ready_ = true;
  return {};
}

void Live::show(std::shared_ptr<const Snapshot> fresh) {
  std::unordered_map<std::string, Response> first;
  std::size_t bytes = 0;
  for (const char* target : kFirstAsked) {
    const Request request{"GET", target, {{"host", workbench_.guard().hosts.front()}}, ""};
    Response response = make_page(request, *fresh);
    if (may_share(response)) bytes += keep_in(first, key_of(request), response);
  }
  const std::lock_guard guard(lock_);
  snapshot_ = std::move(fresh);
  reading_ = false;
  kept_ = std::move(first);
  kept_bytes_ = bytes;
  making_.clear();
}

Response Live::not_yet(const Request& request) const {
  constexpr std::string_view kAssets = "/assets/";
  if (request.target.starts_with(kAssets)) {
    if (const auto file = asset(request.target.substr(kAssets.size()))) {
      return text_response(200, file->type, std::string(file->bytes));
    }
  }
  const std::size_t rows = rows_;
  const std::size_t percent = rows == 0 ? 0 : std::min<std::size_t>(99, gone_through_ * 100 / rows);
  const std::string told = fmt::format(
      "the record's rows are being gone through, {} % are done; this opens when all are", percent);
  Response response = problem(503, told);
  if (request.field("accept").find("text/html") != std::string_view::npos) {
    // Written out: nothing of it comes from a record.
    response = text_response(
        503, "text/html; charset=utf-8",
        fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    "<title>One moment</title><meta http-equiv=\"refresh\" content=\"1\">"
                    "<link rel=\"stylesheet\" href=\"/assets/style.css\"></head>"
                    "<body><main><h1>One moment</h1><p role=\"status\">{}.</p></main></body>"
                    "</html>\n",
                    told));
  }
  return response.set("retry-after", "1").set("cache-control", "no-store");
}

// Who is there, for the page: {user, role}, both null where nobody is asked; and whether addresses
// are fetched.
Response Live::session_of(const std::optional<Identity>& who) const {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1");
  json.field("user", who ? std::optional(who->name) : std::nullopt);
  json.field("role", who ? std::optional(std::string(name_of(who->role))) : std::nullopt);
  json.field("fetches", fetcher_ != nullptr).end_object();
  return text_response(200, "application/json", json.take() + "\n")
      .set("cache-control", "no-store");
}

bool Live::is_slow(const Request& request) {
  if (request.method == "POST") return true;
  constexpr std::string_view kSlow[] = {"/api/v1/exports/", "/api/v1/news", "/api/v1/compare",
                                        "/news", "/compare"};
  return std::ranges::any_of(
      kSlow, [&](std::string_view path) { return request.target.starts_with(path); });
}

base::Result<record::Record> Live::borrow() {
  {
    const std::lock_guard guard(lock_);
    if (!idle_.empty()) {
      record::Record record = std::move(idle_.back());
      idle_.pop_back();
      return record;
    }
  }
  return record::Record::open_to_read(path_);
}

void Live::give_back(record::Record record) {
  const std::lock_guard guard(lock_);
  idle_.push_back(std::move(record));
}

std::expected<std::optional<net::Response>, Response> Live::fetch(const Request& request) {
  const std::string address = address_wanted(request);
  if (address.empty()) return std::nullopt;
  if (!fetcher_) {
    return std::unexpected(problem(
        400,
        "address: nothing is fetched, since the server was started without --fetch; save the "
        "page and send the file, or send its text with the address as url"));
  }
  {
    const std::lock_guard guard(lock_);
    if (!step_) step_ = ReadingStep{"fetching", 0, 0};
  }
  auto page = fetcher_->fetch(address);
  {
    const std::lock_guard guard(lock_);
    if (step_ && step_->stage == "fetching") step_.reset();
  }
  if (!page) return std::unexpected(problem(422, page.error()));
  return std::move(*page);
}

Response Live::read(const Request& request, record::Record& record, const net::Response* fetched) {
  if (!loaded_) {
    auto models = engine::load_models(models_);
    if (!models) return problem(503, models.error().message);
    loaded_ = std::move(*models);
  }
  Response response =
      add_articles(request, record, *loaded_, fetched, [&](const ReadingStep& step) {
        const std::lock_guard guard(lock_);
        step_ = step;
      });
  const std::lock_guard guard(lock_);
  step_.reset();
  return response;
}

Response Live::change(const Request& request, const std::optional<Identity>& who) {
  const bool reads = request.target == kArticles;
  // Before others are made to wait: a host may take half a minute.
  std::expected<std::optional<net::Response>, Response> fetched(std::nullopt);
  if (reads) fetched = fetch(request);
  if (!fetched) return std::move(fetched.error());
  const net::Response* page = *fetched ? &**fetched : nullptr;
  const std::unique_lock guard(changing_, reads ? kReadWait : kDecideWait);
  if (!guard) {
    Response busy = problem(409,
                            "reports are being read into this record; nothing of this request was "
                            "done, so send it again when they are there");
    return busy.set("retry-after", "2");
  }
  const std::string given(request.field("idempotency-key"));
  const std::string key = request.target + "\n" + (who ? who->name : "") + "\n" + given;
  if (const auto done = orders_.find(key); !given.empty() && done != orders_.end()) {
    return done->second;
  }
  Response response = do_change(request, who, page);
  if (page != nullptr) fetcher_->forget(address_wanted(request));
  if (response.status == 200) {
    refresh();
    if (orders_.size() >= kKeptOrders) orders_.clear();
    if (!given.empty()) orders_.emplace(key, response);
  }
  return response;
}

Response Live::do_change(const Request& request, const std::optional<Identity>& who,
                         const net::Response* fetched) {
  base::Result<record::Record> record = record::Record::open_to_write(path_);
  if (!record) return problem(503, record.error().message);
  record->wait_at_most(kLongestWait);
  return request.target == kArticles ? read(request, *record, fetched)
                                     : take_decision(request, *record, who);
}

std::optional<Response> Live::refuse(const Request& request) const {
  if (auto refusal = refuse_request(request, workbench_.guard())) return refusal;
  auto refused = auth_ ? auth_->refuse(request, auth_->identify(request)) : std::nullopt;
  return refused || ready_ ? refused : not_yet(request);
}

Response Live::answer(const Request& request) {
  Response response = answer_shared(request);
  if (response.shared) gather(response);
  return response;
}

Response Live::answer_shared(const Request& request) {
  const auto begun = std::chrono::steady_clock::now();
  Response response;
  std::optional<Identity> who;
  if (auto refusal = refuse_request(request, workbench_.guard())) {
    response = std::move(*refusal);
  } else {
    if (auth_) who = auth_->identify(request);
    auto refused = auth_ ? auth_->refuse(request, who) : std::nullopt;
    response = refused ? std::move(*refused) : ready_ ? route(request, who) : not_yet(request);
    if (refused) response.set("cache-control", "no-store");
  }
  if (!response.shared) add_safe_fields(response);  // a kept answer has them
  if (auth_ && response.field("cache-control") == "no-cache") {
    response.set("cache-control", "private, no-cache");
  }
  metrics_.answered(response.status, std::chrono::steady_clock::now() - begun);
  return response;
}

// What is not the same for everybody, or changes something; all else is read_page().
Response Live::route(const Request& request, const std::optional<Identity>& who) {
  const std::string_view path =
      std::string_view(request.target).substr(0, request.target.find('?'));
  if (request.method == "POST" && (request.target == kDecisions || request.target == kArticles)) {
    return change(request, who).set("cache-control", "no-store");
  }
  if (auth_ && path == "/login") {
    Response response;
    if (request.method == "POST") {
      response = auth_->log_in(request, is_secure(request, workbench_.guard()));
    } else {
      const auto target = parse_target(request.target);
      response = login_page(200, "", target ? target->parameter("next") : "/");
    }
    return response.set("cache-control", "no-store");
  }
  if (path == "/api/v1/session" && request.method == "DELETE" && auth_) {
    return auth_->log_out(request).set("cache-control", "no-store");
  }
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (reads && path == "/api/v1/session") return session_of(who);
  if (reads && path == "/metrics") {
    std::shared_ptr<const Snapshot> snapshot;
    {
      const std::lock_guard guard(lock_);
      snapshot = snapshot_;
    }
    return text_response(200, "text/plain; version=0.0.4; charset=utf-8",
                         metrics_.to_text(*snapshot))
        .set("cache-control", "no-store");
  }
  return read_page(request);
}

Response Live::read_page(const Request& request) {
  if (!may_keep(request)) {
    std::shared_ptr<const Snapshot> snapshot;
    {
      const std::lock_guard guard(lock_);
      snapshot = snapshot_;
    }
    return make_page(request, *snapshot);
  }
  const std::string key = key_of(request);
  std::shared_ptr<const Snapshot> snapshot;
  std::promise<Response> made;
  std::shared_future<Response> other;  // that somebody else makes
  {
    const std::lock_guard guard(lock_);
    if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
    snapshot = snapshot_;
    if (const auto found = making_.find(key); found != making_.end()) {
      other = found->second;
    } else {
      making_.emplace(key, made.get_future().share());
    }
  }
  if (other.valid()) {
    if (const Response& response = other.get(); !response.more) return response;
    return make_page(request, *snapshot);  // what is sent in pieces is one reader's own
  }
  Response response = make_page(request, *snapshot);
  const bool keep = may_share(response);
  if (keep) share(response);
  Response told = response;
  if (told.more) told.more = [](std::string&) { return false; };
  made.set_value(std::move(told));
  const std::lock_guard guard(lock_);
  if (snapshot != snapshot_) return response;
  making_.erase(key);
  if (keep) {
    if (kept_bytes_ > kKeptAnswers) {
      kept_.clear();
      kept_bytes_ = 0;
    }
    kept_bytes_ += keep_in(kept_, key, response);
  }
  return response;
}

Response Live::make_page(const Request& request, const Snapshot& snapshot) {
  base::Result<record::Record> record = borrow();
  if (!record) return problem(503, record.error().message);
  Response response = workbench_.answer(request, snapshot, *record);
  give_back(std::move(*record));
  return response;
}

LiveState Live::state() const {
  const std::lock_guard guard(lock_);
  return {snapshot_->generation, reading_, step_};
}

void Live::refresh() {
  if (auth_) auth_->refresh();
  const std::lock_guard refreshing(refreshing_);
  base::Result<record::Record> record = borrow();
  if (!record) return;  // tried again the next time
  const auto generation = record->generation();
  const auto current = record->derived_is_current();
  if (generation && current) {
    const bool grown = *generation != state().generation;
    std::shared_ptr<const Snapshot> fresh;
    if (grown && *current) {
      if (auto taken = take_snapshot(*record)) fresh = std::move(*taken);
    }
    if (fresh) {
      show(std::move(fresh));
    } else {
      const std::lock_guard guard(lock_);
      reading_ = grown;
    }
  }
  give_back(std::move(*record));
}

}  // namespace parley::server
