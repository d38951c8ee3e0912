// A request and its answer as values, so that every route can be tested without a socket.
//
//   Request request{"GET", "/api/v1/positions?limit=5", {{"host", "127.0.0.1:8080"}}, ""};
//   Response response = Workbench(…).answer(request);
//
// Names of header fields are lower case. Reading bytes from a connection is the work of listen.cc.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::server {

struct Field {
  std::string name;  // lower case
  std::string value;

  friend bool operator==(const Field&, const Field&) = default;
};

struct Request {
  std::string method;
  std::string target;  // as sent: path and query
  std::vector<Field> fields;
  std::string body;
  std::string peer{};  // the address it came from; "" where unknown

  // The value of the only field called `name`; "" where there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Field> fields;
  std::string body;
  // For a body too long to be held whole: appends its next piece, false where there is none. Then
  // `body` is empty.
  std::function<bool(std::string&)> more{};
  // The body of an answer that many get; then `body` is empty.
  std::shared_ptr<const std::string> shared{};

  // Sets a field, in place of one of the same name. Control characters are left out of `value`, so
  // that no value can end its line.
  Response& set(std::string_view name, std::string_view value);
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

// "Not Found"; "" for a status that is not used here.
[[nodiscard]] std::string_view reason_of(int status);

[[nodiscard]] Response text_response(int status, std::string_view type, std::string body);

// The whole body at once: for who cannot take it in pieces.
void gather(Response& response);

// An error as application/problem+json (RFC 9457). `detail` says what to do.
[[nodiscard]] Response problem(int status, std::string_view detail);

}  // namespace parley::server
