#include "parley/server/add_articles.h"

#include <fmt/format.h>

#include <algorithm>
#include <expected>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "parley/archive/http_message.h"
#include "parley/base/date.h"
#include "parley/base/json_writer.h"
#include "parley/engine/decide.h"
#include "parley/engine/read_batch.h"
#include "parley/feeds/base64.h"
#include "parley/intake/delivery.h"
#include "parley/intake/read_inputs.h"
#include "parley/story/corpus.h"

namespace parley::server {
namespace {

using story::Json;

constexpr std::size_t kLongestName = 200;  // bytes of a file's name
constexpr unsigned kMostReaders = 4;       // threads

struct Wanted {
  intake::RawDocument given;         // where there is a text
  std::optional<std::string> bytes;  // of a file
  intake::InputKind kind = intake::InputKind::kRecognise;
};

struct Told {
  std::string id, title, outlet;
};

// The last part of a path, without what is no text: a name to show, never a file to open.
std::string shown_name(std::string name) {
  name.erase(0, name.find_last_of("/\\") + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (name.size() > kLongestName) name.resize(kLongestName);
  return name;
}

// As a web page gives it: letters, digits, + and /, closed by at most two =.
bool is_base64(std::string_view text) {
  const std::size_t end = text.find_last_not_of('=');
  if (end == std::string_view::npos || text.size() - end > 3) return false;
  return std::ranges::all_of(text.substr(0, end + 1), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
  });
}

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

std::expected<Wanted, std::string> wanted_of(const Json& body) {
  if (!body.is_object()) return std::unexpected("send a JSON object with text or base64");
  Wanted wanted;
  intake::RawDocument& given = wanted.given;
  for (const auto& [key, value] : body.items()) {
    const bool list = key == "authors" && value.is_array();
    if (!value.is_null() && !value.is_string() && !list) {
      return std::unexpected(key + ": must be a text");
    }
  }
  const auto field = [&](const char* key) { return story::text_at(body, key); };
  if (field("address")) {
    for (const char* key : {"text", "base64", "url", "kind"}) {
      if (field(key)) return std::unexpected(fmt::format("address: leave {} out", key));
    }
    return wanted;
  }
  const auto text = field("text");
  const auto base64 = field("base64");
  if (text.has_value() == base64.has_value()) {
    return std::unexpected("text, base64: send the one or the other");
  }
  for (const auto& [key, into] :
       {std::pair("title", &given.title), std::pair("outlet", &given.outlet),
        std::pair("published", &given.published), std::pair("url", &given.url),
        std::pair("language", &given.language)}) {
    auto value = field(key);
    if (!value || value->empty()) continue;
    if (base64) return std::unexpected(fmt::format("{}: a file says this itself; leave it", key));
    if (value->size() > kLongestField) {
      return std::unexpected(fmt::format("{}: longer than {} bytes", key, kLongestField));
    }
    *into = std::move(*value);
  }
  if (given.published && !base::parse_iso_date(given.published->substr(0, 10))) {
    return std::unexpected("published: a day of the calendar as YYYY-MM-DD");
  }
  if (given.url && !is_web_address(*given.url)) {
    return std::unexpected("url: an address that begins with http:// or https://");
  }
  for (const Json& author : story::part_at(body, "authors")) {
    if (!author.is_string()) return std::unexpected("authors: a list of names");
    given.authors.push_back(author.get<std::string>());
  }
  given.input = shown_name(field("name").value_or(""));
  if (given.input.empty()) given.input = text ? "pasted text" : "dropped file";
  if (text) given.text = *text;
  if (base64) {
    if (!is_base64(*base64)) return std::unexpected("base64: is not base64, or empty");
    wanted.bytes = feeds::decode_base64(*base64);
  }
  if (const auto kind = field("kind"); kind && !kind->empty()) {
    const auto known = intake::kind_named(*kind);
    if (!known) return std::unexpected("kind: one of text, html, jsonl, warc, feed");
    wanted.kind = *known;
  }
  return wanted;
}

// A page as `parley watch` reads it; what is no page, a feed or an archive, as its bytes say.
void read_page(const net::Response& fetched, const intake::InputOptions& options,
               const intake::Sink& sink) {
  std::string media_type, charset;
  archive::read_content_type(fetched.content_type, media_type, charset);
  const auto markup = intake::markup_of(media_type, fetched.body);
  if (!markup) {
    (void)intake::read_bytes(fetched.address, fetched.body, options, sink);
    return;
  }
  intake::RawDocument raw;
  raw.input = fetched.address;
  raw.url = fetched.address;
  intake::Delivery delivery(options, sink);
  delivery.deliver_bytes(std::move(raw), fetched.body, *markup, charset, {});
}

Response failed(const base::Error& error) {
  switch (error.code) {
    case base::ErrorCode::kBusy:
      return problem(503, error.message).set("retry-after", "5");
    case base::ErrorCode::kNoSpace:
      return problem(507, error.message);
    default:
      return problem(500, error.message);
  }
}

void write_rejections(base::JsonWriter& json, const std::vector<intake::Rejection>& rejections) {
  json.key("rejected").begin_array();
  for (const intake::Rejection& one : rejections) {
    json.begin_object().field("input", one.input).field("offset", one.offset);
    json.field("reason", one.reason).field("message", one.message).end_object();
  }
  json.end_array();
}

// Says what was wrong and where, as a problem with the list of all that was.
Response nothing_read(const std::vector<intake::Rejection>& rejections) {
  base::JsonWriter json;
  json.begin_object().field("type", "about:blank").field("title", reason_of(422));
  json.field("status", 422);
  json.field("detail", rejections.empty() ? "there is no report in it; look into the file"
                                          : rejections.front().message);
  write_rejections(json, rejections);
  json.end_object();
  return text_response(422, "application/problem+json", json.take() + "\n");
}

}  // namespace

std::string address_wanted(const Request& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  // An order that names a text as well is refused as it stands, and nothing is asked.
  for (const char* key : {"text", "base64", "url", "kind"}) {
    if (story::text_at(body, key)) return "";
  }
  return story::text_at(body, "address").value_or("");
}

Response add_articles(const Request& request, record::Record& record, const engine::Models& models,
                      const net::Response* fetched,
                      const std::function<void(const ReadingStep&)>& step) {
  auto wanted = wanted_of(Json::parse(request.body, nullptr, false));
  if (!wanted) return problem(400, wanted.error());
  intake::InputOptions options;
  options.kind = wanted->kind;
  options.article.today = base::parse_iso_date(engine::decision_time(0).substr(0, 10));

  std::mutex told_lock;
  std::vector<Told> told;
  std::uint64_t fed = 0;  // both under told_lock
  bool all_fed = false;
  const auto source = [&](const intake::Sink& sink) {
    const intake::Sink counted = {.article =
                                      [&](text::Article article) {
                                        {
                                          const std::lock_guard guard(told_lock);
                                          ++fed;
                                          if (told.size() < kMostToldArticles) {
                                            told.push_back({article.id, article.title.value_or(""),
                                                            article.outlet.value_or("")});
                                          }
                                        }
                                        return sink.article(std::move(article));
                                      },
                                  .rejection = sink.rejection};
    if (fetched != nullptr) {
      read_page(*fetched, options, counted);
    } else if (wanted->bytes) {
      (void)intake::read_bytes(wanted->given.input, *wanted->bytes, options, counted);
    } else {
      (void)intake::read_given(std::move(wanted->given), options, counted);
    }
    const std::lock_guard guard(told_lock);
    all_fed = true;
  };
  std::vector<intake::Rejection> rejections;
  engine::RejectList rejects(rejections);
  engine::Progress progress(
      engine::ProgressStyle::kNone, [&](std::uint64_t articles, std::uint64_t rejected) {
        const std::lock_guard guard(told_lock);
        step({all_fed && articles >= fed ? "rows" : "reading", articles, rejected});
      });
  step({"reading", 0, 0});
  const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostReaders);
  const auto summary = engine::read_batch(record, source, models, threads, rejects, progress);
  if (!summary) return failed(summary.error());
  const auto generation = record.generation();
  if (!generation) return failed(generation.error());
  if (summary->added + summary->known == 0) return nothing_read(rejections);
  const auto known = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", *generation);
  json.field("added", summary->added).field("known", summary->known);
  json.key("articles").begin_array();
  for (const Told& one : told) {
    json.begin_object().field("id", one.id).field("title", known(one.title));
    json.field("outlet", known(one.outlet)).end_object();
  }
  json.end_array();
  write_rejections(json, rejections);
  json.end_object();
  return text_response(200, "application/json", json.take() + "\n");
}

}  // namespace parley::server
