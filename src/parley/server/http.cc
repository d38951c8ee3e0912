#include "parley/server/http.h"

#include <algorithm>
#include <utility>

#include "parley/base/json_writer.h"

namespace parley::server {

std::string_view Request::field(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count(fields, name, &Field::name));
}

Response& Response::set(std::string_view name, std::string_view value) {
  std::string clean;
  for (const char byte : value) {
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x20 && code != 0x7F) clean += byte;
  }
  const auto found = std::ranges::find(fields, name, &Field::name);
  if (found != fields.end()) {
    found->value = std::move(clean);
  } else {
    fields.push_back({std::string(name), std::move(clean)});
  }
  return *this;
}

std::string_view Response::field(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "";
  }
}

Response text_response(int status, std::string_view type, std::string body) {
  Response response;
  response.status = status;
  response.set("content-type", type);
  response.body = std::move(body);
  return response;
}

void gather(Response& response) {
  while (response.more && response.more(response.body)) {
  }
  response.more = nullptr;
  if (response.shared) response.body = *std::exchange(response.shared, nullptr);
}

Response problem(int status, std::string_view detail) {
  base::JsonWriter json;
  json.begin_object().field("type", "about:blank").field("title", reason_of(status));
  json.field("status", status).field("detail", detail).end_object();
  return text_response(status, "application/problem+json", json.take() + "\n");
}

}  // namespace parley::server
