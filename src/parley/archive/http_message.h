// An HTTP response as web archives keep it: status, type, charset, and the body with its transfer
// and content encodings undone.
//
// "HTTP/1.1 200 OK … Content-Encoding: gzip" and packed bytes give the page. Archives often hold
// bodies that are not what their header says (unpacked already, chunked no more); the bytes decide.
// Nothing is fetched here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace parley::archive {

struct HttpHead {
  int status = 0;
  std::string media_type;  // in lower case: "text/html", "" where none is given
  std::string charset;     // "" where none is given
  std::string content_encoding;
  bool chunked = false;
  std::size_t body_start = 0;  // byte of the message
};

// None where `message` is no HTTP response.
[[nodiscard]] std::optional<HttpHead> read_http_head(std::string_view message);

// Splits "text/html; charset=utf-8".
void read_content_type(std::string_view value, std::string& media_type, std::string& charset);

struct Body {
  std::string bytes;
  bool cut = false;  // the packed bytes end early or are damaged at the end
};

enum class BodyFault : std::uint8_t {
  kDamaged,   // nothing could be unpacked
  kTooLarge,  // more than the limit
  kBomb,      // far more than the packed bytes' size
  kNested,    // more encodings than kMaxEncodings
};

inline constexpr std::size_t kMaxEncodings = 2;

// The body of `message`, of at most `max_bytes`. Memory is bounded by that and the message.
[[nodiscard]] std::expected<Body, BodyFault> read_body(std::string_view message,
                                                       const HttpHead& head, std::size_t max_bytes);

}  // namespace parley::archive
